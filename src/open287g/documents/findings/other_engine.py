"""A line of a scan read by the other engine: two readings by one engine may err together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import takewhile
from pathlib import Path
from typing import Any

from open287g.core.errors import InputError
from open287g.core.extras import MissingExtraError
from open287g.documents.findings.second_reading import DISAGREE, ONE_OF_TWO, STRUCK
from open287g.documents.findings.word_changes import DOUBTFUL, Comparison, WordChange
from open287g.documents.pages import ocr, pdf
from open287g.documents.pages.engines import OcrPage, engine_named
from open287g.documents.pages.frame import Box
from open287g.documents.pages.limits import Limits
from open287g.documents.pages.page_text import Page, boxes_of
from open287g.documents.words.likeness import looks
from open287g.documents.words.printed import BLANK, NAME, plain

_SHORT = 4
"""Words up to which a change is read by another engine; a longer one is no slip."""
_AROUND, _A_LINE = 2, 20
_LEAST = 5
"""Letters up to which a match on a line may be chance."""
_FIGURES = ("number", "days", "citation")
_MARGIN = 0.006
"""Share of the page's height above and below a line that is cut out with it."""
_LINES = 8
"""Places of a page up to which each is read by itself: a line takes 0.9 seconds of a processor, a page 5 to 11."""
_PAGES = 4
"""Pages of a document that are read whole."""
UNREAD = "not read by another engine, since too many places of these pages differ"
UNREADABLE = "another engine cannot read the line"
AS_EDITION = "another engine reads as the edition does"


def by_other_engine(
    handle: Any,
    pages: Sequence[Page],
    found: Comparison,
    scans: Collection[int],
    ocr_cache: Path | None,
    limits: Limits,
) -> Iterator[WordChange]:
    """The changes of `found` without those that the other engine does not bear out.

    A short change on a picture of a page is read again. An engine that knows nothing of the edition reads no word of it
    that is not there: where it reads the edition's words they stand, and the change is a misreading. Figures on which
    the other two agree, and words that came in, which a reader may lose, are doubtful instead; so is what stands on
    further pages once `_PAGES` were read whole, since a scan that bad is read for minutes and then says little, and
    where the other engine reads nothing, for then nothing bears the change out. Words that one of two readings has are
    dropped where the other engine reads the line without them, and only there.
    """
    places = [_looked_for(handle, pages, change, found, scans) for change in found.changes]
    counts = Counter(change.page for change, at in zip(found.changes, places, strict=True) if at)
    read = _OtherEngine(handle, pages, counts, ocr_cache, limits)
    for change, at in zip(found.changes, places, strict=True):
        if at is None or _is_struck(change):
            yield change
        elif at and not read.has_room_for(change.page):
            yield _doubtful(change, UNREAD)
        elif (line := read.line(change.page, at)) is None or not plain(line):
            yield _doubtful(change, UNREADABLE)
        elif change.why == ONE_OF_TWO:
            if _has_own(line, change, found):
                yield replace(change, why="two of three readings have it")
        elif not _reads_as_edition(line, change, found):
            yield change
        elif not change.standard or (change.kind in _FIGURES and not change.why.startswith(DISAGREE)):
            yield replace(change, grade=DOUBTFUL, why=AS_EDITION)


def _doubtful(change: WordChange, why: str) -> WordChange:
    """`change` as a doubtful one; the ground of an earlier doubt, which says more, is kept."""
    return change if change.grade == DOUBTFUL else replace(change, grade=DOUBTFUL, why=why)


class _OtherEngine:
    """The lines of a document's pages as the other engine reads them.

    `counts`: at how many places of each page (from 1) it is asked. A line takes a tenth of the time of a page, so that
    a page of many places is read whole, once; of such pages the first `_PAGES`.
    """

    def __init__(
        self, handle: Any, pages: Sequence[Page], counts: Counter[int], ocr_cache: Path | None, limits: Limits
    ) -> None:
        self._handle, self._pages, self._cache, self._limits = handle, pages, ocr_cache, limits
        many = sorted(page for page, count in counts.items() if count > _LINES)
        self._whole, self._beyond = many[:_PAGES], many[_PAGES:]
        self._drawn = lru_cache(maxsize=2)(self._draw)
        self._page = lru_cache(maxsize=_PAGES)(self._read)

    def has_room_for(self, page: int) -> bool:
        """Whether this page, from 1, is read at all."""
        return page not in self._beyond

    def line(self, page: int, at: Sequence[Box]) -> str | None:
        """What the engine reads on the lines of the boxes `at` of a page from 1; None where it cannot read."""
        if not at:
            return None
        top, bottom = min(b.top for b in at) - _MARGIN, max(b.bottom for b in at) + _MARGIN
        try:
            if page in self._whole:
                pieces = self._page(page).pieces
                return " ".join(p.text for p in pieces if top <= (p.box.top + p.box.bottom) / 2 <= bottom)
            image = self._drawn(page, 300)
            width, height = image.size
            part = image.crop((0, max(0, int(top * height)), width, min(height, int(bottom * height) + 1)))
            return ocr.read_page(part, engine_named("rapidocr"), self._cache, self._limits).text
        except (InputError, MissingExtraError):
            return None

    def _draw(self, page: int, dpi: int) -> Any:
        return pdf.picture(self._handle, page - 1, self._limits, self._pages[page - 1].turned, dpi=dpi)

    def _read(self, page: int) -> OcrPage:
        return ocr.read_page(self._draw(page, pdf.OCR_DPI), engine_named("rapidocr"), self._cache, self._limits)


def _is_struck(change: WordChange) -> bool:
    """Whether words are gone by what was seen over them, under which an engine may read them all the same."""
    return change.why.startswith(tuple(STRUCK.values()))


def _looked_for(
    handle: Any, pages: Sequence[Page], change: WordChange, found: Comparison, scans: Collection[int]
) -> list[Box] | None:
    """Where a change stands that the other engine is asked about, a short one on a picture of a page; None for others.

    Empty where its place on the picture is not known.
    """
    page = pages[change.page - 1]
    size = max(change.at_end - change.at, change.doc_end - change.doc)
    seen = page.text_from == "ocr" or page.number - 1 in scans
    return _boxes(handle, page, change, found) if seen and size <= _SHORT else None


def _boxes(handle: Any, page: Page, change: WordChange, found: Comparison) -> list[Box]:
    """Where the words of a change stand on the page; of words that are gone, where its neighbors on both sides do."""
    at = boxes_of(handle, page, change.start, change.end)
    before = found.words[change.doc - 1] if change.doc and not change.words else None
    if before and before.page == page.number - 1:
        at = [*boxes_of(handle, page, before.start, before.end), *at]
    return at


def _reads_as_edition(line: str, change: WordChange, found: Comparison) -> bool:
    """Whether `line` holds the edition's words of the change with a word or two around them, spaces apart.

    Letters that look alike count as one, but not where the line has the document's own words to the letter: what a
    word lost may else be found in the next ("take under" has the letters of taken, drawn alike).
    """
    read, sides = "".join(plain(line)), _sides(change, found)
    middle, own = "".join(found.wording.plain[change.at : change.at_end]), "".join(plain(change.words))
    if len(_around(middle, sides)) > _LEAST and _around(middle, sides) in read:
        return True
    if len(_around(own, sides)) > _LEAST and _around(own, sides) in read:
        return False
    if _is_of_one_line(read, middle, own, change, found):
        return True
    ways = [_around(middle, sides)]
    if middle and len(middle) > 2:
        ways += [f"{sides[0]}{middle}", f"{middle}{sides[1]}"]
    return any(len(way) > _LEAST and looks(way) in looks(read) for way in ways)


def _has_own(line: str, change: WordChange, found: Comparison) -> bool:
    """Whether `line` has the document's own words of the change, beside a word of the edition's around them."""
    read, (before, after) = "".join(plain(line)), _sides(change, found)
    own = "".join(plain(change.words))
    last, first = before[-_LEAST:], after[:_LEAST]
    return bool(own) and any(way in read and len(way) > _LEAST for way in (f"{last}{own}", f"{own}{first}"))


def _is_of_one_line(read: str, middle: str, own: str, change: WordChange, found: Comparison) -> bool:
    """Whether the edition's words stand on a line that begins or ends near them, so that some around them are on other
    lines: with one word on each side, or where all of the line is the edition's."""
    near, far = _sides(change, found, 1), _sides(change, found, _A_LINE)
    if not middle or middle not in read:
        return False
    one, other = _around(middle, near), _around(own, near)
    if all(near) and len(one) > _LEAST and one in read and other not in read:
        return True
    return len(read) > _LEAST and looks(read) in looks(_around(middle, far))


def _sides(change: WordChange, found: Comparison, many: int = _AROUND) -> tuple[str, str]:
    """The edition's words before and after a change, so `many` at most, run together."""
    words = found.wording.plain
    before = _until_a_slot(words[max(0, change.at - many) : change.at][::-1])[::-1]
    return "".join(before), "".join(_until_a_slot(words[change.at_end : change.at_end + many]))


def _around(middle: str, sides: tuple[str, str]) -> str:
    return f"{sides[0]}{middle}{sides[1]}"


def _until_a_slot(words: Sequence[str]) -> list[str]:
    """`words` up to the first that stands for a name, a blank or a mailbox."""
    return list(takewhile(lambda word: word not in (NAME, BLANK, "@"), words))
