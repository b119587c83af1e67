"""Marks that an editor laid over a page: lines through its words, and what hides or covers them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from open287g.documents.pages import pdfium
from open287g.documents.pages.frame import Box, box_of

_MOST = 400
"""Marks of a page, and points of a mark, that are looked at."""
_LINES = ("STRIKEOUT", "INK", "LINE", "POLYLINE")
_COVERING = ("FREETEXT", "STAMP", "SQUARE", "CIRCLE", "POLYGON", "WATERMARK")


def marks_over(page: Any) -> Iterator[tuple[str, Box]]:
    """What each mark of a page does to the words beneath it, and where: `through` (a line from corner to corner),
    `hides` them, or `covers` them, so that only its picture shows what is left to read."""
    for number in range(min(_MOST, max(0, pdfium.FPDFPage_GetAnnotCount(page)))):
        mark = pdfium.FPDFPage_GetAnnot(page, number)
        if not mark:
            continue
        try:
            yield from _of_mark(page, mark, pdfium.FPDFAnnot_GetSubtype(mark))
        finally:
            pdfium.FPDFPage_CloseAnnot(mark)


def _of_mark(page: Any, mark: Any, kind: int) -> Iterator[tuple[str, Box]]:
    if kind in pdfium.codes("FPDF_ANNOT", *_LINES):
        yield from (("through", box) for box in _lines(page, mark, kind))
    elif kind == pdfium.FPDF_ANNOT_REDACT:
        yield from (("hides", box) for box in _marked(page, mark) or _rectangle(page, mark))
    elif kind in pdfium.codes("FPDF_ANNOT", *_COVERING):
        undrawn = kind == pdfium.FPDF_ANNOT_FREETEXT and not is_drawn(mark)
        yield from (("hides" if undrawn else "covers", box) for box in _rectangle(page, mark))


def _lines(page: Any, mark: Any, kind: int) -> Iterator[Box]:
    """The lines of a mark, each as a box from one end to the other."""
    if kind == pdfium.FPDF_ANNOT_STRIKEOUT:
        for box in _marked(page, mark):
            middle = (box.top + box.bottom) / 2
            yield Box(box.left, middle, box.right, middle)
        return
    for points in _strokes(mark, kind):
        placed = (box_of(page, point.x, point.y, point.x, point.y) for point in points)
        for one, other in pairwise(box for box in placed if box):
            yield Box(one.left, one.top, other.left, other.top)


def _strokes(mark: Any, kind: int) -> Iterator[list[Any]]:
    """The points of each stroke of a mark."""
    if kind == pdfium.FPDF_ANNOT_LINE:
        ends = pdfium.FS_POINTF(), pdfium.FS_POINTF()
        if pdfium.FPDFAnnot_GetLine(mark, *ends):
            yield list(ends)
    elif kind == pdfium.FPDF_ANNOT_INK:
        for stroke in range(min(_MOST, pdfium.FPDFAnnot_GetInkListCount(mark))):
            count = min(_MOST, pdfium.FPDFAnnot_GetInkListPath(mark, stroke, None, 0))
            points = (pdfium.FS_POINTF * count)()
            yield list(points) if pdfium.FPDFAnnot_GetInkListPath(mark, stroke, points, count) == count else []
    else:
        count = min(_MOST, pdfium.FPDFAnnot_GetVertices(mark, None, 0))
        points = (pdfium.FS_POINTF * count)()
        yield list(points) if pdfium.FPDFAnnot_GetVertices(mark, points, count) == count else []


def _marked(page: Any, mark: Any) -> list[Box]:
    """The parts of the text that a mark is laid over."""
    boxes = []
    for part in range(min(_MOST, pdfium.FPDFAnnot_CountAttachmentPoints(mark))):
        four = pdfium.FS_QUADPOINTSF()
        if pdfium.FPDFAnnot_GetAttachmentPoints(mark, part, four):
            across, up = (four.x1, four.x2, four.x3, four.x4), (four.y1, four.y2, four.y3, four.y4)
            boxes.append(box_of(page, min(across), min(up), max(across), max(up)))
    return [box for box in boxes if box]


def _rectangle(page: Any, mark: Any) -> list[Box]:
    corners = pdfium.FS_RECTF()
    if not pdfium.FPDFAnnot_GetRect(mark, corners):
        return []
    box = box_of(page, corners.left, corners.bottom, corners.right, corners.top)
    return [box] if box else []


def is_drawn(mark: Any) -> bool:
    """Whether a mark has a picture of its own; without one each program draws it as it likes, pdfium not at all."""
    return bool(pdfium.FPDFAnnot_GetAP(mark, pdfium.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, ctypes.c_ulong(0)) > 2)
