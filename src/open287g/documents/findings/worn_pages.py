"""Pages that a damaged font or a poor scan garbles all over: there a short word lost is one misreading among many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from open287g.core.thresholds import threshold, whole
from open287g.documents.alignment.cells import OTHER, Cell
from open287g.documents.findings.laid_out import LaidOut
from open287g.documents.findings.misreadings import is_noise, reads_alike
from open287g.documents.findings.word_classes import classed

_SHARE = threshold("documents", "worn_share")
_LEAST = whole("documents", "worn_words")
_WORDS = 2
"""Words of either side up to which a change may be a misreading."""
_SHORT = 3
"""Letters of a word that may be lost where other words are garbled."""
_ALIKE = 0.5
_BESIDE = 2
"""Words on either side among which a torn one holds the letters of one that is lost."""


def worn_pages(laid: LaidOut, found: Sequence[Cell]) -> set[int]:
    """The scanned pages (from 0) of which many words were misread, whatever stands there."""
    sizes = Counter(word.page for word in laid.words)
    misread = Counter(
        laid.page(cell.doc)
        for cell in found
        if cell.kind == OTHER and laid.on_scan(cell.doc) and is_noise(laid, cell) and not reads_alike(laid, cell)
    )
    return {page for page, count in misread.items() if count >= _LEAST and count >= _SHARE * sizes[page]}


def is_one_of_many(laid: LaidOut, at: int, at_end: int, doc: int, doc_end: int) -> bool:
    """Whether words [at, at_end) of the edition, which a worn page has as the words [doc, doc_end), were misread.

    They are a word or two of no weight, and what stands there is no other word.
    """
    standard, own = laid.wording.plain[at:at_end], laid.plain[doc:doc_end]
    if not standard or max(len(standard), len(own)) > _WORDS or any(map(laid.is_word, set(own) - set(standard))):
        return False
    kind = classed(laid.wording.plain, at, at_end)
    if kind == "party":
        said, read = laid.wording.said(at, at_end), laid.said(doc, doc_end)
        return bool(own) and Levenshtein.normalized_similarity(said.lower(), read.lower()) >= _ALIKE
    lost = [word for word in standard if word not in own]
    garbled = [word for word in own if word not in standard]
    beside = laid.plain[max(0, doc - _BESIDE) : doc] + laid.plain[doc_end : doc_end + _BESIDE]
    torn = not own and any(word == "@" or (len(word) > 1 and not laid.is_word(word)) for word in beside)
    return kind == "other" and (bool(garbled) or torn or all(len(word) <= _SHORT for word in lost))
