"""What lies over a page's words: annotations, pictures. It is said that they are there, not what they do."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from open287g.documents.pages import pdf
from open287g.documents.pages.page_text import Page

_LEAST = 0.0004
"""Share of a page that a picture over its text covers, to be told of: a pasted number is about a thousandth."""


def notes_on(handle: Any, pages: Sequence[Page], scans: Collection[int]) -> tuple[str, ...]:
    """What was seen over the words, by page from 1, as `annotation: strikeout: 4`, `picture: 4`, `pen: unchecked`."""
    out = []
    for index, page in enumerate(pages):
        out += [f"annotation: {name}: {index + 1}" for name in page.marks]
        if index not in scans and page.text.strip() and pdf.largest_picture(handle, index) > _LEAST:
            out.append(f"picture: {index + 1}")
    if scans:
        out.append("pen: unchecked")
    return tuple(out)
