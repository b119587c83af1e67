"""Addresses that a workbook gives by formula: =HYPERLINK("https://...", "link")."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import NamedTuple

_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*)>\s*<(?:\w+:)?f\b([^>]*?)(?:/>|>([^<]*)</(?:\w+:)?f>)")
_PLACE = re.compile(rb"""(?:^|\s)r\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']""")
_SHARED = re.compile(rb"""\ssi\s*=\s*["'](\d+)["']""")
_CALL = re.compile(r"\s*=?\s*HYPERLINK\s*\(", re.IGNORECASE)
_INSIDE = re.compile(r"\bHYPERLINK\s*\(", re.IGNORECASE)
_TERM = re.compile(r"""\s*(?:"((?:[^"]|"")*)"|\$?([A-Z]{1,3})\$?(\d{1,7}))\s*([&,)])""")


class Formula(NamedTuple):
    """A HYPERLINK formula: the cell's column letters and row from 1, its text, and the address; "" if it is unread."""

    letters: str
    row: int
    text: str
    address: str


def link_formulas(xml: bytes, value: Callable[[str, int], str]) -> Iterator[Formula]:
    """The HYPERLINK formulas of a sheet's part; `value` gives the text of another cell that one refers to."""
    # A sheet without formulas has no bracket: that is seen ten times as fast.
    if b"(" not in xml or (b"HYPERLINK" not in xml and b"yperlink(" not in xml):
        return
    shared: dict[bytes, str] = {}
    for cell in _CELL.finditer(xml):
        place, group = _PLACE.search(cell[1]), _SHARED.search(cell[2])
        text = unescape((cell[3] or b"").decode("utf-8", "replace"))
        repeats = group is not None and not text
        if group is not None:
            text = shared.setdefault(group[1], text) if text else shared.get(group[1], "")
        if place is not None and _INSIDE.search(text):
            # A formula shared by several cells refers to other cells in each: only its texts are the same. Which of its
            # addresses a condition chooses is not known here.
            call = _CALL.match(text)
            address = _address(text, call.end(), None if repeats else value) if call else ""
            yield Formula(place[1].decode(), int(place[2]), text, address)


def _address(text: str, at: int, value: Callable[[str, int], str] | None) -> str:
    """The first argument, where it is made of texts and of cells."""
    address = ""
    while term := _TERM.match(text, at):
        if term[2] and value is None:
            break
        address += term[1].replace('""', '"') if value is None or not term[2] else value(term[2], int(term[3]))
        at = term.end()
        if term[4] != "&":
            return address.strip()
    return ""
