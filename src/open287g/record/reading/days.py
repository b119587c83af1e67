"""A SIGNED cell as a day, in every form that a person or a spreadsheet gives it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from open287g.core.days import by_forms
from open287g.core.marks import as_seen

FIRST_AGREEMENT = date(2002, 1, 1)
_END = date(2100, 1, 1)
_SPREADSHEET_START = date(1899, 12, 30)
"""Day 0 of a spreadsheet's own count of days."""

_TIME = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2}([.]\d+)?)?( ?[AP][.]?M[.]?)?Z?$", re.IGNORECASE)
_MARKS = " ,;.*†‡'"
_SERIAL = re.compile(r"([34]\d{4}|5[0-4]\d{3})([.]\d+)?")
_LOST_SLASH = re.compile(r"(\d{1,2})/(\d{1,2})(\d{4})|(\d{2})(\d{2})/(\d{4})")
_LONG_YEAR = re.compile(r"(?<!\d)\d{5}$")
_WEEKDAY = re.compile(r"^(mon|tues?|wed(nes)?|thu(rs?)?|fri|sat(ur)?|sun)(day)?[.,]* ", re.IGNORECASE)
_SAID = re.compile(r"^signed(?: on)?:? ", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z]{3,9}")
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
           "december")  # fmt: skip
_ORDINAL = re.compile(r"(?<=\d)(st|nd|rd|th)\b", re.IGNORECASE)
_FORMS = ("%Y-%m-%d", "%Y/%m/%d", "%m/%d/%Y", "%m/%d/%y", "%b %d %Y", "%d %b %Y", "%b %d %y", "%d %b %y")


@lru_cache(4096)
def parse_signed(text: str) -> date | None:
    """The day that `text` says, month before day as Americans write; None where it says none that can be.

    Forms: ISO, with slashes, hyphens or dots, the month as a word, two digits of a year, a time behind it, a slash
    lost, a digit of the year twice, a spreadsheet's day number.
    """
    plain = _TIME.sub("", _SAID.sub("", as_seen(text).strip(_MARKS))).strip(_MARKS)
    day = (_by_number(plain) or by_forms(_common(plain), _FORMS)) if plain.isascii() else None
    return day if day is not None and FIRST_AGREEMENT <= day < _END else None


def _common(plain: str) -> str:
    """Numbers parted by slashes, or words by spaces; the year with four digits where one stands twice."""
    year = _LONG_YEAR.search(plain)
    if year is not None:
        undoubled = {re.sub(f"{digit}{digit}", digit, year[0], count=1) for digit in "0123456789"} - {year[0]}
        years = [y for y in undoubled if FIRST_AGREEMENT.year <= int(y) < _END.year]
        plain = plain[: year.start()] + years[0] if len(years) == 1 else plain
    if lost := _LOST_SLASH.fullmatch(plain):
        return "/".join(part for part in lost.groups() if part)
    if re.fullmatch(r"\d{8}", plain):
        return f"{plain[:2]}/{plain[2:4]}/{plain[4:]}" if plain[:2] < "13" else f"{plain[:4]}-{plain[4:6]}-{plain[6:]}"
    if not _WORD.search(plain):
        return re.sub(r"\s*[-./]+\s*", "-" if re.match(r"\d{4}\D", plain) else "/", plain)
    words = re.sub(r"[-.,/ ]+", " ", _ORDINAL.sub("", _WEEKDAY.sub("", plain)))
    return _WORD.sub(lambda word: _month(word[0].lower()), words)


def _month(word: str) -> str:
    """The three letters of a month; another word as it is."""
    return word[:3] if word == "sept" or any(month.startswith(word) for month in _MONTHS) else word


def _by_number(plain: str) -> date | None:
    serial = _SERIAL.fullmatch(plain)
    return _SPREADSHEET_START + timedelta(days=int(serial[1])) if serial else None
