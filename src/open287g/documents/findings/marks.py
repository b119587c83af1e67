"""What lies over a page's words: annotations, pictures. It is said that they are there, not what they do."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from open287g.core.extras import extra
from open287g.documents.pages import pdf
from open287g.documents.pages.page_text import Page

with extra("pdf"):
    import pypdfium2.raw as pdfium_c

_HARMLESS = (pdfium_c.FPDF_ANNOT_LINK, pdfium_c.FPDF_ANNOT_WIDGET, pdfium_c.FPDF_ANNOT_POPUP)
_NAMES = {
    pdfium_c.FPDF_ANNOT_STRIKEOUT: "strikeout",
    pdfium_c.FPDF_ANNOT_INK: "pen stroke",
    pdfium_c.FPDF_ANNOT_FREETEXT: "typed note",
    pdfium_c.FPDF_ANNOT_TEXT: "note",
    pdfium_c.FPDF_ANNOT_STAMP: "stamp",
    pdfium_c.FPDF_ANNOT_REDACT: "redaction",
    pdfium_c.FPDF_ANNOT_SQUARE: "box",
    pdfium_c.FPDF_ANNOT_LINE: "line",
    pdfium_c.FPDF_ANNOT_HIGHLIGHT: "highlight",
    pdfium_c.FPDF_ANNOT_CARET: "insertion mark",
}
_LEAST = 0.0004
"""Share of a page that a picture over its text covers, to be told of: a pasted number is about a thousandth."""


def notes_on(handle: Any, pages: Sequence[Page], scans: Collection[int]) -> tuple[str, ...]:
    """What was seen over the words, by page from 1, as `annotation: strikeout: 4`, `picture: 4`, `pen: unchecked`."""
    out = []
    for index, page in enumerate(pages):
        out += [f"annotation: {name}: {index + 1}" for name in dict.fromkeys(_annotations(handle, index))]
        if index not in scans and page.text.strip() and pdf.largest_picture(handle, index) > _LEAST:
            out.append(f"picture: {index + 1}")
    if scans:
        out.append("pen: unchecked")
    return tuple(out)


def _annotations(handle: Any, index: int) -> Iterator[str]:
    page = handle[index]
    try:
        for number in range(max(0, pdfium_c.FPDFPage_GetAnnotCount(page))):
            annotation = pdfium_c.FPDFPage_GetAnnot(page, number)
            if not annotation:
                continue
            kind = pdfium_c.FPDFAnnot_GetSubtype(annotation)
            pdfium_c.FPDFPage_CloseAnnot(annotation)
            if kind not in _HARMLESS:
                yield _NAMES.get(kind, "mark")
    finally:
        page.close()
