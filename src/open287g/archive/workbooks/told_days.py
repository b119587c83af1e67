"""SIGNED where several columns tell it: a month, a day and a year, or the day on which each party signed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from open287g.archive.workbooks.columns import TITLES, columns_of, words_of
from open287g.archive.workbooks.sheet import Oddity, Table
from open287g.archive.workbooks.told_cells import day_of, number_as_text, rows_of, with_column

_SIGNING = frozenset({"SIGNED", "SIGNATURE", "SIGNING", "DATE", "BY", "OF", "ON", "THE", "MOA", "AGREEMENT"})
_SAYS_SIGNED = frozenset({"SIGNED", "SIGNATURE", "SIGNING"})
_OF_DAY = ("MONTH", "DAY", "YEAR")
_LOCAL, _ICE = frozenset({"AGENCY", "LEA", "PARTNER", "LOCAL"}), frozenset({"ICE", "DHS"})


def days_in_parts(table: Table) -> tuple[Table, list[Oddity]]:
    """SIGNED made of a month, a day and a year, or of the day on which the later of two parties signed."""
    titles = [words_of(str(title)) for title in table.cells[table.header]]
    if "signed" in columns_of(table.cells[table.header]).values():
        return table, []
    for parts, made in ((parts_of_day(titles), _one_day), (signatures(titles), _later)):
        if parts is not None:
            values = [made([number_as_text(row[at]) for at in parts]) for row in table.cells]
            cells = [["" if at in parts else cell for at, cell in enumerate(row)] for row in table.cells]
            titled = " ".join(str(table.cells[table.header][at]) for at in parts)
            odd = Oddity("day told in parts", table.header + 1, TITLES["signed"], titled, rows_of(table))
            return with_column(replace(table, cells=cells), TITLES["signed"], values), [odd]
    return table, []


def parts_of_day(titles: list[frozenset[str]]) -> list[int] | None:
    found = [
        [at for at, words in enumerate(titles) if part in words and words <= _SIGNING | {part}] for part in _OF_DAY
    ]
    return [at for (at,) in found] if all(len(places) == 1 for places in found) else None


def signatures(titles: list[frozenset[str]]) -> list[int] | None:
    found = [
        [at for at, words in enumerate(titles) if words & party and words & _SAYS_SIGNED and words <= _SIGNING | party]
        for party in (_LOCAL, _ICE)
    ]
    return [at for (at,) in found] if all(len(places) == 1 for places in found) else None


def _one_day(cells: list[Any]) -> str:
    month, day, year = (str(cell).strip() for cell in cells)
    if not (month and day and year):
        return ""
    return f"{month}/{day}/{year}" if month.isdecimal() else f"{month} {day}, {year}"


def _later(cells: list[Any]) -> str:
    """The later of two days; nothing while one of the two has not signed, for the agreement is not in force yet."""
    days = [day for cell in cells if (day := day_of(cell)) is not None]
    return max(days).isoformat() if len(days) == len(cells) else ""
