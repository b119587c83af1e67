"""Which assumption matters: how far the sum moves when one goes from low to high, and its share of the spread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from open287g.costs.assumptions import Assumption, Range
from open287g.costs.draws import Draws, World
from open287g.costs.lines import LINES

_BINS = 50
"""Groups of worlds by one assumption's value; 10,000 worlds give 200 a group, enough for a mean."""


@dataclass(frozen=True)
class Swing:
    """An assumption and the mean sum over all years when it is at its low and at its high, all others as they may be;
    `share` of the sum's variance that it alone explains (first-order Sobol index, by groups of worlds)."""

    assumption: str
    at_low: float
    at_high: float
    share: float


def swings(assumptions: Mapping[str, Assumption], *, basis: str, years: int, draws: int, seed: int) -> list[Swing]:
    """Every uncertain assumption that moves the sum on this basis, the widest swing first."""
    world = World(assumptions, draws, years, seed)
    total = _total(world, basis)
    moved = []
    for name, known in assumptions.items():
        if known.range is None or known.range.exact:
            continue
        low, high = (_mean(world, known, value, basis) for value in (known.range.low, known.range.high))
        if low != high:
            moved.append(Swing(name, low, high, round(_share(world[name], total), 3)))
    return sorted(moved, key=lambda swing: -abs(swing.at_high - swing.at_low))


def _mean(world: World, known: Assumption, value: float, basis: str) -> float:
    fixed = replace(known, range=Range(value, value, value))
    other = World({**world.assumptions, known.name: fixed}, world.count, world.years, world.seed)
    return round(float(_total(other, basis).mean()), 2)


def _total(world: World, basis: str) -> Draws:
    total = np.zeros((1, world.years))
    for line in LINES.values():
        if basis in line.needs and world.known(*line.needs[basis]):
            total = total + line.counted(world, basis)
    summed: Draws = total.sum(axis=1)
    return summed


def _share(values: Draws, total: Draws) -> float:
    if len(total) < _BINS or total.var() == 0:
        return 0.0
    groups = np.array_split(total[np.argsort(values)], _BINS)
    between = np.average([(group.mean() - total.mean()) ** 2 for group in groups], weights=[len(g) for g in groups])
    return float(between / total.var())
