"""Honest bounds: what is left of an effect when trends were not quite parallel, by at most some multiple of before.

Relative magnitudes: no step between periods after treatment is larger than `m` times the largest before it. For each
period that may hold the largest step, and each sign, this is a set of linear inequalities; the interval is the union
over these. Each is tested by the hybrid of a least favorable and a conditional test, and the test is turned round.
Method: Rambachan and Roth 2023 (Review of Economic Studies 90), sections 2.4 and 4; Andrews, Roth and Pakes 2023.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np
import numpy.typing as npt
from scipy.stats import norm

from open287g.core.errors import InputError

Floats = npt.NDArray[np.float64]

_DRAWS = 2_000
_GRID, _FINE, _WIDE = 160, 20, 20.0
_MOST_CORNERS = 40_000
_ZERO = 1e-10


@dataclass(frozen=True)
class EventStudy:
    """Estimates by period: `before` of them, then a reference that is left out, then those after; `cov` of all."""

    estimates: Floats
    cov: Floats
    before: int

    @property
    def after(self) -> int:
        """Periods after treatment."""
        return len(self.estimates) - self.before


def relative_magnitudes(study: EventStudy, m: float, *, period: int = 0, level: float = 0.95) -> tuple[float, float]:
    """The interval of the effect in the `period`-th period after treatment. (inf, -inf) where all is rejected.

    Raises InputError with fewer than two periods before, where no step before treatment can be seen, and for a study
    with more periods than can be gone through.
    """
    if study.before < 2:
        raise InputError("honest bounds need two periods before treatment beside the reference")
    center, sd = study.estimates[study.before + period], np.sqrt(study.cov.diagonal()[study.before + period])
    tests = [_Test(study, steps, period, 1 - level) for steps in _inequalities(study, m)]
    grid = center + np.linspace(-_WIDE, _WIDE, _GRID + 1) * sd
    kept = _kept(tests, grid)
    if not kept.any():
        return np.inf, -np.inf
    ends = []
    for end, step in ((grid[kept][0], grid[0] - grid[1]), (grid[kept][-1], grid[1] - grid[0])):
        beyond = end + step * np.arange(_FINE) / _FINE
        last = beyond[_kept(tests, beyond)]
        ends.append(float(last[-1]) if len(last) else float(end))
    return ends[0], ends[1]


def _kept(tests: Sequence[_Test], grid: Floats) -> npt.NDArray[np.bool_]:
    """Which effects of `grid` at least one of the tests does not reject."""
    return np.asarray(np.any([test.keeps(grid) for test in tests], axis=0))


def _steps(study: EventStudy) -> Floats:
    """The matrix that turns departures by period into the steps between neighbors, the reference being 0."""
    size = len(study.estimates)
    levels = np.insert(np.eye(size), study.before, 0.0, axis=0)
    return np.diff(levels, axis=0)


def _inequalities(study: EventStudy, m: float) -> Iterator[Floats]:
    """For each step before treatment and sign: A, where A times the departures is at most 0 if it is the largest."""
    steps = _steps(study)
    for largest in range(study.before):
        for sign in (1.0, -1.0):
            cap = m * sign * steps[largest]
            both = np.concatenate([steps - cap, -steps - cap])
            # The reference tests only the steps that reach beyond treatment; the others say nothing of the effect.
            yield both[np.abs(both[:, study.before :]).max(axis=1) > _ZERO]


class _Test:
    """Whether an effect in one period agrees with the estimates under `a` times departures <= 0, at size `alpha`."""

    def __init__(self, study: EventStudy, a: Floats, period: int, alpha: float) -> None:
        after = a[:, study.before :]
        self.base = a @ study.estimates
        self.along = after[:, period]
        nuisance = np.delete(after, period, axis=1)
        self.cov = a @ study.cov @ a.T
        self.scale = np.sqrt(np.maximum(self.cov.diagonal(), _ZERO))
        self.w = np.column_stack([self.scale, nuisance])
        self.corners, self.bases = self._find_corners()
        self.first = alpha / 10
        self.rest = (alpha - self.first) / (1 - self.first)
        self.least_favorable = self._least_favorable()

    def _find_corners(self) -> tuple[Floats, npt.NDArray[np.int64]]:
        """The corners of the weights: not negative, blind to the nuisance, with scale 1; and the rows each rests on."""
        rows, size = self.w.shape
        if comb(rows, size) > _MOST_CORNERS:
            raise InputError("too many periods for honest bounds", remedy="Ask for fewer periods before and after.")
        bases = np.array(list(combinations(range(rows), size)))
        squares = self.w[bases]
        good = np.abs(np.linalg.det(squares)) > _ZERO
        bases, squares = bases[good], squares[good]
        target = np.zeros((size, 1))
        target[0] = 1.0
        weights = np.linalg.solve(np.swapaxes(squares, 1, 2), target[None])[..., 0]
        good = (weights >= -_ZERO).all(axis=1)
        corners = np.zeros((int(good.sum()), rows))
        np.put_along_axis(corners, bases[good], np.maximum(weights[good], 0.0), axis=1)
        return corners, bases[good]

    def _least_favorable(self) -> float:
        values, vectors = np.linalg.eigh(self.cov)
        root = vectors * np.sqrt(np.maximum(values, 0.0))
        normal = np.random.default_rng(0).standard_normal((len(root), _DRAWS))
        return float(np.quantile((self.corners @ root @ normal).max(axis=0), 1 - self.first))

    def keeps(self, grid: Floats) -> npt.NDArray[np.bool_]:
        """Which effects of `grid` are not rejected."""
        y = self.base[:, None] - self.along[:, None] * grid
        value = self.corners @ y
        best = value.argmax(axis=0)
        return np.array([self._keeps(y[:, i], value[k, i], k) for i, k in enumerate(best)])

    def _keeps(self, y: Floats, statistic: float, corner: int) -> bool:
        if statistic > self.least_favorable:
            return False
        weight, basis = self.corners[corner], self.bases[corner]
        towards = self.cov @ weight
        variance = float(weight @ towards)
        if variance < _ZERO**2:
            return statistic <= 0
        towards = towards / variance
        inner = np.linalg.inv(self.w[basis])
        slack = y - self.w @ (inner @ y[basis])
        pace = towards - self.w @ (inner @ towards[basis])
        free = np.ones(len(y), dtype=bool)
        free[basis] = False
        low, high = _between(slack[free], pace[free], statistic)
        return statistic <= max(0.0, _quantile(1 - self.rest, low, min(high, self.least_favorable), variance**0.5))


def _between(slack: Floats, pace: Floats, at: float) -> tuple[float, float]:
    """Between which values of the statistic the same corner stays the best one."""
    up, down = pace > _ZERO, pace < -_ZERO
    high = np.min(at - slack[up] / pace[up], initial=np.inf)
    low = np.max(at - slack[down] / pace[down], initial=-np.inf)
    return float(low), float(high)


def _quantile(share: float, low: float, high: float, sd: float) -> float:
    """The quantile of a normal law around 0 cut to [low, high]; from the tail that keeps its digits."""
    a, b = low / sd, high / sd
    if a > 0:
        return float(-norm.ppf(norm.cdf(-a) * (1 - share) + norm.cdf(-b) * share) * sd)
    return float(norm.ppf(norm.cdf(a) * (1 - share) + norm.cdf(b) * share) * sd)
