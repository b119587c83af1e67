"""A list that tells in another way what ICE's columns tell: two rows of headers, a sheet a state, a column a model."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import datetime, timedelta
from typing import Any

import openpyxl
import pytest

from open287g.archive.workbooks.any_list import read_list
from open287g.archive.workbooks.columns import HEADERS
from open287g.archive.workbooks.package import UnreadableWorkbook
from open287g.archive.workbooks.sheet import Sheet

DAY = datetime(2026, 5, 20)
MOA = "https://www.ice.gov/doclib/287gMOA/Hale.pdf"
ROWS = [
    ["FLORIDA", "Alder Police Department", "Municipality", "Lee County", "Task Force Model", DAY, "link pending", ""],
    ["FLORIDA", "Birch Police Department", "Municipality", "Lee County", "Task Force Model", DAY, "link pending", ""],
    ["TEXAS", "Hale County Sheriff's Office", "County", "Hale County", "Warrant Service Officer", DAY, "link", ""],
]
TITLES = list(HEADERS)
Rows = list[list[Any]]


def book(sheets: dict[str, Rows], *merged: str) -> bytes:
    """A workbook; Hale County's memorandum is linked wherever its row stands, in the cell that says so."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
            if "link" in row:
                sheet.cell(sheet.max_row, row.index("link") + 1).hyperlink = MOA
        for cells in merged:
            sheet.merge_cells(cells)
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def text(rows: Rows) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([[MOA if cell == "link" else cell for cell in row] for row in rows])
    return out.getvalue().encode("utf-16")


def told(sheet: Sheet) -> list[tuple[str, ...]]:
    return [(line.state, line.agency, line.type, line.county, line.model, line.moa_url) for _, line in sheet.rows]


def kinds(sheet: Sheet) -> set[str]:
    return {odd.kind for odd in sheet.oddities} - {"column renamed", "list goes on", "cell outside the table"}


EXPECTED = [(*row[:5], MOA if row[6] == "link" else "") for row in ROWS]
STATES = {"Florida": ROWS[:2], "Texas": ROWS[2:]}
UNDER = [row for state, rows in STATES.items() for row in ([state], *(row[1:] for row in rows))]
MARKED = [[*row[:4], "", "X" * (row[0] == "TEXAS"), "✓" * (row[0] != "TEXAS"), *row[5:]] for row in ROWS]
MODELS = [*TITLES[:4], "JEM", "Warrant Service Officer", "TASK FORCE MODEL (TFM)", *TITLES[5:]]
GROUPS = [["STATE", "LAW ENFORCEMENT", "", "", "SUPPORT", "DATE", "DOCUMENTS", ""],
          ["", "AGENCY", "TYPE", "COUNTY", "TYPE", "SIGNED", "MOA", "ADDENDUM"]]  # fmt: skip
NAMED = [["STATE", "AGENCY", "", "", "AGREEMENT", "", "", ""], ["", "NAME", *TITLES[2:]]]
PARTS = [[*TITLES[:6], "DOCUMENTS", ""], [*[""] * 6, "MOA", "ADDENDUM"]]

LAID_OUT = {
    "two rows of headers": (book({"a": [["287(g)"], *GROUPS, *ROWS]}, "A2:A3", "G2:H2"), {"header in two rows"}),
    "the agency's columns in a group": (book({"a": [*NAMED, *ROWS]}, "A1:A2", "B1:D1"), {"header in two rows"}),
    "two documents under one title": (book({"a": [*PARTS, *ROWS]}, "A1:A2", "G1:H1"), {"header in two rows"}),
    "a sheet a state": (
        book({state: [TITLES[1:], *(row[1:] for row in rows)] for state, rows in STATES.items()}),
        {"state beside its rows"},
    ),
    "a sheet a state by its code, in a title": (
        book({f"Sheet{at}": [[code], [], TITLES[1:], *(row[1:] for row in rows)]
              for at, (code, rows) in enumerate(zip(("FL (2)", "TX"), STATES.values(), strict=True))}),
        {"state beside its rows"},
    ),
    "states above their rows": (book({"a": [TITLES[1:], *UNDER, ["Total: 3"]]}), {"state beside its rows"}),
    "states above their rows, as text": (text([TITLES[1:], *UNDER]), {"state beside its rows"}),
    "each with the header again": (
        book({"a": [["Florida"], TITLES[1:], *UNDER[1:3], ["Texas, cont."], TITLES[1:], *UNDER[4:]]}),
        {"state beside its rows", "header repeated"},
    ),
    "a sheet a model": (
        book({"TFM": [TITLES[:4] + TITLES[5:], *(row[:4] + row[5:] for row in ROWS[:2])],
              "Warrant Service Officer": [TITLES[:4] + TITLES[5:], *(row[:4] + row[5:] for row in ROWS[2:])]}),
        {"model beside its rows"},
    ),
    "a column a model": (book({"a": [MODELS, *MARKED, ["TOTAL", "", "", "", 0, 1, 2]]}), {"models in columns"}),
    "a column a model, as text": (text([MODELS, *MARKED]), {"models in columns"}),
    "a column a model, under states": (
        book({"a": [MODELS[1:], ["FLORIDA"], MARKED[0][1:], MARKED[1][1:], ["TEXAS"], MARKED[2][1:]]}),
        {"models in columns", "state beside its rows"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("how", LAID_OUT)
def test_the_same_rows_are_read_however_they_are_laid_out(how: str) -> None:
    content, signals = LAID_OUT[how]
    sheet = read_list(content)
    rows = sorted(told(sheet), key=lambda row: row[1])
    assert [(row[0].upper(), *row[1:]) for row in rows] == EXPECTED
    assert {line.signed[:10] for _, line in sheet.rows} == {"2026-05-20"}
    assert kinds(sheet) == signals


def test_a_row_of_two_models_is_two_agreements_under_its_own_number() -> None:
    both = [*ROWS[2][:4], "x", "x", "", *ROWS[2][5:]]
    for content in (
        book({"a": [MODELS, both, MARKED[0]]}),
        book({"a": [TITLES, [*ROWS[2][:4], "JEM and Warrant Service Officer", *ROWS[2][5:]], ROWS[0]]}),
    ):
        sheet = read_list(content)
        assert [(number, line.model) for number, line in sheet.rows] == [
            (2, "Jail Enforcement Model"), (2, "Warrant Service Officer"), (3, "Task Force Model")
        ]  # fmt: skip
        assert [line.moa_url for _, line in sheet.rows] == [MOA, MOA, ""]


def test_a_day_in_a_models_column_is_its_signing() -> None:
    sheet = read_list(book({"a": [MODELS[:7], [*ROWS[0][:4], DAY, "", DAY + timedelta(days=1)]]}))
    assert [(line.model[:4], line.signed) for _, line in sheet.rows] == [("Jail", "2026-05-20"), ("Task", "2026-05-21")]


@pytest.mark.parametrize(
    ("titles", "cells", "signed"),
    [
        (["MONTH SIGNED", "DAY SIGNED", "YEAR SIGNED"], [5, 20, 2026], "5/20/2026"),
        (["SIGNED MONTH", "SIGNED DAY", "SIGNED YEAR"], ["May", 20, 2026], "May 20, 2026"),
        (["AGENCY SIGNED", "ICE SIGNED"], [DAY - timedelta(days=3), DAY], "2026-05-20"),
        (["SIGNED BY LEA", "DATE SIGNED BY ICE"], ["5/22/2026", "May 20, 2026"], "2026-05-22"),
        (["AGENCY SIGNED", "ICE SIGNED"], [DAY, ""], ""),
    ],
)
def test_a_day_told_in_parts_or_by_both_parties_is_the_later_signature(
    titles: list[str], cells: list[Any], signed: str
) -> None:
    sheet = read_list(book({"a": [[*TITLES[:5], *titles], [*ROWS[0][:5], *cells]]}))
    assert sheet.kind == "participating"
    assert [line.signed for _, line in sheet.rows] == [signed]
    assert kinds(sheet) == {"day told in parts"}


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([MODELS, [*ROWS[0][:4], "perhaps", "", "x", DAY]], "row 2 has 'perhaps' in the column of the Jail"),
        ([TITLES[1:], *(row[1:] for row in ROWS)], "nothing that headers.csv knows as STATE"),
        ([TITLES[1:], *UNDER[1:]], "nothing that headers.csv knows as STATE"),
        ([TITLES[1:], *UNDER[:3], ["Agencies of Texas"], *UNDER[4:]], "row 5 says 'Agencies of Texas' alone"),
        ([TITLES[:4] + TITLES[5:], *(row[:4] + row[5:] for row in ROWS)], "knows as SUPPORT TYPE"),
    ],
)
def test_what_is_not_told_plainly_is_refused_with_its_row(rows: Rows, reason: str) -> None:
    with pytest.raises(UnreadableWorkbook, match=reason):
        read_list(book({"Sheet1": rows}))


def test_a_first_row_that_names_a_county_alone_is_no_header() -> None:
    sheet = read_list(book({"a": [TITLES, ["", "", "", "County", "", "", "", ""], *ROWS]}))
    assert told(sheet) == EXPECTED


@pytest.mark.parametrize(
    "row",
    [["", "Total agencies:", "", "", 3], ["", "Subtotal FLORIDA", "", "", 2], ["287(g) Agencies", *[""] * 5, "Page 2"]],
)
def test_a_total_or_a_page_s_title_is_no_row(row: list[Any]) -> None:
    assert told(read_list(book({"a": [TITLES, *ROWS[:2], row, *ROWS[2:]]}))) == EXPECTED


def _package(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in names:
            package.writestr(name, "")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (_package("mimetype", "content.xml"), "OpenDocument"),
        (_package("xl/workbook.bin"), "xlsb"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "old or encrypted Office file"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "Excel 2003"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "web archive"),
    ],
)
def test_another_form_of_a_spreadsheet_is_refused_with_what_to_do(content: bytes, kind: str) -> None:
    with pytest.raises(UnreadableWorkbook, match=f"{kind}.*save it as .xlsx"):
        read_list(content)
