"""A PDF opened with care, and the text layers of its pages; their pictures are made in `pictures`."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import starmap
from pathlib import Path
from typing import Any

from open287g.core.errors import InputError
from open287g.documents.pages import pdfium
from open287g.documents.pages.frame import Box, around, frame_of, layer_turn, upright
from open287g.documents.pages.limits import Limits
from open287g.documents.pages.pictures import OCR_DPI as OCR_DPI
from open287g.documents.pages.pictures import largest_picture as largest_picture
from open287g.documents.pages.pictures import picture as picture

_STRUCK_TWICE = 100
"""Parts of a page's side within one of which the same word twice is one word."""
_ATTACHED, _ATTACHED_NAME = 20, 80
"""Files within a PDF that are told of, and the letters of their names."""
_HTML = re.compile(rb"\A\s*(<!doctype\s+html|<html|<\?xml|<head|<running)", re.IGNORECASE)
_WORD = "Lay a draft (.docx) beside its edition: open287g documents compare WSO-2025 draft.docx; or save it as PDF."
_SIGNED_AT = re.compile(r"D:(\d{4})(\d{2})(\d{2})")


def content_of(path: Path, limits: Limits) -> bytes:
    """The bytes of `path`, once it is plain that they may be a PDF of bearable size."""
    check_head(path, limits)
    return path.read_bytes()


def check_head(path: Path, limits: Limits) -> None:
    """Raise an InputError unless `path` may be a PDF of bearable size, by its length and its first bytes."""
    if path.is_dir():
        raise InputError("a folder that may not be opened", where=str(path), remedy="Ask for the right to read it.")
    if not path.is_file():
        what = "no file but a device or a pipe" if path.exists() else "there is no such file"
        raise InputError(what, where=str(path), remedy="Check the path; a folder is searched for *.pdf.")
    size = path.stat().st_size
    if size > limits.bytes:
        raise InputError(f"the file has {size:,} bytes; at most {limits.bytes:,} are read", where=str(path))
    with path.open("rb") as handle:
        content = handle.read(1024)
    if not content:
        raise InputError("the file is empty", where=str(path), remedy="Fetch it again.")
    if _HTML.match(content):
        raise InputError(
            "this is a web page under a PDF's name",
            where=str(path),
            remedy="The server answered with a page (often 403 or 404). Fetch the handle again.",
        )
    if b"%PDF-" not in content and path.suffix.lower() in (".docx", ".doc"):
        raise InputError("a Word file and no PDF", where=str(path), remedy=_WORD)
    if b"%PDF-" not in content:
        raise InputError("not a PDF: no %PDF- mark at its start", where=str(path), remedy="Fetch it again.")


@contextmanager
def opened(content: bytes | Path, where: str, limits: Limits) -> Iterator[Any]:
    """The pypdfium2 handle of `content`, bytes or a path; a password, damage or too many pages is an InputError."""
    try:
        handle = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        raise _cannot_open(error, where, content) from None
    try:
        count = len(handle)
        if count == 0:
            raise InputError("the PDF has no pages", where=where, remedy="Fetch it again.")
        if count > limits.pages:
            raise InputError(f"the PDF has {count:,} pages; at most {limits.pages} are read", where=where)
        yield handle
    finally:
        handle.close()


def _cannot_open(error: Exception, where: str, content: bytes | Path) -> InputError:
    """Why a PDF cannot be opened. Of one without a page pdfium says what it said of the file before."""
    held = content if isinstance(content, bytes) else content.read_bytes()
    if "password" in str(error).lower() and b"/Encrypt" in held:
        return InputError(
            "the PDF asks for a password", where=where, remedy="Save a copy without a password and read that."
        )
    what = str(error) if not re.search("password|success", str(error), re.IGNORECASE) else "no page of it can be found"
    return InputError(f"the PDF is damaged: {what}", where=where, remedy="Fetch it again.")


def attached(handle: Any) -> list[str]:
    """The names of the files that lie within the PDF, at most `_ATTACHED`."""
    names = []
    for number in range(min(_ATTACHED, handle.count_attachments())):
        try:
            names.append(" ".join(str(handle.get_attachment(number).get_name()).split())[:_ATTACHED_NAME])
        except (pdfium.PdfiumError, UnicodeError):
            names.append("?")
    return names


def layer_text(handle: Any, index: int, limits: Limits, turned: int | None = None) -> tuple[str, int]:
    """The text layer of page `index` (from 0) and how it is `turned`, found by its letters where it is not given.

    A page that cannot be loaded is an InputError naming it.
    """
    with loaded(handle, index, turned or 0) as page:
        text, lies = layer_on(page, index, limits, turned)
    return layer_text(handle, index, limits, lies) if lies else (text, turned or 0)


@contextmanager
def loaded(handle: Any, index: int, turned: int = 0) -> Iterator[Any]:
    """Page `index` (from 0) turned to be read; what pdfium cannot do with it is an InputError naming it."""
    try:
        with upright(handle, index, turned) as page:
            yield page
    except pdfium.PdfiumError as error:
        raise InputError(f"page {index + 1} cannot be read: {error}") from None


def layer_on(page: Any, index: int, limits: Limits, turned: int | None = None) -> tuple[str, int]:
    """The text layer of a `page` that is loaded, and how it lies: empty where it is to be read turned."""
    with closing(page.get_textpage()) as textpage:
        count = textpage.count_chars()
        if count > limits.page_characters:
            most = f"at most {limits.page_characters:,} are read"
            raise InputError(f"page {index + 1} holds {count:,} characters; {most}")
        lies = layer_turn(page, textpage, count) if turned is None else 0
        return "" if lies else text_of(textpage), lies


def text_of(textpage: Any) -> str:
    """The text of a page, each character at the place that pdfium counts: those beyond the first plane take two."""
    text: str = textpage.get_text_range()
    return text if text.isascii() else re.sub("[\U00010000-\U0010ffff]", lambda match: f"{match.group()}\u200b", text)


def words(handle: Any, index: int, turned: int = 0) -> list[tuple[str, Box]]:
    """The words of page `index` with their boxes, in the order of the layer; a word struck twice over itself once."""
    boxed: dict[tuple[str, int, int], tuple[str, Box]] = {}
    with upright(handle, index, turned) as page, closing(page.get_textpage()) as textpage:
        box_at = frame_of(page)
        for match in re.finditer(r"[^ \r\n\t]+", text_of(textpage)):
            first = pdfium.FPDFText_GetCharIndexFromTextIndex(textpage, match.start())
            last = pdfium.FPDFText_GetCharIndexFromTextIndex(textpage, match.end() - 1)
            if first < 0 or last < first:
                continue
            begin, end = (box_at(*textpage.get_charbox(at)) for at in (first, last))
            if begin and end:
                box = around(begin, end)
                place = (match.group(), round(box.left * _STRUCK_TWICE), round(box.top * _STRUCK_TWICE))
                boxed.setdefault(place, (match.group(), box))
    return list(boxed.values())


def range_boxes(handle: Any, index: int, start: int, end: int, turned: int = 0) -> list[Box]:
    """The rectangles that characters `start` to `end` (offsets in `layer_text`) cover on page `index`."""
    with upright(handle, index, turned) as page, closing(page.get_textpage()) as textpage:
        first = pdfium.FPDFText_GetCharIndexFromTextIndex(textpage, start)
        count = textpage.count_rects(max(first, 0), end - start)
        boxes = list(starmap(frame_of(page), map(textpage.get_rect, range(count))))
        return [box for box in boxes if box]


def signature_days(handle: Any) -> list[str]:
    """Days (YYYY-MM-DD) on which the PDF's own digital signatures say they were made."""
    days = []
    for number in range(max(0, pdfium.FPDF_GetSignatureCount(handle))):
        signature = pdfium.FPDF_GetSignatureObject(handle, number)
        length = pdfium.FPDFSignatureObj_GetTime(signature, None, 0)
        if 0 < length < 100:
            buffer = ctypes.create_string_buffer(length)
            pdfium.FPDFSignatureObj_GetTime(signature, buffer, length)
            match = _SIGNED_AT.match(buffer.value.decode("ascii", "ignore"))
            if match:
                days.append("-".join(match.groups()))
    return days
