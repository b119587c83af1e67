"""A list as a person may lay it out: cells merged, two sheets, the header again, days before months."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from open287g.archive.workbooks.columns import HEADERS
from open287g.archive.workbooks.sheet import Sheet
from open287g.archive.workbooks.workbook import read_workbook

_SIGNED = datetime(2026, 5, 20)
_ROWS = [
    ["FLORIDA", "Alder Police Department", "Municipality", "Lee County", "Task Force Model", _SIGNED, "link", ""],
    ["FLORIDA", "Birch Police Department", "Municipality", "Lee County", "Task Force Model", _SIGNED, "link", ""],
    ["TEXAS", "Hale County Sheriff's Office", "County", "Hale County", "Task Force Model", _SIGNED, "link", ""],
    ["TEXAS", "Hale County Sheriff's Office", "County", "Hale County", "Warrant Service Officer", _SIGNED, "link", ""],
]


def _book(rows: list[list[Any]] = _ROWS) -> tuple[openpyxl.Workbook, Worksheet]:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    _fill(sheet, rows)
    return book, sheet


def _fill(sheet: Worksheet, rows: list[list[Any]]) -> None:
    for row in [list(HEADERS), *rows]:
        sheet.append(row)


def _read(book: openpyxl.Workbook) -> Sheet:
    content = io.BytesIO()
    book.save(content)
    return read_workbook(content.getvalue())


def _said(sheet: Sheet) -> dict[str, int]:
    return {odd.kind: odd.cells for odd in sheet.oddities}


def test_a_merged_cell_stands_in_every_row_that_it_spans() -> None:
    book, sheet = _book()
    sheet["G4"].hyperlink = "https://www.ice.gov/doclib/287gMOA/Hale.pdf"
    for cells in ("A2:A3", "A4:A5", "B4:B5", "C4:C5", "D4:D5", "G4:G5"):
        sheet.merge_cells(cells)
    read = _read(book)
    assert [line[:5] for _, line in read.rows] == [tuple(row[:5]) for row in _ROWS]
    assert [line.moa_url[-8:] for _, line in read.rows] == ["", "", "Hale.pdf", "Hale.pdf"]
    assert sum(odd.cells for odd in read.oddities if odd.kind == "merged cells") == 12


def test_a_title_merged_over_the_columns_fills_no_row() -> None:
    book, sheet = _book([])
    sheet.insert_rows(1)
    sheet["A1"] = "287(g) Participating Agencies"
    sheet.merge_cells("A1:H1")
    for row in _ROWS:
        sheet.append(row)
    read = _read(book)
    assert [line.agency for _, line in read.rows] == [row[1] for row in _ROWS]
    assert read.oddities == ()


def test_a_list_that_goes_on_on_another_sheet_is_read_whole() -> None:
    book, _sheet = _book(_ROWS[:2])
    more = book.create_sheet("N-Z")
    _fill(more, _ROWS[2:])
    more["G2"].hyperlink = "https://www.ice.gov/doclib/287gMOA/Hale.pdf"
    read = _read(book)
    assert [line.agency for _, line in read.rows] == [row[1] for row in _ROWS]
    assert [number for number, _ in read.rows] == [2, 3, 4, 5], "its rows are counted on from the first sheet's last"
    assert read.rows[2][1].moa_url.endswith("Hale.pdf")
    assert _said(read) == {"list goes on": 2}


@pytest.mark.parametrize(
    "rows", [_ROWS, [[*_ROWS[0][:5], datetime(2025, 1, 1), "link", ""], _ROWS[3]], [row[:5] for row in _ROWS[2:]]]
)
def test_a_sheet_that_repeats_a_row_or_has_other_columns_is_another_list(rows: list[list[Any]]) -> None:
    book, _ = _book(_ROWS[:3])
    other = book.create_sheet("other")
    for row in [list(HEADERS)[: len(rows[0])], *rows]:
        other.append(row)
    read = _read(book)
    assert [line.agency for _, line in read.rows] == [row[1] for row in _ROWS[:3]]
    assert _said(read) == {"second list ignored": 1}


@pytest.mark.parametrize("name", ["Terminated", "Pending", "Sheet2"])
def test_agreements_of_the_same_states_and_models_on_another_sheet_are_no_more_of_the_list(name: str) -> None:
    book, _ = _book()
    other = book.create_sheet(name)
    _fill(other, [[row[0], "Elm Police Department", *row[2:]] for row in _ROWS[:1]])
    read = _read(book)
    assert [line.agency for _, line in read.rows] == [row[1] for row in _ROWS]
    assert _said(read) == {"second list ignored": 1}


def test_a_sheet_for_each_model_is_one_list() -> None:
    book, _ = _book([row for row in _ROWS if row[4].startswith("Task")])
    _fill(book.create_sheet("WSO"), [row for row in _ROWS if row[4].startswith("Warrant")])
    assert len(_read(book).rows) == len(_ROWS)


def test_a_sheet_named_for_another_list_is_none_of_this_one() -> None:
    book, _ = _book(_ROWS[:2])
    _fill(book.create_sheet("Pending Agencies"), _ROWS[2:])
    assert len(_read(book).rows) == 2


def test_a_header_that_stands_again_between_the_rows_is_no_row() -> None:
    book, _ = _book([*_ROWS[:2], list(HEADERS), *_ROWS[2:], list(HEADERS)])
    read = _read(book)
    assert [(number, line.agency) for number, line in read.rows] == [
        (2, _ROWS[0][1]), (3, _ROWS[1][1]), (5, _ROWS[2][1]), (6, _ROWS[3][1]),
    ]  # fmt: skip
    assert _said(read) == {"header repeated": 2}


def _dated(*days: str) -> list[list[Any]]:
    return [[*row[:5], day, *row[6:]] for row, day in zip(_ROWS, days, strict=True)]


@pytest.mark.parametrize("mark", ["/", "-", "."])
def test_days_before_months_are_read_so_where_the_column_shows_it(mark: str) -> None:
    book, _ = _book(_dated(*(day.replace("/", mark) for day in ("04/05/2026", "13/05/2026", "25/4/26", "30/03/2026"))))
    read = _read(book)
    assert [line.signed for _, line in read.rows] == ["2026-05-04", "2026-05-13", "2026-04-25", "2026-03-30"]
    assert _said(read) == {"days before months": 4}


@pytest.mark.parametrize(
    "days",
    [
        ("04/05/2026", "13/05/2026", "25/4/26", "05/06/2026"),
        ("04/05/2026", "13/05/2026", "25/04/2026", "05/30/2026"),
        ("05/04/2026", "05/13/2026", "4/25/26", "03/30/2026"),
    ],
)
def test_days_stay_as_they_stand_where_the_column_does_not_show_it(days: tuple[str, ...]) -> None:
    book, _ = _book(_dated(*days))
    read = _read(book)
    assert tuple(line.signed for _, line in read.rows) == days
    assert read.oddities == ()
