"""The day in a file's name, in every form that ICE and those who save its lists have given it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

_RUN = re.compile(r"(?<!\d)(\d{6,10})(?!\d)[\s_-]*(am|mid|pm)?", re.IGNORECASE | re.ASCII)
_HOUR = re.compile(r"(?:1[0-2]|(?<!1)[1-9]|(?<=1)[3-9])$", re.ASCII)
_PARTED = re.compile(
    r"(?<!\d)(?:(\d{4})[-_. ](\d{1,2})[-_. ](\d{1,2})|(\d{1,2})[-_. ](\d{1,2})[-_. ](\d{4}|\d{2}))(?!\d)",
    re.ASCII,
)
_IN_WORDS = re.compile(
    r"(?:(\d{1,2})[-_ .]?)?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[-_ .]*(?:(\d{1,2})[-_ .,]+)?"
    r"((?:19|20)\d{2})(?!\d)",
    re.IGNORECASE | re.ASCII,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_HALF = re.compile(r"(?<![a-z])(am|mid|pm)(?![a-z])", re.IGNORECASE | re.ASCII)
_HALVES = {"am": 0, "mid": 1, "pm": 2, "": 1}


def named_day(name: str) -> tuple[date | None, int]:
    """The day that a file's name holds, and the half of the day it tells (0 am, 1 mid or untold, 2 pm).

    Digits are read as MMDDYYYY, YYYYMMDD, MMDDYY or MDDYYYY, an hour before am or pm aside where only then they are a
    day; what can be read as two days is read as none.
    """
    for run in _RUN.finditer(name):
        half = (run[2] or "").lower()
        days = set(_readings(run[1]))
        if not days and half and (hour := _HOUR.search(run[1])):
            days = set(_readings(run[1][: hour.start()]))
        if len(days) == 1:
            return days.pop(), _HALVES[half or _half(name)]
    days = {*_parted(name), *_in_words(name)}
    return days.pop() if len(days) == 1 else None, _HALVES[_half(name)]


def _readings(digits: str) -> Iterator[date]:
    """Every day that a run of digits can mean."""
    if len(digits) == 8:
        yield from _day(digits[4:], digits[:2], digits[2:4])
        yield from _day(digits[:4], digits[4:6], digits[6:])
    elif len(digits) == 6:
        yield from _day("20" + digits[4:], digits[:2], digits[2:4])
    elif len(digits) == 7:
        yield from _day(digits[3:], digits[:1], digits[1:3])
        yield from _day(digits[3:], digits[:2], digits[2:3])


def _parted(name: str) -> Iterator[date]:
    for parts in _PARTED.finditer(name):
        year, month, day = (parts[1], parts[2], parts[3]) if parts[1] else (parts[6], parts[4], parts[5])
        yield from _day(year if len(year) == 4 else "20" + year, month, day)


def _in_words(name: str) -> Iterator[date]:
    for words in _IN_WORDS.finditer(name):
        before, month, after, year = words.groups()
        if bool(before) != bool(after):
            yield from _day(year, str(_MONTHS.index(month.lower()) + 1), before or after)


def _day(year: str, month: str, day: str) -> Iterator[date]:
    try:
        possible = date(int(year), int(month), int(day))
    except ValueError:
        return
    if 2002 <= possible.year < 2100:
        yield possible


def _half(name: str) -> str:
    told = _HALF.search(name.rpartition(".")[0] or name)
    return told[1].lower() if told else ""
