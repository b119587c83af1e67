"""The editions of the agreement, as facts: sections, pages, blanks, and the fingerprint of the wording.

A fingerprint is one 32-bit number for each three consecutive words. It tells whether a page's words are the edition's,
where they belong, and where others stand in their place; it does not hold the wording itself.
Source: derived from signed agreements that ICE published (`from_documents`); section headings are theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from open287g.core.errors import NotFoundError
from open287g.documents.words.fingerprints import RUN_WORDS, Fingerprints

Places = npt.NDArray[np.int64]


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
    """One wording: `fingerprints` one a word, but the last two; `page_starts` the first word of each page."""

    id: str
    sections: tuple[Section, ...]
    page_starts: tuple[int, ...]
    blanks: Mapping[int, int]
    fingerprints: Fingerprints
    order: Places
    """Positions of `fingerprints`, in the order of their values: with `np.searchsorted` it finds where one occurs."""

    @property
    def words(self) -> int:
        """How many words the wording has."""
        return len(self.fingerprints) + RUN_WORDS - 1

    @cached_property
    def _in_order(self) -> tuple[Fingerprints, Places]:
        """The fingerprints in the order of their values, and how often each stands there from its place on."""
        in_order = self.fingerprints[self.order]
        return in_order, np.searchsorted(in_order, in_order, side="right") - np.arange(len(in_order))

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

    def find(self, fingerprints: Fingerprints) -> tuple[Places, Places]:
        """Where `fingerprints` occur here: pairs (index in `fingerprints`, position), every occurrence."""
        in_order, repeats = self._in_order
        if not len(in_order):
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        left = np.minimum(np.searchsorted(in_order, fingerprints), len(in_order) - 1)
        counts = np.where(in_order[left] == fingerprints, repeats[left], 0)
        index = np.repeat(np.arange(len(fingerprints)), counts)
        offsets = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        return index, self.order[np.repeat(left, counts) + offsets]


def profile_of(
    name: str,
    sections: Iterable[Section],
    page_starts: Sequence[int],
    blanks: Mapping[int, int],
    fingerprints: Fingerprints,
) -> Profile:
    """A profile with its search order."""
    order = np.argsort(fingerprints, kind="stable")
    return Profile(name, tuple(sections), tuple(page_starts), dict(blanks), fingerprints, order)
