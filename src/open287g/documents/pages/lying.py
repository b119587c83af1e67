"""Pages that lie on their side, or stand on their head, in their picture: found, turned, and read upright."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from open287g.core.thresholds import threshold, whole
from open287g.documents.pages import ocr
from open287g.documents.pages.engines import Engine, OcrPage
from open287g.documents.pages.limits import Limits
from open287g.documents.pages.straight import askew, straightened
from open287g.documents.words.vocabulary import Vocabulary

_RUN_DOWN = threshold("documents", "lines_run_down")
_UPRIGHT = threshold("documents", "upright_quality")
_TELLING = whole("documents", "upright_words")


def lies(image: Any) -> bool:
    """Whether the lines of a gray picture run up or down: then ink changes more from column to column than from row
    to row."""
    small = image.reduce(4) if min(image.size) > 400 else image
    ink = np.asarray(small, dtype=np.float32) < 160
    across, down = (float(np.square(np.diff(ink.mean(axis=axis))).sum()) for axis in (1, 0))
    return down > _RUN_DOWN * across


def read_upright(
    image: Any, engine: Engine, cache: Path | None, limits: Limits, vocabulary: Vocabulary
) -> tuple[OcrPage, int]:
    """What `engine` reads on `image`, and by how many degrees clockwise the picture was turned for it.

    A picture that reads well as it lies is read once; else it is turned until it does, and the best reading is given.
    """
    turns = (90, 270, 0, 180) if lies(straightened(image, askew(image))) else (0, 180)
    best: tuple[float, OcrPage, int] | None = None
    for turned in turns:
        read = ocr.read_page(image.rotate(-turned, expand=True) if turned else image, engine, cache, limits)
        quality, words = vocabulary.glance(read.text)
        if best is None or quality * words > best[0]:
            best = (quality * words, read, turned)
        if quality >= _UPRIGHT or words < _TELLING:
            break
    if best is None:  # turns is never empty
        raise AssertionError
    return best[1], best[2]
