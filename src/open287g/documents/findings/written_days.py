"""Days as people and machines write them on a signature line."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_NAMED = re.compile(
    r"\b(?P<month>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,7})[.,]?[\s\-–~]{0,3}"
    r"(?P<day>\d\s?\d?)(?:st|nd|rd|th)?[\s,.\-–~]{0,4}(?P<year>[2Z]\s?\d\s?[.]?\s?\d\s?\d|['’]?\d\d)(?!\s?\d)",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"(?<!\d)(?P<year>20\s?[12]\d)[.\-](?P<month>[01]\d)[.\-](?P<day>[0-3]\d)(?=\D|\d{1,2}\s?:|$)")
_NUMBERS = re.compile(
    r"(?<!\d)(?P<month>[0-1OoQ]?[\dOoQlI|])\s?[/.\-–—~]\s?(?P<day>[0-3OoQ]?\s?[\dOoQlI|])\s?[/.\-–—~,]\s?"
    r"(?P<year>[2ZzOo]\s?[\dOoQ]\s?[\dZz]\s?[\dOoQ]|\d\s?\d)(?!\s?\d)"
)
_TYPED = re.compile(r"[^/]+/[^/]+/(?:\s*\w){4}")
_MARKS = str.maketrans("①②③④⑤⑥⑦⑧⑨⓪@", "02345678900")
_DIGITS = str.maketrans("OoQDlI|Zz", "000011122")
FIRST, LAST = date(2015, 1, 1), date(2030, 12, 31)


@dataclass(frozen=True)
class WrittenDay:
    """A day found in a line: `style` named (March 5, 2025), signed (2025.03.05), or numbers (3/5/25)."""

    day: date
    style: str
    mended: bool
    """Whether a digit had to be set right to make it a day of these years."""
    spelled: bool = True
    """Whether its month, where it is a word, is spelled as months are: print is read so, a hand seldom."""
    as_typed: bool = True
    """Whether it is written as machines do: of numbers, with slashes and a whole year. A hand writes 3-17-25."""


def days_in(text: str) -> Iterator[WrittenDay]:
    """The days written in `text`, none outside 2015 to 2030."""
    text = text.translate(_MARKS)
    for style, pattern in (("named", _NAMED), ("signed", _SIGNED), ("numbers", _NUMBERS)):
        for match in pattern.finditer(text):
            reading = _day(match["year"], match["month"], match["day"])
            if reading:
                as_typed = style != "numbers" or bool(_TYPED.fullmatch(match.group()))
                yield WrittenDay(reading[0], style, reading[1], _is_spelled(match["month"]), as_typed)


def _is_spelled(month: str) -> bool:
    said = month.strip(" .").lower()
    return not said.isalpha() or said in ("sept", *_MONTHS) or said in map(str.lower, month_name)


def _day(year_text: str, month_text: str, day_text: str) -> tuple[date, bool] | None:
    year_digits = re.sub(r"\D", "", year_text.translate(_DIGITS))
    month = _MONTHS.index(month_text[:3].lower()) + 1 if month_text[:3].lower() in _MONTHS else _number(month_text)
    day = _number(day_text)
    year, mended = _year(year_digits)
    try:
        day_read = date(year, month, day)
    except ValueError:
        return None
    return (day_read, mended) if FIRST <= day_read <= LAST else None


def _number(text: str) -> int:
    digits = re.sub(r"\D", "", text.translate(_DIGITS))
    return int(digits) if digits else 0


def _year(digits: str) -> tuple[int, bool]:
    """A year of two or four digits; one wrong digit among the first three of four is set right (2819 is 2019)."""
    if len(digits) == 2:
        return 2000 + int(digits), False
    if len(digits) != 4:
        return 0, False
    if FIRST.year <= int(digits) <= LAST.year:
        return int(digits), False
    likely = [
        y for y in (2019, 2020, 2021, 2025, 2026) if sum(a != b for a, b in zip(str(y), digits, strict=True)) == 1
    ]
    return (likely[0], True) if len(likely) == 1 else (0, False)
