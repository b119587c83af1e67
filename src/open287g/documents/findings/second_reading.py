"""Each change is looked at again on the page's picture before it is told: two readings agree, or it is doubtful."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from textwrap import shorten
from types import MappingProxyType
from typing import Any

from rapidfuzz.distance import Levenshtein

from open287g.core.errors import InputError
from open287g.documents.findings.word_changes import DOUBTFUL, SURE, Comparison, WordChange
from open287g.documents.pages import ocr, pdf
from open287g.documents.pages.drawn_over import HIDDEN, THROUGH, UNDER, UNSEEN, Gone
from open287g.documents.pages.engines import engine_named
from open287g.documents.pages.limits import Limits
from open287g.documents.pages.page_text import Page
from open287g.documents.words.likeness import one_shape_apart
from open287g.documents.words.printed import plain
from open287g.documents.words.vocabulary import shipped_vocabulary

_AGAIN_DPI = 300
"""A page that OCR has read is read again from a finer picture."""
_ALIKE = 0.75
"""Likeness from which two readings of a change say the same."""
_IN_ANOTHER_ORDER = 0.5
"""Share of the runs of a change's words that a second reading has for the first to have another order of lines."""
_SIGN = 3
"""Letters of a word below which its absence on a scan is doubtful."""
_A_FONTS = 0.5
"""Likeness from which a word that is none is the edition's in a damaged font."""
_SHOWN = 80
"""Letters of another reading that are shown."""
_LONG = 6
"""Words from which a change is too long to be a reader's slip."""
AGREE, DISAGREE = "two readings agree", "the picture reads"
ONCE = "one reading of a scan"
ONE_OF_TWO = "one of two readings has it"
"""Why a word put in on a scan is told that another engine must have too, or it is dropped."""
STRUCK = {
    THROUGH: "a line runs through it",
    HIDDEN: "it is painted over",
    UNDER: "it lies under a picture",
    UNSEEN: "the page does not show it",
}
ITS_NAME = "{agency}"
"""What the edition has where the agency's name stands."""
ONE_READS_THE_NAME = "the picture does not read that name"
Reader = Callable[[int], str]


def reader(
    handle: Any, pages: Sequence[Page], engine: str, cache: Path | None, limits: Limits, *, finer: bool = False
) -> Reader:
    """What a second reading of a page (from 0) says; empty where it cannot be read. `finer`: of a finer picture."""

    def read(index: int) -> str:
        page = pages[index]
        if page.ocr_page is not None and page.text_from != "ocr" and not finer:
            return page.ocr_page.text
        dpi = _AGAIN_DPI if finer or page.text_from == "ocr" else pdf.OCR_DPI
        try:
            image = pdf.picture(handle, index, limits, page.turned, dpi=dpi)
            return ocr.read_page(image, engine_named(engine), cache, limits).text
        except InputError:
            return ""

    return read


def confirmed(
    found: Comparison,
    scans: Sequence[int],
    read: Reader,
    anew: Callable[[Mapping[int, str]], Comparison],
    gone: Mapping[int, Sequence[Gone]] = MappingProxyType({}),
) -> Comparison:
    """`found` with each change that a second reading bears out, or that it leaves in doubt.

    `read` gives the second reading of a page, `anew` compares the document again with the text of some pages changed.
    `gone`: of each page (from 0) the words that are struck or painted over; what a hand did is told, whatever is read.
    """
    pages = sorted({page - 1 for change in found.changes for page in (change.page, change.page_end)})
    texts = {page: text for page in pages if (text := read(page)).strip()}
    told = list(_judged(found, anew(texts), set(scans), texts) if texts else _alone(found, set(scans)))
    return replace(found, changes=tuple(_with_struck(found, told, gone)))


def _with_struck(
    found: Comparison, told: Sequence[WordChange], gone: Mapping[int, Sequence[Gone]]
) -> Iterator[WordChange]:
    """What is told of `found`, and each other change at which words are struck or painted over, as doubtful.

    What lies under a picture is not told where the page's picture was read as the edition has it.
    """
    kept = {(change.at, change.doc): change for change in told}
    for change in found.changes:
        known = kept.get((change.at, change.doc))
        struck = _struck(change, found, gone)
        if struck and ((known is None and struck != UNDER) or (known and known.why != AGREE)):
            read = f"; {known.why}" if known and known.why.startswith(DISAGREE) else ""
            yield replace(change, grade=DOUBTFUL, why=f"{STRUCK[struck]}{read}")
        elif known:
            yield known


def _struck(change: WordChange, found: Comparison, gone: Mapping[int, Sequence[Gone]]) -> str:
    """How words are gone from where the document lacks the edition's; empty where none are.

    Words at the end of a page are looked for on it, though the change is told on the next. Where the document has no
    words of its own, one more on either side may be the edition's other word of the same letters.
    """
    if change.at_end == change.at:
        return ""
    words, reach = found.words, 1 if change.doc_end > change.doc else 2
    before = words[change.doc - reach] if change.doc >= reach else None
    after = words[change.doc_end + reach - 1] if change.doc_end + reach <= len(words) else None
    pages = sorted({change.page - 1, *(word.page for word in (before, after) if word)})
    for number in pages:
        for each in gone.get(number, ()):
            follows = not before or before.page != number or before.end <= each.start
            precedes = not after or after.page != number or each.end <= after.start
            if each.kind in STRUCK and follows and precedes:
                return each.kind
    return ""


def _alone(found: Comparison, scans: set[int]) -> Iterator[WordChange]:
    """Changes that no second reading can bear out: those of scans are doubtful."""
    for change in found.changes:
        if change.page - 1 in scans or _is_a_fonts(change):
            yield replace(change, grade=DOUBTFUL, why=ONCE)
        else:
            yield replace(change, why="text layer alone")


def _is_a_fonts(change: WordChange) -> bool:
    """Whether a word on which little turns differs from the edition's by letters that a font may have lost or moved,
    and is none itself: "OHS" for DHS, "h" for such."""
    one, other = plain(change.standard), plain(change.words)
    if change.kind not in ("other", "party") or len(one) != 1 or len(other) != 1 or other[0] in shipped_vocabulary():
        return False
    return other[0] in one[0] or Levenshtein.normalized_similarity(one[0], other[0]) >= _A_FONTS


def _judged(found: Comparison, second: Comparison, scans: set[int], again: Mapping[int, str]) -> Iterator[WordChange]:
    for change in found.changes:
        page = change.page - 1
        if page not in again:
            yield from _alone(replace(found, changes=(change,)), scans)
        elif change.standard == ITS_NAME:
            yield _name_read_twice(change, again[page])
        else:
            likely = [other for other in second.changes if same_place(change, other)]
            yield from _read_twice(change, likely, again[page], page in scans)


def _read_twice(change: WordChange, likely: Sequence[WordChange], text: str, on_scan: bool) -> Iterator[WordChange]:
    """`change` as a second reading bears it out, which has the changes `likely` at its place and `text` on its page."""
    if on_scan and not change.words and len(change.standard) < _SIGN and likely:
        yield replace(change, grade=DOUBTFUL, why="a sign that readers lose")
    elif any(agree(change, other) for other in likely):
        yield _agreed_on(change, on_scan)
    elif likely:
        yield from _disputed(change, likely[0], on_scan)
    elif max(change.at_end - change.at, change.doc_end - change.doc) >= _LONG:
        if not _is_one_readers(change, text, on_scan):
            yield replace(change, grade=DOUBTFUL, why="too long for a slip, and the second reading has it not here")
    elif not on_scan and _is_said(change):
        yield replace(change, grade=DOUBTFUL, why="the picture reads as the edition does")
    elif not change.standard and _is_said(change):
        yield replace(change, grade=DOUBTFUL, why=ONE_OF_TWO)


def _name_read_twice(change: WordChange, text: str) -> WordChange:
    """A name in the place of the agency's: sure where the second reading `text` has it too."""
    if f" {' '.join(plain(change.words))} " in f" {' '.join(plain(text))} ":
        return replace(change, grade=SURE, why=AGREE)
    return replace(change, grade=DOUBTFUL, why=ONE_READS_THE_NAME)


def _disputed(change: WordChange, other: WordChange, on_scan: bool) -> Iterator[WordChange]:
    """A change that the second reading has otherwise: doubtful, but for signs that make no word, which nobody wrote; of
    many words it is told all the same, since they may be blotted out, and so is a layer's "noany" where the page shows
    "any"."""
    if has_words(change) or (not on_scan and other.words and has_words(other)):
        yield replace(change, grade=DOUBTFUL, why=f"{DISAGREE} {shorten(other.words or 'nothing', _SHOWN)!r}")
    elif len(change.standard.split()) >= _LONG:
        yield replace(change, grade=DOUBTFUL, why="neither reading has the edition's words here")


def _agreed_on(change: WordChange, on_scan: bool) -> WordChange:
    """A change that two readings have: sure, but for a letter that a bad scan shows both as another."""
    if on_scan and is_one_shape_apart(change):
        return replace(change, grade=DOUBTFUL, why="one letter apart, which a bad scan shows alike")
    return replace(change, grade=SURE, why=AGREE)


def same_place(one: WordChange, other: WordChange) -> bool:
    return one.at <= other.at_end + 1 and other.at <= one.at_end + 1


def agree(one: WordChange, other: WordChange) -> bool:
    """Whether two readings say the same change; long ones need not agree to the letter."""
    first, second = " ".join(plain(one.words)), " ".join(plain(other.words))
    if not first and not second:
        return True
    if first == second or (first and first in second) or (second and second in first and len(second) > 3):
        return True
    words = max(len(first.split()), len(second.split()))
    return words >= _LONG and Levenshtein.normalized_similarity(first, second) >= _ALIKE


def _is_one_readers(change: WordChange, text: str, on_scan: bool) -> bool:
    """Whether a long change that the second reading `text` has not was made by a reader.

    It took the page's lines in another order, or made letters of nothing where the other read the edition's words.
    """
    own = plain(change.words)
    known = sum(word in shipped_vocabulary() or word.isdigit() for word in own)
    return _stands_elsewhere(change, text) or (on_scan and bool(own) and 3 * known < len(own))


def _stands_elsewhere(change: WordChange, text: str) -> bool:
    """Whether `text`, a second reading in which nothing differs here, has the runs of words of both sides all the same.

    Words that a reader made up or lost make no runs; words that it took in another order do.
    """
    read = set(_runs(plain(text)))
    return all(
        sum(run in read for run in runs) >= _IN_ANOTHER_ORDER * len(runs)
        for runs in map(_runs, (plain(change.standard), plain(change.words)))
    )


def _runs(words: Sequence[str]) -> list[tuple[str, ...]]:
    """Each three consecutive words."""
    return [tuple(words[at : at + 3]) for at in range(len(words) - 2)]


def is_one_shape_apart(change: WordChange) -> bool:
    """Whether a word on which little turns differs from the edition's by one letter that looks like its own."""
    one, other = plain(change.standard), plain(change.words)
    return change.kind == "other" and len(one) == len(other) == 1 and one_shape_apart(one[0], other[0])


def has_words(change: WordChange) -> bool:
    """Whether a change tells of a word: one that came, or one that went without another in its place."""
    own = plain(change.words)
    return not own or any(word in shipped_vocabulary() or word.isdigit() for word in own)


def _is_said(change: WordChange) -> bool:
    """Whether the layer has words of its own here, which a hand may have set; what it lacks the picture shows."""
    own = plain(change.words)
    return bool(own) and all(word in shipped_vocabulary() or word.isdigit() for word in own)
