"""Scanned pages without the words that a line was drawn through by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from open287g.core.errors import InputError
from open287g.documents.pages import pdf
from open287g.documents.pages.drawn_over import THROUGH, Gone, placed_words
from open287g.documents.pages.frame import Box
from open287g.documents.pages.limits import Limits
from open287g.documents.pages.page_text import Page, is_scan
from open287g.documents.pages.strokes import struck
from open287g.documents.words.printed import plain
from open287g.documents.words.vocabulary import shipped_vocabulary

_MOST, _PLACES, _PLACES_OF_ALL = 30, 3, 6
"""Words of a page, places of a page and places of a document that lines run through at most. Where there are more,
letters of a poor scan join: of one that is so at 70 places no word was struck."""


def as_struck(handle: Any, pages: Sequence[Page], limits: Limits) -> list[Page]:
    """`pages`; of those that are pictures the words that a line runs through are spaces, and among what is gone."""
    struck_out = [_of_page(handle, page, limits) for page in pages]
    places = [len(after.gone) - len(page.gone) for page, after in zip(pages, struck_out, strict=True)]
    joined = max(places, default=0) > _PLACES or sum(places) > _PLACES_OF_ALL
    return list(pages) if joined else struck_out


def _of_page(handle: Any, page: Page, limits: Limits) -> Page:
    if page.kind or not page.text.strip() or not is_scan(handle, page.number - 1):
        return page
    words = _words(handle, page)
    try:
        picture = pdf.picture(handle, page.number - 1, limits, page.turned)
    except InputError:
        return page
    said = [(page.text[start:end], box, sure) for start, end, box, sure in words]
    hit = [number for number in struck(picture, said) if _is_text(said, number)]
    if not hit or len(hit) > _MOST:
        return page
    text, gone = page.text, list[Gone]()
    for start, end, *_ in (words[number] for number in hit):
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
        if gone and not text[gone[-1].end : start].strip():
            gone[-1] = gone[-1]._replace(end=end)
        else:
            gone.append(Gone(THROUGH, start, end))
    return replace(page, text=text, gone=(*page.gone, *gone))


def _is_text(words: Sequence[tuple[str, Box, float]], number: int) -> bool:
    """Whether most words on the line of a word are words; letters that a reader makes of a signature are none."""
    own = words[number][1]
    line = [word for word, box, _ in words if abs(box.top + box.bottom - own.top - own.bottom) < own.bottom - own.top]
    known = [bool(plain(word)) and plain(word)[0] in shipped_vocabulary() for word in line]
    return 2 * sum(known) > len(known)


def _words(handle: Any, page: Page) -> list[tuple[int, int, Box, float]]:
    """Start, end and box of each word of a page's text, and how sure its reader is of it."""
    if page.text_from != "ocr":
        return [(*placed, 1.0) for placed in placed_words(handle, page.number - 1, page.turned)]
    return [(p.start, p.start + len(p.text), p.box, p.sure) for p in page.ocr_page.pieces] if page.ocr_page else []
