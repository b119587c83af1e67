"""Makes workbooks wrong in their bytes, their zip package and their parts, and makes files that are none."""

from __future__ import annotations

import io
import random
import re
import struct
import warnings
import zipfile
from collections.abc import Callable

from tests.record.sheets import zipped

Parts = dict[str, bytes]
Maker = Callable[[random.Random, Parts], bytes]
MAKERS: dict[str, Maker] = {}
MUST: dict[str, str] = {}
SHEET, RELS, CORE = "xl/worksheets/sheet1.xml", "xl/worksheets/_rels/sheet1.xml.rels", "docProps/core.xml"


def maker(name: str, must: str = "") -> Callable[[Maker], Maker]:
    """Register a maker."""

    def register(made: Maker) -> Maker:
        MAKERS[name] = made
        if must:
            MUST[name] = must
        return made

    return register


@maker("bytes flipped")
def _flipped(chance: random.Random, parts: Parts) -> bytes:
    content = bytearray(zipped(parts))
    for _ in range(chance.choice([1, 1, 2, 5, 50])):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return bytes(content)


@maker("bytes flipped in the directory")
def _directory(chance: random.Random, parts: Parts) -> bytes:
    content = bytearray(zipped(parts))
    for _ in range(chance.randint(1, 8)):
        content[-chance.randrange(1, 700)] = chance.randrange(256)
    return bytes(content)


@maker("bytes flipped in a part")
def _inside(chance: random.Random, parts: Parts) -> bytes:
    name = chance.choice(sorted(parts))
    part = bytearray(parts[name])
    for _ in range(chance.choice([1, 3, 20])):
        part[chance.randrange(len(part))] = chance.randrange(256)
    return zipped({**parts, name: bytes(part)})


@maker("truncated")
def _truncated(chance: random.Random, parts: Parts) -> bytes:
    content = zipped(parts)
    return content[: chance.randrange(len(content))]


@maker("a piece cut out")
def _cut(chance: random.Random, parts: Parts) -> bytes:
    content = zipped(parts)
    start = chance.randrange(len(content))
    return content[:start] + content[start + chance.randint(1, 5000) :]


@maker("a part truncated")
def _part_cut(chance: random.Random, parts: Parts) -> bytes:
    name = chance.choice([SHEET, SHEET, RELS, *sorted(parts)])
    return zipped({**parts, name: parts[name][: chance.randrange(len(parts[name]))]})


@maker("a part removed")
def _removed(chance: random.Random, parts: Parts) -> bytes:
    gone = chance.choice(sorted(parts))
    return zipped({name: part for name, part in parts.items() if name != gone})


@maker("a part renamed")
def _renamed(chance: random.Random, parts: Parts) -> bytes:
    old = chance.choice(sorted(parts))
    new = chance.choice([old.upper(), f"../{old}", f"/{old}", old.replace("/", "\\"), f"{old}x", "é.xml"])
    return zipped({new if name == old else name: part for name, part in parts.items()})


@maker("a part twice", "quarantined")
def _twice(chance: random.Random, parts: Parts) -> bytes:
    out = io.BytesIO(zipped(parts))
    with warnings.catch_warnings(), zipfile.ZipFile(out, "a") as package:
        warnings.simplefilter("ignore", UserWarning)
        package.writestr(chance.choice(sorted(parts)), b"<x/>")
    return out.getvalue()


@maker("parts exchanged")
def _exchanged(chance: random.Random, parts: Parts) -> bytes:
    one, other = chance.sample(sorted(parts), 2)
    return zipped({**parts, one: parts[other], other: parts[one]})


@maker("a part replaced by junk")
def _junk(chance: random.Random, parts: Parts) -> bytes:
    junk = chance.choice([b"", b"<", b"<?xml version='1.0'?>", b"\x00" * 100, chance.randbytes(300), b"<a/>", b"{}"])
    return zipped({**parts, chance.choice(sorted(parts)): junk})


@maker("packed in another way")
def _method(chance: random.Random, parts: Parts) -> bytes:
    return zipped(parts, method=chance.choice([zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]))


@maker("sizes that lie")
def _sizes(chance: random.Random, parts: Parts) -> bytes:
    content = bytearray(zipped(parts))
    at = [found.start() for found in re.finditer(rb"PK\x01\x02", bytes(content))]
    struct.pack_into("<I", content, chance.choice(at) + 24, chance.choice([0, 1, 2**31, 2**32 - 1, 10**6]))
    return bytes(content)


@maker("marked as encrypted")
def _encrypted(chance: random.Random, parts: Parts) -> bytes:
    content = bytearray(zipped(parts))
    for found in re.finditer(rb"PK\x01\x02", bytes(content)):
        content[found.start() + 8] |= 1
    return bytes(content)


@maker("hundreds of parts", "quarantined")
def _many(chance: random.Random, parts: Parts) -> bytes:
    return zipped({**parts, **{f"xl/media/{i}.xml": b"<x/>" for i in range(chance.randint(600, 3000))}})


@maker("a bomb of spaces", "quarantined")
def _bomb(chance: random.Random, parts: Parts) -> bytes:
    name = chance.choice([SHEET, RELS, CORE, "xl/sharedStrings.xml", "xl/media/image1.png"])
    return zipped({**parts, name: parts.get(name, b"") + b" " * (120 * 2**20)})


@maker("a bomb whose size lies", "quarantined")
def _lying_bomb(chance: random.Random, parts: Parts) -> bytes:
    content = bytearray(zipped({**parts, SHEET: parts[SHEET] + b" " * (120 * 2**20)}))
    for found in re.finditer(rb"PK\x01\x02", bytes(content)):
        if bytes(content[found.start() + 46 :]).startswith(SHEET.encode()):
            struct.pack_into("<I", content, found.start() + 24, 5000)
    return bytes(content)


@maker("entities that multiply")
def _entities(chance: random.Random, parts: Parts) -> bytes:
    lines = ['<!ENTITY a0 "ha">', *(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))]
    bomb = f"<?xml version='1.0'?><!DOCTYPE x [{''.join(lines)}]>".encode()
    name = chance.choice([SHEET, RELS, "xl/workbook.xml", CORE])
    inside = parts[name].replace(b"Police", b"&a9;", 3).replace(b'Target="', b'Target="&a9;', 1)
    return zipped({**parts, name: bomb + inside})


@maker("an entity from a file")
def _external(chance: random.Random, parts: Parts) -> bytes:
    head = b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\">]>"
    name = chance.choice([SHEET, RELS, "xl/workbook.xml", CORE])
    inside = parts[name].replace(b"Police", b"&f;", 3).replace(b'Target="', b'Target="&f;', 1)
    return zipped({**parts, name: head + inside})


@maker("a far cell", "quarantined")
def _far(chance: random.Random, parts: Parts) -> bytes:
    place = chance.choice(["XFD1048576", "XFD2", "A1048576", "AAA5", "ZZ1000000"])
    row = re.sub(r"\D", "", place)
    cell = f'<row r="{row}"><c r="{place}"><v>1</v></c></row></sheetData>'.encode()
    return zipped({**parts, SHEET: parts[SHEET].replace(b"</sheetData>", cell)})


@maker("a cell that cannot be")
def _no_cell(chance: random.Random, parts: Parts) -> bytes:
    place = chance.choice(["ZZZZ9", "A0", "1A", "", "A-1", "A99999999999999999999", "a1", "$A$1", "A1:B2"])
    cell = f'<row r="9999"><c r="{place}"><v>1</v></c></row></sheetData>'.encode()
    return zipped({**parts, SHEET: parts[SHEET].replace(b"</sheetData>", cell)})


@maker("a million rows", "quarantined")
def _million(chance: random.Random, parts: Parts) -> bytes:
    rows = b"<row><c><v>1</v></c></row>" * chance.choice([60_000, 1_000_000])
    return zipped({**parts, SHEET: parts[SHEET].replace(b"</sheetData>", rows + b"</sheetData>")})


@maker("a dimension that lies")
def _dimension(chance: random.Random, parts: Parts) -> bytes:
    size = chance.choice(["A1:XFD1048576", "A1", "B2:A1", "", "A1:A99999999999"])
    told = f'<dimension ref="{size}"/><sheetData>'.encode()
    return zipped({**parts, SHEET: parts[SHEET].replace(b"<sheetData>", told)})


@maker("rows all hidden", "duplicate")
def _hidden(chance: random.Random, parts: Parts) -> bytes:
    return zipped({**parts, SHEET: parts[SHEET].replace(b"<row ", b'<row hidden="1" ')})


@maker("shared texts that are not there")
def _unshared(chance: random.Random, parts: Parts) -> bytes:
    cell = chance.choice([b'<c r="A2" t="s"><v>999999</v></c>', b'<c r="A2" t="s"><v>-1</v></c>', b'<c r="A2" s="99">'])
    return zipped({**parts, SHEET: re.sub(rb'<c r="A2".*?</c>', lambda _: cell, parts[SHEET], count=1)})


@maker("days counted from 1904")
def _mac(chance: random.Random, parts: Parts) -> bytes:
    book = parts["xl/workbook.xml"].replace(b"<sheets>", b'<workbookPr date1904="1"/><sheets>')
    return zipped({**parts, "xl/workbook.xml": book})


@maker("saved on another day")
def _saved(chance: random.Random, parts: Parts) -> bytes:
    day = chance.choice(["2099-01-01T00:00:00Z", "1601-01-01T00:00:00Z", "2026-05-19", "never", "", "2026-13-45T99:99Z",
                         "2026-05-19T00:00:00+99:99", "2025-01-01T00:00:00Z", "2026-07-19T00:00:00Z"])  # fmt: skip
    core = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", lambda found: found[1] + day.encode(), parts[CORE])
    return zipped({**parts, CORE: core})


@maker("no list at all", "quarantined")
def _other(chance: random.Random, parts: Parts) -> bytes:
    page = b"<!doctype html><html><head><title>Access denied</title></head><body>403</body></html>"
    old_office = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 4096
    no_list = zipped({**parts, SHEET: b"<worksheet/>"})
    table = b"STATE,LAW ENFORCEMENT AGENCY,SUPPORT TYPE,SIGNED\nFLORIDA,X,TFM,2026-05-19\n"
    zips = [zipped({"a.txt": b"hello"}), zipped({"[Content_Types].xml": parts["[Content_Types].xml"]}), no_list]
    starts = [b"PK\x03\x04", b"PK\x03\x04" + chance.randbytes(500), b"PK\x05\x06" + b"\x00" * 18]
    texts = [b"", b"\x00", page, b"\n\n  " + page, table, b'{"error": 503}', "\ufeffzażółć".encode("utf-16")]
    others = [
        b"%PDF-1.7\n%\xe2\xe3",
        old_office,
        chance.randbytes(9000),
        b"\x1f\x8b" + b"\x00" * 40,
        b"\x89PNG\r\n\x1a\n",
    ]
    return chance.choice([*zips, *starts, *texts, *others])
