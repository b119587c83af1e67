"""Text whose layer has a page's paragraphs in another order than the page."""

from __future__ import annotations

from open287g.core.thresholds import threshold, whole
from open287g.documents.alignment.align import Alignment, Gap, align
from open287g.documents.pages.running_text import RunningText, reordered

_MOVED_SHARE = threshold("documents", "moved_share")

_MOVED = whole("documents", "moved_words")


def in_order(running: RunningText, alignment: Alignment) -> tuple[RunningText, Alignment, tuple[int, ...]]:
    """`running` with blocks set where the edition has them, aligned again, and the edition's words where each belongs.

    A block is moved when the edition lacks it elsewhere on the same page and the page has most of it out of place.
    """
    moved: list[int] = []
    for _ in range(4):
        misplaced = _misplaced(running, alignment)
        if misplaced is None:
            break
        block, gap = misplaced
        running = reordered(running, (block.doc, block.doc_end), gap.doc)
        moved.append(gap.at)
        alignment = align(running.words, alignment.profile, running.fingerprints)
    return running, alignment, tuple(moved)


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
