"""Headers, footers and form lines: what stands on a page beside the agreement's text.

Furniture is taken out by writing spaces over it, so that every offset into the page's text stays true.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

REVISED = re.compile(
    r"\bRev\w{0,6}\.?\s{0,3}(?P<month>\d{1,2})\s{0,2}[/1lI]?\s{0,2}(?P<day>\d{2})\s{0,2}[/1lI]\s{0,2}(?P<year>(?:20)?\d{2})\b",
    re.IGNORECASE,
)
_LINE = re.compile(r"[^\r\n]+")
_PAGE_NUMBER = re.compile(r"\s*(?:page\s*)?[\dlIOo|]{1,2}(?:\s*of\s*\d{1,2})?\s*", re.IGNORECASE)
_RULE = re.compile(r"[_\-]{3,}|B{4,}")
_EDGE_LINES = 4


@dataclass(frozen=True)
class Furniture:
    """`revisions`: the revision dates read on each page, as MM/DD/YYYY; `running`: lines repeated page after page."""

    revisions: dict[int, str]
    running: tuple[str, ...]


def revision_on(text: str) -> str:
    """The revision date that a page prints, as MM/DD/YYYY; empty when none can be read."""
    for match in REVISED.finditer(text):
        month, day = int(match["month"]), int(match["day"])
        year = int(match["year"]) % 100
        if 1 <= month <= 12 and 1 <= day <= 31:
            return f"{month:02d}/{day:02d}/20{year:02d}"
    return ""


def clear(pages: Sequence[str]) -> tuple[list[str], Furniture]:
    """The pages with furniture written over by spaces, and what the furniture said."""
    running = _running_lines(pages)
    revisions = {n: found for n, text in enumerate(pages) if (found := revision_on(text))}
    cleared = [_clear_page(text, running) for text in pages]
    return cleared, Furniture(revisions, tuple(_without_marks(line) for line in running.values()))


def blank(text: str, start: int, end: int) -> str:
    """`text` with spaces from `start` to `end`; line ends stay."""
    return text[:start] + re.sub(r"[^\r\n]", " ", text[start:end]) + text[end:]


def letters(text: str) -> str:
    """Only the letters of `text`, lower case: two readings of one footer differ in spaces and digits."""
    return re.sub(r"[^a-z]", "", text.lower())


def _edges(text: str) -> list[re.Match[str]]:
    lines = [match for match in _LINE.finditer(text) if match.group().strip()]
    if len(lines) <= 2 * _EDGE_LINES:
        return lines
    return lines[:_EDGE_LINES] + lines[-_EDGE_LINES:]


def _running_lines(pages: Sequence[str]) -> dict[str, str]:
    counts: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for text in pages:
        for key, line in {letters(_without_marks(m.group())): m.group() for m in _edges(text)}.items():
            if len(key) >= 6:
                counts[key] += 1
                shown.setdefault(key, line.strip())
    least = max(3, len(pages) // 4)
    return {key: shown[key] for key, count in counts.most_common() if count >= least}


def _without_marks(line: str) -> str:
    """`line` without page number and revision."""
    return re.sub(r"^\s*\d{1,2}\s+|\s+\d{1,2}\s*$", " ", REVISED.sub(" ", line)).strip()


def _clear_page(text: str, running: dict[str, str]) -> str:
    for match in _edges(text):
        line = match.group()
        if _PAGE_NUMBER.fullmatch(line) or letters(_without_marks(line)) in running:
            text = blank(text, match.start(), match.end())
    for pattern in (REVISED, _RULE):
        for match in list(pattern.finditer(text)):
            text = blank(text, match.start(), match.end())
    return text
