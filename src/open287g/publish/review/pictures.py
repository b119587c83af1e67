"""The page at the place of a difference, as a small picture."""

from __future__ import annotations

import base64
import io
from pathlib import Path
from typing import Any

from open287g.documents.agreement_document import AgreementDocument
from open287g.documents.findings.difference import Difference
from open287g.documents.pages import pdf
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
    image = pdf.picture(handle, item.page - 1, DEFAULT, turned, dpi=_DPI)
    band = _band(handle, document, item)
    if band:
        width, height = image.size
        image = image.crop((0, int(band[0] * height), width, int(band[1] * height)))
    else:
        image.thumbnail((600, 780))
    data = io.BytesIO()
    image.convert("L").save(data, format="PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(data.getvalue()).decode("ascii")


def _band(handle: Any, document: AgreementDocument, item: Difference) -> tuple[float, float] | None:
    """Top and bottom of the lines around the words, as shares of the page; None where they are not found."""
    page = document.pages[item.page - 1]
    if item.start < 0:
        return None
    end = item.end if item.page_end == item.page else item.start + 1
    boxes = boxes_of(handle, page, item.start, end)
    if not boxes:
        return None
    return max(0.0, min(b.top for b in boxes) - _BAND), min(1.0, max(b.bottom for b in boxes) + _BAND)
