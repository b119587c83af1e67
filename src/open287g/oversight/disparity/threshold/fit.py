"""The threshold test without an hour's sampling: the nearest normal law, then draws in coordinates bent to the data.

Measured against the published posterior means: docs/methods/oversight.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from open287g.oversight.disparity.threshold.model import Counts, Floats
from open287g.oversight.disparity.threshold.normal import Layout, nearest
from open287g.oversight.disparity.threshold.walk import walk


@dataclass(frozen=True)
class Thresholds:
    """Posterior `mean` of each entry's threshold, and `draws` of it (chains, draws, entries)."""

    counts: Counts
    mean: Floats
    draws: Floats

    def of_groups(self) -> tuple[Floats, Floats]:
        """Each group's threshold over the places that have every group, weighted by all stops there.

        The means (groups,), and the draws (draws, groups).
        """
        counts = self.counts
        whole = np.bincount(counts.place, minlength=len(counts.places)) == len(counts.groups)
        weight = (counts.stops_of_places() * whole)[counts.place]
        shares = np.stack([weight * (counts.group == group) for group in range(len(counts.groups))])
        shares = shares / shares.sum(axis=1, keepdims=True)
        return shares @ self.mean, self.draws.reshape(-1, len(self.mean)) @ shares.T

    def rhat(self) -> float:
        """How far the chains disagree of a group's threshold: 1 where they do not (Gelman and Rubin 1992)."""
        chains, length, _ = self.draws.shape
        told = self.of_groups()[1].reshape(chains, length, -1)
        within = told.var(axis=1, ddof=1).mean(axis=0)
        between = told.mean(axis=1).var(axis=0, ddof=1)
        return float(np.sqrt((length - 1) / length + between / within).max())


def fit(counts: Counts, seed: int = 0) -> Thresholds:
    """The posterior of every threshold. Raises ArithmeticError where the counts admit none."""
    layout = Layout(counts)
    told = walk(layout, nearest(layout), seed)
    return Thresholds(counts, told.mean, told.draws)
