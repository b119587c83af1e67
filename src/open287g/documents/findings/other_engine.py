"""A line of a scan read by the other engine: two readings by one engine may err together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from open287g.core.errors import InputError
from open287g.documents.findings.word_changes import DOUBTFUL, SURE, Comparison, WordChange
from open287g.documents.pages import ocr, pdf
from open287g.documents.pages.engines import engine_named
from open287g.documents.pages.limits import Limits
from open287g.documents.pages.page_text import Page
from open287g.documents.words.likeness import looks
from open287g.documents.words.printed import plain

_SHORT = 4
"""Words up to which a change is read by another engine; a longer one is no slip."""
_AROUND = 2
_MARGIN = 0.006
"""Share of the page's height above and below a line that is cut out with it."""


def by_other_engine(
    handle: Any, pages: Sequence[Page], found: Comparison, cache: Path | None, limits: Limits
) -> Iterator[WordChange]:
    """The changes of `found`; a short one on a page read by OCR is doubtful where the other engine has the edition."""
    for change in found.changes:
        page = pages[change.page - 1]
        size = max(change.at_end - change.at, change.doc_end - change.doc)
        if change.grade != SURE or page.text_from != "ocr" or page.ocr_page is None or size > _SHORT:
            yield change
        elif _reads_as_edition(_line(handle, page, change, cache, limits), change, found):
            yield replace(change, grade=DOUBTFUL, why="another engine reads as the edition does")
        else:
            yield change


def _line(handle: Any, page: Page, change: WordChange, cache: Path | None, limits: Limits) -> str:
    """What the other engine reads on the lines of a change; empty where it cannot."""
    if page.ocr_page is None:
        return ""
    pieces = page.ocr_page.pieces
    at = [p.box for p in pieces if p.start < change.end and p.start + len(p.text) > change.start]
    if not at:
        return ""
    try:
        image = pdf.picture(handle, page.number - 1, limits, page.turned, dpi=300)
        width, height = image.size
        top, bottom = min(b.top for b in at) - _MARGIN, max(b.bottom for b in at) + _MARGIN
        part = image.crop((0, max(0, int(top * height)), width, min(height, int(bottom * height) + 1)))
        return ocr.read_page(part, engine_named("rapidocr"), cache, limits).text
    except InputError:
        return ""


def _reads_as_edition(line: str, change: WordChange, found: Comparison) -> bool:
    """Whether `line` holds the edition's words of the change with a word or two around them, spaces apart."""
    words = found.wording.plain
    said = looks("".join(plain(line)))
    before, after = words[max(0, change.at - _AROUND) : change.at], words[change.at_end : change.at_end + _AROUND]
    middle = "".join(words[change.at : change.at_end])
    sides = ("".join(before), "".join(after))
    ways = [f"{sides[0]}{middle}{sides[1]}"]
    if middle and len(middle) > 2:
        ways += [f"{sides[0]}{middle}", f"{middle}{sides[1]}"]
    return any(len(way) > 5 and looks(way) in said for way in ways)
