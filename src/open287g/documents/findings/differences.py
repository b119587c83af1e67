"""Where a document differs from its edition: negotiated wording, drift between editions, faults of assembly."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np
from rapidfuzz.distance import Indel, Levenshtein

from open287g.core.thresholds import threshold, whole
from open287g.documents.alignment.align import Alignment
from open287g.documents.findings.difference import Difference
from open287g.documents.findings.field import Field
from open287g.documents.findings.lost_letters import LOST
from open287g.documents.findings.page_faults import PageFault, page_faults
from open287g.documents.findings.variants import like
from open287g.documents.findings.word_changes import SURE, Comparison, WordChange
from open287g.documents.findings.word_classes import classed, strongest
from open287g.documents.pages.running_text import RunningText
from open287g.documents.words.fingerprints import fingerprints_of
from open287g.documents.words.printed import plain

LOST_WORDS = whole("documents", "lost_words")
_EDGE = whole("documents", "page_edge_words")
_PAGE_SHARE = threshold("documents", "page_missing_share")
_REPEATED = whole("documents", "repeated_words")
_REPEATED_SHARE = threshold("documents", "repeated_share")
_MOVED = 0.9
"""Likeness from which words that came are those that are gone elsewhere."""
_CONFIDENCE = {SURE: 0.95, "doubtful": 0.5}


def left_out(faults: Sequence[PageFault]) -> set[int]:
    """The pages (from 0) that are told of as a whole, so that their words are not compared."""
    return {page for fault in faults if fault.whole for page in range(fault.page, fault.page_end + 1)}


def differences(
    running: RunningText,
    alignment: Alignment,
    found: Comparison | None,
    moved: Sequence[int] = (),
    faults: Sequence[PageFault] | None = None,
) -> list[Difference]:
    """All differences between a document and its edition, in the order of its pages.

    `found`: its words beside the edition's, where those are held. `moved`: words of the edition at which blocks stood
    that `reading_order.in_order` has set right.
    """
    faults = page_faults(running, alignment) if faults is None else faults
    told = [_of_fault(fault, running, alignment) for fault in faults]
    told += [_moved(at, running, alignment) for at in moved]
    repeated = {page for f in faults if f.what == "repeated page" for page in range(f.page, f.page_end + 1)}
    if found:
        changed = [item for change in found.changes for item in _of_change(change, found, alignment, repeated)]
        told += _with_moved(changed)
    return sorted(_once(told), key=lambda d: (d.page, d.section, d.kind))


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


def _of_change(
    change: WordChange, found: Comparison, alignment: Alignment, repeated: Collection[int]
) -> Iterator[Difference]:
    absent, own = change.at_end - change.at, change.doc_end - change.doc
    if absent - own >= LOST_WORDS and _at_edge(change, found):
        page = round(len(found.wording.words) / max(1, len(alignment.profile.page_starts)))
        what = "page missing" if absent >= _PAGE_SHARE * page else "text lost"
        lost = _difference(change, "assembly", what)
        yield replace(lost, page=max(lost.page, _after(change, found))) if what == "page missing" else lost
    elif own >= _REPEATED and _is_own(change, found) >= _REPEATED_SHARE:
        if not {change.page - 2, change.page - 1, change.page} & set(repeated):
            yield _difference(change, "assembly", "repeated text")
    elif change.why == LOST:
        yield _difference(change, "assembly", "letters missing")
    else:
        what = "replaced" if absent and own else "added" if own else "removed"
        other = like(change, found)
        yield _difference(change, "edition" if other else "negotiated", what, other)


def _with_moved(changed: Sequence[Difference]) -> list[Difference]:
    """`changed`, where words that are gone from one place and stand in another are told as moved, at both."""
    gone = {at: plain(item.standard) for at, item in enumerate(changed) if item.what == "removed"}
    out = list(changed)
    for at, item in enumerate(changed):
        own = plain(item.words) if item.what == "repeated text" else []
        alike = (there for there, words in gone.items() if own and Indel.normalized_similarity(own, words) >= _MOVED)
        there = next(alike, None)
        if there is not None:
            out[at] = replace(item, kind="negotiated", what="moved")
            out[there] = replace(changed[there], what="moved")
            out += _changed_within(item, changed[there].section, gone[there], own)
    return out


def _changed_within(item: Difference, section: str, before: Sequence[str], own: Sequence[str]) -> Iterator[Difference]:
    """What differs between words that were gone, `before`, and the same words in another place, `own` of `item`."""
    blocks = groupby(Levenshtein.opcodes(before, own), lambda block: block.tag == "equal")
    for parts in (list(part) for equal, part in blocks if not equal):
        low, high, start, end = parts[0].src_start, parts[-1].src_end, parts[0].dest_start, parts[-1].dest_end
        yield replace(
            item,
            kind="negotiated",
            what="replaced" if high > low and end > start else "added" if end > start else "removed",
            section=section,
            words=" ".join(own[start:end]),
            standard=" ".join(before[low:high]),
            missing=high - low,
            word_class=strongest([classed(before, low, high), classed(own, start, end)]),
            start=-1,
            end=-1,
        )


def _difference(change: WordChange, kind: str, what: str, other: str = "") -> Difference:
    return Difference(
        kind,
        what,
        change.section,
        change.page,
        change.page_end,
        change.words,
        change.at_end - change.at,
        other,
        _CONFIDENCE[change.grade],
        change.standard,
        change.kind,
        change.grade,
        change.why,
        change.start,
        change.end,
    )


def _after(change: WordChange, found: Comparison) -> int:
    """The page (from 1) that goes on after a change: where the missing page would be."""
    return found.words[change.doc_end].page + 1 if change.doc_end < len(found.words) else change.page


def _at_edge(change: WordChange, found: Comparison) -> bool:
    """Whether a page begins or ends near the change."""
    low, high = max(0, change.doc - _EDGE - 1), change.doc_end + _EDGE + 1
    near = [word.page for word in found.words[low:high]]
    return len(set(near)) > 1 or change.doc <= _EDGE or change.doc_end >= len(found.words) - _EDGE


def _is_own(change: WordChange, found: Comparison) -> float:
    """The share of the document's words here that are the edition's own from elsewhere."""
    marks = fingerprints_of(plain(change.words))
    return float(np.isin(marks, found.wording.profile.fingerprints).mean()) if len(marks) else 0.0


def _moved(at: int, running: RunningText, alignment: Alignment) -> Difference:
    section = alignment.profile.section_at(at + 4).id
    page = running.page_of(alignment.doc_position(at)) + 1
    return Difference("assembly", "out of order", section, page, page, "", confidence=0.8)


def _of_fault(fault: PageFault, running: RunningText, alignment: Alignment) -> Difference:
    at = _edition_place(alignment, running.spans[fault.page][0])
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


def _once(found: Sequence[Difference]) -> list[Difference]:
    """Each difference once."""
    return list(dict.fromkeys(found))
