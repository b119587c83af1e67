"""The reader of ICE's workbooks: by header, with links and hidden rows, and within bounds."""

from __future__ import annotations

import random
from datetime import date, datetime

import pytest

from open287g.archive.workbooks.package import UnreadableWorkbook
from open287g.archive.workbooks.sheet import Sheet, read_workbook
from tests.record.mutants_package import MAKERS, MUST, SHEET
from tests.record.sheets import Cells, parts_of, workbook, zipped

SAVED = datetime(2026, 5, 19, 9, 30)
HEADER = ["STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE", "SIGNED", "MOA", "ADDENDUM"]
ROWS = [
    ["FLORIDA", "Alder Police Department", "Municipality", "Collier County", "Task Force Model", day, "link", ""]
    for day in (date(2026, 5, 1), date(2026, 5, 2), "05/082025", "")
]
MOA = "https://www.ice.gov/doclib/287gMOA/Alder_TFM_MOA_05012026.pdf"
WRAPPED = f"https://gcc02.safelinks.protection.outlook.com/?url={MOA}&data=05%7C01%7Csomeone%40ice.dhs.gov%7C0"


def cells(**links: str) -> Cells:
    return Cells(list(HEADER), [list(row) for row in ROWS], {(int(k[1:]), "MOA"): v for k, v in links.items()})


def read(made: Cells) -> Sheet:
    return read_workbook(workbook(made, SAVED))


def test_rows_keep_their_numbers_and_dates_are_iso() -> None:
    sheet = read(cells())
    assert [row for row, _ in sheet.rows] == [2, 3, 4, 5]
    assert [line.signed for _, line in sheet.rows] == ["2026-05-01", "2026-05-02", "05/082025", ""]
    assert (sheet.kind, sheet.modified_at, sheet.hidden_rows, sheet.oddities) == ("participating", SAVED, 0, ())


def test_columns_are_found_by_header_wherever_they_stand() -> None:
    plain = read(cells(r0=MOA))
    made = cells(r0=MOA)
    order = [5, 0, 7, 1, 6, 2, 4, 3]
    turned = Cells([made.header[i] for i in order], [[row[i] for i in order] for row in made.rows], made.links)
    assert [line for _, line in read(turned).rows] == [line for _, line in plain.rows]


def test_links_are_read_with_their_rows_and_unwrapped() -> None:
    lines = [line for _, line in read(cells(r0=MOA, r2=WRAPPED)).rows]
    assert [line.moa_url for line in lines] == [MOA, "", MOA, ""]
    assert [line.moa_link for line in lines] == ["", "none", "safelink", "none"]
    assert "someone" not in str(lines)


def test_hidden_rows_are_read_and_counted() -> None:
    parts = parts_of(cells(), SAVED)
    parts[SHEET] = parts[SHEET].replace(b'<row r="3"', b'<row r="3" hidden="1"')
    sheet = read_workbook(zipped(parts))
    assert (len(sheet.rows), sheet.hidden_rows) == (4, 1)


def test_a_list_without_signed_is_pending() -> None:
    made = Cells(HEADER[:5], [row[:5] for row in ROWS])
    assert read(made).kind == "pending"


def test_unknown_columns_and_blank_rows_are_told() -> None:
    made = cells()
    made.header.append("REMARK")
    for row in made.rows:
        row.append("ask someone@example.org")
    made.rows.insert(1, [""] * 9)
    odd = read(made).oddities
    assert {oddity.kind for oddity in odd} == {"unknown column", "cell outside the table", "blank row"}
    assert "@" not in "".join(oddity.value for oddity in odd)


def test_a_workbook_that_another_program_wrote_has_no_time_of_saving() -> None:
    assert read_workbook(workbook(cells(), SAVED, creator="openpyxl")).modified_at is None
    assert read_workbook(workbook(cells(), SAVED, creator="")).modified_at is None


@pytest.mark.parametrize("how", sorted(MAKERS))
@pytest.mark.parametrize("seed", range(3))
def test_a_damaged_workbook_is_read_or_refused_with_a_reason(how: str, seed: int) -> None:
    content = MAKERS[how](random.Random(seed), parts_of(cells(r0=MOA), SAVED))
    try:
        sheet = read_workbook(content)
    except UnreadableWorkbook as refused:
        assert len(refused.what) > 15
    else:
        assert MUST.get(how) != "quarantined"
        assert {"state", "agency", "model"} <= set(sheet.columns)
        assert len(sheet.rows) <= 10
