"""The posterior in bent coordinates, exact and nearly, and how wide it is there."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from open287g.oversight.disparity.threshold import model
from open287g.oversight.disparity.threshold.bent import Bent
from open287g.oversight.disparity.threshold.model import Floats, Whole
from open287g.oversight.disparity.threshold.slopes import Slopes

_HEAVY, _LEAST_CURVED = 12, 1.0
_DIFFERENCE = 1e-3


class Posterior:
    """The log density of the unknowns and the log spread in the coordinates of `bent`.

    Called, it is exact; `steer` is its gradient, nearly. `root` times itself is about the covariance; its first
    columns, as many as `head`, move what groups have in common and, as they go along, places and entries.
    """

    def __init__(self, bent: Bent, points: Floats) -> None:
        self.bent, self.steer = bent, Slopes(bent)
        groups, layout = len(bent.layout.numbers), bent.layout
        self.head: Whole = np.asarray(np.r_[: 3 * groups, layout.size : layout.size + groups])
        self.root = self._root(points)

    def __call__(self, y: Floats) -> Floats:
        """The log density at `y` (points, size)."""
        x = self.bent.x(y)[0]
        layout = self.bent.layout
        u, v, w = layout.sees(x)
        return np.asarray(model.log_likelihood(u, v, w, layout.counts).sum(axis=1) + self._before(x))

    def widen(self, seen: Floats) -> None:
        """Make the root as wide as draws `seen` (points, size) show it: curvature tells too little of a long valley."""
        told = np.linalg.solve(self.root, (seen - seen.mean(axis=0)).T)
        # Neighbors are alike, and few draws tell a covariance badly: a little of what was believed stays.
        count = len(seen) / _HEAVY
        for block in self._blocks():
            cov = (told[block] @ told[block].T / _HEAVY + np.eye(len(block))) / (count + 1)
            self.root[:, block] = self.root[:, block] @ np.linalg.cholesky(cov)

    def _blocks(self) -> Iterator[Whole]:
        """Columns of the root that are widened together: what groups have in common, then what each place has."""
        layout, head = self.bent.layout, len(self.head)
        column = np.empty(len(self.root), dtype=np.int64)
        column[self._order(len(column))] = np.arange(len(column))
        yield np.arange(head)
        for place in range(len(layout.counts.places)):
            yield column[np.r_[layout.of_place(place), layout.of_entry[layout.counts.place == place]]]

    def _order(self, size: int) -> Whole:
        """The unknowns in the order of the root's columns."""
        return np.asarray(np.r_[self.head, np.setdiff1d(np.arange(size), self.head)])

    def _before(self, x: Floats) -> Floats:
        """The log density before data."""
        layout = self.bent.layout
        log_spread = x[:, layout.size :]
        spread, free = np.exp(log_spread), x[:, : layout.size] - layout.prior_mean
        off = (x[:, layout.of_entry] - x[:, layout.t]) / spread[:, layout.counts.group]
        common = -0.5 * (free**2 * layout.prior_precision).sum(axis=1) - 0.5 * (off**2).sum(axis=1)
        of_spread = log_spread * (1 - layout.numbers) - spread**2 / (2 * model.SPREAD_SD**2)
        return np.asarray(common + of_spread.sum(axis=1))

    def _root(self, points: Floats) -> Floats:
        """Of the inverse of the mean curvature at `points`."""
        size, h = points.shape[1], _DIFFERENCE
        curved = np.zeros((size, size))
        for point in points:
            told = self.steer(np.concatenate([point + h * np.eye(size), point - h * np.eye(size)]))
            curved += (told[size:] - told[:size]) / (2 * h * len(points))
        values, vectors = np.linalg.eigh((curved + curved.T) / 2)
        cov = (vectors / np.maximum(np.abs(values), _LEAST_CURVED)) @ vectors.T
        order = self._order(size)
        root: Floats = np.empty_like(cov)
        root[order] = np.linalg.cholesky(cov[np.ix_(order, order)])
        return root
