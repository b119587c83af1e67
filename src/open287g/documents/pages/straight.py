"""Pictures of pages that lie askew: by how much, and where a place on the straightened picture was before."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from open287g.core.thresholds import threshold
from open287g.documents.pages.frame import Box

_STEP, _MOST = 0.25, 3.0
"""Degrees between two angles that are tried, and the largest: what lies more askew never lay on a scanner's glass."""
_LEAST = threshold("documents", "askew_degrees")
_CLEARER = 1.2
"""How much clearer lines must stand apart from the space between them once a picture is turned."""
_SIDE, _SMALL = 1000, 500
"""Points of a side from which a picture is a page's, and of the small picture on which the angle is looked for."""


def askew(image: Any) -> float:
    """By how many degrees counterclockwise a gray picture of a page must be turned for its lines to run level; 0 where
    that is little, or not plain."""
    if min(image.size) < _SIDE:
        return 0.0
    small = image.convert("L").reduce(max(1, round(min(image.size) / _SMALL)))
    ink = np.asarray(small, dtype=np.float32)
    ink = (ink < 0.7 * np.percentile(ink, 80)).astype(np.float32)
    rows, columns = np.nonzero(ink)
    if not len(rows):
        return 0.0
    angles = np.arange(-_MOST, _MOST + _STEP / 2, _STEP)
    clear = {float(angle): _apart(rows, columns, float(angle), ink.shape[0]) for angle in angles}
    best = max(clear, key=lambda angle: clear[angle])
    return best if abs(best) >= _LEAST and clear[best] >= _CLEARER * clear[0.0] else 0.0


def _apart(rows: Any, columns: Any, angle: float, height: int) -> float:
    """How much ink changes from row to row once points are turned by `angle`."""
    level = rows - columns * math.tan(math.radians(angle))
    counts = np.bincount((level - level.min()).astype(int), minlength=height)
    return float(np.square(np.diff(counts)).sum())


def straightened(image: Any, angle: float) -> Any:
    """`image` turned by `angle` degrees counterclockwise, in its own size."""
    return image.convert("L").rotate(angle, resample=3, fillcolor=255) if angle else image


def before(box: Box, angle: float, size: tuple[int, int]) -> Box:
    """Where a box of the straightened picture of `size` stands on the picture as it was; its sides stay as long."""
    width, height = size
    across = ((box.left + box.right) / 2 - 0.5) * width
    down = ((box.top + box.bottom) / 2 - 0.5) * height
    turn = math.radians(angle)
    x = (across * math.cos(turn) - down * math.sin(turn)) / width + 0.5
    y = (across * math.sin(turn) + down * math.cos(turn)) / height + 0.5
    half_width, half_height = (box.right - box.left) / 2, (box.bottom - box.top) / 2
    return Box(x - half_width, y - half_height, x + half_width, y + half_height)
