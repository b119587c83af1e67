"""The cells of a sheet that is written plainly, as Excel writes it: found by their places, all at once.

Whatever is written otherwise is left to calamine, which reads everything and takes twice as long: a sheet is read here
only where its rows are made of a few forms and of nothing else, and then each cell is the very one that calamine gives.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, cast

import numpy as np

from open287g.archive.workbooks.package import Member
from open287g.archive.workbooks.plain_rows import NUMBER, TEXT, Cells, Places, cells_between

_HEAD = rb'(?:<\?xml version="1.0" encoding="UTF-8"[^<>]*\?>\s*)?'
_STRINGS = re.compile(_HEAD + b"<sst [^<>]*>")
_SHEET = re.compile(_HEAD + rb"<worksheet [^<>]*>(?:\s*<[\w/][^<>]*>)*\s*")
_RICH = re.compile(r"<si>(?:<r>(?:<rPr>(?:<\w[^<>]*/>)*</rPr>)?<t(?: xml:space=\"preserve\")?>[^<]*</t></r>)+</si>")
_RUN = re.compile(r'<t( xml:space="preserve")?>([^<]*)</t></r>')
_BEFORE, _BEFORE_KEPT, _BEHIND = "<si><t>", '<si><t xml:space="preserve">', "</t></si>"
_KEPT = "\0"
"""Stands before a text whose spaces are to be kept; no XML has this sign."""
_UNPLAIN = re.compile("&(?!(?:amp|lt|gt|quot|apos);)|_x[0-9A-Fa-f]{4}_")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))
_FORMAT = re.compile(rb'<xf numFmtId="(\d{1,3})"')
_GENERAL, _DAY = 0, 14
"""Formats of numbers: as it stands, and the day as the reader's country writes it."""
_DAY_0, _FIRST_DAY, _LAST_DAY = date(1899, 12, 30), 61, 2_958_465
"""Before day 61 a spreadsheet counts a 29 February that 1900 did not have."""
_LARGEST = 16 * 2**20
"""Bytes of the largest sheet that is looked at all at once; ten times ICE's longest."""
_SPACES = " \t\r\n"
_FULL = 1 << 16
_known: dict[str, str] = {}
"""Texts met before. A list repeats most of the last one's, and the same object is found again without looking at it."""


@dataclass(frozen=True)
class Shared:
    """What the sheets of a workbook refer to by number: texts, and the format of numbers in each style."""

    texts: list[str]
    formats: Places


def plain_tables(package: Member) -> list[tuple[str, list[list[Any]]]] | None:
    """The cells of each sheet by its name, in order; None where a part is not written plainly."""
    workbook, parts = package.parts.get("xl/workbook.xml", b""), package.parts
    # Days may be counted from 1904 on; and what is commented out is no sheet.
    if b"1904" in workbook or b"<!" in workbook or workbook.count(b"<sheet ") != len(package.sheets):
        return None
    texts, formats = _texts(parts.get("xl/sharedStrings.xml", b"")), _formats(parts.get("xl/styles.xml", b""))
    if texts is None or formats is None:
        return None
    tables = []
    for name, part in package.sheets.items():
        cells = plain_cells(parts.get(part, b""), Shared(texts, formats))
        if cells is None:
            return None
        tables.append((name, cells))
    return tables


def _texts(xml: bytes) -> list[str] | None:
    head = _STRINGS.match(xml)
    if head is None or not xml.endswith(b"</sst>") or _KEPT.encode() in xml:
        return None
    try:
        text = xml[head.end() : -len(b"</sst>")].decode()
    except UnicodeDecodeError:
        return None
    text = _RICH.sub(_one_run, text) if "<r>" in text else text
    text = text.replace(_BEFORE_KEPT, _BEFORE + _KEPT)
    if not text.startswith(_BEFORE) or not text.endswith(_BEHIND):
        return None
    pieces = text[len(_BEFORE) : -len(_BEHIND)].split(_BEHIND + _BEFORE)
    return _met(pieces) if text.count("<") == 4 * len(pieces) else None


def _one_run(rich: re.Match[str]) -> str:
    """The texts of a cell in several hands as one; the spaces at the ends of each were left away already."""
    text = "".join(one if space else one.strip(_SPACES) for space, one in _RUN.findall(rich[0]))
    return f"{_BEFORE_KEPT}{text}{_BEHIND}"


def _met(pieces: list[str]) -> list[str] | None:
    """The text in each piece of XML; None where one has more signs of XML than a look tells."""
    if len(_known) > _FULL:
        _known.clear()
    texts = list(map(_known.get, pieces))
    for at in [at for at, text in enumerate(texts) if text is None]:
        if _UNPLAIN.search(pieces[at]):
            return None
        texts[at] = _known[pieces[at]] = _text(pieces[at])
    return cast(list[str], texts)


def _text(piece: str) -> str:
    """A text as calamine gives it: without the spaces at its ends unless they are to be kept."""
    text = piece.replace("\r\n", "\n").replace("\r", "\n")
    text = text[1:] if text.startswith(_KEPT) else text.strip(_SPACES)
    if "&" in text:
        for entity, sign in _ENTITIES:
            text = text.replace(entity, sign)
    return text


@lru_cache(64)
def _formats(xml: bytes) -> Places | None:
    start, end = xml.find(b"<cellXfs"), xml.find(b"</cellXfs>")
    found = _FORMAT.findall(xml, start, end) if 0 <= start < end else []
    if not found or len(found) != xml.count(b"<xf", start, end) or xml.count(b"<cellXfs") != 1 or b"<!" in xml:
        return None
    return np.array(list(map(int, found)))


def plain_cells(xml: bytes, shared: Shared) -> list[list[Any]] | None:
    """The cells of a sheet's part from A1 on, empty text where nothing stands; None where it is not written plainly."""
    start = xml.find(b"<sheetData>")
    end = xml.find(b"</sheetData>", start)
    if not 0 <= start < end or len(xml) > _LARGEST or not _SHEET.fullmatch(xml, 0, start):
        return None
    found = cells_between(xml, start + len(b"<sheetData>"), end)
    return None if found is None else _table(found, shared)


def _table(found: Cells, shared: Shared) -> list[list[Any]] | None:
    is_number = found.kind == NUMBER
    texts, style = found.value[found.kind == TEXT], found.style[is_number]
    if texts.max(initial=-1) >= len(shared.texts) or style.max(initial=-1) >= len(shared.formats):
        return None
    told, which = np.unique(found.value[is_number] * 1000 + shared.formats[style], return_inverse=True)
    values = list(map(_number, told.tolist()))
    if None in values:
        return None
    content = np.empty(1 + len(shared.texts) + len(values), object)
    content[:] = ["", *shared.texts, *values]
    code = np.where(found.kind == TEXT, found.value + 1, 0)
    code[is_number] = which + 1 + len(shared.texts)
    height, width = (int(of.max(initial=-1)) + 1 for of in (found.row, found.column))
    codes = np.zeros((height, width), np.int64)
    codes[found.row, found.column] = code
    cells: list[list[Any]] = content[codes].tolist()
    return cells


@lru_cache(4096)
def _number(told: int) -> float | date | None:
    """What a number and its format, three digits behind it, are; None where that takes more than a look."""
    number, form = divmod(told, 1000)
    if form == _GENERAL:
        return float(number)
    return _DAY_0 + timedelta(number) if form == _DAY and _FIRST_DAY <= number <= _LAST_DAY else None
