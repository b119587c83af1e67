"""The normal law nearest to the posterior of all unknowns, with the spread of thresholds at its best value.

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
from scipy.optimize import minimize
from scipy.special import logit

from open287g.oversight.disparity.threshold import model
from open287g.oversight.disparity.threshold.model import SPREAD_SD, Counts, Floats, Whole

_NODES = 4
_STEPS = 50
_UNIT = 0.2
_STARTS = (0.2, 0.3, 0.45, 0.12)
_ENOUGH = {"gtol": 0.1, "ftol": 1e-5, "maxfun": 4}
_CLOSE, _NEAR = 0.05, 4.0
_MEMORY = 5
_FAR = 3.0
_AHEAD = 0.2


def _rule() -> tuple[Floats, Floats]:
    nodes, weights = hermegauss(_NODES)
    grid = np.stack(np.meshgrid(nodes, nodes, nodes, indexing="ij"), -1).reshape(-1, 3)
    mass = np.einsum("i,j,k->ijk", weights, weights, weights).reshape(-1)
    return grid, mass / mass.sum()


POINTS, MASS = _rule()


@dataclass(frozen=True)
class Law:
    """A normal law of x: `mean`, covariance and precision, the spread it was found with, the bound on the evidence."""

    mean: Floats
    cov: Floats
    precision: Floats
    spread: Floats
    bound: float

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
        self.prior_mean = np.zeros(self.size)
        self.prior_precision = np.zeros(self.size)
        laws = [model.T_GROUP] * groups + [model.PHI_GROUP] * groups + [model.LAMBDA_GROUP] * groups
        laws += [model.PHI_PLACE] * (places - 1) + [model.LAMBDA_PLACE] * (places - 1)
        for at, law in enumerate(laws):
            self.prior_mean[at], self.prior_precision[at] = law.mean, law.sd**-2
        self.prior_mean[self.w :] = model.T_GROUP.mean

    def precision(self, spread: Floats) -> Floats:
        """The precision of x before data, given the spread of each group's thresholds."""
        q = np.diag(self.prior_precision)
        tau = spread[self.counts.group] ** -2
        q[self.of_entry, self.of_entry] += tau
        np.add.at(q, (self.t, self.t), tau)
        q[self.of_entry, self.t] -= tau
        q[self.t, self.of_entry] -= tau
        return q

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
    """The normal law nearest to the posterior, at the likeliest spread. Raises ArithmeticError where none is found."""
    groups, held = len(layout.counts.groups), [_first(layout)]

    def less_posterior(x: Floats) -> tuple[float, Floats]:
        spread = np.exp(x * _UNIT)
        try:
            law = fitted(layout, spread, held[-1])
        except ArithmeticError:
            return 1e12, np.zeros(groups)
        held.append(law)
        value = law.bound + np.sum(x * _UNIT - spread**2 / (2 * SPREAD_SD**2))
        slope = _scatter(layout, law) / spread**2 - layout.numbers + 1 - spread**2 / SPREAD_SD**2
        return -float(value), -slope * _UNIT

    # In small units, so that no try leaves the last law far behind.
    bounds = [(np.log(0.08) / _UNIT, np.log(0.8) / _UNIT)] * groups
    start = np.log(held[0].spread) / _UNIT
    minimize(less_posterior, start, jac=True, method="L-BFGS-B", bounds=bounds, options=_ENOUGH)
    return max(held, key=lambda law: law.bound)


def _first(layout: Layout) -> Law:
    """A law to begin with, at the first spread that leads to one."""
    for spread in _STARTS:
        try:
            return fitted(layout, np.full(len(layout.counts.groups), spread), None)
        except (ArithmeticError, np.linalg.LinAlgError, ValueError):
            continue
    raise ArithmeticError("the threshold test finds no posterior for these counts")


def _scatter(layout: Layout, law: Law) -> Floats:
    """The mean of the summed squares of each group's thresholds around t_r."""
    w, t = layout.of_entry, layout.t
    off = (law.mean[w] - law.mean[t]) ** 2 + law.cov[w, w] + law.cov[t, t] - 2 * law.cov[w, t]
    return np.asarray(np.bincount(layout.counts.group, off, len(layout.counts.groups)), dtype=np.float64)


def fitted(layout: Layout, spread: Floats, start: Law | None) -> Law:
    """The normal law nearest to the posterior of x given `spread`, from `start` on."""
    prior, path = layout.precision(spread), _Path()
    mean, cov = (start.mean, start.cov) if start else (layout.start(), np.eye(layout.size) * 0.05**2)
    q = start.precision if start else None
    for step in range(_STEPS):
        value, gradient, curvature = _moments(layout, mean, cov)
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
            bound = value - 0.5 * (off @ prior @ off + np.sum(prior * cov)) + _half_log(prior) - _half_log(q)
            return Law(mean + move, new, q, spread, float(bound))
        mean, cov = path.next(mean, move / max(1.0, float(np.abs(move).max())), sd), new
    raise ArithmeticError("the threshold test finds no posterior for these counts")


def along_spread(layout: Layout, law: Law) -> Floats:
    """How the law's mean moves with the log spread of each group: (unknowns, groups); 0 where no law is found there."""
    moved = np.zeros((layout.size, len(law.spread)))
    for group in range(len(law.spread)):
        spread = law.spread.copy()
        spread[group] *= np.exp(_AHEAD)
        try:
            moved[:, group] = (fitted(layout, spread, law).mean - law.mean) / _AHEAD
        except (ArithmeticError, np.linalg.LinAlgError):
            continue
    return moved


def _half_log(q: Floats) -> float:
    return float(np.sum(np.log(np.diag(np.linalg.cholesky(q)))))


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


def _moments(layout: Layout, mean: Floats, cov: Floats) -> tuple[float, Floats, Floats]:
    """The mean log likelihood under N(mean, cov), its gradient in the mean, and less its curvature."""
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
    return float(middle.sum()), gradient[:-1], curvature[:-1, :-1]


def _positive(q: Floats) -> Floats:
    """`q`, lifted where it has a direction without curvature, as far from the mean it may have."""
    try:
        np.linalg.cholesky(q)
        return q
    except np.linalg.LinAlgError:
        values, vectors = np.linalg.eigh(q)
        return np.asarray((vectors * np.maximum(np.abs(values), 1e-2)) @ vectors.T)
