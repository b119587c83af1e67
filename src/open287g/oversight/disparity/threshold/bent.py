"""Coordinates in which the posterior is nearly round: what the data fix stays where it is while the rest moves.

Searches fix a share searched and a share that finds something, two numbers, of the three that an entry sees (u, v, w):
along a bent line nothing the data say changes. Here w is told as its distance from the surface of the same share
searched, a group's and a place's mean as the distance from the line of the same share found, a group's threshold as
the distance from where its entries move. Each is the old number less a polynomial of numbers told before it, so that
the change keeps volume and densities stand as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from open287g.oversight.disparity.threshold import model
from open287g.oversight.disparity.threshold.model import Floats, Whole
from open287g.oversight.disparity.threshold.normal import Layout
from open287g.oversight.disparity.threshold.polynomials import FLAT, fitted, terms, told_by, with_slopes

_STEPS, _LONGEST, _CLOSE = 12, 0.5, 1e-7
_WIDE, _LEAST = 3.0, (0.03, 0.06, 0.01)
"""Polynomials are fitted so many times as far as chains went, and at least so far."""
_FLATTEST, _STEP = 1e-3, 0.1


class Bends(NamedTuple):
    """The slopes of the change at some points: of a group's mean in its size, and so on."""

    group_line: Floats
    place_line: Floats
    group_in_u: Floats
    group_in_v: Floats


class Bent:
    """The change of coordinates around `mean` (unknowns,), for what an entry sees within some `sd` (3, entries)."""

    def __init__(self, layout: Layout, mean: Floats, sd: Floats) -> None:
        counts, groups, places = layout.counts, len(layout.counts.groups), len(layout.counts.places)
        self.layout, self.mean = layout, mean
        self.middle = layout.sees(mean[None])[:, 0]
        self.reach = _WIDE * np.maximum(sd, np.array(_LEAST)[:, None])
        found, surface = _surface(self.middle, self.reach)
        self.surface = with_slopes(surface)
        weight = counts.searches + 1.0
        self.of_group = with_slopes(_mean_by(counts.group, groups, surface, weight))
        self.group_line = _lines(_mean_by(counts.group, groups, found, weight), self.reach)
        self.place_line = _lines(_mean_by(counts.place, places, found, weight), self.reach)[:, 1:]
        g, d = np.arange(groups), np.arange(places - 1)
        self.t, self.phi, self.lam = g, groups + g, 2 * groups + g
        self.phi_place, self.lam_place = 3 * groups + d, 3 * groups + places - 1 + d

    def shared(self, y: Floats) -> tuple[Floats, Bends]:
        """`y` (points, size) with what groups and places have in common as unknowns and w as in y; and the slopes."""
        x = y.copy()
        by_group, group_line = _cubic(self.group_line, y[:, self.lam] - self.mean[self.lam])
        x[:, self.phi] += by_group
        by_place, place_line = _cubic(self.place_line, y[:, self.lam_place] - self.mean[self.lam_place])
        x[:, self.phi_place] += by_place
        off = x[:, self.phi] - self.mean[self.phi], y[:, self.lam] - self.mean[self.lam]
        moved, in_u, in_v, _ = told_by(self.of_group, terms(*off, np.zeros_like(off[0])))
        x[:, self.t] += moved
        return x, Bends(group_line, place_line, in_u, in_v)

    def x(self, y: Floats) -> tuple[Floats, Bends, tuple[Floats, Floats]]:
        """The unknowns at `y` (points, size), the slopes there, and those of each w in u and v."""
        x, bends = self.shared(y)
        u, v, _ = self.layout.sees(x)
        off = u - self.middle[0], v - self.middle[1]
        moved, in_u, in_v, _ = told_by(self.surface, terms(*off, np.zeros_like(u)))
        x[:, self.layout.of_entry] += moved
        return x, bends, (in_u, in_v)

    def y(self, x: Floats) -> Floats:
        """Where the unknowns `x` (points, size) are in these coordinates."""
        y = x.copy()
        y[:, self.phi] -= _cubic(self.group_line, x[:, self.lam] - self.mean[self.lam])[0]
        y[:, self.phi_place] -= _cubic(self.place_line, x[:, self.lam_place] - self.mean[self.lam_place])[0]
        off = x[:, self.phi] - self.mean[self.phi], x[:, self.lam] - self.mean[self.lam]
        y[:, self.t] -= told_by(self.of_group, terms(*off, np.zeros_like(off[0])))[0]
        u, v, _ = self.layout.sees(x)
        off = u - self.middle[0], v - self.middle[1]
        y[:, self.layout.of_entry] -= told_by(self.surface, terms(*off, np.zeros_like(u)))[0]
        return y

    def slope(self, in_x: Floats, bends: Bends) -> Floats:
        """A gradient in the unknowns (points, size), of which w are told in y already, as one in y."""
        told = in_x.copy()
        in_t = in_x[:, self.t]
        told[:, self.phi] += in_t * bends.group_in_u
        told[:, self.lam] += in_t * bends.group_in_v + told[:, self.phi] * bends.group_line
        told[:, self.lam_place] += told[:, self.phi_place] * bends.place_line
        return told


def _surface(middle: Floats, reach: Floats) -> tuple[Floats, Floats]:
    """Of each entry, where the share searched is the middle's: what searches find there, and w, as u and v move."""
    u, v = middle[:2, None] + reach[:2, None] * FLAT[:2, :, None]
    rate, hit = model.logits(*middle)
    w = _same_rate(u, v, np.broadcast_to(middle[2], u.shape), rate)
    found = model.logits(u, v, w)[1] - hit
    return fitted(found, reach, flat=True), fitted(w - middle[2], reach, flat=True)


def _same_rate(u: Floats, v: Floats, w: Floats, rate: Floats) -> Floats:
    """The w at which the logit of the share searched is `rate`, by Newton's steps."""
    for _ in range(_STEPS):
        told, slope = model.rate_with_slope(u, v, w)
        step = np.clip((rate - told) / slope, -_LONGEST, _LONGEST)
        w = w + step
        if np.max(np.abs(step)) < _CLOSE:
            break
    return w


def _mean_by(number: Whole, size: int, coefficients: Floats, weight: Floats) -> Floats:
    """Mean coefficients (size, terms) of the entries of each group or place."""
    total = np.zeros((size, coefficients.shape[1]))
    np.add.at(total, number, coefficients * weight[:, None])
    return np.asarray(total / np.bincount(number, weight, size)[:, None])


def _lines(found: Floats, reach: Floats) -> Floats:
    """For each row the cubic (3, rows) of v along which u must move for the share found to stay."""
    far_u, far_v = reach[:2].mean(axis=1)
    v = np.repeat(np.linspace(-far_v, far_v, 9)[:, None], len(found), axis=1)
    u, polynomials = np.zeros_like(v), with_slopes(found)
    for _ in range(_STEPS):
        value, slope, _, _ = told_by(polynomials, terms(u, v, np.zeros_like(u)))
        slope = np.where(np.abs(slope) < _FLATTEST, _FLATTEST, slope)
        u = np.clip(u - np.clip(value / slope, -_STEP, _STEP), -2 * far_u, 2 * far_u)
    powers = np.stack([v[:, 0], v[:, 0] ** 2, v[:, 0] ** 3], axis=1)
    return np.asarray(np.linalg.lstsq(powers, u, rcond=None)[0])


def _cubic(line: Floats, off: Floats) -> tuple[Floats, Floats]:
    """Values and slopes of cubics (3, rows) at `off` (points, rows)."""
    a, b, c = line
    return off * (a + off * (b + off * c)), a + off * (2 * b + 3 * off * c)


def gradient(bent: Bent, x: Floats, bends: Bends, seen: Sequence[Floats], in_surface: tuple[Floats, Floats]) -> Floats:
    """The gradient of the log density in y at the unknowns `x` (points, size).

    `seen` are the slopes of the likelihood in what each entry sees with w as in y; `in_surface` those of w in u and v.
    """
    layout, counts = bent.layout, bent.layout.counts
    spread = np.exp(x[:, layout.size :])
    off = (x[:, layout.of_entry] - x[:, layout.t]) / spread[:, counts.group]
    pull = off / spread[:, counts.group]
    told = np.empty_like(x)
    told[:, : layout.size] = layout.onto(seen[0] - pull * in_surface[0], seen[1] - pull * in_surface[1], pull)
    told[:, : layout.size] -= (x[:, : layout.size] - layout.prior_mean) * layout.prior_precision
    told[:, layout.of_entry] += seen[2] - pull
    told[:, layout.size :] = 1 - layout.numbers - spread**2 / model.SPREAD_SD**2 + off**2 @ layout.to_group
    return bent.slope(told, bends)
