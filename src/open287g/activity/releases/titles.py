"""The days that the title above a header claims: "FY2016", or "(10/1/2018 - 8/31/2019)"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime

_SPAN = re.compile(r"(\d{1,2}/\d{1,2}/\d{4})\s*(?:-|to|through)\s*(\d{1,2}/\d{1,2}/\d{4})", re.IGNORECASE)
_YEAR = re.compile(r"\bFY\s?(20\d\d)\b", re.IGNORECASE)


def title_of(above: Iterable[str]) -> tuple[str, tuple[date, date] | None]:
    """The line that tells a span of days and its first and last day; ("", None) where no line does."""
    for line in reversed(list(above)):
        if span := _SPAN.search(line):
            try:
                first, last = (datetime.strptime(day, "%m/%d/%Y").date() for day in span.groups())
            except ValueError:
                continue
            return line, (first, last)
        years = [int(year) for year in _YEAR.findall(line)]
        if years:
            return line, (date(min(years) - 1, 10, 1), date(max(years), 9, 30))
    return "", None
