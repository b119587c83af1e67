"""A document's words beside an edition's, with what the judges of one cell ask of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from open287g.documents.alignment.cells import Cell
from open287g.documents.editions.wording import Wording
from open287g.documents.findings.word_classes import is_number
from open287g.documents.pages.running_text import RunningText
from open287g.documents.words.printed import Printed
from open287g.documents.words.vocabulary import Vocabulary, shipped_vocabulary

NO_WORDS = ("@", "www")
"""Mailboxes and links, which are no wording."""
_OF_A_NAME = frozenset(["of", "the", "and", "for", "by", "through", "at", "in", "on", "de"])
"""Words in small letters that stand inside an agency's name."""


@dataclass(frozen=True)
class LaidOut:
    """`words` of the document `running` in the order of `wording`; `scans`: pages (from 0) that are pictures."""

    running: RunningText
    wording: Wording
    words: Sequence[Printed]
    scans: Collection[int] = field(default=())

    @cached_property
    def plain(self) -> list[str]:
        """The document's words alone."""
        return [word.word for word in self.words]

    @cached_property
    def known(self) -> Vocabulary:
        """Words that are words."""
        return shipped_vocabulary()

    @cached_property
    def own(self) -> frozenset[str]:
        """Words of the agency's own name, with and without its apostrophes."""
        name = " ".join(self.running.names.known_as()).lower()
        found = {
            word for said in (name, re.sub("['’]", "", name)) for word in re.findall(r"[a-z]{2,}", said)
        } - _OF_A_NAME
        return frozenset(found | {word[:-1] for word in found if word.endswith("s")})  # "Sheriff s Office"

    def page(self, doc: int) -> int:
        """The page (from 0) of word `doc`, or of the last."""
        return self.words[min(doc, len(self.words) - 1)].page if self.words else 0

    def on_scan(self, doc: int) -> bool:
        """Whether word `doc` stands on a picture of a page."""
        return self.page(doc) in self.scans

    def both(self, cell: Cell) -> tuple[list[str], list[str]]:
        """The edition's words and the document's, without mailboxes and links."""
        standard, own = self.wording.plain[cell.at : cell.at_end], self.plain[cell.doc : cell.doc_end]
        return [word for word in standard if word not in NO_WORDS], [word for word in own if word not in NO_WORDS]

    def is_word(self, word: str) -> bool:
        """Whether a word is a word or a number of two figures and more."""
        return word in self.known or (is_number(word) and len(word) > 1)

    def small_words(self, cell: Cell) -> int:
        """How many known words of a cell are printed in small letters that no agency's name has so."""
        return sum(
            self.running.pages[word.page].text[word.start].islower()
            and word.word not in _OF_A_NAME
            and word.word in self.known
            for word in self.words[cell.doc : cell.doc_end]
        )

    def said(self, start: int, end: int) -> str:
        """What the pages print from word `start` up to `end`."""
        parts: list[str] = []
        for page in dict.fromkeys(word.page for word in self.words[start:end]):
            inside = [word for word in self.words[start:end] if word.page == page]
            low, high = min(word.start for word in inside), max(word.end for word in inside)
            parts += self.running.pages[page].text[low:high].split()
        return " ".join(parts)
