"""The pictures of pages: those that a page is drawn as, and the largest that it holds."""

from __future__ import annotations

import ctypes
import math
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from open287g.core.errors import InputError
from open287g.documents.pages import laid_over, pdfium
from open287g.documents.pages.frame import upright
from open287g.documents.pages.limits import Limits

OCR_DPI = 200
_KEPT = 48_000_000
"""Points of the pictures of pages that are kept: a letter page at 200 dpi has 3.7 million."""
_STROKES = 50_000
"""Points of the pen strokes over a page that is drawn: a signature has some hundreds."""
_STRIP = 40
"""How many times longer than wide a page is at most that is drawn: engines make a thin picture as wide as they need."""
_DEEP = 3
"""Drawings within drawings in which a page's pictures are looked for."""


@dataclass
class _Known:
    """What was found out about an opened PDF: the share of its largest picture by page, and its last pictures."""

    largest: dict[int, float] = field(default_factory=dict)
    pictures: OrderedDict[tuple[int, ...], Any] = field(default_factory=OrderedDict)


_KNOWN: WeakKeyDictionary[Any, _Known] = WeakKeyDictionary()


def _of_handle(handle: Any) -> _Known:
    return _KNOWN.setdefault(handle, _Known())


def largest_picture(handle: Any, index: int) -> float:
    """The share of page `index` (from 0) that its largest picture covers; 0 without one."""
    known = _of_handle(handle).largest
    if index not in known:
        with upright(handle, index) as page:
            width, height = page.get_size()
            largest = max((area for area in _picture_areas(page, page, _DEEP)), default=0.0)
            known[index] = largest / (width * height) if width * height > 0 else 0.0
    return known[index]


def _picture_areas(page: Any, within: Any, deep: int) -> Iterator[float]:
    """The areas of the pictures of a page, in square points, and of those `within` what it draws, so `deep`.

    As `PdfPage.get_objects` goes through them, without an object for each of the thousands of words.
    """
    count, item_at = (
        (pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject)
        if within is page
        else (pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject)
    )
    kind_of, picture, form = pdfium.FPDFPageObj_GetType, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM
    raw = within.raw if within is page else within
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for number in range(count(raw)):
        item = item_at(raw, number)
        kind = kind_of(item)
        if kind == picture:
            if not pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
                raise pdfium.PdfiumError("a picture has no place")
            yield (right.value - left.value) * (top.value - bottom.value)
        elif kind == form and deep > 1:
            yield from _picture_areas(page, item, deep - 1)


def picture(handle: Any, index: int, limits: Limits, turned: int = 0, *, dpi: int = OCR_DPI) -> Any:
    """Page `index` upright as a gray PIL image of `dpi`, coarser where it would exceed the pixel limit.

    Form fields and the marks of digital signatures are drawn. The last pictures are kept: several readers look at each.
    """
    kept, key = _of_handle(handle).pictures, (index, turned, dpi, limits.pixels)
    if key not in kept:
        kept[key] = _drawn(handle, index, limits, turned, dpi)
    kept.move_to_end(key)
    while len(kept) > 1 and sum(math.prod(image.size) for image in kept.values()) > _KEPT:
        kept.popitem(last=False)
    return kept[key]


def _drawn(handle: Any, index: int, limits: Limits, turned: int, dpi: int) -> Any:
    laid_over.know_the_form(handle)
    try:
        with upright(handle, index, turned) as page:
            width, height = page.get_size()
            if max(width, height) > _STRIP * min(width, height):
                raise InputError(f"page {index + 1} cannot be drawn: it measures {width:g} by {height:g} points")
            scale = dpi / 72
            pixels = width * height * scale * scale
            if pixels > limits.pixels:
                scale *= (limits.pixels / pixels) ** 0.5
            return rendered(page, scale)
    except (pdfium.PdfiumError, ValueError, OverflowError) as error:  # a page without extent, or without bounds
        raise InputError(f"page {index + 1} cannot be drawn: {error}") from None


def rendered(page: Any, scale: float) -> Any:
    """An opened page as a gray PIL image, `scale` times its size in points. Raises PdfiumError where that takes long:
    pdfium draws pen strokes that bring no picture of their own, and takes a minute and a half for a million points.
    """
    if laid_over.pen_points(page) > _STROKES:
        raise pdfium.PdfiumError(f"more than {_STROKES:,} points of pen strokes lie over it")
    return page.render(scale=scale, grayscale=True).to_pil()
