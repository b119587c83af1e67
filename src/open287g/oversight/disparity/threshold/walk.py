"""Draws from the posterior itself, by Hamiltonian steps in the coordinates of the nearest normal law.

There the posterior is nearly round, so that a quarter turn of a few steps forgets where it began. The gradient comes
with every draw and has mean 0; what a draw differs by from the mean is told by it nearly whole, and taken off
(Mira, Solgi and Imparato 2013, Statistics and Computing 23): a few hundred draws then tell a mean.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.special import expit

from open287g.oversight.disparity.threshold import model
from open287g.oversight.disparity.threshold.model import Floats, Whole
from open287g.oversight.disparity.threshold.normal import Law, Layout, along_spread
from open287g.oversight.disparity.threshold.slopes import Slopes

CHAINS = 4
_WARM, _WIDENINGS, _HEAVY, _APART = 30, 4, 12, 2.0
_KEPT, _MOST, _WORK = 400, 600, 24_000
_TURN, _LEAST_STEPS, _MOST_STEPS = np.pi / 2, 5, 20
_WISHED, _WIDEST = 0.8, 0.5
_DIFFERENCE = 1e-3


@dataclass(frozen=True)
class Walk:
    """Draws of each entry's threshold (chains, draws, entries), its posterior mean, and the share of steps taken."""

    draws: Floats
    mean: Floats
    taken: float


class Posterior:
    """The log density of (x, log spread) and its gradient, for many points (points, size) at once.

    Called, both are exact; `steer` is the gradient by a table around `law`, some ten times faster.
    """

    def __init__(self, layout: Layout, law: Law) -> None:
        self.layout = layout
        self.size = layout.size + len(layout.counts.groups)
        self.slopes = Slopes.around(*law.seen(layout))
        # What each entry's slopes add to: (entries, unknowns and a 0), (entries, groups).
        self.to_u, self.to_v, self.to_t = (self._onto(at) for at in (layout.u, layout.v, layout.t[None]))
        self.to_group = np.eye(len(layout.counts.groups))[layout.counts.group]

    def __call__(self, points: Floats) -> tuple[Floats, Floats]:
        layout, counts = self.layout, self.layout.counts
        u, v, w = self._seen(points)
        value, in_w = model.with_slope(u, v, w, counts)
        h = _DIFFERENCE
        us, vs = np.stack([u + h, u - h, u, u]), np.stack([v, v, v + h, v - h])
        near = model.log_likelihood(us, vs, np.broadcast_to(w, us.shape), counts)
        in_u, in_v = (near[0] - near[1]) / (2 * h), (near[2] - near[3]) / (2 * h)
        x, log_spread = points[:, : layout.size], points[:, layout.size :]
        spread = np.exp(log_spread)
        free = x - layout.prior_mean
        off = (x[:, layout.of_entry] - x[:, layout.t]) / spread[:, counts.group]
        total = value.sum(1) - 0.5 * (free**2 * layout.prior_precision).sum(1) - 0.5 * (off**2).sum(1)
        total += (log_spread * (1 - layout.numbers) - spread**2 / (2 * model.SPREAD_SD**2)).sum(1)
        return total, self._gradient(points, in_u, in_v, in_w)

    def steer(self, points: Floats) -> Floats:
        """The gradient, nearly."""
        u, v, w = self._seen(points)
        return self._gradient(points, *self.slopes(u, v, w, self.layout.counts))

    def _seen(self, points: Floats) -> tuple[Floats, Floats, Floats]:
        layout = self.layout
        wide = np.concatenate([points[:, : layout.size], np.zeros((len(points), 1))], axis=1)
        return wide[:, layout.u].sum(axis=1), wide[:, layout.v].sum(axis=1), points[:, layout.of_entry]

    def _onto(self, rows: Whole) -> Floats:
        onto, entries = np.zeros((rows.shape[1], self.layout.size + 1)), np.arange(rows.shape[1])
        for index in rows:
            onto[entries, index] += 1
        return onto

    def _gradient(self, points: Floats, in_u: Floats, in_v: Floats, in_w: Floats) -> Floats:
        layout, counts = self.layout, self.layout.counts
        x, spread = points[:, : layout.size], np.exp(points[:, layout.size :])
        off = (x[:, layout.of_entry] - x[:, layout.t]) / spread[:, counts.group]
        pull = off / spread[:, counts.group]
        slope = in_u @ self.to_u + in_v @ self.to_v + pull @ self.to_t
        slope[:, layout.of_entry] += in_w - pull
        in_spread = 1 - layout.numbers - spread**2 / model.SPREAD_SD**2 + off**2 @ self.to_group
        gradient = slope[:, :-1] - (x - layout.prior_mean) * layout.prior_precision
        return np.concatenate([gradient, in_spread], axis=1)


def walk(layout: Layout, law: Law, seed: int) -> Walk:
    """Draws from the posterior, from `law` on; the same seed gives the same draws."""
    random, posterior = np.random.default_rng(seed), Posterior(layout, law)
    root = _root(layout, law)
    center = np.concatenate([law.mean, np.log(law.spread)])
    z = random.standard_normal((CHAINS, posterior.size))
    z[:, _head(layout)] *= _APART
    start = center + z @ root.T
    at = State(start, *posterior(start), size=0.25)
    for _ in range(_WIDENINGS):
        seen = []
        for turn in range(_WARM):
            at, chance = _turn(posterior, root, at, random)
            at = at._replace(size=at.size * np.exp((float(chance.mean()) - _WISHED) / (1 + turn) ** 0.5))
            seen.append(at.points)
        root = _widened(layout, root, np.stack(seen[_WARM // 3 :]))
    kept, taken = [], []
    # Few entries cost little and leave more unsure.
    for _ in range(min(_MOST, max(_KEPT, _WORK // len(layout.of_entry)))):
        at, chance = _turn(posterior, root, at, random)
        kept.append(at)
        taken.append(chance)
    draws = expit(np.stack([one.points for one in kept], axis=1)[..., layout.of_entry])
    slopes = np.stack([one.gradient for one in kept], axis=1)
    return Walk(draws, _mean(layout, law, draws, slopes), float(np.mean(taken)))


def _head(layout: Layout) -> Whole:
    """The columns of a root that move what a group has in common: its three numbers and its spread."""
    groups = len(layout.numbers)
    return np.asarray(np.r_[: 3 * groups, layout.size : layout.size + groups])


def _root(layout: Layout, law: Law) -> Floats:
    """Of the law of x and the log spread, a matrix whose product with itself is the covariance."""
    size = layout.size + len(layout.numbers)
    root = np.zeros((size, size))
    root[: layout.size, : layout.size] = np.linalg.cholesky(law.cov)
    # As wide as the spread of so many places is unsure; what the law's mean does with the spread goes along.
    unsure = np.minimum(_WIDEST, 1.5 / np.sqrt(2 * layout.numbers))
    np.fill_diagonal(root[layout.size :, layout.size :], unsure)
    root[: layout.size, layout.size :] = along_spread(layout, law) * unsure
    return root


def _widened(layout: Layout, root: Floats, seen: Floats) -> Floats:
    """The root with what groups have in common as wide as `seen` (draws, chains, size) shows it.

    The nearest law is too narrow along the valley in which a group's threshold, mean and size move together, and places
    with them; the root's first columns move a group and, as they go along, its places.
    """
    head = _head(layout)
    flat = seen.reshape(-1, seen.shape[-1])
    told = np.linalg.solve(root, (flat - flat.mean(axis=0)).T)[head]
    # A little of what was believed, as so few draws tell a covariance badly.
    cov = (told @ told.T / _HEAVY + np.eye(len(head))) / (told.shape[1] / _HEAVY + 1)
    wider = root.copy()
    wider[:, head] = root[:, head] @ np.linalg.cholesky(cov)
    return wider


class State(NamedTuple):
    """Where the chains are: points (chains, size), the density and its gradient there, and the size of a step."""

    points: Floats
    value: Floats
    gradient: Floats
    size: float


def _turn(posterior: Posterior, root: Floats, at: State, random: np.random.Generator) -> tuple[State, Floats]:
    """One quarter turn of every chain, each taken or refused; with the chance that it was taken."""
    speed = random.standard_normal(at.points.shape)
    steps = min(max(_LEAST_STEPS, round(_TURN / at.size)), _MOST_STEPS)
    start = at.value - 0.5 * (speed**2).sum(1)
    new, step = at.points, at.size * random.uniform(0.85, 1.0)
    with np.errstate(all="ignore"):  # A step too long leaves all bounds, and is refused.
        slope = posterior.steer(new)
        for _ in range(steps):
            speed = speed + 0.5 * step * slope @ root
            new = new + step * speed @ root.T
            slope = posterior.steer(new)
            speed = speed + 0.5 * step * slope @ root
        told, exact = posterior(new)
        end = np.nan_to_num(told - 0.5 * (speed**2).sum(1), nan=-np.inf, posinf=-np.inf)
    chance = np.exp(np.minimum(0.0, end - start))
    goes = random.uniform(size=len(new)) < chance
    points, gradient = (np.where(goes[:, None], *pair) for pair in ((new, at.points), (exact, at.gradient)))
    return State(points, np.where(goes, told, at.value), gradient, at.size), chance


def _mean(layout: Layout, law: Law, draws: Floats, slopes: Floats) -> Floats:
    """Posterior means of the thresholds, with what the gradient tells of each draw taken off."""
    told = slopes[..., : layout.size] @ law.cov[:, layout.of_entry]
    flat, told = draws.reshape(-1, draws.shape[-1]), told.reshape(-1, draws.shape[-1])
    off, tilt = flat - flat.mean(0), told - told.mean(0)
    weight = (off * tilt).sum(0) / np.maximum((tilt**2).sum(0), 1e-300)
    return np.asarray(flat.mean(0) - weight * told.mean(0))
