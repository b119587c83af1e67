"""The federal holidays of `holidays.csv`: days of a month (`day`), or its first to last `weekday` (0 is Monday; `which`
counts from 1, and -1 is the last).
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from open287g.core.bundled import read_table

SATURDAY, SUNDAY = 5, 6


def federal_holidays(first: int, last: int) -> frozenset[date]:
    """The holidays of the years `first` to `last` and the days on which they are observed instead.

    One that falls on a Saturday is observed on the Friday before (5 U.S.C. 6103(b)(1)), one on a Sunday on the Monday
    after (Executive Order 11582, section 3(a)).
    """
    # A New Year's Day may be observed in the year before.
    days = {day for year in range(first, last + 2) for day in _of(year)}
    return frozenset(day for day in days | set(map(_observed, days)) if first <= day.year <= last)


def _observed(day: date) -> date:
    return day + timedelta(days={SATURDAY: -1, SUNDAY: 1}.get(day.weekday(), 0))


def _of(year: int) -> Iterator[date]:
    for told in _told():
        month = int(told["month"])
        day = date(year, month, int(told["day"])) if told["day"] else _weekday(year, month, told)
        if not told["since"] or day >= date.fromisoformat(told["since"]):
            yield day


def _weekday(year: int, month: int, told: dict[str, str]) -> date:
    weekday, which = int(told["weekday"]), int(told["which"])
    weeks = calendar.Calendar().monthdatescalendar(year, month)
    days = [week[weekday] for week in weeks if week[weekday].month == month]
    return days[which - 1 if which > 0 else which]


@cache
def _told() -> tuple[dict[str, str], ...]:
    return read_table("rulebook/law/holidays.csv")
