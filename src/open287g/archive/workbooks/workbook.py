"""Reads a workbook (.xlsx) of ICE's lists: the sheet that shows a list, hidden rows too, with its hyperlinks."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, WorksheetNotFound

from open287g.archive.links import without_mailboxes
from open287g.archive.workbooks.columns import find_header
from open287g.archive.workbooks.package import (
    MAX_COLUMNS,
    MAX_ROWS,
    Member,
    UnreadableWorkbook,
    column_number,
    open_package,
)
from open287g.archive.workbooks.sheet import Oddity, Sheet, Table, sheet_of


@dataclass(frozen=True)
class _Tab:
    """One sheet of a workbook; `header` is the position of the row that heads a list, None where none does."""

    name: str
    cells: list[list[Any]]
    header: int | None
    is_hidden: bool


def read_workbook(content: bytes, *, bounded: bool = False) -> Sheet:
    """Read the list in `content` (.xlsx bytes). Raises UnreadableWorkbook with a plain reason.

    `bounded` says that this process's memory is bounded by the caller; see `open_package`.
    """
    package = open_package(content, bounded=bounded)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        tables = [(name, _cells(workbook.get_sheet_by_name(name))) for name in workbook.sheet_names]
    except (CalamineError, PasswordError, WorksheetNotFound, zipfile.BadZipFile, OSError, ValueError) as error:
        raise UnreadableWorkbook(f"not a workbook that can be read: {error}") from error
    tabs = [_Tab(name, cells, find_header(cells), name in package.hidden) for name, cells in tables]
    lists = [tab for tab in tabs if tab.header is not None]
    if not lists:
        raise UnreadableWorkbook("no sheet has the columns STATE, LAW ENFORCEMENT AGENCY and SUPPORT TYPE")
    # What a reader of the workbook sees goes before what it hides.
    chosen = min(lists, key=lambda tab: tab.is_hidden)
    assert chosen.header is not None
    links, unread = _links(package, chosen)
    return sheet_of(
        Table(chosen.cells, chosen.header, links),
        hidden_rows=package.hidden_rows(chosen.name),
        modified_at=package.modified_at,
        told=[*_about_tabs(tabs, chosen), *unread],
    )


def _cells(sheet: CalamineSheet) -> list[list[Any]]:
    if sheet.total_width > MAX_COLUMNS or sheet.total_height > MAX_ROWS:
        raise UnreadableWorkbook(f"{sheet.name} has cells far right or below of any list: not a list of ICE")
    cells: list[list[Any]] = sheet.to_python(skip_empty_area=False)
    return cells


def _about_tabs(tabs: list[_Tab], chosen: _Tab) -> Iterator[Oddity]:
    if chosen.is_hidden:
        yield Oddity("hidden sheet read", 0, "", chosen.name)
    for tab in tabs:
        if tab is chosen:
            continue
        if tab.header is None:
            yield Oddity("sheet ignored", 0, "", tab.name)
        else:
            yield Oddity("hidden list ignored" if tab.is_hidden else "second list ignored", 0, "", tab.name)


def _links(package: Member, tab: _Tab) -> tuple[dict[int, dict[int, bytes]], list[Oddity]]:
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
