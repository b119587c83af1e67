"""Whether a day in a picture is printed: print has digits of one height on one line, a hand has not."""

from __future__ import annotations

from typing import Any

import numpy as np

from open287g.core.thresholds import threshold, whole
from open287g.documents.pages.frame import Box

_UNEVEN = threshold("documents", "hand_uneven")
_GLYPHS = whole("documents", "hand_glyphs")
_DARK = 140


def unevenness(image: Any, box: Box) -> float | None:
    """How much the heights and feet of the marks in `box` vary, as a share of their height; None where there are too
    few to tell. `image`: the gray picture of the page."""
    width, height = image.size
    crop = image.crop((int(box.left * width), int(box.top * height), int(box.right * width), int(box.bottom * height)))
    ink = np.asarray(crop) < _DARK
    if ink.size == 0:
        return None
    ink = ink & ~_ruled(ink)
    spans = [(top, bottom) for top, bottom in map(_extent, _glyphs(ink)) if bottom - top > 0.3 * ink.shape[0]]
    if len(spans) < _GLYPHS:
        return None
    tops, bottoms = np.array(spans, dtype=float).T
    tall = float(np.median(bottoms - tops))
    return float((_spread(tops) + _spread(bottoms)) / tall)


def printed(image: Any, box: Box) -> bool:
    """Whether what stands in `box` looks printed, typed or stamped; joined or uneven marks look written by hand."""
    found = unevenness(image, box)
    return found is not None and found <= _UNEVEN


def _ruled(ink: Any) -> Any:
    """The rows of a rule under the words."""
    rows: Any = ink.mean(axis=1) > 0.7
    return np.repeat(rows[:, None], ink.shape[1], axis=1)


def _glyphs(ink: Any) -> list[Any]:
    """The picture cut where a column holds no ink."""
    filled = np.flatnonzero(ink.any(axis=0))
    if not len(filled):
        return []
    cuts = np.flatnonzero(np.diff(filled) > 1) + 1
    return [ink[:, part[0] : part[-1] + 1] for part in np.split(filled, cuts) if len(part) > 2]


def _extent(glyph: Any) -> tuple[int, int]:
    rows = np.flatnonzero(glyph.any(axis=1))
    return (int(rows[0]), int(rows[-1])) if len(rows) else (0, 0)


def _spread(values: Any) -> float:
    low, high = np.quantile(values, [0.2, 0.8])
    return float(high - low)
