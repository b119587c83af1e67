"""Writes small workbooks as Excel writes them, part by part, so that any part can be made wrong."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from html import escape
from typing import Any

from open287g.archive.workbooks.columns import HEADERS
from open287g.record.reading.corpus import Corpus

TITLES = {name: title for title, name in HEADERS.items()}
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


@dataclass(frozen=True)
class Cells:
    """A sheet's header and rows, and hyperlinks by (row number in `rows`, column title)."""

    header: list[Any]
    rows: list[list[Any]]
    links: dict[tuple[int, str], str] = field(default_factory=dict)

    def copy(self) -> Cells:
        """A copy whose cells can be changed."""
        return replace(self, header=list(self.header), rows=[list(row) for row in self.rows], links=dict(self.links))

    def column(self, title: str) -> int:
        """The position of a column."""
        return self.header.index(title)


def cells_of(corpus: Corpus, sha256: str) -> Cells:
    """What stands in one of the corpus's files, as cells and links."""
    listing = corpus.listings[sha256]
    rows: list[list[Any]] = []
    links: dict[tuple[int, str], str] = {}
    for number in listing.lines:
        line = corpus.lines[number]
        for name in ("moa", "addendum"):
            if name in listing.columns and getattr(line, f"{name}_url"):
                links[len(rows), TITLES[name]] = getattr(line, f"{name}_url")
        rows.append([_cell(name, getattr(line, name)) for name in listing.columns])
    return Cells([TITLES[name] for name in listing.columns], rows, links)


def _cell(name: str, text: str) -> Any:
    if name == "signed":
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    return text


def parts_of(cells: Cells, saved: datetime, *, creator: str = "ICE") -> dict[str, bytes]:
    """The parts of a workbook with one sheet."""
    sheet, relations = _sheet(cells)
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations([("rId1", f"{_OFFICE}/officeDocument", "xl/workbook.xml", "")]),
        "xl/workbook.xml": (
            f'<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/>'
            "</sheets></workbook>"
        ).encode(),
        "xl/_rels/workbook.xml.rels": _relations(
            [
                ("rId1", f"{_OFFICE}/worksheet", "worksheets/sheet1.xml", ""),
                ("rId2", f"{_OFFICE}/styles", "styles.xml", ""),
            ]
        ),
        "xl/styles.xml": _STYLES.encode(),
        "xl/worksheets/sheet1.xml": sheet.encode("utf-8", "surrogatepass"),
        "xl/worksheets/_rels/sheet1.xml.rels": relations,
        "docProps/core.xml": (
            f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
            f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:creator>{creator}</dc:creator>'
            f'<dcterms:modified xsi:type="dcterms:W3CDTF">{saved:%Y-%m-%dT%H:%M:%S}Z</dcterms:modified>'
            "</cp:coreProperties>"
        ).encode(),
    }


def zipped(parts: Mapping[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The parts as a zip package."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method, compresslevel=1 if method == zipfile.ZIP_DEFLATED else None) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, (2026, 5, 19, 0, 0, 0)), content, compress_type=method)
    return out.getvalue()


def workbook(cells: Cells, saved: datetime, *, creator: str = "ICE") -> bytes:
    """A whole workbook."""
    return zipped(parts_of(cells, saved, creator=creator))


def letters(position: int) -> str:
    """0 is A."""
    name = ""
    while position >= 0:
        position, digit = divmod(position, 26)
        name = chr(65 + digit) + name
        position -= 1
    return name


def _sheet(cells: Cells) -> tuple[str, bytes]:
    rows = [_row(number, row) for number, row in enumerate([cells.header, *cells.rows], 1)]
    tags, relations = [], []
    for number, ((row, title), target) in enumerate(cells.links.items(), 1):
        if title in cells.header:
            tags.append(f'<hyperlink ref="{letters(cells.column(title))}{row + 2}" r:id="rId{number}"/>')
            relations.append((f"rId{number}", f"{_OFFICE}/hyperlink", target, ' TargetMode="External"'))
    links = f"<hyperlinks>{''.join(tags)}</hyperlinks>" if tags else ""
    sheet = f'<worksheet {_MAIN} xmlns:r="{_OFFICE}"><sheetData>{"".join(rows)}</sheetData>{links}</worksheet>'
    return sheet, _relations(relations)


def _row(number: int, row: list[Any]) -> str:
    found = "".join(_xml(f"{letters(position)}{number}", cell) for position, cell in enumerate(row) if cell != "")
    return f'<row r="{number}">{found}</row>'


def _xml(place: str, cell: Any) -> str:
    if isinstance(cell, bool):
        return f'<c r="{place}" t="b"><v>{int(cell)}</v></c>'
    if isinstance(cell, date):
        return f'<c r="{place}" s="1"><v>{(cell - date(1899, 12, 30)).days}</v></c>'
    if isinstance(cell, (int, float)):
        return f'<c r="{place}"><v>{cell}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(str(cell))}</t></is></c>'


def _relations(found: list[tuple[str, str, str, str]]) -> bytes:
    tags = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{escape(target)}"{mode}/>'
        for name, kind, target, mode in found
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{tags}</Relationships>'.encode("utf-8", "surrogatepass")


def _content_types() -> bytes:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>'
    ).encode()


_STYLES = (
    f'<styleSheet {_MAIN}><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/>'
    '</borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" xfId="0"/>'
    '<xf numFmtId="14" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>'
)
