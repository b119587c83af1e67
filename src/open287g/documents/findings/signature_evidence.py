"""Which page bears the signatures: by the marks of `data/signature_marks.csv` that it shows, never by one phrase."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from open287g.core.bundled import read_table
from open287g.core.thresholds import whole
from open287g.documents.findings.known_signatories import known_signatories
from open287g.documents.findings.written_days import days_in
from open287g.documents.pages.page_text import Page

_ENOUGH = whole("documents", "signature_evidence")
_GAP = 200
_LONG_GAP = re.compile(rf"\W{{{_GAP},}}")
"""Signs between two words that no mark needs: each line of ten thousand empty ones would be searched to the last."""
_ADDENDUM = re.compile(r"\baddendum\b", re.IGNORECASE)


def signature_evidence(page: Page) -> int:
    """How much speaks for the signatures on `page`, in its text, its layer and its OCR; 0 on a page of another kind."""
    text = "\n".join({page.text, page.layer, page.ocr_page.text if page.ocr_page else ""})
    text = _LONG_GAP.sub(lambda gap: gap.group()[:_GAP], text)
    if page.kind or _ADDENDUM.search(text[:600]):
        return 0
    found = sum(weight for mark, weight in _marks() if mark.search(text))
    surname = any(re.search(rf"\b{surname}\b", text, re.IGNORECASE) for _, surname in known_signatories())
    return found + (2 if surname else 0) + (1 if any(True for _ in days_in(text)) else 0)


def page_signed(pages: Sequence[Page]) -> int | None:
    """The page (from 0) with most evidence, the first of equals; None where no page has enough."""
    evidence = [signature_evidence(page) for page in pages]
    most = max(evidence, default=0)
    return evidence.index(most) if most >= _ENOUGH else None


@cache
def _marks() -> list[tuple[re.Pattern[str], int]]:
    rows = read_table("documents/data/signature_marks.csv", ("mark", "weight", "why"))
    return [(re.compile(row["mark"], re.MULTILINE), int(row["weight"])) for row in rows]
