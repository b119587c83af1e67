"""Which assumption matters: how far the sum moves when one goes from low to high, and its share of the spread."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from open287g.costs.assumptions import Assumption
from open287g.costs.draws import Draws, World
from open287g.costs.line import Line
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
    lines = [line for line in LINES.values() if basis in line.needs and world.known(*line.needs[basis])]
    sums = {line.name: _sum(line, world, basis) for line in lines}
    total = sum(sums.values(), np.zeros(1))
    moved = []
    for name, known in assumptions.items():
        changed = [line for line in lines if line.uses(name, basis)]
        if known.range is None or known.range.exact or not changed:
            continue
        # The lines that do not use it are the same in every world (common random numbers), so only the others count.
        rest = total.mean() - sum(float(sums[line.name].mean()) for line in changed)
        low, high = (
            round(float(rest) + _mean(changed, world.with_value(name, value), basis), 2)
            for value in (known.range.low, known.range.high)
        )
        if low != high:
            moved.append(Swing(name, low, high, round(_share(world[name], total), 3)))
    return sorted(moved, key=lambda swing: -abs(swing.at_high - swing.at_low))


def _mean(lines: Iterable[Line], world: World, basis: str) -> float:
    return sum(float(_sum(line, world, basis).mean()) for line in lines)


def _sum(line: Line, world: World, basis: str) -> Draws:
    """A line's dollars over all years, by world; a line told once counts each year."""
    dollars = line.counted(world, basis)
    summed: Draws = dollars.sum(axis=1) if dollars.shape[1] > 1 else dollars[:, 0] * world.years
    return summed


def _share(values: Draws, total: Draws) -> float:
    if len(total) < _BINS or total.var() == 0:
        return 0.0
    groups = np.array_split(total[np.argsort(values)], _BINS)
    between = np.average([(group.mean() - total.mean()) ** 2 for group in groups], weights=[len(g) for g in groups])
    return float(between / total.var())
