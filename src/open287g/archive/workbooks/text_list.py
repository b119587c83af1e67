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

from open287g.archive.workbooks.columns import find_header
from open287g.archive.workbooks.package import MAX_COLUMNS, MAX_FILE, MAX_ROWS, UnreadableWorkbook
from open287g.archive.workbooks.sheet import Sheet, Table, sheet_of

_DELIMITERS = ",\t;|"
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_LONGEST_CELL = 32_767
"""What a cell of Excel can hold."""


def read_text(content: bytes) -> Sheet:
    """Read a list saved as text, its cells parted by commas, tabs, semicolons or bars. Raises UnreadableWorkbook."""
    if len(content) > MAX_FILE:
        raise UnreadableWorkbook(f"larger than {MAX_FILE // 2**20} MiB; no list of ICE comes near")
    text = _decoded(content)
    for delimiter in _DELIMITERS:
        if (header := find_header(_top(text, delimiter))) is not None:
            return sheet_of(Table(_even(list(islice(_rows(text, delimiter), MAX_ROWS + 1))), header))
    raise UnreadableWorkbook("no line has the columns STATE, LAW ENFORCEMENT AGENCY and SUPPORT TYPE")


def read_page_table(content: bytes, address: str = "") -> Sheet:
    """Read the first table of a web page that is a list; links are made whole by `address`. Raises as `read_text`."""
    if len(content) > MAX_FILE:
        raise UnreadableWorkbook(f"larger than {MAX_FILE // 2**20} MiB; no list of ICE comes near")
    try:
        root = html.document_fromstring(content)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableWorkbook(f"not a web page that can be read: {error}") from error
    for element in root.iter("table"):
        table = _table(element, address)
        if table is not None:
            return sheet_of(table)
    raise UnreadableWorkbook("a web page without a table of STATE, LAW ENFORCEMENT AGENCY and SUPPORT TYPE")


def _decoded(content: bytes) -> str:
    """UTF-8 or what its mark says; else Windows's own, which gives any byte a meaning save five."""
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "utf-8")
    for tried in (encoding, "cp1252"):
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


def _table(found: etree._Element, address: str) -> Table | None:
    rows: list[list[str]] = []
    links: dict[int, dict[int, bytes]] = {}
    for number, row in enumerate(islice(found.iter("tr"), MAX_ROWS + 1), 1):
        rows.append([])
        for cell in row.iterchildren("td", "th"):
            target = next((str(anchor.get("href")) for anchor in cell.iter("a") if anchor.get("href")), "")
            if target:
                links.setdefault(len(rows[-1]), {})[number] = escape(urljoin(address, target.strip())).encode()
            rows[-1] += [" ".join("".join(map(str, cell.itertext())).split())] + [""] * (_span(cell) - 1)
    cells = _even(rows)
    header = find_header(cells)
    return None if header is None else Table(cells, header, links)


def _span(cell: etree._Element) -> int:
    told = str(cell.get("colspan", "1"))
    return min(int(told), MAX_COLUMNS + 1) if told.isdecimal() and int(told) else 1
