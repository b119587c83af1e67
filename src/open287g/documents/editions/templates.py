"""The editions of the agreement, as facts: sections, pages, blanks, and the fingerprint of the wording.

A fingerprint is one 32-bit number for each three consecutive words. It tells whether a page's words are the edition's,
where they belong, and where others stand in their place; it does not hold the wording itself.
Source: derived from signed agreements that ICE published (`derive`); section headings are theirs.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from open287g.core.bundled import read_table, read_text
from open287g.core.cells import csv_text
from open287g.core.errors import NotFoundError
from open287g.core.files import write_atomic
from open287g.documents.editions.consensus import Consensus
from open287g.documents.pages.margins import letters
from open287g.documents.words.words import SHINGLE, Hashes, shingles

_SAVED = {
    "sections": ("profile", "section", "heading", "page", "start", "words"),
    "pages": ("profile", "page", "start"),
    "blanks": ("profile", "at", "words"),
}
Places = npt.NDArray[np.int64]
_LAST_WORDS = ("fullest", "extent", "allowed", "by", "law")


@dataclass(frozen=True)
class Section:
    """A section of a profile: `page` (from 1) and word `start` where it begins, its number of `words`."""

    id: str
    heading: str
    page: int
    start: int
    words: int


@dataclass(frozen=True)
class Profile:
    """One wording. `marks` has one fingerprint a word, but the last two; `page_starts` the first word of each page."""

    id: str
    sections: tuple[Section, ...]
    page_starts: tuple[int, ...]
    blanks: Mapping[int, int]
    marks: Hashes
    order: Places
    """Positions of `marks`, in the order of their values: with `np.searchsorted` it finds where a mark occurs."""

    @property
    def words(self) -> int:
        """How many words the wording has."""
        return len(self.marks) + SHINGLE - 1

    def section_at(self, word: int) -> Section:
        """The section that holds `word`."""
        return max((s for s in self.sections if s.start <= word), key=lambda s: s.start, default=self.sections[0])

    def section(self, name: str) -> Section:
        """The section called `name`; a NotFoundError lists what there is."""
        for section in self.sections:
            if section.id == name:
                return section
        known = ", ".join(section.id for section in self.sections)
        raise NotFoundError(f"{self.id} has no section {name!r}", remedy=f"Its sections: {known}.")

    def page_at(self, word: int) -> int:
        """The page (from 1) on which the edition prints `word`."""
        return int(np.searchsorted(self.page_starts, word, side="right"))

    def find(self, marks: Hashes) -> tuple[Places, Places]:
        """Where `marks` occur here: pairs (index in `marks`, position), every occurrence."""
        sorted_marks = self.marks[self.order]
        left = np.searchsorted(sorted_marks, marks, side="left")
        right = np.searchsorted(sorted_marks, marks, side="right")
        counts = right - left
        index = np.repeat(np.arange(len(marks)), counts)
        offsets = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        return index, self.order[np.repeat(left, counts) + offsets]


@dataclass(frozen=True)
class Edition:
    """An edition of a model; `revisions` are the dates its footer may print, `marks` what tells it apart."""

    id: str
    model: str
    profile: str
    revisions: tuple[str, ...]
    since: str
    marks: str


def profile_of(
    name: str,
    sections: Iterable[Section],
    page_starts: Sequence[int],
    blanks: Mapping[int, int],
    marks: Hashes,
) -> Profile:
    """A profile with its search order."""
    order = np.argsort(marks, kind="stable")
    return Profile(name, tuple(sections), tuple(page_starts), dict(blanks), marks, order)


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
    return profile_of(name, sections, page_starts, found.blanks, shingles(found.words))


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


def _rows(name: str) -> tuple[dict[str, str], ...]:
    return read_table(f"documents/data/{name}.csv")


@cache
def editions() -> tuple[Edition, ...]:
    """The editions known, oldest first."""
    rows = _rows("editions")
    return tuple(
        Edition(r["edition"], r["model"], r["profile"], tuple(r["revisions"].split()), r["since"], r["marks"])
        for r in rows
    )


@cache
def profiles() -> dict[str, Profile]:
    """The wordings the package ships, by id."""
    sections: dict[str, list[Section]] = {}
    for row in _rows("sections"):
        sections.setdefault(row["profile"], []).append(
            Section(row["section"], row["heading"], int(row["page"]), int(row["start"]), int(row["words"]))
        )
    pages: dict[str, list[int]] = {}
    for row in _rows("pages"):
        pages.setdefault(row["profile"], []).append(int(row["start"]))
    blanks: dict[str, dict[int, int]] = {}
    for row in _rows("blanks"):
        blanks.setdefault(row["profile"], {})[int(row["at"])] = int(row["words"])
    return {
        name: profile_of(name, found, pages[name], blanks.get(name, {}), _marks(name))
        for name, found in sections.items()
    }


def outlines() -> dict[str, list[tuple[str, str]]]:
    """Section ids and headings of each profile, in order."""
    out: dict[str, list[tuple[str, str]]] = {}
    for row in _rows("outlines"):
        out.setdefault(row["profile"], []).append((row["section"], row["heading"]))
    return out


def _marks(profile: str) -> Hashes:
    marks = read_text(f"documents/data/fingerprints/{profile}.txt").split()
    return np.array([int(mark, 16) for mark in marks], dtype=np.uint64)


def save(folder: Path, found: Mapping[str, Profile]) -> None:
    """Write `found` as small text files, the same bytes for the same profiles."""
    tables: dict[str, list[Sequence[object]]] = {name: [] for name in _SAVED}
    for name, profile in found.items():
        tables["sections"] += [(name, s.id, s.heading, s.page, s.start, s.words) for s in profile.sections]
        tables["pages"] += [(name, number + 1, start) for number, start in enumerate(profile.page_starts)]
        tables["blanks"] += [(name, at, words) for at, words in sorted(profile.blanks.items())]
        marks = [f"{int(mark):08x}" for mark in profile.marks]
        lines = [" ".join(marks[i : i + 12]) for i in range(0, len(marks), 12)]
        write_atomic(folder / "fingerprints" / f"{name}.txt", ("\n".join(lines) + "\n").encode())
    for table, rows in tables.items():
        write_atomic(folder / f"{table}.csv", csv_text(_SAVED[table], rows).encode())
