"""What lies on a page beside its content: form fields, which become part of it, and marks, which are told of."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from textwrap import shorten
from typing import Any

from open287g.documents.pages import pdfium
from open287g.documents.pages.frame import upright
from open287g.documents.pages.marks_over import is_drawn

_HARMLESS = ("LINK", "WIDGET", "POPUP")
_NAMES = {
    "STRIKEOUT": "strikeout",
    "INK": "pen stroke",
    "FREETEXT": "typed note",
    "TEXT": "note",
    "STAMP": "stamp",
    "REDACT": "redaction",
    "SQUARE": "box",
    "LINE": "line",
    "HIGHLIGHT": "highlight",
    "CARET": "insertion mark",
}
_MOST = 2_000
"""Annotations of a page that are looked at; a page of an agreement has a dozen."""
_TOLD, _LETTERS = 40, 120
"""Marks of a page that are told, and letters of what each of them says."""
_WRITTEN = ("TEXTFIELD", "COMBOBOX", "LISTBOX")


def set_into_the_pages(handle: Any) -> None:
    """Flatten the pages of an opened PDF of which a form field holds words.

    pdfium's text layer leaves fields out, though they are what an agency typed; flattened, a page holds their words.
    """
    know_the_form(handle)
    for index in range(len(handle)):
        try:
            with upright(handle, index) as page:
                set_into(handle, page)
        except pdfium.PdfiumError:
            continue  # whoever reads its layer says that it cannot be loaded


def know_the_form(handle: Any) -> None:
    """Let pdfium know the fields of an opened PDF: before the first page is loaded."""
    if handle.get_formtype() and handle.formenv is None:
        handle.init_forms()


def set_into(handle: Any, page: Any) -> tuple[tuple[str, ...], bool]:
    """What lies over an opened page, as "typed note: what it says", and whether a form field held words.

    Such a page was flattened, and has to be loaded anew to be read.
    """
    marks, filled = [], False
    for annotation in _annotations(page):
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        if kind not in pdfium.codes("FPDF_ANNOT", *_HARMLESS):
            said = _said(annotation)
            marks.append(f"{_called(kind)}{f': {said}' if said else ''}")
        filled = filled or _holds_words(handle, annotation)
    if filled:
        page.flatten()
    return tuple(dict.fromkeys(marks))[:_TOLD], filled


def may_be_drawn(page: Any) -> Iterator[bool]:
    """Of each thing that lies over an opened page, whether it may show something."""
    unseen = pdfium.codes("FPDF_ANNOT", "LINK", "POPUP")
    return (pdfium.FPDFAnnot_GetSubtype(annotation) not in unseen for annotation in _annotations(page))


def pen_points(page: Any) -> int:
    """How many points the pen strokes over an opened page have, those that bring no picture of their own."""
    return sum(
        pdfium.FPDFAnnot_GetInkListPath(annotation, stroke, None, 0)
        for annotation in _annotations(page)
        if not is_drawn(annotation)
        for stroke in range(min(_MOST, pdfium.FPDFAnnot_GetInkListCount(annotation)))
    )


def _called(kind: int) -> str:
    return dict(zip(pdfium.codes("FPDF_ANNOT", *_NAMES), _NAMES.values(), strict=True)).get(kind, "mark")


def _said(annotation: Any) -> str:
    """What an annotation says of itself, drawn together and cut short."""
    length = min(2 * _MOST, pdfium.FPDFAnnot_GetStringValue(annotation, b"Contents", None, 0))
    value = (ctypes.c_ushort * (length // 2))()
    pdfium.FPDFAnnot_GetStringValue(annotation, b"Contents", value, length)
    return shorten(bytes(value).decode("utf-16-le", "ignore").split("\0")[0], _LETTERS)


def _annotations(page: Any) -> Iterator[Any]:
    for number in range(min(_MOST, max(0, pdfium.FPDFPage_GetAnnotCount(page)))):
        with _annotation(page, number) as annotation:
            if annotation:
                yield annotation


@contextmanager
def _annotation(page: Any, number: int) -> Iterator[Any]:
    annotation = pdfium.FPDFPage_GetAnnot(page, number)
    try:
        yield annotation
    finally:
        if annotation:
            pdfium.FPDFPage_CloseAnnot(annotation)


def _holds_words(handle: Any, annotation: Any) -> bool:
    """Whether an annotation is a form field in which words stand."""
    if handle.formenv is None or pdfium.FPDFAnnot_GetSubtype(annotation) != pdfium.FPDF_ANNOT_WIDGET:
        return False
    if pdfium.FPDFAnnot_GetFormFieldType(handle.formenv, annotation) not in pdfium.codes("FPDF_FORMFIELD", *_WRITTEN):
        return False
    length = pdfium.FPDFAnnot_GetFormFieldValue(handle.formenv, annotation, None, 0)
    if not 2 < length <= 2 * _MOST:
        return bool(length > 2)
    value = (ctypes.c_ushort * (length // 2))()
    pdfium.FPDFAnnot_GetFormFieldValue(handle.formenv, annotation, value, length)
    return bool(bytes(value).decode("utf-16-le", "ignore").strip("\0 \r\n\t"))
