"""Whether a part of a page's picture has ink."""

from __future__ import annotations

from typing import Any

import numpy as np

from open287g.documents.pages.frame import Box

_INK = 0.012
"""Share of dark points from which there is text: a page of text has five in a hundred, blank paper with specks none."""
_DARK = 0.6
"""Share of the paper's shade below which a point is dark."""


def has_ink(picture: Any, box: Box) -> bool:
    """Whether the part `box` of a gray picture of a page has as much ink as a line or two of text."""
    shades = np.asarray(picture, dtype=np.float32)
    height, width = shades.shape
    part = shades[int(box.top * height) : int(box.bottom * height), int(box.left * width) : int(box.right * width)]
    return bool(part.size and (part < _DARK * np.percentile(part, 85)).mean() >= _INK)
