"""Reads a list of ICE in whatever form it was saved: known by its content, never by its name."""

from __future__ import annotations

from open287g.archive.workbooks.package import SAVE_AGAIN, UnreadableWorkbook, looks_like
from open287g.archive.workbooks.sheet import Sheet
from open287g.archive.workbooks.workbook import read_workbook

_NO_TEXT = {"a PDF", "nothing at all (it is empty)", "a packed file (gzip)"}
_SPREADSHEETS = {"an old or encrypted Office file", "a workbook saved as XML (Excel 2003)", "a web archive (.mht)"}


def read_list(content: bytes, *, bounded: bool = False, address: str = "") -> Sheet:
    """The list in `content`: a workbook, a web page's table, or lines of cells. Raises UnreadableWorkbook.

    `bounded` is as in `read_workbook`; `address` makes the links of a web page whole.
    """
    if content.startswith(b"PK\x03\x04"):
        return read_workbook(content, bounded=bounded)
    # Few lists are saved so, and what parses pages takes long to load.
    from open287g.archive.workbooks.text_list import read_page_table, read_text

    looks = looks_like(content)
    if looks == "a web page":
        return read_page_table(content, address)
    if looks in _SPREADSHEETS:
        raise UnreadableWorkbook(f"not a workbook that is read: it starts like {looks}{SAVE_AGAIN}")
    if looks in _NO_TEXT:
        raise UnreadableWorkbook(f"not a workbook: it starts like {looks}")
    return read_text(content)
