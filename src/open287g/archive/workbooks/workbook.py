"""Reads a workbook (.xlsx) of ICE's lists: the sheet that shows a list, hidden rows too, with its hyperlinks."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from html import escape
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, WorksheetNotFound

from open287g.archive.links import without_mailboxes
from open287g.archive.workbooks.columns import columns_of, find_header, lacking
from open287g.archive.workbooks.headings import find_heading
from open287g.archive.workbooks.laid_out import laid_out, tells_otherwise
from open287g.archive.workbooks.package import (
    MAX_COLUMNS,
    MAX_ROWS,
    Member,
    UnreadableWorkbook,
    column_letters,
    column_number,
    open_package,
)
from open287g.archive.workbooks.parts import Tab, goes_on, says_another
from open287g.archive.workbooks.plain import plain_tables
from open287g.archive.workbooks.sheet import Oddity, Sheet, Table, sheet_of


def read_workbook(content: bytes, *, bounded: bool = False) -> Sheet:
    """Read the list in `content` (.xlsx bytes). Raises UnreadableWorkbook with a plain reason.

    `bounded` says that this process's memory is bounded by the caller; see `open_package`.
    """
    package = open_package(content, bounded=bounded)
    tables = plain_tables(package) or _tables(content)
    laid: dict[str, tuple[Table, list[Oddity]]] = {}
    tabs = [_tab(package, name, cells, laid) for name, cells in tables]
    lists = [tab for tab in tabs if tab.header is not None]
    if not lists:
        near = [f"; of {tab.name} {tab.lacks}" for tab in tabs if tab.lacks]
        what = "no sheet has the columns STATE, LAW ENFORCEMENT AGENCY and SUPPORT TYPE"
        raise UnreadableWorkbook(what + "".join(near[:1]))
    # What a reader of the workbook sees goes before what it hides.
    chosen = min(lists, key=lambda tab: (tab.is_hidden, says_another(tab)))
    parts = [chosen]
    for tab in lists:
        if tab not in parts and goes_on(parts, tab):
            parts.append(tab)
    table, told = laid.get(chosen.name) or _table(package, chosen)
    for part in parts[1:]:
        more, odd = laid.get(part.name) or _table(package, part)
        last = table.numbers[-1] if table.numbers else len(table.cells)
        told += [Oddity("list goes on", last, "", part.name, len(more.cells) - more.header - 1), *odd]
        table = _joined(table, more)
    return sheet_of(
        table,
        hidden_rows=sum(package.hidden_rows(part.name) for part in parts),
        modified_at=package.modified_at,
        told=[*_about_tabs(tabs, parts), *told],
    )


def _tab(package: Member, name: str, cells: list[list[Any]], laid: dict[str, tuple[Table, list[Oddity]]]) -> Tab:
    """One sheet; where it tells otherwise what a list tells, its table as ICE lays one out goes into `laid`."""
    is_hidden, lacks = name in package.hidden, lacking(cells) if find_header(cells) is None else ""
    heading = find_heading(cells)
    if heading is None:
        return Tab(name, cells, None, is_hidden, lacks)
    at, rows = heading
    if rows == 1 and not lacks and not tells_otherwise(cells, at):
        return Tab(name, cells, at, is_hidden)
    titles = " ".join(" ".join(map(str, cells[at])).split())
    table, told = _table(package, Tab(name, cells, at, is_hidden))
    found = laid_out(table, name)
    if found is None:
        return Tab(name, cells, None, is_hidden, lacks)
    joined = [Oddity("header in two rows", at + 1, "", titles)] if rows > 1 else []
    laid[name] = found[0], [*joined, *told, *found[1]]
    return Tab(name, found[0].cells, at, is_hidden)


def _tables(content: bytes) -> list[tuple[str, list[list[Any]]]]:
    """The cells of each sheet, however they are written."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [(name, _cells(workbook.get_sheet_by_name(name))) for name in workbook.sheet_names]
    except (CalamineError, PasswordError, WorksheetNotFound, zipfile.BadZipFile, OSError, ValueError) as error:
        raise UnreadableWorkbook(f"not a workbook that can be read: {error}") from error


def _table(package: Member, tab: Tab) -> tuple[Table, list[Oddity]]:
    """The table of one sheet with its links, every cell of a merged one filled; and what was odd about it."""
    assert tab.header is not None
    links, odd = _links(package, tab)
    place = {name: position for position, name in columns_of(tab.cells[tab.header]).items()}
    # Last the agency's: what else its rows say tells whether they are one agency's.
    for column, first, last in sorted(package.merged(tab.name), key=lambda cells: cells[0] == place["agency"]):
        if first <= tab.header + 1 or last > len(tab.cells) or column >= len(tab.cells[first - 1]):
            continue
        value, link = tab.cells[first - 1][column], links.get(column, {}).get(first)
        for row in range(first + 1, last + 1):
            if column == place["agency"] and _are_two(tab.cells[first - 1], tab.cells[row - 1], place):
                continue
            if tab.cells[row - 1][column] not in ("", value):
                continue  # What a cell kept of its own, under the one that covers it, is what it says.
            tab.cells[row - 1][column] = value
            if link is not None:
                links[column][row] = link
        odd.append(Oddity("merged cells", first, column_letters(column), str(value), last - first + 1))
    return Table(tab.cells, tab.header, links), _by_column(odd)


def _are_two(row: list[Any], below: list[Any], place: dict[str, int]) -> bool:
    """Whether two rows are of two agencies: they name two states, or two counties."""
    both = ((row[place[name]], below[place[name]]) for name in ("state", "county") if name in place)
    return any(one != other and one != "" and other != "" for one, other in both)


def _by_column(odd: list[Oddity]) -> list[Oddity]:
    """Merged cells told once a column, all else as it is."""
    merged: dict[str, Oddity] = {}
    for one in odd:
        if one.kind == "merged cells":
            before = merged.get(one.column, one._replace(cells=0))
            merged[one.column] = before._replace(cells=before.cells + one.cells)
    return [*(one for one in odd if one.kind != "merged cells"), *merged.values()]


def _joined(table: Table, more: Table) -> Table:
    """A table that goes on with the rows of another, counted on from its last."""
    width = len(table.cells[0])
    rows = [[*row[:width], *[""] * (width - len(row))] for row in more.cells[more.header + 1 :]]
    down = len(table.cells) - more.header - 1
    links = {column: dict(found) for column, found in table.links.items()}
    for column, found in more.links.items():
        links.setdefault(column, {}).update({row + down: link for row, link in found.items()})
    numbers = None
    if table.numbers is not None or more.numbers is not None:
        first = table.numbers or range(1, len(table.cells) + 1)
        after = (more.numbers or range(1, len(more.cells) + 1))[more.header :]
        numbers = [*first, *(first[-1] + number - after[0] for number in after[1:])]
    return Table([*table.cells, *rows], table.header, links, numbers)


def _cells(sheet: CalamineSheet) -> list[list[Any]]:
    if sheet.total_width > MAX_COLUMNS or sheet.total_height > MAX_ROWS:
        raise UnreadableWorkbook(f"{sheet.name} has cells far right or below of any list: not a list of ICE")
    cells: list[list[Any]] = sheet.to_python(skip_empty_area=False)
    return cells


def _about_tabs(tabs: list[Tab], read: list[Tab]) -> Iterator[Oddity]:
    if read[0].is_hidden:
        yield Oddity("hidden sheet read", 0, "", read[0].name)
    for tab in tabs:
        if tab in read:
            continue
        if tab.header is None:
            yield Oddity("sheet ignored", 0, "", tab.name)
        else:
            yield Oddity("hidden list ignored" if tab.is_hidden else "second list ignored", 0, "", tab.name)


def _links(package: Member, tab: Tab) -> tuple[dict[int, dict[int, bytes]], list[Oddity]]:
    """Links by column and row, those of formulas too, and the formulas that give no address."""

    def value(letters: str, row: int) -> str:
        position = column_number(letters)
        inside = row <= len(tab.cells) and position < len(tab.cells[row - 1])
        return str(tab.cells[row - 1][position]) if inside else ""

    links = package.links(tab.name)
    unread: dict[str, list[tuple[int, str]]] = {}
    for formula in package.formulas(tab.name, value):
        if formula.address:
            in_column = links.setdefault(column_number(formula.letters), {})
            in_column.setdefault(formula.row, escape(formula.address).encode())
        else:
            unread.setdefault(formula.letters, []).append((formula.row, without_mailboxes(formula.text)))
    return links, [
        Oddity("link formula unread", cells[0][0], letters, cells[0][1], len(cells))
        for letters, cells in unread.items()
    ]
