"""Every word of a document judged against its edition: same, changed, doubtful, or not checked and why."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Levenshtein

from open287g.documents.alignment.cells import FILLED, OTHER, SAME, Cell, cells
from open287g.documents.editions.wording import Wording
from open287g.documents.findings.word_classes import classed, is_number, strongest, word_class
from open287g.documents.pages.agency_names import mask
from open287g.documents.pages.margins import clear
from open287g.documents.pages.running_text import RunningText
from open287g.documents.words.likeness import bare, looks
from open287g.documents.words.printed import BLANK, NAME, Printed, named, printed_words
from open287g.documents.words.vocabulary import shipped_vocabulary

SURE, DOUBTFUL = "sure", "doubtful"
UNREAD, MISREAD = "pages without text", "misread"
_JOIN = 1
"""Equal words between two changes that make them one; `_JOIN_LARGE` after a change of `_LARGE` words."""
_JOIN_LARGE, _LARGE = 3, 6
_MISREAD = 0.5
"""Likeness from which, on a scan, a word that is none is taken for the edition's word read badly."""
_LONG_WORD, _NEARLY = 6, 0.75
"""On a scan, a word of so many letters is taken for read when this much of it is, torn or not."""
_ROMAN = re.compile(r"[ivx]{1,5}")
_NO_WORDS = ("@", "www")
"""Mailboxes and links, which are no wording."""
_NAMED = ("Title", "Preamble", "I", "VII")
"""Sections that name the agency: words beside its name go on with it."""
_NAME_ROOM = 12
_OF_A_NAME = frozenset(["of", "the", "and", "for", "by", "through", "at", "in", "on", "de"])
"""Words in small letters that stand inside an agency's name."""
_SIGNS = {"§": ("s", "5", "8", "$", "ss", "88", "6", "g", "3"), "%": ("0",), "1": ("q",)}


@dataclass(frozen=True)
class WordChange:
    """Words [at, at_end) of the edition (`standard`) stand as `words`, [doc, doc_end) of the document.

    `kind` is the class of what changed, `grade` sure or doubtful, `why` what the grade rests on; pages from 1.
    """

    section: str
    page: int
    page_end: int
    standard: str
    words: str
    kind: str
    at: int
    at_end: int
    doc: int
    doc_end: int
    grade: str = SURE
    why: str = ""
    start: int = -1
    end: int = -1


@dataclass(frozen=True)
class Comparison:
    """A document beside its edition: its words in the edition's order, the cells of both, and what changed.

    `unchecked`: how many words of the edition could not be checked, by reason: `UNREAD`, `MISREAD`.
    """

    wording: Wording
    words: tuple[Printed, ...]
    cells: tuple[Cell, ...]
    changes: tuple[WordChange, ...]
    unchecked: dict[str, int] = field(default_factory=dict)


def ordered_words(running: RunningText, left_out: Collection[int] = ()) -> list[Printed]:
    """The printed words of `running` in its order, without the pages (from 0) `left_out`."""
    cleared, _ = clear([page.text for page in running.pages])
    places = {(token.page, token.start): rank for rank, token in enumerate(running.tokens)}
    out: list[tuple[int, int, int, Printed]] = []
    rank = -1
    for page, (before, after) in enumerate(zip(cleared, mask(cleared, running.names), strict=True)):
        rank = max(rank, running.page_starts[page] - 1)
        if page in left_out:
            continue
        for number, word in enumerate(printed_words(named(before, after), page)):
            rank = places.get((page, word.start), rank)
            out.append((rank, page, number, word))
    return [word for *_, word in sorted(out, key=lambda item: item[:3])]


def compared(
    running: RunningText,
    wording: Wording,
    left_out: Collection[int] = (),
    scans: Collection[int] = (),
) -> Comparison:
    """`running` beside `wording`. `left_out`: pages told of as a whole; `scans`: pages that are pictures (from 0)."""
    words = ordered_words(running, left_out)
    found = cells([word.word for word in words], wording)
    judge = _Judge(running, wording, words, set(scans))
    told = list(judge.changes(found))
    changes = tuple(change for change in told if not judge.is_unread(change))
    unchecked = judge.unchecked(found, [change for change in told if judge.is_unread(change)])
    return Comparison(wording, tuple(words), tuple(found), changes, unchecked)


class _Judge:
    def __init__(
        self, running: RunningText, wording: Wording, words: Sequence[Printed], scans: Collection[int]
    ) -> None:
        self._running = running
        self._wording = wording
        self._words = words
        self._plain = [word.word for word in words]
        self._scans = scans
        self._known = shipped_vocabulary()
        own = " ".join(running.names.known_as()).lower()
        self._own = {word for said in (own, re.sub("['’]", "", own)) for word in re.findall(r"[a-z]{3,}", said)}
        self._own |= {word[:-1] for word in self._own if word.endswith("s")}  # "Sheriff s Office"

    def unchecked(self, found: Sequence[Cell], unread: Sequence[WordChange]) -> dict[str, int]:
        """Words of the edition, without blanks, that the pages of `unread` may hold, and those that were misread."""
        counts: Counter[str] = Counter()
        for change in unread:
            counts[UNREAD] += self._size(change.at, change.at_end)
        for cell in found:
            if cell.kind == OTHER and self._is_noise(cell) and not self._reads_alike(cell):
                counts[MISREAD] += self._size(cell.at, cell.at_end)
        return {reason: count for reason, count in counts.items() if count}

    def is_unread(self, change: WordChange) -> bool:
        """Whether the words that a change lacks may stand on pages between its neighbors that could not be read.

        More words than such pages hold are missing all the same.
        """
        if not self._words:
            return False
        absent = (change.at_end - change.at) - (change.doc_end - change.doc)
        before = self._words[change.doc - 1].page if change.doc else -1
        after = self._words[change.doc_end].page if change.doc_end < len(self._words) else len(self._running.pages)
        unread = sum(page.unread for page in self._running.pages[max(0, before) : after + 1])
        room = (unread + 0.5) * len(self._wording.plain) / len(self._running.pages)
        return bool(unread) and 0 < absent <= room

    def _size(self, at: int, at_end: int) -> int:
        return sum(word not in (BLANK, NAME, "@") for word in self._wording.plain[at:at_end])

    def changes(self, found: Sequence[Cell]) -> Iterator[WordChange]:
        """What differs, neighbors joined."""
        telling = [
            index
            for index, cell in enumerate(found)
            if (cell.kind == OTHER and not self._is_noise(cell) and not self._goes_on_a_name(found, index))
            or self._says_more_than_a_name(cell)
        ]
        groups: list[list[int]] = []
        for index in telling:
            if groups and self._together(found, groups[-1], index):
                groups[-1].append(index)
            else:
                groups.append([index])
        for group in groups:
            first, last = found[group[0]], found[group[-1]]
            standard = self._wording.plain[first.at : last.at_end]
            own = self._plain[first.doc : last.doc_end]
            strange = not standard and self._page(first.doc) in self._scans and not any(map(self._is_word, own))
            if "".join(standard) != "".join(own) and not strange:
                yield self._change([found[i] for i in group])

    def _together(self, found: Sequence[Cell], group: Sequence[int], index: int) -> bool:
        """Whether the cell at `index` goes on with the change of `group`: few equal words part them."""
        between = sum(c.at_end - c.at for c in found[group[-1] + 1 : index] if c.kind == SAME)
        size = sum(max(found[i].at_end - found[i].at, found[i].doc_end - found[i].doc) for i in group)
        return between <= (_JOIN_LARGE if size >= _LARGE else _JOIN)

    def _change(self, part: Sequence[Cell]) -> WordChange:
        at, at_end, doc, doc_end = part[0].at, part[-1].at_end, part[0].doc, part[-1].doc_end
        kinds = [classed(self._wording.plain, c.at, c.at_end) for c in part if c.kind != SAME and c.at_end > c.at]
        kinds += [classed(self._plain, c.doc, c.doc_end) for c in part if c.kind != SAME and c.doc_end > c.doc]
        page = self._page(doc)
        return WordChange(
            self._wording.section_at(at if at_end > at else max(0, at - 1)),
            page + 1,
            self._page(max(doc, doc_end - 1)) + 1,
            self._wording.said(at, at_end),
            self._said(doc, doc_end),
            strongest(kinds),
            at,
            at_end,
            doc,
            doc_end,
            start=self._words[min(doc, len(self._words) - 1)].start if self._words else -1,
            end=self._words[min(max(doc, doc_end - 1), len(self._words) - 1)].end if self._words else -1,
        )

    def _page(self, doc: int) -> int:
        return self._words[min(doc, len(self._words) - 1)].page if self._words else 0

    def _said(self, start: int, end: int) -> str:
        parts: list[str] = []
        for page in dict.fromkeys(word.page for word in self._words[start:end]):
            inside = [word for word in self._words[start:end] if word.page == page]
            low, high = min(word.start for word in inside), max(word.end for word in inside)
            parts += self._running.pages[page].text[low:high].split()
        return " ".join(parts)

    def _goes_on_a_name(self, found: Sequence[Cell], index: int) -> bool:
        """Whether the words stand beside a filled-in name or blank, of which they are more words."""
        cell = found[index]
        section = self._wording.section_at(max(0, cell.at - 1))
        standard = self._wording.plain[cell.at : cell.at_end]
        if any(word not in ("lea", "the", "lea's", NAME, BLANK) for word in standard):
            return False
        own = self._plain[cell.doc : cell.doc_end]
        if own and all(word in self._own or word == NAME or self._is_own(word, cell.doc) for word in own):
            return True
        if own == ["of"] and not standard and self._beside_own(cell.doc):
            return True
        if section not in _NAMED or any(word_class(word) in ("modal", "negation", "number", "days") for word in own):
            return False
        low = index
        while low and found[low - 1].kind != SAME:
            low -= 1
        high = index
        while high + 1 < len(found) and found[high + 1].kind != SAME:
            high += 1
        group = found[low : high + 1]
        if any(map(self._is_small, group)):
            return False
        named = any(c.kind == FILLED for c in group) or any(
            word in self._own for c in group for word in self._plain[c.doc : c.doc_end]
        )
        return named and sum(c.doc_end - c.doc for c in group) <= _NAME_ROOM

    def _beside_own(self, doc: int) -> bool:
        """Whether the agency's own words stand on one side of word `doc`."""
        return any(0 <= at < len(self._plain) and self._plain[at] in self._own for at in (doc - 1, doc + 1))

    def _is_small(self, cell: Cell) -> bool:
        """Whether a known word is printed in small letters that no agency's name has so."""
        return any(
            self._running.pages[word.page].text[word.start].islower()
            and word.word not in _OF_A_NAME
            and word.word in self._known
            for word in self._words[cell.doc : cell.doc_end]
        )

    def _says_more_than_a_name(self, cell: Cell) -> bool:
        """Whether words in the place of the agency's name are more than a name: of whom it is a part, say."""
        return (
            cell.kind == FILLED
            and cell.doc_end - cell.doc > 1
            and NAME in self._wording.plain[cell.at : cell.at_end]
            and self._is_small(cell)
        )

    def _is_own(self, word: str, doc: int) -> bool:
        """Whether a word that is none, on a scan, looks like one of the agency's name."""
        if self._page(doc) not in self._scans or self._is_word(word) or len(word) < 4:
            return False
        return any(Levenshtein.normalized_similarity(word, name) >= _MISREAD for name in {*self._own, "office"})

    def _is_noise(self, cell: Cell) -> bool:
        """Whether a reader, not a hand, made the words differ."""
        standard, own = self._both(cell)
        if self._reads_alike(cell):
            return True
        if not standard and all(len(word) == 1 and word not in "0123456789ai" for word in own):
            return True
        if not standard and len(own) == 1 and self._is_page_mark(own[0], cell.doc):
            return True
        if not standard and self._is_revision(cell):
            return True
        if self._page(cell.doc) not in self._scans:
            return False
        return _is_given_up("".join(standard), "".join(own)) or self._is_misread(standard, own)

    def _reads_alike(self, cell: Cell) -> bool:
        """Whether both sides have the same signs, parted or drawn otherwise."""
        standard, own = self._both(cell)
        if _figures(standard) == _figures(own) or {"".join(standard), "".join(own)} == {"1", "i"}:
            return True
        # a form's field drawn through a word
        return len(standard) == 1 and len(own) > 2 and own[0] + own[-1] == standard[0]

    def _both(self, cell: Cell) -> tuple[list[str], list[str]]:
        """The edition's words and the document's, without mailboxes and links."""
        standard, own = self._wording.plain[cell.at : cell.at_end], self._plain[cell.doc : cell.doc_end]
        return [word for word in standard if word not in _NO_WORDS], [word for word in own if word not in _NO_WORDS]

    def _is_page_mark(self, word: str, doc: int) -> bool:
        """Whether a word is the page's number, or a rule drawn with letters."""
        number = word.isdigit() and abs(int(word[:4]) - self._page(doc) - 1) <= 1
        return bool(number or re.fullmatch(r"(.)\1{3,}", word))

    def _is_revision(self, cell: Cell) -> bool:
        """Whether words with digits follow REVISED at a page's foot, which a reader set apart."""
        before = self._plain[max(0, cell.doc - 2) : cell.doc]
        own = self._plain[cell.doc : cell.doc_end]
        on_scan = self._page(cell.doc) in self._scans
        return on_scan and any(w.startswith("revis") for w in before) and all(re.search(r"\d", w) for w in own)

    def _is_misread(self, standard: Sequence[str], own: Sequence[str]) -> bool:
        one, other = "".join(standard), "".join(own)
        if not standard and own[0].startswith("revis") and all(word[0].isdigit() for word in own[1:]):
            return True  # a footer that is not read as one
        if len(standard) == 1 and len(one) >= _LONG_WORD and Levenshtein.normalized_similarity(one, other) >= _NEARLY:
            return other not in self._known
        if looks(bare(one)) == looks(bare(other)) or other in _SIGNS.get(one, ()):
            return len(own) > 1 or (not is_number(one) if is_number(other) else other not in self._known)
        if _ROMAN.fullmatch(one) and len(other) <= len(one) + 1 and not self._is_word(other):
            return True
        if len(one) == 1 and one.isalpha() and other and not self._is_word(other):
            return True
        if not own:
            return one in ("§", "1", "a", "i") or (len(one) == 1 and not one.isdigit())
        if not standard:
            return len(other) < 3 and other not in ("no", "48", "10", "90") and not self._is_word(other)
        if is_number(other) and is_number(one):
            return False
        if any(self._is_word(word) for word in own):
            return False
        return Levenshtein.normalized_similarity(one, other) >= _MISREAD

    def _is_word(self, word: str) -> bool:
        return word in self._known or (is_number(word) and len(word) > 1)


def _figures(words: Sequence[str]) -> str:
    """`words` run together, figures without the commas that part thousands."""
    return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", "".join(words))


def _is_given_up(one: str, other: str) -> bool:
    """Whether `other` is `one` with letters that the reader gave up."""
    return "~" in other and bool(re.fullmatch(".{1,3}".join(map(re.escape, re.split("~+", other))), one))
