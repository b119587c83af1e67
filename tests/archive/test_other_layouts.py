"""A list as a person may lay it out: cells merged, two sheets, the header again, days before months."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from open287g.archive.workbooks.columns import HEADERS
from open287g.archive.workbooks.package import UnreadableWorkbook
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


def test_what_a_cell_kept_of_its_own_under_a_merged_one_is_what_it_says() -> None:
    book, sheet = _book()
    content = io.BytesIO()
    sheet.merge_cells("A2:A5")
    for row, state in ((4, "TEXAS"), (5, "TEXAS")):
        sheet._cells[row, 1] = Cell(sheet, row=row, column=1, value=state)  # type: ignore[attr-defined]
    book.save(content)
    assert [line.state for _, line in read_workbook(content.getvalue()).rows] == [row[0] for row in _ROWS]


def _stated_once(heads: bool) -> list[list[Any]]:
    rows: list[list[Any]] = []
    for state, *rest in _ROWS:
        new = state not in {row[0] for row in rows}
        rows += [[state]] if heads and new else []
        rows.append(["" if heads or not new else state, *rest])
    return rows


@pytest.mark.parametrize("heads", [True, False])
def test_a_state_that_stands_once_is_that_of_the_rows_below_it(heads: bool) -> None:
    book, _ = _book([*_stated_once(heads), *([] if heads else [["", *_ROWS[3][1:]]])])
    read = _read(book)
    assert [line.state for _, line in read.rows][:4] == [row[0] for row in _ROWS]
    assert _said(read)["state above its rows"] == (4 if heads else 3)


def test_a_row_without_its_state_among_rows_with_theirs_has_none() -> None:
    bare = [["", *row[1:]] for row in _ROWS[:3]]
    book, _ = _book([*_ROWS, *bare])
    assert [line.state for _, line in _read(book).rows][4:] == ["", "", ""]


@pytest.mark.parametrize(
    "row", [["TOTAL", 4], ["FLORIDA Total", 2], ["Source: ICE, as of", "", "", "", "", "May 20"], ["Count", "4"]]
)
def test_a_total_with_its_number_beside_it_is_no_row(row: list[Any]) -> None:
    book, _ = _book([*_ROWS, row])
    read = _read(book)
    assert len(read.rows) == len(_ROWS)
    assert _said(read) == {"cell outside the table": 1}


def test_a_damaged_row_that_names_its_state_is_still_told() -> None:
    book, _ = _book([*_ROWS, ["FLORIDA", "", "County", "Lee County", "", _SIGNED, "link", ""]])
    assert _read(book).rows[-1][1].county == "Lee County"


def test_a_header_that_is_not_known_is_named_with_its_row() -> None:
    book = openpyxl.Workbook()
    book.active.append(["STATE", "PARTNER", "SUPPORT TYPE"])  # type: ignore[union-attr]
    with pytest.raises(
        UnreadableWorkbook, match=r"row 1 has STATE and SUPPORT TYPE, and nothing .* LAW ENFORCEMENT AG"
    ):
        _read(book)


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


def test_sheets_that_name_their_states_are_one_list_in_any_order() -> None:
    book, sheet = _book(_ROWS[2:])
    sheet.title = "N-Z"
    _fill(book.create_sheet("A-M"), _ROWS[:2])
    assert sorted(line.agency for _, line in _read(book).rows) == sorted(row[1] for row in _ROWS)


@pytest.mark.parametrize("name", ["A-E", "Sheet2", "Alabama"])
def test_a_sheet_of_states_before_the_list_that_its_name_does_not_say_is_another_list(name: str) -> None:
    book, sheet = _book(_ROWS[2:])
    sheet.title = "N-Z"
    _fill(book.create_sheet(name), _ROWS[:2])
    assert _said(_read(book)) == {"second list ignored": 1}


def test_a_sheet_for_each_model_is_one_list() -> None:
    book, _ = _book([row for row in _ROWS if row[4].startswith("Task")])
    _fill(book.create_sheet("WSO"), [row for row in _ROWS if row[4].startswith("Warrant")])
    assert len(_read(book).rows) == len(_ROWS)


def test_a_sheet_named_for_another_list_is_none_of_this_one() -> None:
    book, _ = _book(_ROWS[:2])
    _fill(book.create_sheet("Pending Agencies"), _ROWS[2:])
    assert len(_read(book).rows) == 2


_ASH = ["WYOMING", "Ash Police Department", "Municipality", "Teton County", "Task Force Model", _SIGNED, "link", ""]


@pytest.mark.parametrize("name", ["Rescinded", "Prior program", "Added this week", "Interested agencies"])
def test_a_sheet_whose_name_says_more_than_that_it_is_a_part_is_another_list(name: str) -> None:
    book, _ = _book()
    _fill(book.create_sheet(name), [_ASH])
    read = _read(book)
    assert [line.agency for _, line in read.rows] == [row[1] for row in _ROWS]
    assert _said(read) == {"second list ignored": 1}


@pytest.mark.parametrize(
    "rows",
    [
        [["Agreements that were terminated"], list(HEADERS), _ASH],
        [[*HEADERS, "TERMINATED ON"], [*_ASH, _SIGNED]],
    ],
)
def test_a_title_or_a_column_more_says_that_a_sheet_is_another_list(rows: list[list[Any]]) -> None:
    book, _ = _book()
    other = book.create_sheet("Sheet2")
    for row in rows:
        other.append(row)
    assert _said(_read(book)) == {"second list ignored": 1}


def test_a_part_that_stands_twice_is_read_once() -> None:
    book, _ = _book(_ROWS[:2])
    for name in ("N-Z", "N-Z (2)"):
        _fill(book.create_sheet(name), _ROWS[2:])
    assert len(_read(book).rows) == len(_ROWS)


def test_ended_agreements_on_the_first_sheet_are_not_the_list() -> None:
    book, sheet = _book([_ASH])
    sheet.title = "Terminated"
    _fill(book.create_sheet("Participating"), _ROWS)
    assert [line.agency for _, line in _read(book).rows] == [row[1] for row in _ROWS]


@pytest.mark.parametrize(
    "below",
    [
        [[], ["Terminated agreements"], list(HEADERS), _ASH],
        [["TERMINATED"], _ASH],
        [[], ["Pending"], list(HEADERS)[:5], _ASH[:5]],
        [list(HEADERS)[:5], _ASH[:5]],
    ],
)
def test_another_list_below_the_list_is_none_of_it(below: list[list[Any]]) -> None:
    book, _ = _book([*_ROWS, *below])
    read = _read(book)
    assert [line.agency for _, line in read.rows] == [row[1] for row in _ROWS]
    assert _said(read)["second list ignored"] == 1


def test_a_total_a_source_and_a_state_above_its_rows_are_no_rows() -> None:
    book, _ = _book([["FLORIDA"], *_ROWS[:2], ["TEXAS"], *_ROWS[2:], [], ["Total: 4"], ["", "Source: ICE"]])
    read = _read(book)
    assert [number for number, _ in read.rows] == [3, 4, 6, 7]
    assert [(odd.kind, odd.row, odd.value, odd.cells) for odd in read.oddities] == [
        ("cell outside the table", 2, "FLORIDA", 4)
    ]


def test_rows_under_another_order_of_columns_are_read_by_it() -> None:
    def other(row: list[Any]) -> list[Any]:
        return [*row[:2], row[3], row[2], *row[4:]]

    book, sheet = _book([*_ROWS[:2], other(list(HEADERS)), *map(other, _ROWS[2:])])
    sheet["G5"].hyperlink = "https://www.ice.gov/doclib/287gMOA/Hale.pdf"
    read = _read(book)
    assert [line[:5] for _, line in read.rows] == [tuple(row[:5]) for row in _ROWS]
    assert read.rows[2][1].moa_url.endswith("Hale.pdf")


def test_an_agency_merged_over_rows_of_two_counties_is_not_both() -> None:
    book, sheet = _book([*_ROWS[2:], [*_ROWS[2][:3], "Lamb County", *_ROWS[2][4:]]])
    sheet.merge_cells("B2:B4")
    assert [line.agency for _, line in _read(book).rows] == [_ROWS[2][1], _ROWS[2][1], ""]


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


@pytest.mark.parametrize(("more", "read_as"), [([], "2026-01-05"), ([datetime(2026, 1, 13)], "2026-05-01")])
def test_days_that_a_spreadsheet_took_for_months_are_set_right_where_all_are_so(
    more: list[datetime], read_as: str
) -> None:
    kept = [datetime(2026, month, 5 if month != 5 else 1) for month in range(1, 13)]
    book, _ = _book([[*_ROWS[0][:5], day, "", ""] for day in ("13/05/2026", "20/04/2026", "25/03/2026", *kept, *more)])
    assert _read(book).rows[7][1].signed == read_as


def test_a_day_that_may_begin_with_its_year_is_not_read() -> None:
    book, _ = _book(_dated("26/05/13", "26/05/14", "26/05/15", "26/04/05"))
    assert [line.signed for _, line in _read(book).rows] == ["26/05/13", "26/05/14", "26/05/15", "26/04/05"]


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
