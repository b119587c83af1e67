"""Two texts word by word: a document beside an edition's wording, or beside another document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Indel

from open287g.core.errors import InputError
from open287g.documents.agreement_document import AgreementDocument, require_agreement
from open287g.documents.alignment.align import Run
from open287g.documents.alignment.cells import SAME
from open287g.documents.alignment.section_heads import section_heads
from open287g.documents.editions.wording import Wording
from open287g.documents.findings.difference import Difference
from open287g.documents.findings.differences import left_out
from open287g.documents.findings.page_faults import page_faults
from open287g.documents.findings.word_changes import Comparison, WordChange, compared, ordered_words
from open287g.documents.findings.word_classes import classed
from open287g.documents.pages.contacts import contacts_hidden
from open287g.documents.pages.running_text import RunningText
from open287g.documents.read import aligned_text
from open287g.documents.words.printed import CONTACT, Printed

CONTEXT = 8
"""Words shown before and after a difference."""
EQUAL, REMOVED, ADDED = "equal", "removed", "added"
_APART = 1
_BLANK = "______"
_RULE = re.compile(r"_*B{4,}_*|_{3,}")
"""A line to fill in, also as a font gives it whose letters are moved."""
_OPENING = "([“‘"
"""Marks that belong to the word after them."""
_HELD = 0.2
"""Share of an edition's words below which a document is no version of it, whatever may be laid beside it."""


@dataclass(frozen=True)
class Stretch:
    """A stretch of text: `tag` equal, removed (only the first has it) or added (only the second).

    `page` from 1, of the second; 0 where it has none. `grade` sure or doubtful.
    """

    tag: str
    text: str
    section: str
    page: int
    grade: str = "sure"


@dataclass(frozen=True)
class Change:
    """One difference with the words around it; pages from 1, 0 where that text has no words or no pages there.

    `word_class`: what kind of word changed; `grade` sure or doubtful, and `why`.
    """

    section: str
    page_before: int
    page_after: int
    before: str
    removed: str
    added: str
    after: str
    word_class: str = "other"
    grade: str = "sure"
    why: str = ""


@dataclass(frozen=True)
class Beside:
    """Two texts side by side: their names, and the second's text with what the first has besides.

    `unread`: pages of either of which nothing was read, so that they were not compared, as "file p. 3, 7".
    `own_edition`: the edition that the second is of, where that has other wording than the first, an edition.
    `faults`: what differs of the second beside its words: pages missing or foreign, an addendum. `notes`: what lies
    over its words (`findings.marks`).
    """

    first: str
    second: str
    stretches: tuple[Stretch, ...]
    changes: tuple[Change, ...]
    unread: tuple[str, ...] = ()
    own_edition: str = ""
    faults: tuple[Difference, ...] = ()
    notes: tuple[str, ...] = ()


def beside_edition(document: AgreementDocument, wording: Wording, edition: str) -> Beside:
    """`document` beside the wording of `edition`; changes as they were told when its pages were looked at again.

    Raises InputError for a file that is no agreement or has next to nothing of the edition, or of which nothing was
    read: no difference is not equality, and a letter is no redline.
    """
    require_agreement(document, "nothing was compared")
    running, alignment = aligned_text(document)
    without = left_out(page_faults(running, alignment)) if alignment else ()
    found = compared(running, wording, without, document.checked.scans)
    held = sum(cell.at_end - cell.at for cell in found.cells if cell.kind == SAME) / max(1, len(wording.words))
    if held < _HELD:
        raise InputError(
            f"it has {held:.0%} of the words of {edition}, so that nothing was compared",
            document.file,
            "See of which edition a file is: open287g documents read",
        )
    if document.identity.profile == wording.id:
        found = replace(found, changes=tuple(_told(found, document)))
    changes = tuple(_change(change, found, running) for change in found.changes)
    own = document.identity.edition if document.identity.profile != wording.id else ""
    faults = () if own else tuple(item for item in document.differences if not item.word_class)
    stretches = tuple(_stretches(found, running))
    return Beside(edition, document.file, stretches, changes, _unread(document), own, faults, document.checked.notes)


def beside(first: AgreementDocument, second: AgreementDocument) -> Beside:
    """`second` beside `first`, both by their own words. Raises InputError for one and the same file."""
    if first.sha256 == second.sha256:
        raise InputError(
            "this is one file twice", second.file, "Name two documents, or an edition and a document.", exit_code=2
        )
    (before, _), (after, aligned) = aligned_text(first), aligned_text(second)
    one, other = ordered_words(before), ordered_words(after)
    stretches: list[Stretch] = []
    changes: list[Change] = []
    sections = {token.start + token.page * 10**7: index for index, token in enumerate(after.tokens)}
    section = ""
    for a0, a1, b0, b1, same in _blocks(one, other):
        place = next((sections[key] for w in other[b0:b1] if (key := w.start + w.page * 10**7) in sections), None)
        if aligned and place is not None:
            section = aligned.profile.section_at(_edition_word(aligned.runs, place)).id
        page = other[min(b0, len(other) - 1)].page + 1 if other else 0
        if same:
            stretches.append(Stretch(EQUAL, _said(after, other, b0, b1), section, page))
            continue
        removed, added = _said(before, one, a0, a1), _said(after, other, b0, b1)
        stretches += [Stretch(t, said, section, page) for t, said in ((REMOVED, removed), (ADDED, added)) if said]
        kinds = classed([w.word for w in one], a0, a1), classed([w.word for w in other], b0, b1)
        around = _said(after, other, max(0, b0 - CONTEXT), b0), _said(after, other, b1, b1 + CONTEXT)
        page_before = one[a0].page + 1 if a1 > a0 else 0
        kind = min(kinds, key=lambda name: name == "other")
        changes.append(Change(section, page_before, page if b1 > b0 else 0, around[0], removed, added, around[1], kind))
    notes = tuple(f"{note} ({one.file})" for one in (first, second) for note in one.checked.notes)
    return Beside(first.file, second.file, tuple(stretches), tuple(changes), _unread(first, second), notes=notes)


def _unread(*documents: AgreementDocument) -> tuple[str, ...]:
    return tuple(f"{one.file} p. {', '.join(map(str, one.unread))}" for one in documents if one.unread)


def _told(found: Comparison, document: AgreementDocument) -> Iterator[WordChange]:
    """The changes that the document was told to have, with the grade they have there."""
    told = {(d.section, d.page, d.standard, d.words): d for d in document.differences if d.word_class}
    for change in found.changes:
        known = told.get((change.section, change.page, change.standard, change.words))
        if known:
            yield replace(change, grade=known.grade, why=known.why)


def _change(change: WordChange, found: Comparison, running: RunningText) -> Change:
    low, high = max(0, change.doc - CONTEXT), change.doc_end + CONTEXT
    return Change(
        change.section,
        0,
        change.page if change.words else 0,
        _said(running, found.words, low, change.doc),
        _filled(change.standard, running),
        contacts_hidden(change.words),
        _said(running, found.words, change.doc_end, high),
        change.kind,
        change.grade,
        change.why,
    )


def _stretches(found: Comparison, running: RunningText) -> Iterator[Stretch]:
    """The document's text in the edition's order, cut at sections and changes."""
    here = [word.word for word in found.words]
    heads = section_heads(found.wording.starts, found.wording.plain, here, found.cells)
    starts = dict(zip(found.wording.starts, heads, strict=True))
    begins = {(change.at, change.doc): change for change in found.changes}
    low = doc = 0
    section, page = "", 1
    for cell in found.cells:
        change = begins.get((cell.at, cell.doc)) if cell.kind != SAME else None
        if change:
            yield from _plain(found, running, low, cell.doc, section, page)
            section = found.wording.section_at(cell.at)
            page = change.page
            added = _said(running, found.words, change.doc, change.doc_end)
            for tag, said in ((REMOVED, _filled(change.standard, running)), (ADDED, added)):
                if said:
                    yield Stretch(tag, said, section, page, change.grade)
            low = change.doc_end
            continue
        doc = max(low, cell.doc)
        for at in range(cell.at, cell.at_end):
            if at in starts:
                place = max(low, starts[at])
                yield from _plain(found, running, low, place, section, page)
                low, section = place, found.wording.section_at(at)
        if cell.doc_end > doc and found.words[doc].page + 1 != page:
            yield from _plain(found, running, low, doc, section, page)
            low, page = max(low, doc), found.words[doc].page + 1
    yield from _plain(found, running, low, len(found.words), section, page)


def _filled(standard: str, running: RunningText) -> str:
    """The edition's words with the agency's name as the document writes it, and a line where other blanks are."""
    named = standard.replace("{agency}", running.names.written or _BLANK)
    return re.sub(r"\{\w+\}", _BLANK, named.replace("{mailbox}", CONTACT))


def _plain(found: Comparison, running: RunningText, low: int, high: int, section: str, page: int) -> Iterator[Stretch]:
    if high > low and (said := _said(running, found.words, low, high)):
        yield Stretch(EQUAL, said, section, page)


def _said(running: RunningText, words: Sequence[Printed], low: int, high: int) -> str:
    """What the pages print from word `low` up to `high`, with the marks between it and the word after.

    A name of the agency is one word whatever its length, so that the page is taken up to where the next word begins.
    """
    parts: list[str] = []
    inside = words[low:high]
    for page in dict.fromkeys(word.page for word in inside):
        places = [word for word in inside if word.page == page]
        start, end = min(w.start for w in places), max(w.end for w in places)
        text = running.pages[page].text
        while start and text[start - 1] in _OPENING:
            start -= 1
        while end < len(text) and text[end] in ".,;:)\"'”’":
            end += 1
        following = words[high] if high < len(words) and words[high].page == page else None
        if following and following.start > end:
            end = end + len(text[end : following.start].rstrip(f"{_OPENING} \t\r\n"))
        parts += text[start:end].split()
    return contacts_hidden(_RULE.sub(_BLANK, " ".join(parts)))


def _blocks(one: Sequence[Printed], other: Sequence[Printed]) -> Iterator[tuple[int, int, int, int, bool]]:
    """Equal and differing blocks in turn; differing ones are joined where one equal word parts them."""
    current: list[int] = []
    for op in Indel.opcodes([w.word for w in one], [w.word for w in other]):
        a0, a1, b0, b1 = op.src_start, op.src_end, op.dest_start, op.dest_end
        if op.tag == "equal" and (not current or a1 - a0 > _APART):
            if current:
                yield from _differing(one, other, current)
                current = []
            yield a0, a1, b0, b1, True
        elif current:
            current[1], current[3] = a1, b1
        else:
            current = [a0, a1, b0, b1]
    if current:
        yield from _differing(one, other, current)


def _differing(
    one: Sequence[Printed], other: Sequence[Printed], block: Sequence[int]
) -> Iterator[tuple[int, int, int, int, bool]]:
    a0, a1, b0, b1 = block
    same = "".join(w.word for w in one[a0:a1]) == "".join(w.word for w in other[b0:b1])
    yield a0, a1, b0, b1, same


def _edition_word(runs: Sequence[Run], doc: int) -> int:
    at = 0
    for run in runs:
        if run.doc > doc:
            break
        at = run.at + min(doc - run.doc, run.words - 1)
    return at
