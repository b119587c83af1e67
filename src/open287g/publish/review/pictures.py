"""The page at the place of a difference, as a small picture."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from open287g.documents.agreement_document import AgreementDocument
from open287g.documents.findings.difference import Difference
from open287g.documents.pages import pdf
from open287g.documents.pages.frame import Box
from open287g.documents.pages.limits import DEFAULT
from open287g.documents.pages.page_text import boxes_of

_MOST = 40
"""Pictures in one review; differences beyond them are told without."""
_DPI = 110
_BAND = 0.09
"""Share of the page's height that is shown around a line."""


def pictures(path: Path, document: AgreementDocument) -> dict[int, str]:
    """By the place of each difference in the list, its page's part as a `data:` address of a PNG."""
    out = {}
    with pdf.opened(pdf.content_of(path, DEFAULT), str(path), DEFAULT) as handle:
        for index, item in enumerate(document.differences[:_MOST]):
            if 0 < item.page <= len(handle):
                out[index] = _picture(handle, document, item)
    return out


def _picture(handle: Any, document: AgreementDocument, item: Difference) -> str:
    turned = document.pages[item.page - 1].turned
    image = pdf.picture(handle, item.page - 1, DEFAULT, turned, dpi=_DPI).convert("L")
    boxes = _boxes(handle, document, item)
    if boxes:
        _frame(image, boxes, around=bool(item.words))
        width, height = image.size
        top, bottom = min(b.top for b in boxes) - _BAND, max(b.bottom for b in boxes) + _BAND
        image = image.crop((0, int(max(0.0, top) * height), width, int(min(1.0, bottom) * height)))
    else:
        image.thumbnail((600, 780))
    data = io.BytesIO()
    image.save(data, format="PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(data.getvalue()).decode("ascii")


def _boxes(handle: Any, document: AgreementDocument, item: Difference) -> list[Box]:
    """The lines on which the words stand, or would stand; none where they are not found."""
    page = document.pages[item.page - 1]
    if item.start < 0:
        return []
    end = item.end if item.page_end == item.page else item.start + 1
    return boxes_of(handle, page, item.start, end)


def _frame(image: Any, boxes: Sequence[Box], *, around: bool) -> None:
    """Draw a frame around each of `boxes`; not `around` words that are there, a bar before the first."""
    from PIL import ImageDraw

    pen = ImageDraw.Draw(image)
    width, height = image.size
    for box in boxes if around else boxes[:1]:
        left, top, right, bottom = box.left * width, box.top * height, box.right * width, box.bottom * height
        if around:
            pen.rectangle((left - 3, top - 3, right + 3, bottom + 3), outline=0, width=2)
        else:
            pen.line((left - 3, top - 6, left - 3, bottom + 6), fill=0, width=4)
