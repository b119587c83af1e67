"""Whether a column of a list writes its days before their months."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

_NUMBERS = re.compile(r"\s*(\d{1,2})\s*[-./]\s*(\d{1,2})\s*[-./]\s*(\d{4}|\d{2})(?: +\d{1,2}:\d{2}(?::\d{2})?)?\s*")
"""A day in three numbers, the year last, a time behind it or none."""
_MONTHS = 12
_ALONE = 3
"""Days that can be read one way alone from which a column is written so; of days at random six in ten can."""
_KEPT = 12
"""Days that a spreadsheet keeps as days of which, at random, one lies after the 12th but for once in 60,000."""
_FIRST_YEAR = 20
"""From where on a number of two digits that begins a day may be its year."""


def months_first(below: list[list[Any]], signed: int | None) -> tuple[list[list[Any]], tuple[str, int] | None]:
    """The rows with their SIGNED as ISO days, and an example and their number, where a list writes days before months.

    It does where enough of its days can be read so alone (13/05/2026) and none the other way; else nothing is changed.
    A spreadsheet that reads such days as American keeps each up to the 12th as a day, with its month for its day, and
    leaves the others as text: where the column is so throughout, those are set right too.
    """
    cells = [row[signed] for row in below] if signed is not None else []
    read = {text: match for text in {*cells} if isinstance(text, str) and (match := _NUMBERS.fullmatch(text))}
    told = [(at, text, read[text]) for at, text in enumerate(cells) if text in read] if read else []
    alone = sum(int(match[1]) > _MONTHS for _, _, match in told)
    if alone < max(_ALONE, len(told) / 4) or any(int(match[2]) > _MONTHS for _, _, match in told):
        return below, None
    if all(len(match[3]) == 2 and int(match[1]) >= _FIRST_YEAR for _, _, match in told):
        return below, None  # 26/04/05 may as well begin with its year.
    days = {at: _iso(*match.groups()) for at, _, match in told}
    kept = {at: cell for at, cell in enumerate(cells) if isinstance(cell, date)}
    if alone == len(told) and len(kept) >= _KEPT and all(cell.day <= _MONTHS for cell in kept.values()):
        days |= {at: f"{cell.year}-{cell.day:02}-{cell.month:02}" for at, cell in kept.items()}
    changed = list(below)
    for at, iso in days.items():
        changed[at] = [*below[at][:signed], iso, *below[at][signed + 1 :]]  # type: ignore[operator]
    return changed, (told[0][1], len(days))


def _iso(day: str, month: str, year: str) -> str:
    return f"{year if len(year) > 2 else f'20{year}'}-{month:0>2}-{day:0>2}"
