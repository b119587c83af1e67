"""The reader of ICE's workbooks: by header, with links and hidden rows, and within bounds."""

from __future__ import annotations

import io
import random
import re
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from open287g.archive.workbooks.package import UnreadableWorkbook
from open287g.archive.workbooks.sheet import Sheet
from open287g.archive.workbooks.workbook import read_workbook
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


def test_what_the_workbook_before_packed_alike_is_not_taken_for_what_another_packs() -> None:
    parts = parts_of(cells(), SAVED)
    other = parts | {SHEET: parts[SHEET].replace(b"Alder", b"Birch")}
    assert other[SHEET] != parts[SHEET]
    for made, name in ((parts, "Alder"), (other, "Birch"), (other, "Birch"), (parts, "Alder")):
        assert {line.agency for _, line in read_workbook(zipped(made)).rows} == {f"{name} Police Department"}
    content = bytearray(zipped(parts))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        at = package.getinfo(SHEET).header_offset + 30 + len(SHEET) + 40
    content[at] ^= 0xFF
    with pytest.raises(UnreadableWorkbook):
        read_workbook(bytes(content))


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
    assert {oddity.kind for oddity in odd} == {"unknown column", "blank row"}
    assert "@" not in "".join(oddity.value for oddity in odd)


def test_what_befalls_a_column_is_told_once() -> None:
    made = cells()
    made.header[5] = "Date Signed:"
    made.header.extend(["REMARK", ""])
    made.rows.extend([[*ROWS[0][:1], f"Alder {n} Police Department", *ROWS[0][2:]] for n in range(40)])
    for number, row in enumerate(made.rows):
        row += [f"remark {number}", f"note {number}"]
    sheet = read(made)
    assert sheet.kind == "participating" and sheet.rows[0][1].signed == "2026-05-01"
    assert [(odd.kind, odd.row, odd.cells) for odd in sheet.oddities] == [
        ("column renamed", 1, 44),
        ("unknown column", 1, 44),
        ("column without a header", 2, 44),
    ]


def test_notes_in_the_margin_are_told_one_by_one() -> None:
    made = cells()
    made.header.append("")
    for row, note in zip(made.rows, ("", "ask", "ask", "sent"), strict=True):
        row.append(note)
    assert [(odd.kind, odd.row, odd.value, odd.cells) for odd in read(made).oddities] == [
        ("cell outside the table", 3, "ask", 2),
        ("cell outside the table", 5, "sent", 1),
    ]


def test_the_header_as_ice_writes_it_goes_before_another_word_for_it() -> None:
    made = cells()
    made.header.insert(0, "DATE SIGNED")
    for row in made.rows:
        row.insert(0, "2001-01-01")
    sheet = read(made)
    assert sheet.rows[0][1].signed == "2026-05-01"
    assert [odd.kind for odd in sheet.oddities] == ["unknown column"]


@pytest.mark.parametrize("mark", ["\u200b", "\ufeff", "\u00ad", "\u200e", "\u2060", "\u00a0", "\n"])
def test_marks_that_nobody_sees_do_not_hide_a_header(mark: str) -> None:
    made = cells()
    made.header[:] = [mark + title.replace(" ", f"{mark} ") for title in made.header]
    assert len(read(made).rows) == 4 and read(made).columns == read(cells()).columns


def test_one_link_over_several_cells_is_the_link_of_each() -> None:
    parts = parts_of(cells(r0=MOA), SAVED)
    parts[SHEET] = parts[SHEET].replace(b'ref="G2"', b'ref="G2:G4"')
    assert [line.moa_url for _, line in read_workbook(zipped(parts)).rows] == [MOA, MOA, MOA, ""]


def test_links_over_more_cells_than_a_list_has_are_refused() -> None:
    parts = parts_of(cells(r0=MOA), SAVED)
    parts[SHEET] = parts[SHEET].replace(b'ref="G2"', b'ref="A1:XFD1048576"')
    with pytest.raises(UnreadableWorkbook, match="more cells than any list"):
        read_workbook(zipped(parts))


@pytest.mark.parametrize(
    ("formula", "url"),
    [
        (f'HYPERLINK("{MOA}","link")', MOA),
        (f'HYPERLINK("{MOA[:30]}"&"{MOA[30:]}")', MOA),
        ('HYPERLINK(H3,"link")', MOA),
        (f'hyperlink("{MOA}")', MOA),
        ('HYPERLINK(VLOOKUP(A1,B:C,2),"link")', ""),
        (f'IF(A5="","",HYPERLINK("{MOA}","link"))', ""),
    ],
)
def test_an_address_in_a_formula_is_read_or_told(formula: str, url: str) -> None:
    made = cells()
    made.rows[1][7] = MOA
    parts = parts_of(made, SAVED)
    told = f"<f>{formula.replace('&', '&amp;').replace(chr(34), '&quot;')}</f><v>link</v>".encode()
    found = re.sub(rb'<c r="G5"[^/]*?<is>.*?</is></c>', b'<c r="G5" t="str">' + told + b"</c>", parts[SHEET], count=1)
    sheet = read_workbook(zipped({**parts, SHEET: found}))
    assert found != parts[SHEET] and sheet.rows[3][1].moa_url == url
    assert [odd.kind for odd in sheet.oddities] == ([] if url else ["link formula unread"])


def test_a_hidden_sheet_is_not_believed_while_a_visible_list_stands() -> None:
    book = openpyxl.Workbook()
    old, new = book.active, book.create_sheet("Now")
    assert old is not None
    for sheet, rows in ((old, ROWS[:1]), (new, ROWS)):
        for row in [HEADER, *rows]:
            sheet.append(row)
    old.sheet_state = "veryHidden"
    read_now = read_workbook(saved(book))
    assert len(read_now.rows) == 4
    assert [(odd.kind, odd.value) for odd in read_now.oddities] == [("hidden list ignored", "Sheet")]
    new["B1"] = "NOTES"
    read_old = read_workbook(saved(book))
    assert len(read_old.rows) == 1
    assert {odd.kind for odd in read_old.oddities} == {"hidden sheet read", "sheet ignored"}


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.active = len(book.worksheets) - 1
    book.save(out)
    return out.getvalue()


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
