"""Where a document differs from its edition: negotiated wording, drift between editions, faults of assembly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from open287g.documents.alignment.align import Alignment, Gap
from open287g.documents.findings.difference import Difference
from open287g.documents.findings.field import Field
from open287g.documents.findings.gap_judge import GapJudge
from open287g.documents.findings.page_faults import PageFault, page_faults
from open287g.documents.pages.running_text import RunningText
from open287g.documents.words.vocabulary import Vocabulary


def differences(
    running: RunningText, alignment: Alignment, vocabulary: Vocabulary, moved: Sequence[int] = ()
) -> list[Difference]:
    """All differences between a document and the wording it was aligned with, in the order of its pages.

    `moved`: words of the edition at which blocks stood that `reading_order.in_order` has set right.
    """
    faults = page_faults(running, alignment)
    handled = {page for fault in faults if fault.whole for page in range(fault.page, fault.page_end + 1)}
    told = [_of_fault(fault, running, alignment) for fault in faults]
    told += [_moved(at, running, alignment) for at in moved]
    repeated = {page for f in faults if f.what == "repeated page" for page in range(f.page, f.page_end + 1)}
    judge = GapJudge(running, alignment.profile, vocabulary, repeated)
    for gap in alignment.gaps:
        for part in _by_page(gap, running, handled):
            told += judge.differences(part)
    return sorted(_merged(told), key=lambda d: (d.page, d.section, d.kind))


def further_signatories(fields: Mapping[str, Field]) -> list[Difference]:
    """A second signatory for the agency, which no edition has a place for."""
    titles, names = fields["agency_titles"], fields["agency_signatories"]
    count = max(len(field.value) if isinstance(field.value, tuple) else 0 for field in (titles, names))
    if count < 2:
        return []
    further = titles.value[1:] if isinstance(titles.value, tuple) else ()
    said = "; ".join(title or "unknown" for title in further)
    return [
        Difference(
            "negotiated", "signatory", "Signatures", titles.page, titles.page, said, confidence=titles.confidence
        )
    ]


def _by_page(gap: Gap, running: RunningText, handled: set[int]) -> Iterator[Gap]:
    """The parts of `gap` on pages that are not told of as a whole; the edition's words go with the first part."""
    rest = gap
    while rest.doc_end > rest.doc:
        page = running.page_of(rest.doc)
        end = min(rest.doc_end, running.page_starts[page + 1])
        if page not in handled:
            yield replace(rest, doc_end=end)
            rest = replace(rest, doc=end, at=rest.at_end)
        else:
            rest = replace(rest, doc=end)
    if rest.at_end > rest.at:
        yield rest


def _moved(at: int, running: RunningText, alignment: Alignment) -> Difference:
    section = alignment.profile.section_at(at + 4).id
    page = running.page_of(alignment.doc_position(at)) + 1
    return Difference("assembly", "out of order", section, page, page, "", confidence=0.8)


def _of_fault(fault: PageFault, running: RunningText, alignment: Alignment) -> Difference:
    at = _edition_place(alignment, running.page_starts[fault.page])
    section = fault.section or (alignment.profile.section_at(at).id if fault.keeps_section else "")
    return Difference(
        fault.kind,
        fault.what,
        section,
        fault.page + 1,
        fault.page_end + 1,
        fault.words,
        like=fault.like,
        confidence=fault.confidence,
    )


def _edition_place(alignment: Alignment, doc: int) -> int:
    """The edition's word at or after word `doc` of the document."""
    for run in alignment.runs:
        if doc < run.doc + run.words:
            return run.at + max(0, doc - run.doc)
    return alignment.profile.words - 1


def _merged(found: Sequence[Difference]) -> list[Difference]:
    """Edition differences of one section and page drawn together; identical ones once."""
    out: dict[tuple[str, ...], Difference] = {}
    for item in found:
        key = (
            item.kind,
            item.section,
            str(item.page),
            item.like if item.kind == "edition" else f"{item.what}{item.words}",
        )
        if key in out and item.kind == "edition":
            first = out[key]
            joined = " … ".join(part for part in (first.words, item.words) if part)
            out[key] = replace(first, words=joined, missing=first.missing + item.missing)
        else:
            out[key] = item
    return list(out.values())
