"""How a day and a time are written and read: one grammar for facts of a decision and for cells of a log.

The patterns are what Python and DuckDB read alike, so that the reader in SQL (`activity.log.cells`) can share them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
BARE = DAY + "[T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,9})?)?"
OFFSET = "(Z|[+-](0[0-9]|1[0-4])(:?[0-5][0-9])?)"
NO_OFFSET = "(Z|[+-]00(:?00)?)"
"""Greenwich's own time, which tells no one's local day."""

FIRST, LAST = date(1996, 9, 30), date(2100, 1, 1)
"""287(g) was enacted on 30 September 1996 (IIRIRA); a time outside these is an error or a filler such as 9999-12-31."""

NOT_A_DAY = "not a day written YYYY-MM-DD"
NOT_A_TIME = "not a time such as 2025-04-24T13:05:00-04:00"
ONLY_A_DAY = "a day without an hour"
NO_ZONE = "a local time without an offset, and no time zone is given"
SKIPPED = "an hour that daylight saving skips in this zone"
REPEATED = "an hour that daylight saving repeats in this zone; write the offset"
OUTSIDE = f"outside {FIRST} to {LAST}"

_EPOCH = datetime(1970, 1, 1)


class Unreadable(ValueError):
    """A value that cannot be read; its text is the one sentence that says why."""


@dataclass(frozen=True)
class Moment:
    """A point of time in microseconds since 1970 in UTC, and the wall clock of the place; None where unknown.

    `later` is the second instant that a local hour may mean which the end of daylight saving repeats. `odd` says that
    the offset written is not that of the zone named.
    """

    instant: int
    wall: int | None
    later: int | None = None
    odd: bool = False


def read_day(text: str) -> date:
    """A day written YYYY-MM-DD. Raises Unreadable."""
    day = _day(text)
    if day is None:
        raise Unreadable(NOT_A_DAY)
    if not FIRST <= day <= LAST:
        raise Unreadable(OUTSIDE)
    return day


def is_bare_day(text: str) -> bool:
    """A day of the calendar with no hour, whatever its year."""
    return _day(text) is not None


def read_moment(text: str, zone: str | None, both: bool = False) -> Moment:
    """A time with an offset, or local to `zone`. Raises Unreadable; of a local hour that comes twice, unless `both` of
    its instants are wanted.

    A zone that is named tells the wall clock; without one the offset does, unless it is Greenwich's.
    """
    fixed = re.fullmatch(f"({BARE}){OFFSET}", text)
    place = ZoneInfo(zone) if zone is not None else None
    if fixed is None:
        return _local(text, place, both)
    wall, offset = _wall(fixed[1]), _offset(fixed[5])
    # An offset may carry a wall clock at either end of the calendar out of it; all such years are outside.
    if not FIRST.year - 1 <= wall.year <= LAST.year + 1:
        raise Unreadable(OUTSIDE)
    moment = wall.replace(tzinfo=offset)
    if place is None:
        return Moment(_within(moment), micros(wall) if offset.utcoffset(None) else None)
    there = moment.astimezone(place).replace(tzinfo=None)
    return Moment(_within(moment), micros(there), odd=bool(offset.utcoffset(None)) and there != wall)


def micros(moment: datetime) -> int:
    """Microseconds from 1970 to a moment without zone."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def _local(text: str, place: ZoneInfo | None, both: bool) -> Moment:
    if not re.fullmatch(BARE, text):
        raise Unreadable(ONLY_A_DAY if is_bare_day(text) else NOT_A_TIME)
    if place is None:
        raise Unreadable(NO_ZONE)
    wall = _wall(text)
    if not FIRST.year - 1 <= wall.year <= LAST.year + 1:
        raise Unreadable(OUTSIDE)
    early, late = (wall.replace(tzinfo=place, fold=fold).astimezone(UTC) for fold in (0, 1))
    if early != late and not (both and early.astimezone(place).replace(tzinfo=None) == wall):
        raise Unreadable(REPEATED if early.astimezone(place).replace(tzinfo=None) == wall else SKIPPED)
    return Moment(_within(early), micros(wall), None if early == late else _within(late))


def _within(moment: datetime) -> int:
    """Microseconds of a moment inside the bounds."""
    instant = moment.astimezone(UTC).replace(tzinfo=None)
    first, last = (datetime(day.year, day.month, day.day) for day in (FIRST, LAST))
    if not first <= instant <= last:
        raise Unreadable(OUTSIDE)
    return micros(instant)


def _day(text: str) -> date | None:
    if not re.fullmatch(DAY, text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        # The calendar of DuckDB has a year 0, that of Python has not: it is a day, and outside.
        return date.min if text.startswith("0000") and _day("2000" + text[4:]) else None


def _wall(text: str) -> datetime:
    """The wall clock, cut to whole microseconds."""
    day = _day(text[:10])
    if day is None:
        raise Unreadable(NOT_A_TIME)
    hour, minute, seconds = int(text[11:13]), int(text[14:16]), text[17:]
    whole, _, part = seconds.partition(".")
    return datetime(day.year, day.month, day.day, hour, minute, int(whole or 0), int(part[:6].ljust(6, "0")))


def _offset(text: str) -> timezone:
    if text == "Z":
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    size = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-size if text[0] == "-" else size)
