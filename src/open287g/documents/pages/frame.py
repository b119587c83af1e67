"""The one frame of a page: shares of its width and height as a reader holds it, however the file stores it.

A PDF gives places in its own plane, which the page's rotation turns before it is shown; a page scanned on its side is
shown so. `turned` says by how many degrees, clockwise, the page as shown is turned for its text to stand upright.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from open287g.documents.pages import pdfium

_SAMPLE = 16
"""Characters of a page whose angle is looked at."""


@dataclass(frozen=True)
class Box:
    """A rectangle on a page: shares of width and height from the top left corner, 0 to 1."""

    left: float
    top: float
    right: float
    bottom: float


@contextmanager
def upright(handle: Any, index: int, turned: int = 0) -> Iterator[Any]:
    """Page `index` (from 0) turned so that its text stands upright; the PDF's own rotation is set back at the end.

    pdfium orders text and draws by the rotation, so layer, places and picture all come out as on an upright page.
    """
    page = handle[index]
    stored = page.get_rotation()
    try:
        if turned:
            page.set_rotation((stored + turned) % 360)
        yield page
    finally:
        if turned:
            page.set_rotation(stored)
        page.close()


def box_of(page: Any, left: float, bottom: float, right: float, top: float) -> Box | None:
    """The rectangle between two corners of a page's plane, in points; None on a page without extent."""
    return frame_of(page)(left, bottom, right, top)


def frame_of(page: Any) -> Callable[[float, float, float, float], Box | None]:
    """What `box_of` says of an opened `page`, for many rectangles: its own extent is looked up once."""
    low, floor, high, ceiling = page.get_bbox()
    width, height, rotation = high - low, ceiling - floor, page.get_rotation()

    def box(left: float, bottom: float, right: float, top: float) -> Box | None:
        if width <= 0 or height <= 0:
            return None
        stored = Box((left - low) / width, (ceiling - top) / height, (right - low) / width, (ceiling - bottom) / height)
        return _turned(stored, rotation) if rotation else stored

    return box


def around(first: Box, last: Box) -> Box:
    """The smallest box that holds two."""
    left, right = min(first.left, last.left), max(first.right, last.right)
    return Box(left, min(first.top, last.top), right, max(first.bottom, last.bottom))


def layer_turn(page: Any, textpage: Any, count: int) -> int:
    """`turned` by the text layer of `count` characters; 0 where most letters looked at have no angle in common."""
    if not count:
        return 0
    looked_at = range(0, count, max(1, count // _SAMPLE))
    angles: Counter[int] = Counter()
    for index in looked_at:
        angle = pdfium.FPDFText_GetCharAngle(textpage, index)
        if angle < 0:
            continue
        quarter = round(math.degrees(angle) / 90) % 4
        angles[quarter] += 1
        if 2 * angles[quarter] > len(looked_at):
            break  # whatever the rest says
    quarter, votes = angles.most_common(1)[0] if angles else (0, 0)
    return (-90 * quarter - page.get_rotation()) % 360 if votes * 2 > angles.total() else 0


def _turned(box: Box, degrees: int) -> Box:
    """`box` of a page that is turned clockwise."""
    if degrees == 90:
        return Box(1 - box.bottom, box.left, 1 - box.top, box.right)
    if degrees == 180:
        return Box(1 - box.right, 1 - box.bottom, 1 - box.left, 1 - box.top)
    if degrees == 270:
        return Box(box.top, 1 - box.right, box.bottom, 1 - box.left)
    return box
