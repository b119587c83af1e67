"""Words of a text layer that the page does not show as they stand: struck by a line, hidden by a shape or a picture."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from open287g.core.extras import extra
from open287g.documents.pages.frame import Box, around, box_of, upright

with extra("pdf"):
    import pypdfium2 as pdfium
    import pypdfium2.raw as pdfium_c

THROUGH, HIDDEN, UNDER = "line through", "painted over", "under a picture"
_MOST = 400
"""Drawings of a page that are looked at: a page whose letters are drawn has thousands."""
_POINTS = 400
_THIN = 0.004
"""Share of a page's height below which a filled shape is a line."""
_CORE = (0.3, 0.75)
"""Part of a word's height, from its top, in which a line runs through it; an underline runs below."""
_LONG = 0.5
"""Share of a word's width that a line runs through to count."""


class Gone(NamedTuple):
    """Characters [start, end) of a page's text layer that it does not show as they stand.

    `kind`: THROUGH, HIDDEN, or UNDER a picture, which may show them all the same.
    """

    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class _Drawing:
    """A line from corner to corner (THROUGH), a shape (HIDDEN) or a picture, the `number`th thing that a page draws."""

    kind: str
    box: Box
    number: int


def drawn_over(handle: Any, index: int, turned: int = 0) -> list[Gone]:
    """The words of the layer of page `index` (from 0) that are struck or hidden, those that stand together as one.

    A shape hides what was drawn before it alone. Marks that an editor laid over words to strike them count as lines.
    """
    try:
        with upright(handle, index, turned) as page, closing(page.get_textpage()) as textpage:
            order: dict[int, int] = {}
            drawings = [*_drawings(page, order), *_struck_by_marks(page)]
            words = list(_words(page, textpage, order)) if drawings else []
    except pdfium.PdfiumError:
        return []
    if not words:
        return []
    boxes = np.array([(box.left, box.top, box.right, box.bottom) for _, _, box, _ in words])
    numbers = np.array([number for *_, number in words])
    through = _crossed(boxes, [each.box for each in drawings if each.kind == THROUGH])
    hidden, under = (np.zeros(len(words), dtype=bool) for _ in (HIDDEN, UNDER))
    for each in drawings:
        if each.kind != THROUGH:
            over = (numbers < each.number) & _inside(boxes, each.box)
            hidden |= over & (each.kind == HIDDEN)
            under |= over & (each.kind == UNDER)
    places = [(start, end) for start, end, *_ in words]
    found = ((HIDDEN, hidden), (THROUGH, through & ~hidden), (UNDER, under & ~through & ~hidden))
    return [gone for kind, hit in found for gone in _together(kind, places, hit)]


def _words(page: Any, textpage: Any, order: dict[int, int]) -> Iterator[tuple[int, int, Box, int]]:
    """Start, end and box of each word, and the place among what the page draws of the text that prints it."""
    for match in re.finditer(r"[^ \r\n\t]+", textpage.get_text_range()):
        first = pdfium_c.FPDFText_GetCharIndexFromTextIndex(textpage, match.start())
        last = pdfium_c.FPDFText_GetCharIndexFromTextIndex(textpage, match.end() - 1)
        if first < 0 or last < first or not any(map(str.isalnum, match.group())):
            continue
        begin, end = (box_of(page, *textpage.get_charbox(at, loose=True)) for at in (first, last))
        drawn = pdfium_c.FPDFText_GetTextObject(textpage, first)
        if begin and end and drawn:
            yield *match.span(), around(begin, end), order.get(_address(drawn), len(order))


def _address(item: Any) -> int:
    return ctypes.cast(item, ctypes.c_void_p).value or 0


def _drawings(page: Any, order: dict[int, int]) -> Iterator[_Drawing]:
    """The lines and shapes of a page; `order` takes in the place of each thing that it draws, by its address."""
    paths = 0
    for number, item in enumerate(page.get_objects(max_depth=1)):
        order[_address(item.raw)] = number
        if item.type == pdfium_c.FPDF_PAGEOBJ_IMAGE or (item.type == pdfium_c.FPDF_PAGEOBJ_PATH and paths < _MOST):
            paths += 1
            box = box_of(page, *item.get_bounds())
            if box and item.type == pdfium_c.FPDF_PAGEOBJ_IMAGE:
                yield _Drawing(UNDER, box, number)
            elif box:
                yield from (_Drawing(kind, part, number) for kind, part in _path(page, item, box))


def _path(page: Any, item: Any, box: Box) -> Iterator[tuple[str, Box]]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium_c.FPDFPath_GetDrawMode(item.raw, fill, stroke):
        return
    if fill.value and box.bottom - box.top < _THIN:
        middle = (box.top + box.bottom) / 2
        yield THROUGH, Box(box.left, middle, box.right, middle)
    elif fill.value and _opaque(item):
        yield HIDDEN, box
    elif stroke.value:
        yield from ((THROUGH, part) for part in _segments(page, item))


def _opaque(item: Any) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    told = pdfium_c.FPDFPageObj_GetFillColor(item.raw, red, green, blue, alpha)
    return bool(told and alpha.value == 255 and not pdfium_c.FPDFPageObj_HasTransparency(item.raw))


def _segments(page: Any, item: Any) -> Iterator[Box]:
    """The lines between a path's points, as boxes from one end to the other."""
    matrix = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFPageObj_GetMatrix(item.raw, matrix)
    last: Box | None = None
    for number in range(min(_POINTS, max(0, pdfium_c.FPDFPath_CountSegments(item.raw)))):
        segment = pdfium_c.FPDFPath_GetPathSegment(item.raw, number)
        x, y = ctypes.c_float(), ctypes.c_float()
        if not segment or not pdfium_c.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        across = matrix.a * x.value + matrix.c * y.value + matrix.e
        up = matrix.b * x.value + matrix.d * y.value + matrix.f
        here = box_of(page, across, up, across, up)
        if here and last and pdfium_c.FPDFPathSegment_GetType(segment) != pdfium_c.FPDF_SEGMENT_MOVETO:
            yield Box(last.left, last.top, here.left, here.top)
        last = here


def _struck_by_marks(page: Any) -> Iterator[_Drawing]:
    """A line through the middle of each part of a mark that strikes words out."""
    for number in range(min(_MOST, max(0, pdfium_c.FPDFPage_GetAnnotCount(page)))):
        mark = pdfium_c.FPDFPage_GetAnnot(page, number)
        if not mark:
            continue
        try:
            if pdfium_c.FPDFAnnot_GetSubtype(mark) == pdfium_c.FPDF_ANNOT_STRIKEOUT:
                for part in range(min(_MOST, pdfium_c.FPDFAnnot_CountAttachmentPoints(mark))):
                    four = pdfium_c.FS_QUADPOINTSF()
                    if pdfium_c.FPDFAnnot_GetAttachmentPoints(mark, part, four):
                        yield from _middle_of(page, four)
        finally:
            pdfium_c.FPDFPage_CloseAnnot(mark)


def _middle_of(page: Any, four: Any) -> Iterator[_Drawing]:
    across, up = (four.x1, four.x2, four.x3, four.x4), (four.y1, four.y2, four.y3, four.y4)
    box = box_of(page, min(across), min(up), max(across), max(up))
    if box:
        middle = (box.top + box.bottom) / 2
        yield _Drawing(THROUGH, Box(box.left, middle, box.right, middle), 0)


def _crossed(boxes: Any, lines: Sequence[Box]) -> Any:
    """Which words have lines through half of their width and more, within the core of their height."""
    left, top, right, bottom = boxes.T
    width, height = np.maximum(right - left, 1e-6), np.maximum(bottom - top, 1e-6)
    covered = np.zeros(len(boxes))
    for line in lines:
        low, high = sorted((line.left, line.right))
        reach = np.minimum(right, high) - np.maximum(left, low)
        half = (np.maximum(left, low) + np.minimum(right, high)) / 2
        at = (half - line.left) / ((line.right - line.left) or 1e-9)
        middle = (line.top + at * (line.bottom - line.top) - top) / height
        covered += np.where((reach > 0) & (middle > _CORE[0]) & (middle < _CORE[1]), reach, 0)
    return covered >= _LONG * width


def _inside(boxes: Any, box: Box) -> Any:
    """Which words have their middle in `box`."""
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    return (x > box.left) & (x < box.right) & (y > box.top) & (y < box.bottom)


def _together(kind: str, places: Sequence[tuple[int, int]], hit: Any) -> Iterator[Gone]:
    """The places that are hit, those that follow each other as one."""
    start = -1
    for number, (low, _) in enumerate(places):
        if hit[number] and start < 0:
            start = low
        if start >= 0 and hit[number] and (number + 1 == len(places) or not hit[number + 1]):
            yield Gone(kind, start, places[number][1])
            start = -1
