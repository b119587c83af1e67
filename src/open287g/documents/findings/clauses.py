"""The section tree of a document, and the place of each clause on its pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from open287g.core.errors import NotFoundError
from open287g.documents.alignment.align import Alignment
from open287g.documents.pages import pdf
from open287g.documents.pages.frame import Box
from open287g.documents.pages.limits import DEFAULT
from open287g.documents.pages.margins import clear
from open287g.documents.pages.page_text import Page
from open287g.documents.pages.running_text import RunningText

_SECTION = re.compile(r"\b(?:sections?|sec|article|paragraph|para)\b|§")
_APPENDIX = re.compile(r"\bapp(?:endix|x)?(?=\b|_|\d)")
_ROMAN = r"[IVXLTl1|]{1,6}\s?[.,:]?"
"""A section's number before its heading, as readers have it; they take I for l, 1, T and | and lose the stop."""

_LONGEST_NUMBER = 8
"""Signs of a section's number at most: "XXXVII ."."""


@dataclass(frozen=True)
class Clause:
    """A section as the document has it: pages from 1, `start` and `end` offsets in the text of its first and last page.

    `found`: the share of the edition's words of this section that stand there, 0 to 1; 0 means that it is absent, and
    `page` is where it would begin.
    """

    section: str
    heading: str
    page: int
    start: int
    page_end: int
    end: int
    found: float


def clauses(running: RunningText, alignment: Alignment) -> list[Clause]:
    """Every section of the edition, in order, where `running` has it."""
    out = []
    for section in alignment.profile.sections:
        low, high = section.start, section.start + section.words
        inside = [
            (max(run.doc, run.doc + low - run.at), min(run.doc + run.words, run.doc + high - run.at))
            for run in alignment.runs
            if run.at < high and run.at + run.words > low
        ]
        matched = sum(b - a for a, b in inside)
        if inside:
            first, last = running.tokens[inside[0][0]], running.tokens[inside[-1][1] - 1]
        else:
            at = min(alignment.doc_position(low), len(running.tokens) - 1)
            first = last = running.tokens[at]
        share = round(matched / section.words, 3) if section.words else 0.0
        out.append(
            Clause(
                section.id,
                section.heading,
                first.page + 1,
                begin := _at_its_number(running.pages[first.page].text, first.start, section.id),
                last.page + 1,
                last.end if inside else begin,
                share,
            )
        )
    return out


def _at_its_number(text: str, start: int, section: str) -> int:
    """Where the number before the heading at `start` begins, which is none of the words compared; else `start`."""
    last = section.rpartition(".")[2]
    number = _ROMAN if "." not in section else rf"{'[I1l|]' if last == 'I' else last}\s?[.,:]"
    pattern = re.compile(rf"(?:^|[\r\n]|(?<=[.:;]\s))[ \t]*(?P<number>{number})\s*$")
    before = pattern.search(text, _where_a_number_may_begin(text, start), start)
    return before.start("number") if before and re.fullmatch(r"[IVX]+|[A-Z]", last) else start


def _where_a_number_may_begin(text: str, end: int) -> int:
    """A place before any number of a section, with what parts it from the text before, that ends at `end`."""
    at = max(0, len(text[:end].rstrip()) - _LONGEST_NUMBER)
    return max(0, len(text[:at].rstrip(" \t")) - 2)


def clause(found: Sequence[Clause], section: str) -> Clause:
    """The clause of `section`, or of the section that holds it (IV for IV.Z); a NotFoundError when there is none.

    A section is called as people write it: IV.E, iv(e), Section IV E, Appendix A.
    """
    by_id = {item.section: item for item in found}
    if not by_id:
        raise NotFoundError(
            "it is of no edition that is known, so that its sections are not told apart",
            remedy="See the editions: open287g documents templates",
        )
    by_parts = {_parts(name): item for name, item in by_id.items()}
    parts = _parts(section)
    while parts:
        if parts in by_parts:
            return by_parts[parts]
        parts = parts[:-1]
    raise NotFoundError(f"the document has no section {section!r}", remedy=f"Its sections: {', '.join(by_id)}.")


def up_to_the_next(found: Sequence[Clause], item: Clause) -> Clause:
    """`item` up to where the next section begins: with what was put in behind its last word of the edition."""
    after = found[found.index(item) + 1 :]
    following = next((other for other in after if other.found), None)
    if following is None or not item.found or (following.page, following.start) <= (item.page_end, item.end):
        return item
    return replace(item, page_end=following.page, end=following.start)


def same_section(one: str, other: str) -> bool:
    """Whether two ways of writing a section mean one."""
    return _parts(one) == _parts(other)


def _parts(section: str) -> tuple[str, ...]:
    """The parts of a section's number, however it is written."""
    said = _APPENDIX.sub("app ", _SECTION.sub(" ", section.casefold()))
    return tuple(re.findall(r"[a-z0-9]+", said))


def text_of(pages: Sequence[Page], item: Clause) -> str:
    """The words of `item` as the pages print them, without contacts, footers and page numbers."""
    from open287g.documents.pages.contacts import without_contacts  # the quick way to clauses shows no words

    texts, _ = clear([page.text for page in pages])
    parts = [texts[number - 1][start:end] for number, start, end in _stretches(pages, item)]
    return " ".join(without_contacts(" ".join(parts)).split())


def boxes_in(path: Path, pages: Sequence[Page], item: Clause, cache: Path | None = None) -> dict[int, list[Box]]:
    """Where `item` stands in the PDF at `path`: page (from 1) -> boxes of its lines, in shares of the page.

    Footers and page numbers are none of it. Pages read by OCR are looked up in `cache`, or read again.
    """
    from open287g.documents.pages import ocr  # the quick way to clauses reads no picture
    from open287g.documents.pages.engines import engine_named

    out = {}
    texts, _ = clear([page.text for page in pages])
    with pdf.opened(pdf.content_of(path, DEFAULT), str(path), DEFAULT) as handle:
        for number, start, end in _stretches(pages, item):
            if pages[number - 1].text_from == "ocr":
                image = pdf.picture(handle, number - 1, DEFAULT, pages[number - 1].turned)
                read = ocr.read_page(image, engine_named(), cache, DEFAULT)
                held = [p for p in read.pieces if start <= p.start < end]
                boxes = [p.box for p in held if texts[number - 1][p.start : p.start + len(p.text)].strip()]
            else:
                runs = _runs(pages[number - 1].text, texts[number - 1], start, end)
                turned = pages[number - 1].turned
                boxes = [box for low, high in runs for box in pdf.range_boxes(handle, number - 1, low, high, turned)]
            if boxes:
                out[number] = boxes
    return out


def _runs(text: str, cleared: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of `text` from `start` to `end` that `cleared` has left, each without the spaces at its ends."""
    left = "".join("\0" if before != after else after for before, after in zip(text, cleared, strict=True))
    kept = re.finditer(r"[^\0]+", left[start:end])
    bare = re.compile(r"\S(?:.*\S)?", re.DOTALL)
    found = ((match.start(), bare.search(match.group())) for match in kept)
    return [(start + at + part.start(), start + at + part.end()) for at, part in found if part]


def _stretches(pages: Sequence[Page], item: Clause) -> list[tuple[int, int, int]]:
    """(page from 1, first offset, offset after the last) of `item` on each of its pages."""
    # Of pages in another order than the edition's the last may stand before the first.
    numbers = range(item.page, item.page_end + 1) if item.page <= item.page_end else (item.page, item.page_end)
    return [
        (
            number,
            item.start if number == item.page else 0,
            item.end if number == item.page_end else len(pages[number - 1].text),
        )
        for number in numbers
    ]
