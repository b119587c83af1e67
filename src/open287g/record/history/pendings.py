"""Applications in the pending lists, and what became of them."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from open287g.core.thresholds import whole
from open287g.record.history.presence import Bits, runs
from open287g.record.tables.understanding import World

# Pending rows come and go within days; only a longer absence makes the next row another application.
_APART_DAYS = whole("record", "pending_gap_days")


@dataclass(frozen=True, eq=False)
class Pending:
    """One stretch in which the pending lists show an agency under a model.

    `listed` is the day of the first participating list that shows the agreement from then on, `life` its number.
    """

    agency: int
    name: str
    model: str | None
    first: int
    last: int
    line: int
    status: str
    listed: date | None
    life: int | None
    already_listed: bool


def pendings(world: World) -> list[Pending]:
    """All applications, by agency, model and day."""
    lives: dict[tuple[int, str], list[int]] = defaultdict(list)
    for i, life in enumerate(world.lives):
        lives[life.instrument.agency, life.instrument.model].append(i)
    groups: dict[tuple[int, str], list[int]] = defaultdict(list)
    for line, agency in enumerate(world.agency_of_line):
        if agency >= 0 and world.pending.bits[line].any():
            groups[agency, world.readings[line].model or ""].append(line)
    found = []
    for (agency, model), lines in sorted(groups.items()):
        for first, last in _stretches(world.pending.of(lines), world.pending.days):
            line = next(i for i in lines if world.pending.bits[i, first])
            found.append(_pending(world, (agency, model), (first, last), line, lives.get((agency, model), [])))
    return found


def _stretches(here: Bits, days: tuple[date, ...]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in runs(here):
        if found and (days[start] - days[found[-1][1]]).days <= _APART_DAYS:
            found[-1] = (found[-1][0], end - 1)
        else:
            found.append((start, end - 1))
    return found


def _pending(world: World, who: tuple[int, str], when: tuple[int, int], line: int, lives: list[int]) -> Pending:
    (agency, model), (first, last) = who, when
    day = world.pending.days[first]
    became = [i for i in lives if world.day(world.lives[i].first) >= day]
    life = min(became, key=lambda i: world.lives[i].first) if became else None
    already = any(_listed_on(world, i, day) for i in lives)
    newest = last == len(world.pending.days) - 1
    status = "listed" if life is not None else "pending" if newest else "gone"
    listed = world.day(world.lives[life].first) if life is not None else None
    name = world.agencies[agency].name
    return Pending(agency, name, model or None, first, last, line, status, listed, life, already)


def _listed_on(world: World, life: int, day: date) -> bool:
    before = bisect_left(world.listed.days, day) - 1
    return before >= 0 and bool(world.lives[life].listed[before])
