"""What lies over a page's words: annotations, pictures, lines drawn through them.

It is said that they are there and over which words, not what they do.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Any

from open287g.documents.pages import pdf
from open287g.documents.pages.contacts import contacts_hidden
from open287g.documents.pages.drawn_over import THROUGH, Gone
from open287g.documents.pages.page_text import NOT_DRAWN, STRANGE, Page

_LEAST = 0.0004
"""Share of a page that a picture over its text covers, to be told of: a pasted number is about a thousandth."""
_MOST = 20
"""Places of a page that are told, of lines drawn through words and words painted over."""
_WORDS = 12
_RULE = re.compile(r"_{2,}")
"""A line to fill in, which says nothing."""


def notes_on(
    handle: Any, pages: Sequence[Page], scans: Collection[int], looked_at: Collection[int] = ()
) -> tuple[str, ...]:
    """What was seen over the words, by page from 1, and what was not looked at; `looked_at`: pages (from 0) of `scans`
    whose own words were held against their pictures.

    `annotation: strikeout: 4`, `annotation: note: what it says: 4`, `picture: 4`, `pen: unchecked`, `layer: 2-9` (the
    words of pictures as the file holds them); with words `line through: 90 days: 4`, `painted over: 90 days: 4`,
    `under a picture: 90 days: 4`, `not shown: 90 days: 4`, `letters of another alphabet: shall: 4`;
    `undrawn: 4` of a page that nobody could look at, `crowded: 4` of one on which too much is drawn to. A file
    within the PDF, which nobody read, is `attached: rider.pdf: 0`.
    """
    out = [f"attached: {name}: 0" for name in pdf.attached(handle)]
    for index, page in enumerate(pages):
        out += [_of_mark(name, index + 1) for name in page.marks]
        if index not in scans and page.text.strip() and pdf.largest_picture(handle, index) > _LEAST:
            out.append(f"picture: {index + 1}")
        out += [f"{each.kind}: {_said(_words_of(page, each))}: {index + 1}" for each in page.gone[:_MOST]]
    believed = [n + 1 for n in sorted(scans) if pages[n].text_from == "layer" and n not in looked_at]
    if believed:
        out.append(f"layer: {_as_ranges(believed)}")
    if scans:
        out.append("pen: unchecked")
    return tuple(out)


def _words_of(page: Page, gone: Gone) -> str:
    """The words that are gone, as the layer has them, or as OCR read them under a line."""
    read = page.ocr_page.text if page.text_from == "ocr" and page.ocr_page and gone.kind == THROUGH else page.layer
    return read[gone.start : gone.end]


def _as_ranges(numbers: Sequence[int]) -> str:
    """Rising numbers as "2-9, 11"."""
    starts = [number for number in numbers if number - 1 not in numbers]
    ends = [number for number in numbers if number + 1 not in numbers]
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in zip(starts, ends, strict=True))


def _of_mark(name: str, page: int) -> str:
    """The note of one of a page's `marks`."""
    kind, _, said = name.partition(": ")
    told = f"{kind}: {_said(said)}" if said else kind
    return f"{told}: {page}" if kind in (STRANGE, NOT_DRAWN) else f"annotation: {told}: {page}"


def _said(words: str) -> str:
    """`words`, without contacts and cut short where they are many."""
    said = contacts_hidden(_RULE.sub(" ", words)).split()
    return " ".join(said if len(said) <= _WORDS else [*said[:_WORDS], "…"])
