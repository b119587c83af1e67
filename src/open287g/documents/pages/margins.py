"""Headers, footers and form lines: what stands on a page beside the agreement's text.

Margins is taken out by writing spaces over it, so that every offset into the page's text stays true.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from open287g.documents.pages.running_lines import EDGE_LINES, Line, beside_marks, nearly_repeated, repeated

REVISED = re.compile(
    r"R[EeVv][A-Za-z]\w{0,5}[.:–-]?\s{0,3}(?P<month>\d{1,2})\s{0,2}[/1lI]?\s{0,2}(?P<day>\d{2})\s{0,2}[/1lI]\s{0,2}"
    r"(?P<year>(?:20)?\d{2})\b"
)
_NUMBER_AT_EDGE = re.compile(r"^\s*\d{1,2}\s+|\s+\d{1,2}\s*$")
_LETTERS = re.compile(r"[a-z]+")
_LINE = re.compile(r"[^\r\n]+")
_PAGE_NUMBER = re.compile(r"\s*(?:page\s*)?[\dlIOo|]{1,2}(?:\s*of\s*\d{1,2})?\s*", re.IGNORECASE)
_RULE = re.compile(r"[_\-]{3,}|B{4,}")


@dataclass(frozen=True)
class Margins:
    """`revisions`: the revision dates read on each page, as MM/DD/YYYY; `running`: lines of one page after another."""

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


def clear(pages: Sequence[str]) -> tuple[list[str], Margins]:
    """The pages with margins written over by spaces, and what the margins said."""
    edges = [_edges(text) for text in pages]
    running = repeated(edges)
    likest, nearly = nearly_repeated(edges, running)
    keys = {*running, *nearly, *beside_marks(edges, lambda line: bool(REVISED.search(line)))}
    revisions = {n: found for n, text in enumerate(pages) if (found := revision_on(text))}
    cleared = [_clear_page(text, lines, keys) for text, lines in zip(pages, edges, strict=True)]
    return cleared, Margins(revisions, tuple(_without_marks(line) for line in {**running, **likest}.values()))


def blank(text: str, start: int, end: int) -> str:
    """`text` with spaces from `start` to `end`; line ends stay."""
    return text[:start] + re.sub(r"[^\r\n]", " ", text[start:end]) + text[end:]


def letters(text: str) -> str:
    """Only the letters of `text`, lower case: two readings of one footer differ in spaces and digits."""
    return "".join(_LETTERS.findall(text.lower()))


def _edges(text: str) -> list[Line]:
    lines = [match for match in _LINE.finditer(text) if not match.group().isspace()]
    if len(lines) > 2 * EDGE_LINES:
        lines = lines[:EDGE_LINES] + lines[-EDGE_LINES:]
    said = [_without_marks(m.group()) for m in lines]
    return [Line(m.group(), m.start(), m.end(), bare, letters(bare)) for m, bare in zip(lines, said, strict=True)]


def _without_marks(line: str) -> str:
    """`line` without page number and revision."""
    if not any(map(str.isdigit, line)):
        return line.strip()
    return _NUMBER_AT_EDGE.sub(" ", REVISED.sub(" ", line)).strip()


def _clear_page(text: str, lines: Sequence[Line], running: Collection[str]) -> str:
    for line in lines:
        if line.key in running or _PAGE_NUMBER.fullmatch(line.text):
            text = blank(text, line.start, line.end)
    for match in list(REVISED.finditer(text)):
        text = blank(text, match.start(), match.end())
    if any(rule in text for rule in ("___", "---", "BBBB")):
        for match in list(_RULE.finditer(text)):
            text = blank(text, match.start(), match.end())
    return text
