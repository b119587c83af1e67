"""A list as it stands, however it was saved: its rows by header, never by position, with their links.

What is no part of a list is said, with row and column; what befalls a whole column is said once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from itertools import repeat
from operator import itemgetter
from typing import Any, NamedTuple

from open287g.archive.links import Link, unwrap, without_mailboxes
from open287g.archive.workbooks.above import states_from_above
from open287g.archive.workbooks.columns import HEADERS, columns_of, is_renamed
from open287g.archive.workbooks.day_order import months_first
from open287g.archive.workbooks.package import address, column_letters
from open287g.archive.workbooks.parts import heads, is_of_another_list


class Line(NamedTuple):
    """The cells of one row as text (dates as YYYY-MM-DD), with links unwrapped.

    `moa_link` and `addendum_link` say what was wrong with the link as found: see `links.unwrap`; "none" if the cell
    has no link.
    """

    state: str
    agency: str
    type: str
    county: str
    model: str
    signed: str
    moa: str
    moa_url: str
    moa_link: str
    addendum: str
    addendum_url: str
    addendum_link: str


_Read = Line | str | None
"""A row: its line, nothing, or the text of one that is none of the list's."""
_HEADER = ""
_CELLS = 2
"""Cells of a row of the list at least: one alone is a note, a total or a title."""

_TOTAL = re.compile(r"\b(?:sub)?totals?\b|\bcount\b|:", re.IGNORECASE)
_SAYS_MORE = re.compile(r"[^\d\s.,]")
"""What a number has not."""
_LONGEST_STATE = 30
"""Letters that the name of a state may have: "District of Columbia" has 20, with a slip or a space more."""

# A list repeats most of the rows of the list before it, so most lines are made once. By header, then by cells.
_KNOWN: dict[tuple[str, ...], dict[tuple[Any, ...], _Read]] = {}
_KNOWN_MOST = 50_000
_UNREAD = Line(*[""] * len(Line._fields))
# Notes in the margin are told one by one; where there are more, somebody added a column.
_NOTES = 12


class Oddity(NamedTuple):
    """Something the reader met that is not a line: its kind, first row, column and text, and in how many cells."""

    kind: str
    row: int
    column: str
    value: str
    cells: int = 1


@dataclass(frozen=True)
class Sheet:
    """What one file holds: its list, its own clock, and what was odd.

    `rows` pairs the row number in the sheet (header included, from 1) with its line.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[int, Line], ...]
    hidden_rows: int
    modified_at: datetime | None
    oddities: tuple[Oddity, ...] = field(default=())

    @property
    def kind(self) -> str:
        """participating where the header has SIGNED, pending otherwise: only the participating list dates its rows."""
        return "participating" if "signed" in self.columns else "pending"


@dataclass(frozen=True)
class Table:
    """Rows of cells, the position of the row that heads the list, and links by column from 0 and row from 1.

    `numbers` are the numbers of the rows in the sheet, where they are other than 1, 2, 3 and so on.
    """

    cells: list[list[Any]]
    header: int
    links: Mapping[int, Mapping[int, bytes]] = field(default_factory=dict)
    numbers: Sequence[int] | None = None


def sheet_of(
    table: Table, *, hidden_rows: int = 0, modified_at: datetime | None = None, told: Sequence[Oddity] = ()
) -> Sheet:
    """The list in `table`; `told` is what was odd about its file."""
    titles = table.cells[table.header]
    columns = columns_of(titles)
    names = tuple(columns.values())
    pick = itemgetter(*columns)
    place = {name: position for position, name in columns.items()}
    moa_of, addendum_of = (table.links.get(place.get(name, -1), {}).get for name in ("moa", "addendum"))
    known = _KNOWN.setdefault(names, {})
    below, days_first = months_first(table.cells[table.header + 1 :], place.get("signed"))
    below, above = states_from_above(below, place["state"], place["agency"])
    numbers = range(table.header + 2, table.header + 2 + len(below))
    keys = list(zip(map(pick, below), map(moa_of, numbers), map(addendum_of, numbers), strict=True))
    lines: list[_Read] = list(map(known.get, keys, repeat(_UNREAD)))
    for at in [at for at, line in enumerate(lines) if line is _UNREAD]:
        lines[at] = known[keys[at]] = _line(names, *keys[at])
    rest = _rest(table, columns, lines) if str in {*map(type, lines)} else _Rest()
    lines = lines[: rest.at]
    rows = [(number, line) for number, line in zip(numbers, lines, strict=False) if line.__class__ is Line]
    empty = [at for at, line in enumerate(lines) if line is None] if len(rows) < len(lines) else []
    blank = [
        Oddity("blank row", numbers[at], "", "") for at in empty if not any(_text(cell).strip() for cell in below[at])
    ]
    if len(known) > _KNOWN_MOST:
        known.clear()
    rows += rest.rows
    odd = [*told, *_about_columns(table, columns), *(gap for gap in blank if rows and gap.row < rows[-1][0])]
    if above is not None:
        odd.append(Oddity("state above its rows", numbers[above[0]], "STATE", *above[1:]))
    odd += [*rest.odd, *([Oddity("days before months", table.header + 1, "SIGNED", *days_first)] if days_first else [])]
    if (own := table.numbers) is not None:
        rows = [(own[number - 1], line) for number, line in rows]
        odd = [one if one in told or not one.row else one._replace(row=own[one.row - 1]) for one in odd]
    return Sheet(names, tuple(rows), hidden_rows, modified_at, tuple(odd))


@dataclass(frozen=True)
class _Rest:
    """What stands between and below a list's rows: from `at` on they are read otherwise, or are another list's."""

    at: int | None = None
    rows: tuple[tuple[int, Line], ...] = ()
    odd: tuple[Oddity, ...] = ()


def _rest(table: Table, columns: Mapping[int, str], lines: list[_Read]) -> _Rest:
    """Headers that stand again, with the columns in another order or not; and titles, also of another list."""
    first = table.header + 2
    again: list[int] = []
    notes: list[tuple[int, str]] = []
    cut: _Rest | None = None
    for at, text in ((at, line) for at, line in enumerate(lines) if isinstance(line, str)):
        found = columns_of(table.cells[first - 1 + at]) if text == _HEADER else {}
        if found == columns:
            again.append(first + at)
        elif found and set(found.values()) == set(columns.values()):
            more = sheet_of(Table(table.cells, first - 1 + at, table.links))
            cut = _Rest(at, more.rows, (Oddity("header repeated", first + at, "", ""), *more.oddities))
        elif found or is_of_another_list(text):
            cut = _Rest(at, (), (Oddity("second list ignored", first + at, "", text or "another header"),))
        else:
            notes.append((first + at, text))
        if cut is not None:
            break
    told = [Oddity("header repeated", again[0], "", "", len(again))] if again else []
    told += [Oddity("cell outside the table", notes[0][0], "", notes[0][1], len(notes))] if notes else []
    return _Rest(cut.at if cut else None, cut.rows if cut else (), (*told, *(cut.odd if cut else ())))


def _about_columns(table: Table, columns: Mapping[int, str]) -> Iterator[Oddity]:
    """What stands in columns that are none of a list's, and which of a list's have another header."""
    titles = table.cells[table.header]
    for position, title in enumerate(titles):
        name, below = without_mailboxes(_text(title)), table.cells[table.header + 1 :]
        if position in columns:
            if is_renamed(title):
                yield Oddity("column renamed", table.header + 1, name, name, len(below))
            continue
        told = [(number, text) for number, row in enumerate(below, table.header + 2) if (text := _told(row[position]))]
        if name.strip():
            yield Oddity("unknown column", table.header + 1, name, name, max(len(told), 1))
        else:
            yield from _notes(column_letters(position), told)


def _notes(column: str, told: list[tuple[int, str]]) -> Iterator[Oddity]:
    counts = Counter(text for _, text in told)
    if len(counts) > _NOTES:
        yield Oddity("column without a header", told[0][0], column, told[0][1], len(told))
        return
    for number, text in told:
        if count := counts.pop(text, 0):
            yield Oddity("cell outside the table", number, column, text, count)


def _told(cell: Any) -> str:
    text = without_mailboxes(_text(cell))
    return text if text.strip() else ""


def _line(names: tuple[str, ...], cells: tuple[Any, ...], moa_link: bytes | None, addendum_link: bytes | None) -> _Read:
    """The line in a row; None where nothing stands there, and the text of a row that is a note, a title or a header."""
    text = {name: _text(cell) for name, cell in zip(names, cells, strict=True)}
    said = [cell for cell in map(str.strip, text.values()) if cell]
    if len(said) < _CELLS:
        return without_mailboxes(said[0])[:300] if said else None
    if heads(cells):
        return _HEADER
    if _is_total(text):
        return without_mailboxes(" ".join(said))[:300]
    moa = _link(text.get("moa", ""), moa_link)
    addendum = _link(text.get("addendum", ""), addendum_link)
    state, agency, type_, county, model, signed, moa_text, addendum_text = (
        without_mailboxes(text.get(column, "")) for column in HEADERS.values()
    )
    return Line(
        state=state,
        agency=agency,
        type=type_,
        county=county,
        model=model,
        signed=signed,
        moa="address" if "://" in moa_text else moa_text,
        moa_url=moa.url,
        moa_link=moa.wrapped,
        addendum=addendum_text,
        addendum_url=addendum.url,
        addendum_link=addendum.wrapped,
    )


def _is_total(text: Mapping[str, str]) -> bool:
    """Whether a row names no agency and no model but counts, or says what stands below or between the list's rows."""
    if _without_numbers(text["model"]):
        return False
    state, agency = text["state"].strip(), _without_numbers(text["agency"])
    if agency:
        return (not state or _TOTAL.search(state) is not None) and _TOTAL.search(agency) is not None
    return _TOTAL.search(state) is not None or len(state) > _LONGEST_STATE or any(map(str.isdigit, state))


def _without_numbers(text: str) -> str:
    """`text`, or nothing where it holds numbers alone."""
    return text if _SAYS_MORE.search(text) else ""


@lru_cache(16_384)
def _link(text: str, target: bytes | None) -> Link:
    target_address = address(target) if target else text if "://" in text else ""
    return unwrap(target_address) if target_address else Link("", "none")


def _text(cell: Any) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat(sep=" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
