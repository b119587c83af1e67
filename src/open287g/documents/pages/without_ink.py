"""Words of a text layer at whose place the page's picture has no ink: drawn in white, in nothing, or not at all."""

from __future__ import annotations

from typing import Any

import numpy as np

from open287g.core.thresholds import threshold
from open287g.documents.pages import pdfium
from open287g.documents.pages.pictures import rendered

_DPI = 100
_PIXELS = 12_000_000
"""Points of the picture; of a page that is larger than twelve of letter size it is coarser, down to `_COARSEST`."""
_COARSEST = 50
_CONTRAST = threshold("documents", "ink_contrast")
_CORE = (0.3, 0.7)
"""Part of a word's height, from its top, where every letter has ink, and neither an underline nor the line above."""
_LEAST_HEIGHT = threshold("documents", "least_letters")
"""Height in points of letters with room above and below, under which nobody reads them."""


def unseen(page: Any, boxes: Any) -> Any:
    """Which of the words in `boxes`, rows of left, top, right and bottom in shares of the page, nobody sees.

    `page`: the opened page, upright. What lies on it, form fields but not their marks, is drawn with it. Raises
    PdfiumError where it cannot be drawn finely enough.
    """
    scale = min(_DPI / 72, (_PIXELS / max(1.0, page.get_width() * page.get_height())) ** 0.5)
    if scale * 72 < _COARSEST:
        raise pdfium.PdfiumError("the page is too large for its letters to be seen")
    shades = np.asarray(rendered(page, scale), dtype=np.int16)
    height, width = shades.shape
    points = page.get_height()
    tall = boxes[:, 3] - boxes[:, 1]
    out = tall * points < _LEAST_HEIGHT
    places = np.column_stack((boxes[:, 1] + _CORE[0] * tall, boxes[:, 1] + _CORE[1] * tall))
    rows = np.clip(places * height, -1, height).astype(int)
    columns = np.clip(boxes[:, [0, 2]] * width, -1, width).astype(int)
    for word in np.flatnonzero(~out):
        (top, bottom), (left, right) = rows[word], columns[word]
        part = shades[max(top, 0) : bottom + 1, max(left, 0) : right + 1]
        out[word] = part.size == 0 or part.max() - part.min() < _CONTRAST
    return out
