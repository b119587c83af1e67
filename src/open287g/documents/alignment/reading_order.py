"""Text in another order than its edition's: pages put together wrongly, paragraphs that a layer has out of place."""

from __future__ import annotations

import numpy as np

from open287g.core.thresholds import threshold, whole
from open287g.documents.alignment.align import Alignment, Gap, align
from open287g.documents.pages.running_text import RunningText, rearranged, reordered
from open287g.documents.words.fingerprints import RUN_WORDS

_MOVED_SHARE = threshold("documents", "moved_share")

_MOVED = whole("documents", "moved_words")


def in_order(running: RunningText, alignment: Alignment) -> tuple[RunningText, Alignment, tuple[int, ...]]:
    """`running` with pages and blocks set where the edition has them, aligned again, and the edition's words where each
    belongs.

    A block is moved when the edition lacks it elsewhere on the same page and the page has most of it out of place.
    """
    running, alignment, moved = _with_pages_in_order(running, alignment)
    for _ in range(4):
        misplaced = _misplaced(running, alignment)
        if misplaced is None:
            break
        block, gap = misplaced
        running = reordered(running, (block.doc, block.doc_end), gap.doc)
        moved.append(gap.at)
        alignment = align(running.words, alignment.profile, running.fingerprints)
    return running, alignment, tuple(moved)


def _with_pages_in_order(running: RunningText, alignment: Alignment) -> tuple[RunningText, Alignment, list[int]]:
    """The same for whole pages, which are moved together, where more of the edition's words are found so.

    A page that is there twice adds none, and stays.
    """
    if not alignment.strays:
        return running, alignment, []
    places = _places(running, alignment)
    order = sorted(range(len(places)), key=lambda page: places[page])
    if order == sorted(order):
        return running, alignment, []
    other = rearranged(running, order)
    again = align(other.words, alignment.profile, other.fingerprints)
    if again.matched < alignment.matched + _MOVED:
        return running, alignment, []
    kept = _rising(places)
    return other, again, [int(place) for page, place in enumerate(places) if page not in kept]


def _places(running: RunningText, alignment: Alignment) -> list[float]:
    """Where in the edition the middle of each page stands; a page that the edition has not goes with the one before."""
    out: list[float] = []
    for start, end in running.spans:
        own = running.fingerprints[start : max(start, end - RUN_WORDS + 1)]
        _, places = alignment.profile.find(own)
        is_held = len(own) >= _MOVED and len(np.unique(places)) >= _MOVED_SHARE * len(own)
        out.append(float(np.median(places)) if is_held else out[-1] if out else -1.0)
    return out


def _rising(places: list[float]) -> set[int]:
    """The most pages that stand in the edition's order as they are."""
    best: list[list[int]] = []
    for page, place in enumerate(places):
        before = sorted((run for run in best if places[run[-1]] <= place), key=lambda run: -len(run))
        best.append([*before[0], page] if before else [page])
    return set(sorted(best, key=lambda run: -len(run))[0]) if best else set()


def _misplaced(running: RunningText, alignment: Alignment) -> tuple[Gap, Gap] | None:
    for block in alignment.gaps:
        if block.doc_end - block.doc < _MOVED:
            continue
        for gap in alignment.gaps:
            if gap is block or gap.at_end - gap.at < _MOVED or running.page_of(block.doc) != running.page_of(gap.doc):
                continue
            there = [s for s in alignment.strays if block.doc <= s.doc < block.doc_end and gap.at <= s.at < gap.at_end]
            if sum(s.words for s in there) >= _MOVED_SHARE * min(gap.at_end - gap.at, block.doc_end - block.doc):
                return block, gap
    return None
