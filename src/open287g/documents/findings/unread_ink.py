"""Sentences that two readings of a scan lack though ink stands where they would: unread, and not struck."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np

from open287g.core.errors import InputError
from open287g.documents.findings.word_changes import Comparison, WordChange
from open287g.documents.pages import pdf
from open287g.documents.pages.frame import Box
from open287g.documents.pages.limits import Limits
from open287g.documents.pages.page_text import Page, boxes_of

_LEAST = 6
"""Words from which what is lost is a line or most of one, which leaves room."""
_ROOM = 0.018
"""Share of a page's height between the words around a loss from which a line of text may stand there."""
_INK = 0.012
"""Share of dark points from which there is text: a page of text has five in a hundred, blank paper with specks none."""
_DARK = 0.6
"""Share of the paper's shade below which a point is dark."""
_FOOT = 0.92
_A_LINE, _WORDS = 0.014, 20
"""Share of a page's height that a line of text takes, and words that it holds at most: a place holds no more than its
lines do, so that a page that is missing is not taken for one that is unread."""


def unread(
    handle: Any,
    pages: Sequence[Page],
    found: Comparison,
    changes: Sequence[WordChange],
    scans: Collection[int],
    most: Limits,
) -> list[WordChange]:
    """Those of `changes` that lack words of the edition where a scanned page has ink between the words around them."""
    return [
        change for change in changes if _is_long_loss(change, scans) and _has_ink(handle, pages, found, change, most)
    ]


def _is_long_loss(change: WordChange, scans: Collection[int]) -> bool:
    lost, own = change.at_end - change.at, change.doc_end - change.doc
    return change.page - 1 in scans and lost >= _LEAST and own <= min(lost // _LEAST, _LEAST)


def _has_ink(handle: Any, pages: Sequence[Page], found: Comparison, change: WordChange, most: Limits) -> bool:
    """Whether the page has ink between the last word before a loss and the first after it, or its foot."""
    page = pages[change.page - 1]
    before = _box(handle, pages, found, change.doc - 1, page)
    after = _box(handle, pages, found, change.doc_end, page)
    top, bottom = before.bottom if before else 1 - _FOOT, after.top if after else _FOOT
    lines = (bottom - top) / _A_LINE
    if not (before or after) or bottom - top < _ROOM or change.at_end - change.at > lines * _WORDS:
        return False
    try:
        shades = np.asarray(pdf.picture(handle, page.number - 1, most, page.turned), dtype=np.float32)
    except InputError:
        return False
    height, width = shades.shape
    part = shades[int(top * height) : int(bottom * height), int(0.12 * width) : int(0.88 * width)]
    return bool(part.size and (part < _DARK * np.percentile(part, 85)).mean() >= _INK)


def _box(handle: Any, pages: Sequence[Page], found: Comparison, doc: int, page: Page) -> Box | None:
    """Where a word of the document stands, if on `page`."""
    if not 0 <= doc < len(found.words) or found.words[doc].page != page.number - 1:
        return None
    word = found.words[doc]
    return next(iter(boxes_of(handle, pages[word.page], word.start, word.end)), None)
