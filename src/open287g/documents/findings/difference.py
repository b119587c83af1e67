"""One difference between a document and its edition."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Difference:
    """One difference: `kind` negotiated, edition or assembly; `what` tells it more closely (added, replaced, removed,
    addendum, signatory, text lost, letters missing, page missing, blank page, foreign page, repeated page, repeated
    text, moved, out of order, other agency, line on pages).

    `page` and `page_end` from 1; `words` as the pages print them, empty where words are absent; `missing`: how many of
    the edition's words are absent; `like`: the edition whose wording stands there, or what a foreign page is
    (certificate, resolution and so on); `confidence` 0 to 1.
    `standard`: the edition's words at the place; `word_class`: what kind of word changed (`word_classes`); `grade`:
    sure, or doubtful where two readings of the page do not agree; `why`: what the grade rests on. `start` and `end`:
    where in the text of `page` the words stand, or would stand; -1 where that is not known.
    """

    kind: str
    what: str
    section: str
    page: int
    page_end: int
    words: str
    missing: int = 0
    like: str = ""
    confidence: float = 0.9
    standard: str = ""
    word_class: str = ""
    grade: str = "sure"
    why: str = ""
    start: int = -1
    end: int = -1
