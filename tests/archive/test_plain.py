"""A sheet that is read at a glance gives the very cells that calamine gives; what is not sure to is left to it."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from open287g.archive.workbooks.package import UnreadableWorkbook, open_package
from open287g.archive.workbooks.plain import plain_tables

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
_RELATED = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_RELATION = f'<Relationship Id="rId1" Type="{_OFFICE}/{{}}" Target="{{}}"/>'
_PARTS = {
    "_rels/.rels": _RELATED.format(_RELATION.format("officeDocument", "xl/workbook.xml")),
    "xl/workbook.xml": f'{_HEAD}<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="List" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": _RELATED.format(_RELATION.format("worksheet", "worksheets/sheet1.xml")),
    "xl/styles.xml": f'{_HEAD}<styleSheet {_MAIN}><cellXfs count="3"><xf numFmtId="0" fontId="0"/>'
    '<xf numFmtId="14" fontId="1"/><xf numFmtId="22" fontId="1"/></cellXfs></styleSheet>',
}
_TEXTS = ("<si><t>ALABAMA</t></si>", '<si><t xml:space="preserve"> Police &amp; Fire </t></si>', "<si><t>link</t></si>")
_ROWS = (
    '<row r="1" spans="1:3"><c r="A1" s="2" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" s="1"/></row>',
    '<row r="3" spans="1:3" ht="33.75"><c r="A3" t="s"><v>2</v></c><c r="C3" s="1"><v>45000</v></c></row>',
    '<row r="4"><c r="B4" t="e"><v>#N/A</v></c><c r="C4" s="0"><v>12</v></c></row>',
)


def workbook(
    rows: tuple[str, ...] = _ROWS, texts: tuple[str, ...] = _TEXTS, parts: dict[str, str] | None = None
) -> bytes:
    """A workbook whose one sheet has these rows, and whose cells refer to these texts."""
    told = {
        **_PARTS,
        "xl/sharedStrings.xml": f'{_HEAD}<sst {_MAIN} count="3">{"".join(texts)}</sst>',
        "xl/worksheets/sheet1.xml": f"{_HEAD}<worksheet {_MAIN}><sheetData>{''.join(rows)}</sheetData></worksheet>",
        **(parts or {}),
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        for name, text in told.items():
            package.writestr(name, text)
    return content.getvalue()


def at_a_glance(content: bytes) -> list[tuple[str, list[list[Any]]]] | None:
    """What the plain reader gives; None where it leaves the workbook to calamine."""
    try:
        return plain_tables(open_package(content, bounded=True))
    except UnreadableWorkbook:
        return None


def by_calamine(content: bytes) -> list[tuple[str, list[list[Any]]]]:
    """What calamine gives."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names]


def exactly(tables: list[tuple[str, list[list[Any]]]] | None) -> str:
    """The cells with their types, for 1 equals 1.0 and True."""
    return repr(tables)


def test_a_plain_sheet_gives_the_cells_of_calamine() -> None:
    content = workbook()
    assert exactly(at_a_glance(content)) == exactly(by_calamine(content))
    assert "datetime.date(2023, 3, 15)" in exactly(at_a_glance(content))


@pytest.mark.parametrize(
    "texts",
    [
        ("<si><t> padded </t></si>", '<si><t xml:space="preserve"> kept </t></si>', "<si><t>\r\n</t></si>"),
        ("<si><t></t></si>", "<si><t>two\r\nlines\rand &lt;three&gt;</t></si>", "<si><t>&quot;&apos;</t></si>"),
        ("<si><t>José</t></si>", "<si><t>&amp;lt;</t></si>", "<si><t>x</t></si>"),
        (
            "<si><r><t>link</t></r><r><rPr><u/><sz val='9'/></rPr><t> | </t></r>"
            '<r><t xml:space="preserve"> more</t></r></si>',
            "<si><t>b</t></si>",
            "<si><t>c</t></si>",
        ),
    ],
)
def test_texts_are_those_of_calamine(texts: tuple[str, ...]) -> None:
    content = workbook(texts=texts)
    assert exactly(at_a_glance(content)) == exactly(by_calamine(content))


_LEFT = {
    "a formula": ("xl/worksheets/sheet1.xml", "<v>12</v>", "<f>6+6</f><v>12</v>"),
    "a text in the cell": ("xl/worksheets/sheet1.xml", ' t="e"><v>#N/A</v>', ' t="inlineStr"><is><t>x</t></is>'),
    "a number with a point": ("xl/worksheets/sheet1.xml", "45000", "45000.5"),
    "a number below 0": ("xl/worksheets/sheet1.xml", "<v>12<", "<v>-3<"),
    "a day that 1900 did not have": ("xl/worksheets/sheet1.xml", "45000", "60"),
    "a day after the year 9999": ("xl/worksheets/sheet1.xml", "45000", "2958466"),
    "a time of day": ("xl/worksheets/sheet1.xml", '"C3" s="1"', '"C3" s="2"'),
    "a style that is not there": ("xl/worksheets/sheet1.xml", '"C3" s="1"', '"C3" s="7"'),
    "a text that is not there": ("xl/worksheets/sheet1.xml", "<v>2</v>", "<v>3</v>"),
    "another error": ("xl/worksheets/sheet1.xml", "#N/A", "#REF"),
    "a comment": ("xl/worksheets/sheet1.xml", "<row r=\"3\"", "<!-- <row> --><row r=\"3\""),
    "rows out of order": ("xl/worksheets/sheet1.xml", 'r="4"', 'r="2"'),
    "a cell of another row": ("xl/worksheets/sheet1.xml", '"B4"', '"B5"'),
    "cells out of order": ("xl/worksheets/sheet1.xml", '"C4"', '"A4"'),
    "a cell twice": ("xl/worksheets/sheet1.xml", '"C4"', '"B4"'),
    "a cell far right": ("xl/worksheets/sheet1.xml", '"C4"', '"AC4"'),
    "a row far below": ("xl/worksheets/sheet1.xml", "4", "99999"),
    "a cell without a place": ("xl/worksheets/sheet1.xml", ' r="C4"', ""),
    "other names of tags": ("xl/worksheets/sheet1.xml", "<row", "<x:row"),
    "two tables of rows": ("xl/worksheets/sheet1.xml", "<sheetData>", "<!-- <sheetData> --><sheetData>"),
    "days from 1904": ("xl/workbook.xml", "<sheets>", '<workbookPr date1904="1"/><sheets>'),
    "an entity of its own": ("xl/sharedStrings.xml", "ALABAMA", "ALABAMA&#33;"),
    "an escaped sign": ("xl/sharedStrings.xml", "ALABAMA", "ALA_x0042_AMA"),
    "how a text is spoken": ("xl/sharedStrings.xml", "ALABAMA</t>", "ALABAMA</t><rPh><t>x</t></rPh>"),
    "a text in another code": ("xl/sharedStrings.xml", "UTF-8", "ISO-8859-1"),
    "a style by words": ("xl/styles.xml", '<xf numFmtId="14" fontId="1"/>', '<xf fontId="1" numFmtId="14"/>'),
}  # fmt: skip


@pytest.mark.parametrize("why", _LEFT)
def test_what_is_not_written_plainly_is_left_to_calamine(why: str) -> None:
    name, old, new = _LEFT[why]
    with zipfile.ZipFile(io.BytesIO(workbook())) as package:
        text = package.read(name).decode()
    assert old in text
    assert at_a_glance(workbook(parts={name: text.replace(old, new)})) is None


_NAMES = ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml")
_VALUE = re.compile(r'"[^"<>]*"|>[^<>]*<')
_PUT = ("", "0", "1", "2", "7", "A1", "B1", "C4", "AC4", "s", "e", "b", "str", "60", "14", "45000.5", "-1", " 1", "1 ",
        "1e3", "007", "#N/A", "&#65;", "&amp;", "_x0041_", "preserve", "\n", "é", "123456789")  # fmt: skip


@given(
    st.sampled_from(_NAMES),
    st.lists(st.tuples(st.integers(0, 80), st.sampled_from(_PUT)), min_size=1, max_size=3),
)
def test_a_workbook_with_other_values_anywhere_is_left_or_read_as_calamine_reads_it(
    name: str, edits: list[tuple[int, str]]
) -> None:
    with zipfile.ZipFile(io.BytesIO(workbook())) as package:
        text = package.read(name).decode()
    for which, put in edits:
        places = list(_VALUE.finditer(text, text.index("standalone") + 20))
        place = places[which % len(places)]
        text = f"{text[: place.start() + 1]}{put}{text[place.end() - 1 :]}"
    content = workbook(parts={name: text})
    found = at_a_glance(content)
    if found is not None:
        assert exactly(found) == exactly(by_calamine(content))


_CELLS = st.one_of(
    st.none(),
    st.just(""),
    st.integers(0, 2).map(lambda n: f' t="s"><v>{n}</v></c>'),
    st.integers(0, 10**8 - 1).map(lambda n: f"><v>{n}</v></c>"),
    st.integers(61, 2_958_465).map(lambda n: f' s="1"><v>{n}</v></c>'),
    st.just(' s="0" t="e"><v>#N/A</v></c>'),
    st.sampled_from(["/>", ' s="2"/>']),
)


@given(st.dictionaries(st.integers(1, 60), st.lists(_CELLS, max_size=26), max_size=5))
@example({1: ["/>"]})
@example({49_999: [None] * 25 + [' t="s"><v>0</v></c>']})
def test_any_plain_rows_give_the_cells_of_calamine(drawn: dict[int, list[str | None]]) -> None:
    rows = []
    for number, cells in sorted(drawn.items()):
        told = [f'<c r="{chr(65 + at)}{number}"{cell}' for at, cell in enumerate(cells) if cell]
        rows.append(f'<row r="{number}" ht="15">{"".join(told)}</row>' if told else f'<row r="{number}"/>')
    content = workbook(tuple(rows))
    found = at_a_glance(content)
    assert found is None if not re.search("<c ", "".join(rows)) else found is not None
    if found is not None:
        assert exactly(found) == exactly(by_calamine(content))


def test_the_lists_of_ice_are_read_at_a_glance(shared: Path) -> None:
    files = sorted((shared / "data" / "ice-sheets").rglob("*.xlsx"))[::25]
    left = 0
    for path in files:
        content = path.read_bytes()
        found = at_a_glance(content)
        left += found is None
        if found is not None:
            assert exactly(found) == exactly(by_calamine(content)), path.name
    assert left < len(files) / 5
