"""Words of a text layer that the page does not show as they stand.

They are struck by a line, hidden by a shape, a picture or a mark, or drawn so that nobody sees them.
"""

from __future__ import annotations

import ctypes
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from open287g.documents.pages import pdfium
from open287g.documents.pages.frame import Box, around, box_of, frame_of, upright
from open287g.documents.pages.marks_over import marks_over
from open287g.documents.pages.pdf import text_of
from open287g.documents.pages.without_ink import unseen

THROUGH, HIDDEN, UNDER, UNSEEN = "line through", "painted over", "under a picture", "not shown"
UNDRAWN, CROWDED = "hardly shown", "crowded"
_MOST = 400
"""Drawings of a page that are looked at: a page whose letters are drawn has thousands."""
_POINTS = 400
_DEEP = 4
"""Drawings within drawings that are looked into: an editor that flattens its marks makes one of each."""
_THIN = 0.004
"""Share of a page's height below which a filled shape is a line."""
_CORE = (0.3, 0.75)
"""Part of a word's height, from its top, in which a line runs through it; an underline runs below."""
_LONG = 0.5
"""Share of a word's width that a line runs through to count."""
_BLANK = 0.5
"""Share of a page's words without ink from which its layer says nothing of what it shows, or cannot be drawn."""
_NO_INK = ("INVISIBLE", "CLIP")


_FORM_RULE = re.compile(r"B{4,}|\AB+\Z")
"""Letters that stand for a form's rule, which are drawn in no ink."""


class Gone(NamedTuple):
    """Characters [start, end) of a page's text layer that it does not show as they stand.

    `kind`: THROUGH, HIDDEN, UNSEEN, UNDER a picture or a mark, which may show them all the same, UNDRAWN where the page
    shows hardly any, or CROWDED, of no words, where so much is drawn that not all of it was looked at. `instead`: the
    characters [start, end) of the layer that were set over hidden ones.
    """

    kind: str
    start: int
    end: int
    instead: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class _Drawing:
    """A line from corner to corner (THROUGH), a shape (HIDDEN) or a picture, the `number`th thing that a page draws."""

    kind: str
    box: Box
    number: int


class _Word(NamedTuple):
    """Start, end and box of a word, the place of its text among what the page draws, and whether that has no ink."""

    start: int
    end: int
    box: Box
    number: int
    inkless: bool


def drawn_over(handle: Any, index: int, turned: int = 0) -> list[Gone] | None:
    """The words of the layer of page `index` (from 0) that are struck or hidden, those that stand together as one; None
    where nobody can tell, since the page cannot be drawn.

    A shape hides what was drawn before it alone. Marks that an editor laid over words are drawn after all of them.
    """
    try:
        with upright(handle, index, turned) as page, closing(page.get_textpage()) as textpage:
            order: dict[int, int] = {}
            drawings = list(_drawings(page, order))
            over = {"through": THROUGH, "hides": HIDDEN, "covers": UNDER}
            drawings += [_Drawing(over[does], box, sys.maxsize) for does, box in marks_over(page)]
            words = list(_words(page, textpage, order))
            if not words:
                return []
            boxes = np.array([(each.box.left, each.box.top, each.box.right, each.box.bottom) for each in words])
            lost = unseen(page, boxes)
    except (pdfium.PdfiumError, ValueError, OverflowError):  # the latter of a page without extent, or without bounds
        return None
    places = [(each.start, each.end) for each in words]
    gone = [one for kind, hit in _found(words, boxes, drawings, lost) for one in _together(kind, places, hit)]
    gone += [Gone(CROWDED, 0, 0) for each in drawings if each.kind == CROWDED]
    return [_with_instead(one, words, boxes) if one.kind == HIDDEN else one for one in gone]


def placed_words(handle: Any, index: int, turned: int = 0) -> list[tuple[int, int, Box]]:
    """Start, end and box of each word of the layer of page `index` (from 0) that has a place on it."""
    try:
        with upright(handle, index, turned) as page, closing(page.get_textpage()) as textpage:
            return [(word.start, word.end, word.box) for word in _words(page, textpage, {})]
    except pdfium.PdfiumError:
        return []


def _with_instead(gone: Gone, words: Sequence[_Word], boxes: Any) -> Gone:
    """`gone` with the words that were set at its place, those that the page draws last."""
    hidden = [n for n, word in enumerate(words) if gone.start <= word.start < gone.end]
    first, last = words[hidden[0]], words[hidden[-1]]
    place = around(first.box, last.box)
    over = [
        word
        for word, inside in zip(words, _inside(boxes, place), strict=True)
        if inside and word.number > last.number and word.start >= gone.end
    ]
    follow = all(a.end <= b.start <= a.end + 2 for a, b in pairwise(over))
    return gone._replace(instead=(over[0].start, over[-1].end)) if over and follow else gone


def _found(words: Sequence[_Word], boxes: Any, drawings: Sequence[_Drawing], lost: Any) -> Iterator[tuple[str, Any]]:
    """Which words are gone, by kind; each once."""
    numbers = np.array([each.number for each in words])
    through = _crossed(boxes, [each.box for each in drawings if each.kind == THROUGH])
    hidden, under, pictured = (np.zeros(len(words), dtype=bool) for _ in range(3))
    for each in drawings:
        if each.kind != THROUGH:
            inside = _inside(boxes, each.box)
            hidden |= inside & (numbers < each.number) & (each.kind == HIDDEN)
            under |= inside & (numbers < each.number) & (each.kind == UNDER)
            pictured |= inside & (each.kind == UNDER)
    lost = lost | (np.array([each.inkless for each in words]) & ~pictured)
    cut = _beyond(boxes)
    if (lost & ~cut).sum() > _BLANK * (~cut).sum():
        yield UNDRAWN, ~cut
        lost = cut
    yield HIDDEN, hidden
    yield THROUGH, through & ~hidden
    yield UNDER, under & ~through & ~hidden
    yield UNSEEN, lost & ~under & ~through & ~hidden


def _words(page: Any, textpage: Any, order: dict[int, int]) -> Iterator[_Word]:
    """The words of a page that have a place on it."""
    box_at = frame_of(page)
    for match in re.finditer(r"[^ \r\n\t]+", text_of(textpage)):
        first = pdfium.FPDFText_GetCharIndexFromTextIndex(textpage, match.start())
        last = pdfium.FPDFText_GetCharIndexFromTextIndex(textpage, match.end() - 1)
        if first < 0 or last < first or not any(map(str.isalnum, _FORM_RULE.sub("", match.group()))):
            continue
        begin, end = (box_at(*textpage.get_charbox(at, loose=True)) for at in (first, last))
        drawn = pdfium.FPDFText_GetTextObject(textpage, first)
        if begin and end and drawn:
            inkless = pdfium.FPDFTextObj_GetTextRenderMode(drawn) in pdfium.codes("FPDF_TEXTRENDERMODE", *_NO_INK)
            yield _Word(*match.span(), around(begin, end), order.get(_address(drawn), len(order)), inkless)


def _address(item: Any) -> int:
    return ctypes.cast(item, ctypes.c_void_p).value or 0


def _drawings(page: Any, order: dict[int, int]) -> Iterator[_Drawing]:
    """The lines and shapes of a page; `order` takes in the place of each thing that it draws, by its address."""
    paths = 0
    for number, item in enumerate(page.get_objects(max_depth=_DEEP)):
        order[_address(item.raw)] = number
        if item.type == pdfium.FPDF_PAGEOBJ_IMAGE or (item.type == pdfium.FPDF_PAGEOBJ_PATH and paths < _MOST):
            paths += 1
            left, bottom, right, top = item.get_bounds()
            box = _box(page, _matrices(item), (left, left, right, right), (bottom, top, bottom, top))
            if box and item.type == pdfium.FPDF_PAGEOBJ_IMAGE:
                yield _Drawing(UNDER, box, number)
            elif box:
                yield from (_Drawing(kind, part, number) for kind, part in _path(page, item, box))
    if paths >= _MOST:
        yield _Drawing(CROWDED, Box(0.0, 0.0, 0.0, 0.0), sys.maxsize)


def _path(page: Any, item: Any, box: Box) -> Iterator[tuple[str, Box]]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(item.raw, fill, stroke):
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
    told = pdfium.FPDFPageObj_GetFillColor(item.raw, red, green, blue, alpha)
    return bool(told and alpha.value == 255 and not pdfium.FPDFPageObj_HasTransparency(item.raw))


def _segments(page: Any, item: Any) -> Iterator[Box]:
    """The lines between a path's points, as boxes from one end to the other."""
    matrices = [_matrix(item), *_matrices(item)]
    last: Box | None = None
    for number in range(min(_POINTS, max(0, pdfium.FPDFPath_CountSegments(item.raw)))):
        segment = pdfium.FPDFPath_GetPathSegment(item.raw, number)
        x, y = ctypes.c_float(), ctypes.c_float()
        if not segment or not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        here = _box(page, matrices, (x.value,), (y.value,))
        if here and last and pdfium.FPDFPathSegment_GetType(segment) != pdfium.FPDF_SEGMENT_MOVETO:
            yield Box(last.left, last.top, here.left, here.top)
        last = here


def _matrices(item: Any) -> list[Any]:
    """The matrices of the drawings within drawings in which `item` stands, innermost first."""
    found = []
    while (item := item.container) is not None:
        found.append(_matrix(item))
    return found


def _matrix(item: Any) -> Any:
    matrix = pdfium.FS_MATRIX(1, 0, 0, 1, 0, 0)
    pdfium.FPDFPageObj_GetMatrix(item.raw, matrix)
    return matrix


def _box(page: Any, matrices: Sequence[Any], across: Sequence[float], up: Sequence[float]) -> Box | None:
    """The rectangle around points on the page, which stand within drawings of these matrices."""
    points = list(zip(across, up, strict=True))
    for m in matrices:
        points = [(m.a * x + m.c * y + m.e, m.b * x + m.d * y + m.f) for x, y in points]
    (left, *_, right), (bottom, *_, top) = (sorted([*side, side[0]]) for side in zip(*points, strict=True))
    return box_of(page, left, bottom, right, top)


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


def _beyond(boxes: Any) -> Any:
    """Which words stand beyond the page's edges, as those of a page that was cut."""
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    return (x < 0) | (x > 1) | (y < 0) | (y > 1)


def _together(kind: str, places: Sequence[tuple[int, int]], hit: Any) -> Iterator[Gone]:
    """The places that are hit, those that follow each other as one."""
    start = -1
    for number, (low, _) in enumerate(places):
        if hit[number] and start < 0:
            start = low
        if start >= 0 and hit[number] and (number + 1 == len(places) or not hit[number + 1]):
            yield Gone(kind, start, places[number][1])
            start = -1
