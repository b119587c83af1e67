"""Working time without division or time-zone calls: one small row for each day, one for each zone and span of time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from open287g.rulebook.law.holidays import federal_holidays
from open287g.vocabulary.facts import DAY, SECOND
from open287g.vocabulary.zones import zones

FIRST, LAST = date(2007, 1, 1), date(2045, 1, 1)
"""Days [FIRST, LAST) for which weekends, holidays and zones are known to the tables."""

BUCKET = 44
"""Zones are looked up by the instant shifted right by this many bits: spans of 2**44 microseconds, about 204 days."""

MOST = 2
"""How often a zone changes its clocks within one such span, at most."""

EPOCH = date(1970, 1, 1)


Row = dict[str, Any]


def row_of_day(midnight: int) -> Row | None:
    """The row of one day; None where there is none."""
    place, rest = divmod(midnight - _micros(FIRST), DAY)
    return rows_of_days()[place] if not rest and 0 <= place < len(rows_of_days()) else None


def row_of_zone(name: str, span: int) -> Row | None:
    """The row of one name of a zone and span; None where there is none."""
    place = span - (_micros(FIRST) >> BUCKET)
    rows = _spans(zones()[name]) if name in zones() else ()
    return rows[place] | {"zone": name} if 0 <= place < len(rows) else None


@cache
def rows_of_days() -> tuple[Row, ...]:
    """One row per day: `midnight` (local, microseconds), whether it is a business day, and the business time before it.

    A business day is no Saturday, Sunday or federal holiday (with its observed day).
    """
    closed = federal_holidays(FIRST.year, LAST.year)
    rows: list[Row] = []
    before = 0
    for ordinal in range(FIRST.toordinal(), LAST.toordinal()):
        day = date.fromordinal(ordinal)
        is_business = day.weekday() < 5 and day not in closed
        rows.append({"midnight": (day - EPOCH).days * DAY, "business": int(is_business), "business_us": before * DAY})
        before += is_business
    return tuple(rows)


@cache
def rows_of_zones() -> tuple[Row, ...]:
    """One row per name of a zone and span: `change_1..2` (UTC microseconds), `offset_0..2` before and after each."""
    return tuple(row | {"zone": name} for name, zone in zones().items() for row in _spans(zone))


@cache
def _spans(zone: str) -> tuple[Row, ...]:
    first, last = _micros(FIRST), _micros(LAST)
    changes = _changes(ZoneInfo(zone))
    rows: list[Row] = []
    for span in range(first >> BUCKET, (last >> BUCKET) + 1):
        start, end = span << BUCKET, (span + 1) << BUCKET
        inside = [change for change in changes if start <= change[0] < end]
        if len(inside) > MOST:
            raise ValueError(f"{zone} changes its clocks more than {MOST} times in one span")
        before = next((after for moment, after in reversed(changes) if moment < start), changes[0][1])
        row: Row = {"zone": zone, "span": span, "offset_0": before}
        for place in range(MOST):
            moment, after = inside[place] if place < len(inside) else (end, before)
            row |= {f"change_{place + 1}": moment, f"offset_{place + 1}": after}
            before = after
        rows.append(row)
    return tuple(rows)


def _changes(zone: ZoneInfo) -> list[tuple[int, int]]:
    """Instants at which the offset changes and the offset from then on; the first entry lies before every span."""
    months = [datetime(y, m, 1, tzinfo=UTC) for y in range(FIRST.year - 1, LAST.year + 2) for m in range(1, 13)]
    changes = [(_micros(months[0]), _offset(zone, months[0]) * SECOND)]
    for start, end in pairwise(months):
        if _offset(zone, start) != _offset(zone, end):
            changes.append(_change(zone, start, end))
    return changes


def _change(zone: ZoneInfo, start: datetime, end: datetime) -> tuple[int, int]:
    """The instant between `start` and `end` at which the offset changes, and the offset from then on."""
    minutes = range(int((end - start).total_seconds() // 60) + 1)
    before = _offset(zone, start)
    place = bisect_right(minutes, False, key=lambda m: _offset(zone, start + timedelta(minutes=m)) != before)
    moment = start + timedelta(minutes=minutes[place])
    return _micros(moment), _offset(zone, moment) * SECOND


def _offset(zone: ZoneInfo, moment: datetime) -> int:
    offset = moment.astimezone(zone).utcoffset()
    assert offset is not None
    return int(offset.total_seconds())


def _micros(moment: date) -> int:
    start = moment if isinstance(moment, datetime) else datetime(moment.year, moment.month, moment.day, tzinfo=UTC)
    return (start - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


TABLES: dict[str, Callable[..., Row | None]] = {"days": row_of_day, "zones": row_of_zone}
"""The tables by name: what gives the row of the keys, which are their first columns."""

COLUMNS: dict[tuple[str, ...], str] = {
    ("midnight", "business", "business_us"): "days",
    ("zone", "span", "offset_0", "change_1", "offset_1", "change_2", "offset_2"): "zones",
}
"""The names of the tables by their columns."""
