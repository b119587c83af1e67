"""Every word of a document judged against its edition: same, changed, doubtful, or not checked and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from open287g.core.thresholds import threshold
from open287g.documents.alignment.cells import OTHER, SAME, Cell, cells
from open287g.documents.editions.wording import Wording
from open287g.documents.findings.filled_in import (
    goes_on_a_name,
    is_a_letterhead,
    is_of_the_signatures,
    says_more_than_filled_in,
    sentences_apart,
)
from open287g.documents.findings.laid_out import LaidOut
from open287g.documents.findings.misreadings import drawn_through, is_joined, is_noise, reads_alike
from open287g.documents.findings.word_classes import classed, strongest
from open287g.documents.findings.worn_pages import is_one_of_many, worn_pages
from open287g.documents.pages.agency_names import mask
from open287g.documents.pages.margins import clear
from open287g.documents.pages.running_text import RunningText
from open287g.documents.words.printed import BLANK, NAME, Printed, named, printed_words
from open287g.documents.words.vocabulary import shipped_vocabulary

SURE, DOUBTFUL = "sure", "doubtful"
UNREAD, MISREAD = "pages without text", "misread"
BESIDE = "the picture reads so, and the words that the file holds do not"
"""Why a change is told that the picture of a page has and the words that the file holds beside it have not."""
_READABLE = threshold("documents", "readable_page")
_CODES = (("u", "s", "c"), ("c", "f", "r"))
_WORD = 5
"""Letters from which what a reader has and no edition may be a word that somebody put in."""
_JOIN = 1
"""Equal words between two changes that make them one; `_JOIN_LARGE` after a change of `_LARGE` words."""
_JOIN_LARGE, _LARGE = 3, 6


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
    for page, (before, after) in enumerate(zip(cleared, mask(cleared, running.names), strict=True)):
        rank = running.spans[page][0] - 1
        if page in left_out:
            continue
        printed = [part for word in printed_words(named(before, after), page) for part in _parted(word)]
        for number, word in enumerate(printed):
            rank = places.get((page, word.start), rank)
            out.append((rank, page, number, word))
    return [word for *_, word in sorted(out, key=lambda item: item[:3])]


def _parted(word: Printed) -> Iterator[Printed]:
    """`word`, or two where a reader joined "not" to the word before: "willnot" is no misread will."""
    first = word.word.removesuffix("not")
    known = shipped_vocabulary()
    if first != word.word and first in known and word.word not in known:
        yield Printed(first, word.page, word.start, word.end - 3)
        yield Printed("not", word.page, word.end - 3, word.end)
    else:
        yield word


def compared(
    running: RunningText,
    wording: Wording,
    left_out: Collection[int] = (),
    scans: Collection[int] = (),
) -> Comparison:
    """`running` beside `wording`. `left_out`: pages told of as a whole; `scans`: pages that are pictures (from 0)."""
    words = ordered_words(running, left_out)
    laid = LaidOut(running, wording, words, frozenset(scans))
    found = sentences_apart(laid, cells(laid.plain, wording))
    judge = _Judge(laid, worn_pages(laid, found))
    told = list(judge.changes(found))
    unread = [change for change in told if judge.is_unread(change)]
    garbled = [change for change in told if change not in unread and judge.is_garbled(change)]
    changes = tuple(change for change in told if change not in unread and change not in garbled)
    return Comparison(wording, tuple(words), tuple(found), changes, judge.unchecked(found, unread, garbled))


class _Judge:
    """What differs in the cells of a document laid out beside an edition."""

    def __init__(self, laid: LaidOut, worn: Collection[int]) -> None:
        self._laid = laid
        self._worn = worn

    def unchecked(
        self, found: Sequence[Cell], unread: Sequence[WordChange], garbled: Sequence[WordChange]
    ) -> dict[str, int]:
        """Words of the edition, without blanks, that the pages of `unread` may hold, and those that were misread."""
        counts: Counter[str] = Counter()
        for reason, some in ((UNREAD, unread), (MISREAD, garbled)):
            for change in some:
                counts[reason] += self._size(change.at, change.at_end)
        for cell in found:
            if cell.kind == OTHER and is_noise(self._laid, cell) and not reads_alike(self._laid, cell):
                counts[MISREAD] += self._size(cell.at, cell.at_end)
        return {reason: count for reason, count in counts.items() if count}

    def is_unread(self, change: WordChange) -> bool:
        """Whether the words that a change lacks may stand on pages between its neighbors that could not be read.

        More words than such pages hold are missing all the same.
        """
        words, pages = self._laid.words, self._laid.running.pages
        if not words:
            return False
        absent = (change.at_end - change.at) - (change.doc_end - change.doc)
        before = words[change.doc - 1].page if change.doc else -1
        after = words[change.doc_end].page if change.doc_end < len(words) else len(pages)
        unread = sum(page.unread for page in pages[max(0, before) : after + 1])
        fullest = max(Counter(word.page for word in words).values())
        room = (unread + 0.5) * max(fullest, len(self._laid.wording.plain) / len(pages))
        return bool(unread) and 0 < absent <= room

    def is_garbled(self, change: WordChange) -> bool:
        """Whether a change stands on a page most of whose words are none, and is not of known words alone; or is one
        more misreading of a page that has many, or the title of a code lost on a scan: "8" before "U.S.C."."""
        if change.page - 1 in self._worn and is_one_of_many(
            self._laid, change.at, change.at_end, change.doc, change.doc_end
        ):
            return True
        if self._is_of_a_code(change):
            return True
        page = self._laid.running.pages[change.page - 1]
        own = self._laid.plain[change.doc : change.doc_end]
        garbled = page.number - 1 in self._laid.scans and page.quality < _READABLE
        return garbled and (not own or not all(map(self._laid.is_word, own)))

    def _is_of_a_code(self, change: WordChange) -> bool:
        """Whether all that a scan lacks is the figure before U.S.C. or C.F.R., without which a citation is none."""
        lost, on_scan = self._laid.wording.plain[change.at : change.at_end], change.page - 1 in self._laid.scans
        code = self._laid.wording.plain[change.at_end : change.at_end + 3]
        return on_scan and not change.words and len(lost) == 1 and lost[0].isdigit() and code in _CODES

    def _size(self, at: int, at_end: int) -> int:
        return sum(word not in (BLANK, NAME, "@") for word in self._laid.wording.plain[at:at_end])

    def changes(self, found: Sequence[Cell]) -> Iterator[WordChange]:
        """What differs, neighbors joined."""
        laid = self._laid
        groups: list[list[int]] = []
        for index in (index for index, cell in enumerate(found) if self._tells(found, index, cell)):
            if groups and self._together(found, groups[-1], index):
                groups[-1].append(index)
            else:
                groups.append([index])
        for group in groups:
            first, last = found[group[0]], found[group[-1]]
            standard = laid.wording.plain[first.at : last.at_end]
            own = laid.plain[first.doc : last.doc_end]
            letters = any(
                len(word) >= _WORD and word.isalpha() for word in own
            )  # what nobody wrote, two readers differ on
            strange = not standard and laid.on_scan(first.doc) and not letters and not any(map(laid.is_word, own))
            apart = is_of_the_signatures(laid, first.doc, last.doc_end) or is_a_letterhead(
                laid, first.at, first.doc, last.doc_end
            )
            strange = strange or (not standard and apart)
            torn = drawn_through(standard, own) if own else is_joined(laid, first.at, last.at_end, first.doc)
            if "".join(standard) != "".join(own) and not strange and not torn:
                yield self._change([found[i] for i in group])

    def _tells(self, found: Sequence[Cell], index: int, cell: Cell) -> bool:
        """Whether a cell is more than noise and what was filled in."""
        if cell.kind != OTHER:
            return says_more_than_filled_in(self._laid, cell)
        return not is_noise(self._laid, cell) and not goes_on_a_name(self._laid, found, index)

    def _together(self, found: Sequence[Cell], group: Sequence[int], index: int) -> bool:
        """Whether the cell at `index` goes on with the change of `group`: few equal words part them."""
        between = sum(c.at_end - c.at for c in found[group[-1] + 1 : index] if c.kind == SAME)
        if between <= _JOIN or between > _JOIN_LARGE:
            return between <= _JOIN
        size = sum(max(found[i].at_end - found[i].at, found[i].doc_end - found[i].doc) for i in group)
        return size >= _LARGE

    def _change(self, part: Sequence[Cell]) -> WordChange:
        laid = self._laid
        at, at_end, doc, doc_end = part[0].at, part[-1].at_end, part[0].doc, part[-1].doc_end
        kinds = [classed(laid.wording.plain, c.at, c.at_end) for c in part if c.kind != SAME and c.at_end > c.at]
        kinds += [classed(laid.plain, c.doc, c.doc_end) for c in part if c.kind != SAME and c.doc_end > c.doc]
        last = len(laid.words) - 1
        return WordChange(
            laid.wording.section_at(at if at_end > at else max(0, at - 1)),
            laid.page(doc) + 1,
            max(laid.page(doc), laid.page(max(doc, doc_end - 1))) + 1,
            laid.wording.said(at, at_end),
            laid.said(doc, doc_end),
            strongest(kinds),
            at,
            at_end,
            doc,
            doc_end,
            start=laid.words[min(doc, last)].start if laid.words else -1,
            end=laid.words[min(max(doc, doc_end - 1), last)].end if laid.words else -1,
        )
