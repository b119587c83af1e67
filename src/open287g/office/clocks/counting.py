"""Deadlines: the last moment at which the rulebook's provision still passes, given what it counts."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from open287g.rulebook.engine import calendar
from open287g.vocabulary.facts import DAY

COUNTS = ("hours", "business hours", "weekday hours", "days", "years", "until")


def deadline(start: str, amount: float, count: str, zone: str) -> datetime:
    """When a clock that started at `start` (a day or a time of the ledger) has run, in UTC.

    Whole days and years end with their day in the zone: the deadline is the midnight after it. A year ends where the
    anniversary begins; 29 February has its anniversary on the 28th.
    """
    place = ZoneInfo(zone)
    begun = (
        datetime.fromisoformat(start) if "T" in start else datetime.combine(date.fromisoformat(start), time(), place)
    )
    local = begun.astimezone(place)
    if count == "hours":
        return begun.astimezone(UTC) + timedelta(hours=amount)
    if count == "until":
        return _midnight(local.date(), place)
    if count == "days":
        return _midnight(local.date() + timedelta(days=int(amount) + 1), place)
    if count == "years":
        return _midnight(anniversary(local.date(), int(amount)), place)
    wall = _after_open_time(local.replace(tzinfo=None), timedelta(hours=amount), count == "business hours")
    return wall.replace(tzinfo=place).astimezone(UTC)


def anniversary(day: date, years: int) -> date:
    """The same day so many years on, as the rulebook adds years."""
    leap = day.month == 2 and day.day == 29
    return day.replace(year=day.year + years, day=28) if leap else day.replace(year=day.year + years)


def _midnight(day: date, place: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), place).astimezone(UTC)


def _after_open_time(wall: datetime, left: timedelta, business: bool) -> datetime:
    """The wall clock once `left` of open time has gone by: on weekdays, or on business days alone."""
    while True:
        following = datetime.combine(wall.date() + timedelta(days=1), time())
        if _is_open(wall.date(), business):
            if left < following - wall:
                return wall + left
            left -= following - wall
        wall = following


def _is_open(day: date, business: bool) -> bool:
    return day in _business_days() if business else day.weekday() < 5


@cache
def _business_days() -> frozenset[date]:
    """The rulebook's own: no Saturday, Sunday or federal holiday."""
    rows = calendar.rows_of_days()
    return frozenset(calendar.EPOCH + timedelta(days=row["midnight"] // DAY) for row in rows if row["business"])
