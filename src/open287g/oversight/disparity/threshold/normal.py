"""The normal law nearest to the posterior of all unknowns, given the spread of thresholds: where a walk begins.

The unknowns are x = (t_r, phi_r, lambda_r, phi_d, lambda_d, w). Every entry sees three sums of them, (u, v, w), so each
step needs the likelihood at the points of a rule in three dimensions alone. The law is found by Newton's method on the
variational bound (its gradient and curvature are moments of the likelihood, by Stein's lemma), which puts it at the
mean; a mode would not do.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.polynomial.hermite_e import hermegauss
from scipy.linalg import cho_factor, cho_solve
from scipy.sparse import csr_array
from scipy.special import logit

from open287g.oversight.disparity.threshold import model
from open287g.oversight.disparity.threshold.model import Counts, Floats, Whole

_NODES = 4
_STEPS = 50
_STARTS, _AGAIN = (0.2, 0.3, 0.45, 0.12), 2
_CLOSE, _NEAR = 0.05, 4.0
_MEMORY = 5
_FAR = 3.0


def _rule() -> tuple[Floats, Floats]:
    nodes, weights = hermegauss(_NODES)
    grid = np.stack(np.meshgrid(nodes, nodes, nodes, indexing="ij"), -1).reshape(-1, 3)
    mass = np.einsum("i,j,k->ijk", weights, weights, weights).reshape(-1)
    return grid, mass / mass.sum()


POINTS, MASS = _rule()


@dataclass(frozen=True)
class Law:
    """A normal law of x, and the spread of each group's thresholds that goes with it."""

    mean: Floats
    cov: Floats
    precision: Floats
    spread: Floats

    def seen(self, layout: Layout) -> tuple[Floats, Floats]:
        """Mean and spread of what each entry sees, (u, v, w) by entry: (3, entries) each."""
        local, spread = _local(layout, self.mean, self.cov)
        return local, np.sqrt(np.einsum("ikk->ki", spread))


class Layout:
    """Where each unknown stands in x, and what is believed of it before."""

    def __init__(self, counts: Counts) -> None:
        self.counts = counts
        groups, places = len(counts.groups), len(counts.places)
        self.w = 3 * groups + 2 * (places - 1)
        self.size = self.w + len(counts.place)
        self.t = counts.group
        self.numbers = np.bincount(counts.group, minlength=groups)
        self.of_entry: Whole = np.arange(self.w, self.size)
        # Place 0 has no unknown of its own: its index points behind x, to a 0.
        free = np.where(counts.place > 0, 3 * groups + counts.place - 1, self.size)
        second = np.where(counts.place > 0, 3 * groups + places - 1 + counts.place - 1, self.size)
        self.u = np.stack([groups + counts.group, free])
        self.v = np.stack([2 * groups + counts.group, second])
        # What each entry's slopes add to: (unknowns and a 0, three times the entries).
        rows = np.concatenate([*self.u, *self.v, self.t])
        entries = np.arange(len(self.t))
        columns = np.concatenate([entries, entries, *(2 * [entries + len(entries)]), entries + 2 * len(entries)])
        self.to_all = csr_array((np.ones(len(rows)), (rows, columns)), (self.size + 1, 3 * len(entries)))
        self.to_group = np.eye(groups)[counts.group]
        self.prior_mean = np.zeros(self.size)
        self.prior_precision = np.zeros(self.size)
        laws = [model.T_GROUP] * groups + [model.PHI_GROUP] * groups + [model.LAMBDA_GROUP] * groups
        laws += [model.PHI_PLACE] * (places - 1) + [model.LAMBDA_PLACE] * (places - 1)
        for at, law in enumerate(laws):
            self.prior_mean[at], self.prior_precision[at] = law.mean, law.sd**-2
        self.prior_mean[self.w :] = model.T_GROUP.mean

    def of_place(self, place: int) -> Whole:
        """The unknowns of a place itself: none of the one that is held."""
        first, free = 3 * len(self.counts.groups), len(self.counts.places) - 1
        return np.array([first + place - 1, first + free + place - 1] if place else [], dtype=np.int64)

    def precision(self, spread: Floats) -> Floats:
        """The precision of x before data, given the spread of each group's thresholds."""
        q = np.diag(self.prior_precision)
        tau = spread[self.counts.group] ** -2
        q[self.of_entry, self.of_entry] += tau
        np.add.at(q, (self.t, self.t), tau)
        q[self.of_entry, self.t] -= tau
        q[self.t, self.of_entry] -= tau
        return q

    def sees(self, x: Floats) -> Floats:
        """What each entry sees of `x` (points, unknowns and more): (u, v, w), (3, points, entries)."""
        wide = np.concatenate([x[:, : self.size], np.zeros((len(x), 1))], axis=1)
        return np.stack([wide[:, self.u].sum(axis=1), wide[:, self.v].sum(axis=1), x[:, self.of_entry]])

    def onto(self, in_u: Floats, in_v: Floats, in_t: Floats) -> Floats:
        """Slopes in what each entry sees (points, entries) as slopes in the unknowns but w (points, unknowns)."""
        return np.asarray((self.to_all @ np.concatenate([in_u, in_v, in_t], axis=1).T)[:-1].T)

    def seen(self) -> list[Whole]:
        """The unknowns that entry i sees: phi_r, phi_d, lambda_r, lambda_d, w; (entries,) each."""
        return [self.u[0], self.u[1], self.v[0], self.v[1], self.of_entry]

    def start(self) -> Floats:
        """The prior's means, with each threshold where it gives the share of searches seen."""
        from scipy.stats import beta

        counts, x = self.counts, self.prior_mean.copy()
        mean, size = 1 / (1 + np.exp(-model.PHI_GROUP.mean)), np.exp(model.LAMBDA_GROUP.mean)
        rate = (counts.searches + 0.5) / (counts.stops + 1)
        x[self.of_entry] = logit(beta.isf(rate, size * mean, size * (1 - mean)))
        for group in range(len(counts.groups)):
            x[group] = x[self.of_entry][counts.group == group].mean()
        return x


_SUMS = np.array([[1, 1, 0, 0, 0], [0, 0, 1, 1, 0], [0, 0, 0, 0, 1]], dtype=float)
"""(u, v, w) from what an entry sees."""


def nearest(layout: Layout) -> Law:
    """The normal law nearest to the posterior, at about its own spread. Raises ArithmeticError where none is found."""
    for spread in _STARTS:
        try:
            law = fitted(layout, np.full(len(layout.counts.groups), spread))
            for _ in range(_AGAIN):
                law = fitted(layout, np.sqrt(_scatter(layout, law) / layout.numbers), law)
        except (ArithmeticError, np.linalg.LinAlgError, ValueError):
            continue
        return law
    raise ArithmeticError("the threshold test finds no posterior for these counts")


def _scatter(layout: Layout, law: Law) -> Floats:
    """The mean of the summed squares of each group's thresholds around t_r."""
    w, t = layout.of_entry, layout.t
    off = (law.mean[w] - law.mean[t]) ** 2 + law.cov[w, w] + law.cov[t, t] - 2 * law.cov[w, t]
    return np.asarray(np.bincount(layout.counts.group, off, len(layout.counts.groups)), dtype=np.float64)


def fitted(layout: Layout, spread: Floats, start: Law | None = None) -> Law:
    """The normal law nearest to the posterior of x given `spread`, from `start` on."""
    prior, path = layout.precision(spread), _Path()
    mean, cov = (start.mean, start.cov) if start else (layout.start(), np.eye(layout.size) * 0.05**2)
    q = start.precision if start else None
    for step in range(_STEPS):
        gradient, curvature = _moments(layout, mean, cov)
        # Half a step in the precision: a whole one swings between a law too wide and one too narrow.
        q = prior + curvature if q is None else (q + prior + curvature) / 2
        q = _positive(q)
        factor = cho_factor(q, lower=True)
        off = mean - layout.prior_mean
        move = cho_solve(factor, gradient - prior @ off)
        new = cho_solve(factor, np.eye(layout.size))
        sd = np.sqrt(np.diag(new))
        far = float(np.max(np.abs(move) / sd))
        if far < (_CLOSE if step < _STEPS - 1 else _NEAR):
            return Law(mean + move, new, q, spread)
        mean, cov = path.next(mean, move / max(1.0, float(np.abs(move).max())), sd), new
    raise ArithmeticError("the threshold test finds no posterior for these counts")


class _Path:
    """Anderson's rule: the next mean from the last few and where each was drawn, which cuts across a curved valley."""

    def __init__(self) -> None:
        self.means: list[Floats] = []
        self.moves: list[Floats] = []

    def next(self, mean: Floats, move: Floats, sd: Floats) -> Floats:
        """The mean to try after `move` was found at `mean`."""
        self.means, self.moves = [*self.means[-_MEMORY:], mean], [*self.moves[-_MEMORY:], move]
        if len(self.means) < 3:
            return mean + move
        moved, changed = np.diff(self.means, axis=0), np.diff(self.moves, axis=0)
        share = np.linalg.lstsq((changed / sd).T, move / sd, rcond=1e-6)[0]
        step = move - share @ (moved + changed)
        return np.asarray(mean + step / max(1.0, float(np.max(np.abs(step) / sd)) / _FAR))


def _local(layout: Layout, mean: Floats, cov: Floats) -> tuple[Floats, Floats]:
    """Mean (3, entries) and covariance (entries, 3, 3) of what each entry sees."""
    at = np.stack(layout.seen())
    wide_cov = np.zeros((layout.size + 1, layout.size + 1))
    wide_cov[:-1, :-1] = cov
    spread = np.einsum("ka,abi,lb->ikl", _SUMS, wide_cov[at[:, None], at[None]], _SUMS)
    return _SUMS @ np.append(mean, 0.0)[at], spread


def _moments(layout: Layout, mean: Floats, cov: Floats) -> tuple[Floats, Floats]:
    """Of the mean log likelihood under N(mean, cov) the gradient in the mean, and less the curvature."""
    at = np.stack(layout.seen())
    local, spread = _local(layout, mean, cov)
    root = np.linalg.cholesky(spread)
    points = local.T[:, None] + np.einsum("ikl,pl->ipk", root, POINTS)
    value = model.log_likelihood(points[..., 0].T, points[..., 1].T, points[..., 2].T, layout.counts).T
    middle = value @ MASS
    off = (value - middle[:, None]) * MASS
    back = np.linalg.inv(root)
    slope = np.einsum("ilk,il->ik", back, off @ POINTS)
    bend = np.einsum("ip,pk,pl->ikl", off, POINTS, POINTS)
    bend = np.einsum("iak,iab,ibl->ikl", back, bend, back)
    gradient, curvature = np.zeros(layout.size + 1), np.zeros((layout.size + 1, layout.size + 1))
    np.add.at(gradient, at, _SUMS.T @ slope.T)
    np.add.at(curvature, (at[:, None], at[None]), -np.einsum("ka,ikl,lb->abi", _SUMS, bend, _SUMS))
    return gradient[:-1], curvature[:-1, :-1]


def _positive(q: Floats) -> Floats:
    """`q`, lifted where it has a direction without curvature, as far from the mean it may have."""
    try:
        np.linalg.cholesky(q)
        return q
    except np.linalg.LinAlgError:
        values, vectors = np.linalg.eigh(q)
        return np.asarray((vectors * np.maximum(np.abs(values), 1e-2)) @ vectors.T)
