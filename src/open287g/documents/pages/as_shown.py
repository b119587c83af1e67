"""Pages without the words of their layers that they do not show as they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from open287g.documents.pages.drawn_over import UNDER, UNDRAWN, drawn_over
from open287g.documents.pages.page_text import NOT_DRAWN, Page, is_scan

_COVERED = 12
"""Words that a small picture pasted over a page covers at most; what lies under more of them is a figure or a stamp."""


def as_shown(handle: Any, pages: Sequence[Page]) -> list[Page]:
    """`pages` without the words of their layers that are struck, painted over or under a small picture.

    Spaces stand in their place, or what was set over them if it fits, so that every other word keeps its own. A page
    that shows few of its layer's words is left to its picture.
    """
    out = list(pages)
    for index, page in enumerate(pages):
        if page.text_from not in ("layer", "decoded") or page.kind or is_scan(handle, index):
            continue
        over = drawn_over(handle, index, page.turned)
        if over is None:
            out[index] = replace(page, marks=(*page.marks, NOT_DRAWN))
            continue
        found = tuple(over)
        if any(each.kind == UNDRAWN for each in found):
            out[index] = replace(page, text="", text_from="none", quality=0.0, gone=found)
            continue
        text = page.text
        for kind, start, end, instead in found:
            if kind == UNDER and len(text[start:end].split()) > _COVERED:
                continue
            said = text[slice(*instead)] if instead[1] - instead[0] <= end - start else ""
            text = f"{text[:start]}{said.ljust(end - start)}{text[end:]}"
            if said:
                text = f"{text[: instead[0]]}{' ' * len(said)}{text[instead[1] :]}"
        out[index] = replace(page, text=text, gone=found)
    return out
