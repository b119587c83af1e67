"""Reads a list that somebody saved as text (.csv, .tsv, .txt) or as a web page (.htm), within the same bounds."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from html import escape
from itertools import islice
from typing import Any
from urllib.parse import urljoin

from lxml import etree, html

from open287g.archive.workbooks.columns import lacking
from open287g.archive.workbooks.headings import find_heading
from open287g.archive.workbooks.laid_out import laid_out
from open287g.archive.workbooks.package import MAX_COLUMNS, MAX_FILE, MAX_ROWS, UnreadableWorkbook
from open287g.archive.workbooks.sheet import Sheet, Table, sheet_of

_DELIMITERS = ",\t;|"
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_WIDE = {1: "utf-16-le", 0: "utf-16-be"}
"""Two bytes a letter without a mark, by which of them is empty."""
_BEGINNING = 64
"""Bytes that tell how letters are written: a header is of plain ones."""
_LONGEST_CELL = 32_767
"""What a cell of Excel can hold."""


def read_text(content: bytes) -> Sheet:
    """Read a list saved as text, its cells parted by commas, tabs, semicolons or bars. Raises UnreadableWorkbook."""
    if len(content) > MAX_FILE:
        raise UnreadableWorkbook(f"larger than {MAX_FILE // 2**20} MiB; no list of ICE comes near")
    text = _decoded(content)
    for delimiter in _DELIMITERS:
        if find_heading(_top(text, delimiter)) is not None:
            found = _laid_out(_even(list(islice(_rows(text, delimiter), MAX_ROWS + 1))))
            if found is not None:
                return found
    near = max((lacking(_top(text, delimiter)) for delimiter in _DELIMITERS), key=len)
    what = "no line has the columns STATE, LAW ENFORCEMENT AGENCY and SUPPORT TYPE"
    raise UnreadableWorkbook(f"{what}; {near}" if near else what)


def read_page_table(content: bytes, address: str = "") -> Sheet:
    """Read the first table of a web page that is a list; links are made whole by `address`. Raises as `read_text`."""
    if len(content) > MAX_FILE:
        raise UnreadableWorkbook(f"larger than {MAX_FILE // 2**20} MiB; no list of ICE comes near")
    try:
        root = html.document_fromstring(content, parser=html.HTMLParser(encoding=_encoding(content)))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableWorkbook(f"not a web page that can be read: {error}") from error
    for element in root.iter("table"):
        if (found := _laid_out(*_table(element, address))) is not None:
            return found
    raise UnreadableWorkbook("a web page without a table of STATE, LAW ENFORCEMENT AGENCY and SUPPORT TYPE")


def _encoding(content: bytes) -> str | None:
    """UTF-8 where a page is written so, whatever it says or leaves out; else what it says."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _decoded(content: bytes) -> str:
    """UTF-8 or what its mark says; else Windows's own, which gives any byte a meaning save five."""
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "utf-8")
    wide = [name for at, name in _WIDE.items() if content[at:_BEGINNING:2].count(0) > _BEGINNING // 4]
    for tried in (encoding, *wide, "cp1252"):
        try:
            text = content.decode(tried)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnreadableWorkbook("not text: it holds bytes that no encoding of text gives a meaning")


def _top(text: str, delimiter: str) -> list[list[Any]]:
    """The first rows; none where the cells cannot be parted so."""
    try:
        return list(islice(_rows(text, delimiter), 20))
    except UnreadableWorkbook:
        return []


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    csv.field_size_limit(_LONGEST_CELL)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise UnreadableWorkbook(f"not lines of cells: {error}") from error


def _even(rows: list[list[str]]) -> list[list[Any]]:
    """Rows of one width."""
    width = max(map(len, rows), default=0)
    if len(rows) > MAX_ROWS or width > MAX_COLUMNS:
        raise UnreadableWorkbook(f"{len(rows):,} rows of up to {width:,} cells: not a list of ICE")
    return [row + [""] * (width - len(row)) for row in rows]


_Links = dict[int, dict[int, bytes]]
"""By column from 0 and row from 1."""
_Spanning = dict[int, tuple[int, str, bytes]]
"""By column what a cell above says and links, and for how many rows more it stands."""


def _laid_out(cells: list[list[Any]], links: _Links | None = None) -> Sheet | None:
    """The list in cells; None where they hold none."""
    heading = find_heading(cells)
    found = laid_out(Table(cells, heading[0], links or {})) if heading is not None else None
    return None if found is None else sheet_of(found[0], told=found[1])


def _table(found: etree._Element, address: str) -> tuple[list[list[Any]], _Links]:
    spanning: _Spanning = {}
    rows = [_cells(row, spanning, address) for row in islice(found.iter("tr"), MAX_ROWS + 1)]
    cells = _even([[text for text, _ in row] for row in rows])
    links: _Links = {}
    for number, row in enumerate(rows, 1):
        for column, (_, link) in enumerate(row):
            if link:
                links.setdefault(column, {})[number] = link
    return cells, links


def _cells(row: etree._Element, spanning: _Spanning, address: str) -> list[tuple[str, bytes]]:
    """Text and link of each cell of a row, those that span down from above among them; `spanning` is kept up."""
    cells: list[tuple[str, bytes]] = []
    for cell in (*row.iterchildren("td", "th"), None):
        while (above := spanning.pop(len(cells), None)) is not None:
            if above[0] > 1:
                spanning[len(cells)] = (above[0] - 1, *above[1:])
            cells.append(above[1:])
        if cell is None or len(cells) > MAX_COLUMNS:
            break
        text = " ".join("".join(map(str, cell.itertext())).split())
        told = [(text, _target(cell, address)), *[("", b"")] * (_span(cell, "colspan", MAX_COLUMNS + 1) - 1)]
        if (down := _span(cell, "rowspan", MAX_ROWS)) > 1:
            spanning.update({len(cells) + at: (down - 1, *one) for at, one in enumerate(told)})
        cells += told
    return cells


def _target(cell: etree._Element, address: str) -> bytes:
    """The first link of a cell, as it stands in a workbook; nothing where there is none."""
    target = next((str(anchor.get("href")) for anchor in cell.iter("a") if anchor.get("href")), "")
    return escape(urljoin(address, target.strip())).encode() if target else b""


def _span(cell: etree._Element, name: str, most: int) -> int:
    told = str(cell.get(name, "1"))
    return min(int(told), most) if told.isdecimal() and int(told) else 1
