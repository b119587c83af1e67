"""One page of a memorandum as people read it: its text cut at what differs from an edition, and its fields in place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from open287g.documents.agreement_document import AgreementDocument
from open287g.documents.findings.difference import Difference
from open287g.documents.findings.differences import left_out
from open287g.documents.findings.field import FIELDS
from open287g.documents.findings.page_faults import page_faults
from open287g.documents.findings.word_changes import compared
from open287g.documents.findings.written_days import days_in
from open287g.documents.library.standard_text import wording_called
from open287g.documents.pages.contacts import contacts_hidden, without_contacts
from open287g.documents.read import aligned_text
from open287g.documents.words.printed import CONTACT

_FULL = 0.8
"""Of the longest line's length: a line that reaches it went on."""
_WORDS_OF_A_DAY = 4
PLAIN, CHANGED, FIELD, HIDDEN = "plain", "changed", "field", "hidden"


@dataclass(frozen=True)
class Piece:
    """A stretch of a page's text: `tag` plain, changed, field or hidden; `mark` its number among those of the page.

    `removed`: the edition's words in the place of a change. `start` and `end`: where it stands in the page's text.
    """

    tag: str
    text: str
    start: int
    end: int
    mark: int = 0
    removed: str = ""


@dataclass(frozen=True)
class Pinned:
    """A value read from a page: the field's name, the value, and its mark; 0 where its place was not found."""

    name: str
    value: str
    mark: int = 0


@dataclass(frozen=True)
class MarkedPage:
    """A page beside an edition: its pieces in order, what differs by the number of its mark, its fields.

    `notes`: differences of the page as a whole, or without a place on it.
    """

    number: int
    pieces: tuple[Piece, ...]
    changes: tuple[tuple[int, Difference], ...]
    fields: tuple[Pinned, ...]
    notes: tuple[Difference, ...]


def differences_from(document: AgreementDocument, edition: str) -> tuple[Difference, ...]:
    """What differs between a document and an edition: as was told for its own, compared word by word for another.

    Empty for no edition. Raises NotFoundError for an edition whose wording is not held.
    """
    if not edition:
        return ()
    wording = wording_called(edition)
    if document.identity.profile == wording.id:
        return document.differences
    running, alignment = aligned_text(document)
    without = left_out(page_faults(running, alignment)) if alignment else ()
    found = compared(running, wording, without, document.checked.scans)
    return tuple(
        Difference(
            "",
            "replaced" if change.standard and change.words else "added" if change.words else "removed",
            change.section,
            change.page,
            change.page_end,
            change.words,
            change.at_end - change.at,
            standard=change.standard,
            word_class=change.kind,
            grade=change.grade,
            start=change.start,
            end=change.end,
        )
        for change in found.changes
    )


def marked_page(document: AgreementDocument, number: int, told: Sequence[Difference]) -> MarkedPage:
    """Page `number` (from 1) of a document, with those of `told` that stand on it."""
    text = flowed(document.pages[number - 1].text)
    mine = [item for item in told if item.page <= number <= item.page_end]
    placed = [(item, span) for item in mine if (span := _span(item, number, len(text)))]
    taken: list[tuple[int, int, str, object]] = []
    for item, (start, end) in sorted(placed, key=lambda pair: pair[1]):
        if not taken or start >= taken[-1][1]:
            taken.append((start, end, CHANGED, item))
    values = list(_values(document, number))
    for name, value in values:
        span = _found(text, name, value)
        if span and all(span[1] <= start or end <= span[0] for start, end, *_ in taken):
            taken.append((*span, FIELD, (name, value)))
    taken.sort(key=lambda one: one[:2])
    marks = {id(one[3]): mark for mark, one in enumerate(taken, 1)}
    fields = {one[3]: mark for mark, one in enumerate(taken, 1) if one[2] == FIELD}
    return MarkedPage(
        number,
        tuple(_pieces(text, taken)),
        tuple((marks[id(one[3])], one[3]) for one in taken if isinstance(one[3], Difference)),
        tuple(Pinned(name, value, fields.get((name, value), 0)) for name, value in values),
        tuple(item for item in mine if id(item) not in marks),
    )


def flowed(text: str) -> str:
    """A page's text, of the same length, that ends a line where the page ends a paragraph.

    A line that is much shorter than the page's longest ends one; the others went on at the margin.
    """
    full = max(map(len, text.splitlines()), default=0) * _FULL
    out: list[str] = []
    open_line = ""
    for part in re.split(r"((?:\r\n|\r|\n)[\s]*)", text):
        if not part or not part.isspace() or part[0] not in "\r\n":
            out.append(part)
            open_line = part.strip() or open_line
            continue
        ends = bool(open_line) and (len(open_line) < full or part.count("\n") > 1)
        out.append(("\n" if ends else " ") + " " * (len(part) - 1))
        open_line = ""
    return "".join(out)


def hidden(text: str) -> list[tuple[int, int]]:
    """Where contacts stand in a text: places that `without_contacts` empties."""
    masked = without_contacts(text)
    out: list[tuple[int, int]] = []
    for at, (before, after) in enumerate(zip(text, masked, strict=True)):
        if before == after:
            continue
        if out and not text[out[-1][1] : at].strip():
            out[-1] = (out[-1][0], at + 1)
        else:
            out.append((at, at + 1))
    return out


def _span(item: Difference, number: int, length: int) -> tuple[int, int] | None:
    """Where a difference stands in the text of page `number`; None where its place is not known."""
    if item.start < 0:
        return None
    start = item.start if item.page == number else 0
    end = item.end if item.page_end == number else length
    if not item.words:
        end = start
    return (min(start, length), min(end, length)) if end >= start else None


def _values(document: AgreementDocument, number: int) -> Iterator[tuple[str, str]]:
    """The values of the fields that were read on a page."""
    for name in FIELDS:
        field = document.fields[name]
        if field.page == number and field.value:
            for value in field.value if isinstance(field.value, tuple) else (field.value,):
                if value:
                    yield name, value


def _found(text: str, name: str, value: str) -> tuple[int, int] | None:
    """The one place where a value stands in a text; None where it does not, or more than once."""
    if name.endswith("_on"):
        found = list(_days(text, value))
    else:
        pattern = r"\s+".join(map(re.escape, value.split()))
        found = [match.span() for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE)]
    return found[0] if found and (len(found) == 1 or name == "agency") else None


def _days(text: str, value: str) -> Iterator[tuple[int, int]]:
    """Where a day stands in a text, in the fewest words that say it."""
    words = [word.span() for word in re.finditer(r"\S+", text)]
    for count in range(1, _WORDS_OF_A_DAY + 1):
        spans = [(words[at][0], words[at + count - 1][1]) for at in range(len(words) - count + 1)]
        found = [(start, end) for start, end in spans if value in {str(day.day) for day in days_in(text[start:end])}]
        if found:
            yield from found
            return


def _pieces(text: str, taken: Sequence[tuple[int, int, str, object]]) -> Iterator[Piece]:
    at = 0
    for mark, (start, end, tag, what) in enumerate(taken, 1):
        yield from _plain(text, at, start)
        removed = what.standard if isinstance(what, Difference) else ""
        yield Piece(tag, contacts_hidden(text[start:end]), start, end, mark, removed)
        at = end
    yield from _plain(text, at, len(text))


def _plain(text: str, low: int, high: int) -> Iterator[Piece]:
    """A stretch without marks, cut at its contacts."""
    at = low
    for start, end in hidden(text[low:high]):
        if low + start > at:
            yield Piece(PLAIN, text[at : low + start], at, low + start)
        yield Piece(HIDDEN, CONTACT, low + start, low + end)
        at = low + end
    if high > at:
        yield Piece(PLAIN, text[at:high], at, high)
