"""The zip package of a workbook, opened within bounds: hyperlinks, hidden rows and the time it was last saved."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from html import escape, unescape

from lxml import etree

from open287g.archive.workbooks.formulas import Formula, link_formulas
from open287g.core.errors import InputError

MAX_FILE = 32 * 2**20
MAX_UNPACKED = 96 * 2**20
MAX_ROWS = 50_000
MAX_COLUMNS = 52
_MAX_MEMBERS = 500
_ALWAYS = frozenset({
    "docProps/core.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml", "xl/styles.xml",
})  # fmt: skip
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)

# Written as Excel and openpyxl write them these are read at a glance; whatever is written otherwise is parsed whole.
_PLAIN_LINK = re.compile(rb'<hyperlink ref="([A-Z]{1,3})(\d{1,7})" r:id="([^"]+)"')
_PLAIN_RELATION = re.compile(rb'<Relationship Id="([^"]+)" Type="[^"]*" Target="([^"]*)"')
_HYPERLINK = re.compile(rb"<(?:\w+:)?hyperlink\s[^>]*>")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*>")
_CELLS = re.compile(rb"""\sref\s*=\s*["']([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?["']""")
_RELATION_ID = re.compile(rb"""\s\w+:id\s*=\s*["']([^"']+)""")
_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
# A row or cell whose place is anything but 1 to 99999 or A1 to AZ99999: reading it could take all memory.
_FAR_CELL = re.compile(rb"""r=(?<=\sr=)["'](?!A?[A-Z]?[1-9]\d{0,4}["'])""")
_MODIFIED = re.compile(rb"<dcterms:modified[^>]*>([^<]+)<")
_CREATOR = re.compile(rb"<dc:creator[^>]*>([^<]*)<")


_Packed = tuple[str, int, int, int, int, bytes]


class UnreadableWorkbook(InputError):
    """A file that does not hold a list, with the reason in plain words."""


@dataclass(frozen=True)
class Member:
    """The parts of an opened package that calamine does not give."""

    parts: dict[str, bytes]
    sheets: dict[str, str]
    hidden: frozenset[str]
    modified_at: datetime | None

    def links(self, sheet: str) -> dict[int, dict[int, bytes]]:
        """Hyperlink targets as they stand in the sheet's relationship part, by column from 0, then by row from 1."""
        part = self.sheets.get(sheet, "")
        folder, _, name = part.rpartition("/")
        target_of = _relations(self.parts.get(f"{folder}/_rels/{name}.rels", b"")).get
        tail = self.parts.get(part, b"")
        start = max(tail.rfind(b"</sheetData>"), 0)
        plain = _PLAIN_LINK.findall(tail, start)
        if len(plain) != tail.count(b"hyperlink ", start):
            plain = _any_links(tail, start)
        by_letters = {
            letters: {int(row): target for own, row, id_ in plain if own == letters and (target := target_of(id_))}
            for letters in dict.fromkeys(letters for letters, _, _ in plain)
        }
        return {column_number(letters.decode()): found for letters, found in by_letters.items() if found}

    def merged(self, sheet: str) -> list[tuple[int, int, int]]:
        """Cells of one column merged into one: the column from 0, and the first and last row from 1."""
        xml = self.parts.get(self.sheets.get(sheet, ""), b"")
        start = max(xml.rfind(b"</sheetData>"), 0)
        if xml.find(b"mergeCell ", start) < 0:
            return []
        cells = [match for tag in _MERGED.findall(xml, start) if (match := _CELLS.search(tag)) and match[3] == match[1]]
        return [(column_number(c[1].decode()), int(c[2]), min(int(c[4]), MAX_ROWS)) for c in cells[:MAX_ROWS]]

    def formulas(self, sheet: str, value: Callable[[str, int], str]) -> list[Formula]:
        """The HYPERLINK formulas of the sheet; `value` gives the text of a cell by column letters and row from 1."""
        return list(link_formulas(self.parts.get(self.sheets.get(sheet, ""), b""), value))

    def hidden_rows(self, sheet: str) -> int:
        """How many rows of the sheet the workbook hides."""
        xml = self.parts.get(self.sheets.get(sheet, ""), b"")
        start = max(xml.find(b"sheetData"), 0)
        if xml.find(b' hidden="', start) < 0:
            return 0
        return xml.count(b' hidden="1"', start) + xml.count(b' hidden="true"', start)


def _any_links(xml: bytes, start: int) -> list[tuple[bytes, bytes, bytes]]:
    """Column letters, row and relation of each cell that has a link; one link may lie over many cells."""
    links = []
    for tag in _HYPERLINK.findall(xml, start):
        cells, relation = _CELLS.search(tag), _RELATION_ID.search(tag)
        if cells is not None and relation is not None:
            links += [(letters, row, relation[1]) for letters, row in _covered(cells)]
        if len(links) > MAX_ROWS * 4:
            raise UnreadableWorkbook("its links lie over more cells than any list has")
    return links


def _covered(cells: re.Match[bytes]) -> Iterator[tuple[bytes, bytes]]:
    first, last = column_number(cells[1].decode()), column_number((cells[3] or cells[1]).decode())
    for column in range(first, min(last, MAX_COLUMNS) + 1):
        for row in range(int(cells[2]), min(int(cells[4] or cells[2]), MAX_ROWS) + 1):
            yield column_letters(column).encode(), str(row).encode()


def open_package(content: bytes, *, bounded: bool = False) -> Member:
    """Unpack what is needed of an .xlsx within MAX_UNPACKED. Raises UnreadableWorkbook.

    `bounded` says that the caller bounds this process's memory: then cells far out, which would make calamine claim
    more than there is, need not be looked for.
    """
    if len(content) > MAX_FILE:
        raise UnreadableWorkbook(f"larger than {MAX_FILE // 2**20} MiB; no list of ICE comes near")
    if not content.startswith(b"PK\x03\x04"):
        raise UnreadableWorkbook(f"not a workbook: it starts like {looks_like(content)}")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _require_xlsx(package)
            parts = _unpack(package, content, bounded)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise UnreadableWorkbook(f"the workbook's zip package is damaged: {error}") from error
    if not bounded:
        _refuse_far_cells(parts)
    core = parts.get("docProps/core.xml", b"")
    sheets, hidden = _sheet_parts(parts)
    return Member(parts, sheets, hidden, _modified(core))


_OTHER_PACKAGES = {
    "xl/workbook.bin": "a binary workbook (.xlsb)",
    "content.xml": "an OpenDocument file (.ods)",
    "Index/Document.iwa": "a file of Apple's Numbers",
}
SAVE_AGAIN = "; open it in a spreadsheet, save it as .xlsx and add that: its links stay so"


def _require_xlsx(package: zipfile.ZipFile) -> None:
    names = set(package.namelist())
    if "xl/workbook.xml" in names:
        return
    known = next((what for name, what in _OTHER_PACKAGES.items() if name in names), None)
    raise UnreadableWorkbook(
        f"not a workbook that is read: it is {known}{SAVE_AGAIN}" if known else "a zip package that holds no workbook"
    )


def _unpack(package: zipfile.ZipFile, content: bytes, bounded: bool) -> dict[str, bytes]:
    members = package.infolist()
    if len(members) > _MAX_MEMBERS or len({m.filename for m in members}) != len(members):
        raise UnreadableWorkbook(f"the workbook's zip package has {len(members)} members, or one of them twice")
    # Everything under xl/ that calamine may unpack is checked here first: a size that the directory understates
    # fails its checksum, so nothing larger than the bound reaches it.
    wanted = [m for m in members if _is_wanted(m.filename, bounded)]
    total = sum(m.file_size for m in members)
    if total > MAX_UNPACKED:
        raise UnreadableWorkbook(f"unpacks to {total // 2**20} MiB: a workbook bomb, not a list")
    packed = {m.filename: _as_packed(content, m) for m in wanted}
    parts = {m.filename: _lately.get(packed[m.filename]) or package.read(m) for m in wanted}
    _lately.clear()
    _lately.update((packed[name], part) for name, part in parts.items())
    return parts


_lately: dict[_Packed, bytes] = {}
"""The parts of the workbook read last, by how they are packed: the next often repeats some byte for byte."""


def _as_packed(content: bytes, member: zipfile.ZipInfo) -> _Packed:
    """All that tells how a part is read: what the directory says of it, and its own bytes with what stands before."""
    start = member.header_offset
    before = 30 + sum(int.from_bytes(content[start + at : start + at + 2], "little") for at in (26, 28))
    told = (member.orig_filename, member.CRC, member.file_size, member.compress_type, member.flag_bits)
    return *told, content[start : start + before + member.compress_size]


def _is_wanted(name: str, bounded: bool) -> bool:
    if name in _ALWAYS:
        return True
    if name.endswith(".rels"):
        return not bounded or name.startswith("xl/worksheets/")
    inside = name.startswith("xl/worksheets/") or (not bounded and name.startswith("xl/"))
    return inside and name.endswith(".xml") and not name.startswith("xl/theme/")


def _refuse_far_cells(parts: dict[str, bytes]) -> None:
    for name, xml in parts.items():
        if not name.startswith("xl/worksheets/") or name.endswith(".rels"):
            continue
        if _FAR_CELL.search(xml) or xml.count(b"<row") > MAX_ROWS:
            raise UnreadableWorkbook(f"{name} has a cell far off or without a place: not a list of ICE")


def _sheet_parts(parts: dict[str, bytes]) -> tuple[dict[str, str], frozenset[str]]:
    """The part of each sheet by its name, and the names of the sheets that the workbook hides."""
    targets = _relations(parts.get("xl/_rels/workbook.xml.rels", b""))
    part_of, hidden = {}, set()
    for tag in _SHEET.findall(parts.get("xl/workbook.xml", b"")):
        attributes = _attributes(tag)
        target = address(next((targets.get(v.encode(), b"") for k, v in attributes.items() if k.endswith(":id")), b""))
        if target:
            part_of[attributes.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if attributes.get("state", "visible") != "visible":
            hidden.add(attributes.get("name", ""))
    return part_of, frozenset(hidden)


@lru_cache(4)
def _relations(xml: bytes) -> Mapping[bytes, bytes]:
    """Target by id, as they stand in the XML; the lists of one day often have the same."""
    plain = _PLAIN_RELATION.findall(xml)
    if len(plain) == xml.count(b"<Relationship "):
        return dict(plain)
    try:
        root = etree.fromstring(xml, _PARSER)
    except etree.XMLSyntaxError as error:
        raise UnreadableWorkbook(f"the workbook's list of links is damaged: {error}") from error
    return {
        e.get("Id", "").encode(): escape(e.get("Target", "")).encode()
        for e in root.iter()
        if isinstance(e.tag, str) and e.get("Target")
    }


def address(target: bytes) -> str:
    """A link's target as text."""
    return unescape(target.decode("utf-8", "replace"))


def column_number(letters: str) -> int:
    """A is 0, Z is 25, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_letters(position: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    letters = ""
    while position >= 0:
        position, digit = divmod(position, 26)
        letters = chr(65 + digit) + letters
        position -= 1
    return letters


def _attributes(tag: bytes) -> dict[str, str]:
    return {
        key.decode(): unescape((double or single).decode("utf-8", "replace"))
        for key, double, single in _ATTRIBUTE.findall(tag)
    }


def _modified(core: bytes) -> datetime | None:
    """When the agency's own program last saved it; a workbook somebody else made says nothing of that."""
    creator, modified = _CREATOR.search(core), _MODIFIED.search(core)
    if modified is None or creator is None or creator[1].strip() in (b"", b"openpyxl"):
        return None
    try:
        stamp = datetime.fromisoformat(modified[1].decode("ascii", "replace").strip())
    except ValueError:
        return None
    return (stamp if stamp.tzinfo else stamp.replace(tzinfo=UTC)).astimezone(UTC).replace(tzinfo=None)


def looks_like(content: bytes) -> str:
    """What a file that is no workbook seems to be, by how it starts."""
    start = content[:400].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(b"<?xml") and b"urn:schemas-microsoft-com:office:spreadsheet" in start:
        return "a workbook saved as XML (Excel 2003)"
    if start.startswith(b"mime-version:"):
        return "a web archive (.mht)"
    if start.startswith(b"\x1f\x8b"):
        return "a packed file (gzip)"
    if start.startswith((b"<!doctype", b"<html", b"<head", b"<meta", b"<body", b"<table", b"<!--", b"<?xml")):
        return "a web page"
    if start.startswith(b"%pdf"):
        return "a PDF"
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        return "an old or encrypted Office file"
    return "nothing at all (it is empty)" if not content else "something else"
