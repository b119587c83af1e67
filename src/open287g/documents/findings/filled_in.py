"""Words in the place of an agency's name or of a blank: what was filled in, and what is more than that."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Levenshtein

from open287g.documents.alignment.cells import FILLED, OTHER, SAME, Cell
from open287g.documents.findings.binding import binds, sets_a_condition
from open287g.documents.findings.laid_out import LaidOut
from open287g.documents.findings.other_name import names_another
from open287g.documents.findings.word_classes import word_class
from open287g.documents.words.printed import BLANK, NAME, Printed

_NAMED = ("Title", "Preamble", "I", "VII")
"""Sections that name the agency: words beside its name go on with it."""
_NAME_ROOM = 12
_OF_AGENCIES = frozenset(
    ["sheriff", "sheriffs", "sheriff's", "police", "department", "office", "county", "city", "town"]
)
"""Words of agencies' names, which beside the agency's own words belong to its name."""
_SIGNS = re.compile(r"By\s+signing\s+this|fullest\s+extent\s+allowed", re.IGNORECASE)
_OFFICERS = frozenset(["sheriff", "sheriffs", "sheriff's", "police"])
_LIKE_ITS_NAME = 0.5
"""Likeness from which a word that is none is taken for one of the agency's name read badly."""
_SENTENCE = 4
"""Words in small letters from which what stands in a blank is a sentence and no address."""
_BLOCK = 30
"""Words from which a blank is a block of signatures or contacts."""
_SHORTEST, _SHORTEST_CONDITION = 6, 3
"""Words of the shortest sentence that is told of in such a block, and of the shortest condition."""


def goes_on_a_name(laid: LaidOut, found: Sequence[Cell], index: int) -> bool:
    """Whether the words stand beside a filled-in name or blank, of which they are more words."""
    cell = found[index]
    standard = laid.wording.plain[cell.at : cell.at_end]
    if any(word not in ("lea", "the", "lea's", NAME, BLANK) for word in standard):
        return False
    own = laid.plain[cell.doc : cell.doc_end]
    if not own and standard == ("the",) and laid.wording.plain[cell.at_end : cell.at_end + 1] == (NAME,):
        return True  # "to the LEA", "to BCSO": the article goes with the name
    if _is_in_brackets(laid, found, index) or (own and set(own) <= _OF_AGENCIES and _beside_own(laid, cell.doc)):
        return True
    if own and all(word in laid.own or word == NAME or _is_own(laid, word) for word in own):
        return bool(standard) or len(own) > 1 or _beside_own(laid, cell.doc) or _at_an_edge(laid, cell.doc)
    if own == ["of"] and not standard and _beside_own(laid, cell.doc):
        return True
    if any(word_class(word) in ("modal", "negation", "number", "days") for word in own):
        return False
    return laid.wording.section_at(max(0, cell.at - 1)) in _NAMED and _is_of_a_name(laid, found, index)


def _is_of_a_name(laid: LaidOut, found: Sequence[Cell], index: int) -> bool:
    """Whether the cells that differ around `index` hold a name, all in capitals and no longer than one."""
    low = high = index
    while low and found[low - 1].kind != SAME:
        low -= 1
    while high + 1 < len(found) and found[high + 1].kind != SAME:
        high += 1
    group = found[low : high + 1]
    if any(map(laid.small_words, group)):
        return False
    words = [word for c in group for word in laid.plain[c.doc : c.doc_end]]
    named = any(c.kind == FILLED for c in group) or any(word in laid.own for word in words)
    return named and not sets_a_condition(words) and len(words) <= _NAME_ROOM


def says_more_than_filled_in(laid: LaidOut, cell: Cell) -> bool:
    """Whether words in the place of a name are more than a name (of whom it is a part, say) or another agency's, or
    those in a blank a sentence."""
    if cell.kind != FILLED or cell.doc_end - cell.doc < 2:
        return False
    if names_another(laid, cell):
        return True
    standard = laid.wording.plain[cell.at : cell.at_end]
    least = 1 if NAME in standard else _SENTENCE if laid.wording.rooms.get(cell.at, _BLOCK) < _BLOCK else 0
    return bool(least) and laid.small_words(cell) >= least


def sentences_apart(laid: LaidOut, found: Sequence[Cell]) -> list[Cell]:
    """`found` with each whole sentence in a block of signatures or contacts as a cell of its own."""
    out: list[Cell] = []
    for cell in found:
        if cell.kind != FILLED or laid.wording.rooms.get(cell.at, 0) < _BLOCK:
            out.append(cell)
            continue
        doc, at = cell.doc, cell.at
        for low, high in _segments(laid, cell):
            if _is_sentence(laid, low, high):
                if low > doc:
                    out.append(Cell(FILLED, at, cell.at_end, doc, low))
                    at = cell.at_end
                out.append(Cell(OTHER, at, at, low, high))
                doc = high
        if at < cell.at_end or doc < cell.doc_end:
            out.append(Cell(FILLED, at, cell.at_end, doc, cell.doc_end))
    return out


def _segments(laid: LaidOut, cell: Cell) -> Iterator[tuple[int, int]]:
    """Stretches of a cell's words that no stop, colon or page parts."""
    low = cell.doc
    for at in range(cell.doc + 1, cell.doc_end + 1):
        one = laid.words[at - 1]
        ends = at == cell.doc_end or laid.words[at].page != one.page
        if ends or re.search(r"[.:]\s|\n\s*\n", laid.running.pages[one.page].text[one.end : laid.words[at].start]):
            yield low, at
            low = at


def _is_sentence(laid: LaidOut, low: int, high: int) -> bool:
    """Whether words [low, high) are a sentence that binds somebody, or set a condition in capitals or small letters; on
    a scan only words of editions make one."""
    words = laid.plain[low:high]
    said = [word for word in laid.words[low:high] if _is_spelled(laid, word)]
    if sets_a_condition(words):
        return len(words) >= _SHORTEST_CONDITION and 2 * len(said) >= len(words)
    small = sum(laid.running.pages[word.page].text[word.start].islower() for word in said)
    return len(words) >= _SHORTEST and binds(words) and 2 * small >= len(words)


def _is_spelled(laid: LaidOut, word: Printed) -> bool:
    """Whether a word is one of editions, or stands in letters on a page that is no picture."""
    own = word.page not in laid.scans and word.word.isalpha() and len(word.word) > 1
    return own or laid.is_word(word.word)


def is_of_the_signatures(laid: LaidOut, doc: int, doc_end: int) -> bool:
    """Whether words that came in are a day with a name and an office, which a reader set among the text above them."""
    words = laid.plain[doc:doc_end]
    small = laid.small_words(Cell(OTHER, 0, 0, doc, doc_end))
    return "date" in words and not small and laid.page(doc) in _signed_pages(laid)


def is_a_letterhead(laid: LaidOut, at: int, doc: int, doc_end: int) -> bool:
    """Whether words that came in stand before the edition's first and bind nobody: a letterhead."""
    return at == 0 and not _is_sentence(laid, doc, doc_end)


def _signed_pages(laid: LaidOut) -> set[int]:
    """Pages (from 0) that say that who signs accepts the terms: the signatures stand on them, or on the next."""
    at = [n for n, page in enumerate(laid.running.pages) if _SIGNS.search(page.text)]
    return {*at, *(page + 1 for page in at)}


def _beside_own(laid: LaidOut, doc: int) -> bool:
    """Whether the agency's own words, or its name, stand on one side of word `doc`."""
    beside = [laid.plain[at] for at in (doc - 1, doc + 1) if 0 <= at < len(laid.plain)]
    return any(word in laid.own or word in _OFFICERS or word == NAME or _is_own(laid, word) for word in beside)


def _at_an_edge(laid: LaidOut, doc: int) -> bool:
    """Whether word `doc` is the first or last of its page, where running heads leave scraps of the name."""
    return (
        doc in (0, len(laid.plain) - 1) or laid.page(doc - 1) != laid.page(doc) or laid.page(doc + 1) != laid.page(doc)
    )


def _is_in_brackets(laid: LaidOut, found: Sequence[Cell], index: int) -> bool:
    """Whether the words end a note in brackets that stands in a blank: "(to be completed by ICE)"."""
    cell, before = found[index], found[max(0, index - 1)]
    if (
        before.kind != FILLED
        or BLANK not in laid.wording.plain[before.at : before.at_end]
        or before.doc_end == before.doc
    ):
        return False
    first, last = laid.words[before.doc], laid.words[cell.doc_end - 1]
    text = laid.running.pages[last.page].text
    return first.page == last.page and text[first.start - 1] == "(" and text[last.end : last.end + 1] == ")"


def _is_own(laid: LaidOut, word: str) -> bool:
    """Whether a word that is none looks like one of the agency's name."""
    if laid.is_word(word) or len(word) < 4:
        return False
    return any(Levenshtein.normalized_similarity(word, name) >= _LIKE_ITS_NAME for name in {*laid.own, "office"})
