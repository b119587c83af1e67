"""Two documents word by word: what one has and the other has not, by section and page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from open287g.documents.agreement_document import AgreementDocument
from open287g.documents.alignment.align import Alignment
from open287g.documents.pages.running_text import RunningText
from open287g.documents.read import aligned_text

CONTEXT = 8
"""Words shown before and after a difference in the terminal."""
_APART = 4
"""Equal words between two differences that join them into one."""


@dataclass(frozen=True)
class Stretch:
    """A stretch of text: `tag` equal, removed (only the first document has it) or added (only the second)."""

    tag: str
    text: str
    section: str
    page: int


@dataclass(frozen=True)
class Change:
    """One difference with the words around it; pages from 1, 0 where that document has no words there."""

    section: str
    page_before: int
    page_after: int
    before: str
    removed: str
    added: str
    after: str


def stretches(first: AgreementDocument, second: AgreementDocument) -> list[Stretch]:
    """The text of `second` with what `first` has besides, in order; agency names and footers count as equal."""
    (first_text, _), (second_text, aligned) = aligned_text(first), aligned_text(second)
    out: list[Stretch] = []
    for op in Indel.opcodes(first_text.words, second_text.words):
        if op.tag == "delete":
            section = _section(aligned, op.dest_start)
            out += _chunks(
                "removed", first_text, op.src_start, op.src_end, dict.fromkeys(range(op.src_start, op.src_end), section)
            )
        else:
            tag = "added" if op.tag == "insert" else "equal"
            named = {index: _section(aligned, index) for index in range(op.dest_start, op.dest_end)}
            out += _chunks(tag, second_text, op.dest_start, op.dest_end, named)
    return out


def changes(first: AgreementDocument, second: AgreementDocument) -> list[Change]:
    """The differences between two documents, near ones joined, each with `CONTEXT` words around it."""
    (first_text, aligned_a), (second_text, aligned) = aligned_text(first), aligned_text(second)
    out = []
    for a0, a1, b0, b1 in _spans(Indel.opcodes(first_text.words, second_text.words)):
        section = _section(aligned, b0) if aligned else _section(aligned_a, a0)
        out.append(
            Change(
                section,
                first_text.page_of(a0) + 1 if a1 > a0 else 0,
                second_text.page_of(b0) + 1 if b1 > b0 else 0,
                second_text.said(max(0, b0 - CONTEXT), b0) if b0 else "",
                first_text.said(a0, a1) if a1 > a0 else "",
                second_text.said(b0, b1) if b1 > b0 else "",
                second_text.said(b1, min(len(second_text.words), b1 + CONTEXT)) if b1 < len(second_text.words) else "",
            )
        )
    return out


def _spans(opcodes: Iterable[object]) -> Iterator[tuple[int, int, int, int]]:
    """Stretches that differ, joined where fewer than `_APART` equal words part them."""
    current: list[int] = []
    for op in opcodes:
        tag, a0, a1, b0, b1 = (getattr(op, n) for n in ("tag", "src_start", "src_end", "dest_start", "dest_end"))
        if tag == "equal":
            if current and a1 - a0 > _APART:
                yield current[0], current[1], current[2], current[3]
                current = []
        elif current:
            current[1], current[3] = a1, b1
        else:
            current = [a0, a1, b0, b1]
    if current:
        yield current[0], current[1], current[2], current[3]


def _chunks(tag: str, running: RunningText, start: int, end: int, sections: Mapping[int, str]) -> Iterator[Stretch]:
    """The text of tokens [start, end), cut where page or section changes; `sections`: token -> section."""
    low = start
    for index in range(start + 1, end + 1):
        if index == end or running.page_of(index) != running.page_of(low) or sections[index] != sections[low]:
            yield Stretch(tag, running.said(low, index), sections[low], running.page_of(low) + 1)
            low = index


def _section(alignment: Alignment | None, doc: int) -> str:
    if alignment is None:
        return ""
    at = 0
    for run in alignment.runs:
        if run.doc > doc:
            break
        at = run.at + min(doc - run.doc, run.words - 1)
    return alignment.profile.section_at(at).id
