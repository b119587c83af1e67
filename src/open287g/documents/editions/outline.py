"""Where the sections of a wording begin: at the headings that its clearest document prints."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from open287g.core.errors import NotFoundError
from open287g.documents.editions.consensus import Consensus
from open287g.documents.editions.profile import Profile, Section, profile_of
from open287g.documents.pages.margins import letters
from open287g.documents.words.fingerprints import fingerprints_of

_LAST_WORDS = ("fullest", "extent", "allowed", "by", "law")


def build(name: str, found: Consensus, outline: Sequence[tuple[str, str]], pages: Sequence[str]) -> Profile:
    """The profile of a consensus: its sections begin where `pages`, the clearest document, prints their headings."""
    places = [(token.page, token.start) for token in found.origins]
    starts: list[int] = []
    position = 0
    for section, heading in outline:
        if section == "Signatures":
            position = _after(found.words, _LAST_WORDS, position)
        elif section == "Preamble":
            position = _preamble(found.words)
        elif heading:
            position = bisect_left(places, _heading_place(pages, heading, places[min(position, len(places) - 1)]))
        starts.append(position)
    ends = [*starts[1:], len(found.words)]
    sections = [
        Section(section, heading, found.origins[min(start, len(places) - 1)].page + 1, start, end - start)
        for (section, heading), start, end in zip(outline, starts, ends, strict=True)
    ]
    page_starts = [0] + [i for i, (a, b) in enumerate(pairwise(places), 1) if a[0] != b[0]]
    return profile_of(name, sections, page_starts, found.blanks, fingerprints_of(found.words))


def _preamble(words: Sequence[str]) -> int:
    """The word after the title: the first of "This Memorandum of Agreement", within the first page."""
    return next((at for at in range(60) if tuple(words[at : at + 2]) == ("this", "memorandum")), 3)


def _heading_place(pages: Sequence[str], heading: str, after: tuple[int, int]) -> tuple[int, int]:
    """Page and offset of the line that reads `heading`, its numeral apart, at or after a place."""
    wanted = letters(heading.split(":")[0])
    for page in range(after[0], len(pages)):
        for line in re.finditer(r"[^\r\n]+", pages[page]):
            said = letters(line.group())
            if (page, line.end()) > after and said.endswith(wanted) and len(said) <= len(wanted) + 5:
                return page, line.start()
    raise NotFoundError(f"no line reads {heading!r} after page {after[0] + 1}")


def _after(words: Sequence[str], wanted: Sequence[str], start: int) -> int:
    size = len(wanted)
    for at in range(start, len(words) - size + 1):
        if tuple(words[at : at + size]) == tuple(wanted):
            return at + size
    raise NotFoundError(f"the wording has no {' '.join(wanted)!r} after word {start}")
