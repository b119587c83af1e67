"""The model of the threshold test: what searches and hits tell, and what is believed before they are seen.

Each stop gives a chance of contraband drawn from a beta law; who stands above the threshold is searched. The law of a
group r in a place d has mean expit(phi_r + phi_d) and size exp(lambda_r + lambda_d); its threshold is expit(w), w
normal around t_r. Model and priors: Simoiu, Corbett-Davies and Goel 2017 (Annals of Applied Statistics 11), as fitted
by Pierson et al. 2020 (Nature Human Behaviour 4). The place with the most stops has phi_d = lambda_d = 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import betaln, expit, log1p, xlog1py

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

_TINY = 1e-12
_TERMS, _CLOSE = 400, 1e-9


class Normal(NamedTuple):
    """A normal law."""

    mean: float
    sd: float


T_GROUP, PHI_GROUP, LAMBDA_GROUP = Normal(-2, 1), Normal(-3.5, 0.25), Normal(2, 0.5)
PHI_PLACE, LAMBDA_PLACE = Normal(0, 0.25), Normal(0, 0.5)
SPREAD_SD = 0.25
"""The spread of a group's thresholds over places is a half-normal of this size."""


@dataclass(frozen=True)
class Counts:
    """One entry a place and group, arrays of equal length; `place` and `group` number `places` and `groups`.

    Places stand by falling number of stops, so that place 0 is the one that is held.
    """

    places: tuple[str, ...]
    groups: tuple[str, ...]
    place: Whole
    group: Whole
    stops: Floats
    searches: Floats
    hits: Floats

    def stops_of_places(self) -> Floats:
        """All stops of each place."""
        return np.asarray(np.bincount(self.place, self.stops, len(self.places)), dtype=np.float64)


def log_likelihood(u: Floats, v: Floats, w: Floats, counts: Counts) -> Floats:
    """How well searches and hits fit: `u`, `v`, `w` are (..., entries), and so is the answer.

    `u` is the logit of the mean of the law, `v` the log of its size, `w` the logit of the threshold.
    """
    log_rate, hit, _ = _shares(u, v, w)
    searched = counts.searches * log_rate + (counts.stops - counts.searches) * np.log(-np.expm1(log_rate))
    return np.asarray(searched + counts.hits * np.log(hit) + (counts.searches - counts.hits) * log1p(-hit))


def logits(u: Floats, v: Floats, w: Floats) -> tuple[Floats, Floats]:
    """The logit of the share searched, and of the share of searches that find something."""
    log_rate, hit, _ = _shares(u, v, w)
    return np.asarray(log_rate - np.log(-np.expm1(log_rate))), np.asarray(np.log(hit) - log1p(-hit))


def rate_with_slope(u: Floats, v: Floats, w: Floats) -> tuple[Floats, Floats]:
    """The logit of the share searched, and its slope in `w`."""
    log_rate, _, edge = _shares(u, v, w)
    kept = -np.expm1(log_rate)
    return np.asarray(log_rate - np.log(kept)), np.asarray(-edge / kept)


def _shares(u: Floats, v: Floats, w: Floats) -> tuple[Floats, Floats, Floats]:
    """Log of the share searched, share of searches that find something; of those searched, the share at the threshold,
    per unit of w."""
    mean, size, t = expit(u), np.exp(v), expit(w)
    a, b = size * mean, size * (1 - mean)
    fraction = _fraction(a, b, 1 - t)
    log_rate = np.minimum(a * np.log(t) + xlog1py(b, -t) - betaln(a, b) - np.log(b) + np.log(fraction), -_TINY)
    # The mean above t, by the recurrence of the incomplete beta function in its first argument.
    hit = np.clip(mean + (1 - mean) / fraction, _TINY, 1 - _TINY)
    return log_rate, hit, b / fraction


def _fraction(a: Floats, b: Floats, x: Floats) -> Floats:
    """The continued fraction of the beta law's upper tail: the tail is (1-x)^a x^b / (b B(a, b)) times it.

    Lentz's way of summing; scipy's own tail is some twenty times slower here, and two tails are wanted at every point.
    """
    c, d = np.ones_like(x), 1 / (1 - (a + b) * x / (b + 1))
    value = d
    for m in range(1, _TERMS):
        for term in (
            m * (a - m) * x / ((b + 2 * m - 1) * (b + 2 * m)),
            -(b + m) * (a + b + m) * x / ((b + 2 * m) * (b + 2 * m + 1)),
        ):
            d = 1 / (1 + term * d)
            c = 1 + term / c
            value = value * c * d
        if m % 4 == 0 and np.max(np.abs(c * d - 1)) < _CLOSE:
            break
    # It is 1 at least; far below the law's mean, where no threshold lies, the sum may not have settled.
    return np.maximum(np.nan_to_num(value, nan=1.0, posinf=1.0), 1.0)
