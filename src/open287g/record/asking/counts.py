"""The two clocks in memory: what was in force on a day, as known on a day, and how the numbers moved."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from cachetools import LRUCache

from open287g.core.period import holds
from open287g.record.asking.loaded import LoadedRecord
from open287g.record.asking.whole_tables import Row
from open287g.vocabulary.models import HELD_MODELS

_KEPT = 64
Turn = tuple[int, int]


@dataclass(frozen=True)
class Count:
    """How many agreements, agencies and states a set of rows holds; models and states by number of agreements."""

    agreements: int
    agencies: int
    states: int
    by_model: dict[str, int]
    by_state: dict[str, int]


def count(rows: Sequence[Row]) -> Count:
    """Count rows that carry `agreement_id`, `agency_id`, `state` and `model`."""
    models = Counter(row["model"] for row in rows)
    states = Counter(row["state"] for row in rows)
    return Count(
        agreements=len({row["agreement_id"] for row in rows}),
        agencies=len({row["agency_id"] for row in rows}),
        states=len(states),
        by_model=dict.fromkeys(HELD_MODELS, 0) | models,
        by_state=dict(sorted(states.items())),
    )


def in_force(record: LoadedRecord, day: date, known: date | None = None) -> list[Row]:
    """Beliefs that cover `day`, as known on `known` (None: as known today). The last few answers are kept."""
    kept: LRUCache[Turn, list[Row]] = record.once("in force", lambda: LRUCache(_KEPT))
    key = turn(record, day, known)
    rows = kept.get(key)
    if rows is None:
        rows = kept[key] = _in_force(record, day, known or date.max)
    return rows


def counted(record: LoadedRecord, day: date, known: date | None = None) -> Count:
    """The count of what `in_force` gives. The last few are kept."""
    kept: LRUCache[Turn, Count] = record.once("counted", lambda: LRUCache(_KEPT))
    key = turn(record, day, known)
    told = kept.get(key)
    if told is None:
        told = kept[key] = count(in_force(record, day, known))
    return told


def turn(record: LoadedRecord, day: date, known: date | None = None) -> Turn:
    """Where a day, and what was known on another, stand among the days on which a belief begins or ends.

    Days of the same turn have the same in force.
    """
    in_world, told = record.once("days of change", lambda: (_turns(record, "valid"), _turns(record, "known")))
    return bisect_right(in_world, day), bisect_right(told, known or date.max)


def _turns(record: LoadedRecord, clock: str) -> list[date]:
    """The days on which a belief begins or ends, in order."""
    beliefs = record.tables["beliefs"]
    return sorted({day for row in beliefs for end in ("from", "to") if (day := row[f"{clock}_{end}"]) is not None})


def _in_force(record: LoadedRecord, day: date, when: date) -> list[Row]:
    return [
        row
        for row in record.tables["beliefs"]
        if holds(row["valid_from"], row["valid_to"], day) and holds(row["known_from"], row["known_to"], when)
    ]


@dataclass(frozen=True)
class Point:
    """Agreements in force from `day` on, by model, in the order of HELD_MODELS."""

    day: date
    by_model: tuple[int, ...]

    @property
    def total(self) -> int:
        """All models together."""
        return sum(self.by_model)


def series(record: LoadedRecord, state: str | None = None) -> list[Point]:
    """Steps of the number in force from the first publication to the newest, as known today."""
    return record.once(("series", state), lambda: _series(record, state))


def _series(record: LoadedRecord, state: str | None) -> list[Point]:
    changes: Counter[tuple[date, str]] = Counter()
    for row in believed(record, state):
        changes[max(row["valid_from"], record.first_day), row["model"]] += 1
        if row["valid_to"] is not None:
            changes[max(row["valid_to"], record.first_day), row["model"]] -= 1
    running = dict.fromkeys(HELD_MODELS, 0)
    points: dict[date, Point] = {}
    for (day, model), change in sorted(changes.items()):
        if model in running and day <= record.today:
            running[model] += change
            points[day] = Point(day, tuple(running.values()))
    return _closed(list(points.values()), record)


def _closed(points: list[Point], record: LoadedRecord) -> list[Point]:
    nothing = tuple(0 for _ in HELD_MODELS)
    if not points or points[0].day > record.first_day:
        points.insert(0, Point(record.first_day, nothing))
    if points[-1].day < record.today:
        points.append(Point(record.today, points[-1].by_model))
    return points


def believed(record: LoadedRecord, state: str | None = None) -> Iterable[Row]:
    """Beliefs of the newest list, of one state or all."""
    return (
        row for row in record.tables["beliefs"] if row["known_to"] is None and (state is None or row["state"] == state)
    )


def county_models(record: LoadedRecord, rows: Iterable[Row]) -> dict[str, set[str]]:
    """Models by county (FIPS) over rows that carry `agency_id` and `model`."""
    models: dict[str, set[str]] = {}
    for row in rows:
        for fips in record.agencies[row["agency_id"]]["counties"] or ():
            models.setdefault(fips, set()).add(row["model"])
    return models


def widest(models: Iterable[str]) -> str:
    """The model that colors a county: task force before jail enforcement before warrant service."""
    present = set(models)
    for model in ("TFM", "JEM", "WSO"):
        if model in present:
            return model
    return "OTHER"


def counties_over_time(record: LoadedRecord) -> list[tuple[str, int]]:
    """[day, counties with an agency under an agreement in force] from each day on which it changes, as known today."""
    changes: dict[date, Counter[str]] = {}
    for row in believed(record):
        for fips in record.agencies[row["agency_id"]]["counties"] or ():
            changes.setdefault(max(row["valid_from"], record.first_day), Counter())[fips] += 1
            if row["valid_to"] is not None:
                changes.setdefault(max(row["valid_to"], record.first_day), Counter())[fips] -= 1
    held: Counter[str] = Counter()
    steps = [(record.first_day.isoformat(), 0)] if record.first_day not in changes else []
    for day, change in sorted(changes.items()):
        held.update(change)
        steps.append((day.isoformat(), sum(n > 0 for n in held.values())))
    return steps
