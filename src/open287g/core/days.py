"""Days as people write them."""

from __future__ import annotations

import os
import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from open287g.core.errors import InputError


def today() -> date:
    """The day it is: OPEN287G_TODAY (YYYY-MM-DD) where that is set, so that what is made can be made again."""
    told = os.environ.get("OPEN287G_TODAY")
    return parse_day(told, "OPEN287G_TODAY") if told else date.today()


_BACK, _MONTH = re.compile(r"(\d{1,5})d"), re.compile(r"(\d{4})-(\d{2})")


_NAMED = {"today": 0, "hoy": 0, "yesterday": 1, "ayer": 1}


def day_meant(text: str, name: str = "date", *, month: str = "") -> date:
    """A day as a person types it: YYYY-MM-DD, today, yesterday, or 7d for the day a week ago.

    `month` says which day a month (YYYY-MM) stands for: its "first", its "last", or by default none.
    """
    told = text.strip().lower()
    if told in _NAMED:
        return today() - timedelta(days=_NAMED[told])
    if back := _BACK.fullmatch(told):
        return today() - timedelta(days=int(back[1]))
    if of := _MONTH.fullmatch(told):
        if 1 <= int(of[2]) <= 12 and int(of[1]) and month:
            year, number = int(of[1]), int(of[2])
            return date(year, number, 1 if month == "first" else monthrange(year, number)[1])
        if 1 <= int(of[2]) <= 12:
            raise InputError(f"{name} {text!r} is a month", remedy=f"Name a day of it, such as {told}-01.", exit_code=2)
    try:
        return date.fromisoformat(told)
    except ValueError:
        raise _no_day(text, name, ", today, or 7d for a week ago") from None


def _no_day(text: str, name: str, also: str) -> InputError:
    meant = _otherwise_written(text)
    near = f"Did you mean {meant}? " if meant else ""
    remedy = f"{near}Write it as YYYY-MM-DD, for example {meant or '2025-04-24'}{also}."
    return InputError(f"{name} {text!r} is not a day", remedy=remedy, exit_code=2)


_FORMS = ("%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y", "%m-%d-%Y", "%Y/%m/%d", "%B %d %Y", "%b %d %Y", "%d %B %Y", "%Y")
"""As people in the United States write a day; only ever suggested, since another reader may mean another."""


def _otherwise_written(text: str) -> date | None:
    return by_forms(" ".join(text.replace(",", " ").split()), _FORMS)


def by_forms(text: str, forms: Iterable[str]) -> date | None:
    """The day that `text` is by the first of these forms (as strptime has them) that it has; None where it has none."""
    for form in forms:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


Day = date | str
"""A day as Python gives it: a date, or a text as commands take it: YYYY-MM-DD, today, yesterday, or 7d."""


def day_given(value: Day, name: str = "day", *, month: str = "") -> date:
    """The day of a date, of a time, or of a text as `day_meant` reads it. Raises InputError for anything else."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        return day_meant(value, name, month=month)
    raise InputError(f"{name} {value!r} is not a day", remedy="Give a datetime.date, or a text YYYY-MM-DD.")


def parse_day(text: str, name: str = "date") -> date:
    """A day given as YYYY-MM-DD."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise _no_day(text, name, "") from None
