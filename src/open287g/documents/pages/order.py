"""Text whose layer has a page's paragraphs in another order than the page."""

from __future__ import annotations

from open287g.documents.words.align import Alignment, Gap, align
from open287g.documents.words.body import Body, reordered

_MOVED = 30
"""Words of a block that is told of as out of order."""


def in_order(body: Body, alignment: Alignment) -> tuple[Body, Alignment, tuple[int, ...]]:
    """`body` with blocks set where the edition has them, aligned again, and the edition's words at which each belongs.

    A block is moved when the edition lacks it elsewhere on the same page and the page has most of it out of place.
    """
    moved: list[int] = []
    for _ in range(4):
        found = _misplaced(body, alignment)
        if found is None:
            break
        block, gap = found
        body = reordered(body, (block.doc, block.doc_end), gap.doc)
        moved.append(gap.at)
        alignment = align(body.words, alignment.profile, body.marks)
    return body, alignment, tuple(moved)


def _misplaced(body: Body, alignment: Alignment) -> tuple[Gap, Gap] | None:
    for block in alignment.gaps:
        if block.doc_end - block.doc < _MOVED:
            continue
        for gap in alignment.gaps:
            if gap is block or gap.at_end - gap.at < _MOVED or body.page_of(block.doc) != body.page_of(gap.doc):
                continue
            there = [s for s in alignment.strays if block.doc <= s.doc < block.doc_end and gap.at <= s.at < gap.at_end]
            if sum(s.words for s in there) * 2 >= min(gap.at_end - gap.at, block.doc_end - block.doc):
                return block, gap
    return None
