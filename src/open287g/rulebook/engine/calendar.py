"""Working time without division or time-zone calls: one small row for each day, one for each zone and span of time."""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import holidays
import pyarrow as pa

from open287g.vocabulary.facts import DAY, SECOND
from open287g.vocabulary.zones import zones

FIRST, LAST = date(2007, 1, 1), date(2045, 1, 1)
"""Days [FIRST, LAST) for which weekends, holidays and zones are known to the tables."""

BUCKET = 44
"""Zones are looked up by the instant shifted right by this many bits: spans of 2**44 microseconds, about 204 days."""

MOST = 2
"""How often a zone changes its clocks within one such span, at most."""

EPOCH = date(1970, 1, 1)


@cache
def days() -> pa.Table:
    """One row per day: `midnight` (local, microseconds), whether it is a business day, and the business time before it.

    A business day is no Saturday, Sunday or federal holiday (with its observed day), as the library `holidays` has
    them.
    """
    closed = holidays.country_holidays("US", years=range(FIRST.year, LAST.year + 1))
    rows: list[tuple[int, int, int]] = []
    before = 0
    for ordinal in range(FIRST.toordinal(), LAST.toordinal()):
        day = date.fromordinal(ordinal)
        is_business = day.weekday() < 5 and day not in closed
        rows.append(((day - EPOCH).days * DAY, int(is_business), before * DAY))
        before += is_business
    return pa.table(dict(zip(("midnight", "business", "business_us"), zip(*rows, strict=True), strict=True)))


@cache
def zone_spans() -> pa.Table:
    """One row per name of a zone and span: `change_1..2` (UTC microseconds), `offset_0..2` before and after each."""
    own = {zone: _spans(zone) for zone in dict.fromkeys(zones().values())}
    return pa.Table.from_pylist([row | {"zone": name} for name, zone in zones().items() for row in own[zone]])


def _spans(zone: str) -> list[dict[str, str | int]]:
    first, last = _micros(FIRST), _micros(LAST)
    changes = _changes(ZoneInfo(zone))
    rows: list[dict[str, str | int]] = []
    for span in range(first >> BUCKET, (last >> BUCKET) + 1):
        start, end = span << BUCKET, (span + 1) << BUCKET
        inside = [change for change in changes if start <= change[0] < end]
        if len(inside) > MOST:
            raise ValueError(f"{zone} changes its clocks more than {MOST} times in one span")
        before = next((after for moment, after in reversed(changes) if moment < start), changes[0][1])
        row: dict[str, str | int] = {"zone": zone, "span": span, "offset_0": before}
        for place in range(MOST):
            moment, after = inside[place] if place < len(inside) else (end, before)
            row |= {f"change_{place + 1}": moment, f"offset_{place + 1}": after}
            before = after
        rows.append(row)
    return rows


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
