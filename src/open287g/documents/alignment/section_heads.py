"""Where each section of an edition begins in a document that is laid out beside it: at its number and heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Levenshtein

from open287g.documents.alignment.cells import Cell
from open287g.documents.words.printed import BLANK, NAME
from open287g.documents.words.vocabulary import shipped_vocabulary

_REACH = 40
"""Words around the place that the layout gives within which a heading is looked for: words joined or torn shift it."""
_HEAD = 3
"""Words of a heading by which it is known."""
_ALIKE = 0.75
"""Likeness from which words are the heading, misread."""
_NUMBER = re.compile(r"[ivxl1|]{1,6}|[a-z]")
"""A section's number: XIV, or a single letter; readers take l and 1 for I."""
_MISREAD = re.compile(r"[ivxl1|tuhmwy]{1,5}")
"""What readers make of one: "Hl" for III, "VU" for VII, "XIT" for XII."""


def section_heads(starts: Sequence[int], there: Sequence[str], here: Sequence[str], cells: Sequence[Cell]) -> list[int]:
    """For each of `starts`, the words of the edition with which its sections begin, the document's word that begins it.

    `there` and `here`: the words of the edition and of the document. A number before a heading is its own.
    """
    return [_head(start, about, there, here) for start, about in zip(starts, _about(starts, cells), strict=True)]


def _about(starts: Sequence[int], cells: Sequence[Cell]) -> Iterator[int]:
    """The places that the layout gives; within a run of equal words, as if none were joined or torn."""
    for start in starts:
        cell = next((cell for cell in cells if cell.at <= start < cell.at_end), None)
        yield min(cell.doc + start - cell.at, cell.doc_end) if cell else 0


def _head(start: int, about: int, there: Sequence[str], here: Sequence[str]) -> int:
    numbered = start < len(there) and _is_number(there[start])
    words = there[start + numbered : start + numbered + _HEAD]
    if any(word in (BLANK, NAME) for word in words):
        return about
    heading = "".join(words)
    near = sorted(range(max(0, about - _REACH), min(len(here), about + _REACH)), key=lambda at: abs(at - about))
    likeness = {at: _likeness(heading, "".join(here[at : at + 2 * _HEAD])) for at in near}
    best = max(near, key=lambda at: likeness[at], default=about)  # of several alike, the nearest
    if likeness.get(best, 0.0) < _ALIKE:
        return about
    return best - 1 if numbered and best and _is_number(here[best - 1]) else best


def _likeness(heading: str, said: str) -> float:
    return Levenshtein.normalized_similarity(heading, said[: len(heading)])


def _is_number(word: str) -> bool:
    return bool(_NUMBER.fullmatch(word) or (_MISREAD.fullmatch(word) and word not in shipped_vocabulary()))
