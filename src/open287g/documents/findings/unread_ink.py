"""Sentences that two readings of a scan lack though ink stands where they would, or may: unread, and not struck."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from open287g.core.errors import InputError
from open287g.documents.findings.word_changes import Comparison, WordChange
from open287g.documents.pages import pdf
from open287g.documents.pages.frame import Box
from open287g.documents.pages.ink import has_ink
from open287g.documents.pages.limits import Limits
from open287g.documents.pages.page_text import Page, boxes_of

_LEAST = 6
"""Words from which what is lost is a line or most of one, which leaves room."""
_ROOM = 0.018
"""Share of a page's height between the words around a loss from which a line of text may stand there."""
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
    """Those of `changes` that lack words of the edition where a scanned page has ink between the words around them, or
    where nobody can tell whether it has."""
    return [
        change
        for change in changes
        if _is_long_loss(change, scans) and _has_ink(handle, pages, found, change, most) is not False
    ]


def undrawn(handle: Any, pages: Sequence[Page], changes: Sequence[WordChange], most: Limits) -> list[int]:
    """The pages of `changes`, from 1, that cannot be drawn."""
    numbers = sorted({change.page for change in changes})
    return [number for number in numbers if _drawn(handle, pages[number - 1], most) is None]


def _drawn(handle: Any, page: Page, most: Limits) -> Any:
    """The gray picture of a page; None where it cannot be drawn."""
    try:
        return pdf.picture(handle, page.number - 1, most, page.turned)
    except InputError:
        return None


def _is_long_loss(change: WordChange, scans: Collection[int]) -> bool:
    lost, own = change.at_end - change.at, change.doc_end - change.doc
    return change.page - 1 in scans and lost >= _LEAST and own <= min(lost // _LEAST, _LEAST)


def _has_ink(handle: Any, pages: Sequence[Page], found: Comparison, change: WordChange, most: Limits) -> bool | None:
    """Whether the page has ink between the last word before a loss and the first after it, or its foot; None where the
    page cannot be drawn, or the place of these words on it is not known."""
    page = pages[change.page - 1]
    beside = [word for word in (change.doc - 1, change.doc_end) if _is_on(found, word, page)]
    places = {word: _box(handle, page, found, word) for word in beside}
    if beside and None in places.values():
        return None
    before, after = places.get(change.doc - 1), places.get(change.doc_end)
    top, bottom = before.bottom if before else 1 - _FOOT, after.top if after else _FOOT
    lines = (bottom - top) / _A_LINE
    if not (before or after) or bottom - top < _ROOM or change.at_end - change.at > lines * _WORDS:
        return False
    drawn = _drawn(handle, page, most)
    if drawn is None:
        return None
    return has_ink(drawn, Box(0.12, top, 0.88, bottom))


def _is_on(found: Comparison, doc: int, page: Page) -> bool:
    """Whether a word of the document stands on `page`."""
    return 0 <= doc < len(found.words) and found.words[doc].page == page.number - 1


def _box(handle: Any, page: Page, found: Comparison, doc: int) -> Box | None:
    """Where a word of the document stands on its `page`; None where that is not known."""
    word = found.words[doc]
    return next(iter(boxes_of(handle, page, word.start, word.end)), None)
