"""Where a document differs from its edition: negotiated wording, drift between editions, faults of assembly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from rapidfuzz import fuzz

from open287g.documents.editions.templates import Profile, editions
from open287g.documents.findings.page_faults import PageFault, page_faults
from open287g.documents.words.align import Alignment, Gap, held_by, profile_names
from open287g.documents.words.body import Body
from open287g.documents.words.misreadings import Repairer
from open287g.documents.words.words import SHINGLE, Vocabulary

NEGOTIATED_WORDS = 4
"""Words of its own that make a difference; fewer are noise more often than not."""
REMOVED_WORDS = 8
"""Words of the edition absent within a page that make a clause struck."""
REMOVED_WORDS_OCR = 25
"""The same on a page read by OCR, which may drop a whole line."""
_REPEATED = 12
LOST_WORDS = 25
"""Words of the edition absent where two pages meet that make text lost."""
_FILL_ROOM = 8
_FILL_REPLACES = 6
_COUNSEL = ("IV.H", "XIV")
"""Sections that give the place of ICE's counsel."""
_CONTENT_LETTERS = 4
_CONTACT_ROOM = 90
_CONTACT_NOISE = 8
_ADDRESS_ROOM = 30
_ADDRESS = re.compile(
    r"\b[A-Z]{2}\.?,?\s+\d{5}\b|\b(?:Suite|Ste\.?)\s+\d+|\b\d{5}-\d{4}\b|[A-Z][a-z]+,?\s+\d{5}\b|\bField Office\b"
)
_CONTACTS = {"TFM": ("App.A", "App.C"), "JEM": ("VII", "App.C"), "WSO": ("VII", "App.C")}


@dataclass(frozen=True)
class Difference:
    """One difference: `kind` negotiated, edition or assembly; `what` tells it more closely (added, replaced, removed,
    addendum, signatory, text lost, page missing, blank page, foreign page, repeated page, out of order, other agency).

    `page` and `page_end` from 1; `words` as the pages print them, empty where words are absent; `missing`: how many of
    the edition's words are absent; `like`: the edition whose wording stands there; `confidence` 0 to 1.
    """

    kind: str
    what: str
    section: str
    page: int
    page_end: int
    words: str
    missing: int = 0
    like: str = ""
    confidence: float = 0.9


def differences(
    body: Body, alignment: Alignment, vocabulary: Vocabulary, moved: Sequence[int] = ()
) -> list[Difference]:
    """All differences between a document and the wording it was aligned with, in the order of its pages.

    `moved`: words of the edition at which blocks stood that `order.in_order` has set right.
    """
    faults = page_faults(body, alignment)
    handled = {page for fault in faults if fault.whole for page in range(fault.page, fault.page_end + 1)}
    found = [_of_fault(fault, body, alignment) for fault in faults]
    found += [_moved(at, body, alignment) for at in moved]
    repeated = {page for f in faults if f.what == "repeated page" for page in range(f.page, f.page_end + 1)}
    judge = _Judge(body, alignment.profile, vocabulary, repeated)
    for gap in alignment.gaps:
        for part in _by_page(gap, body, handled):
            found += judge.differences(part)
    return sorted(_merged(found), key=lambda d: (d.page, d.section, d.kind))


def _by_page(gap: Gap, body: Body, handled: set[int]) -> Iterator[Gap]:
    """The parts of `gap` on pages that are not told of as a whole; the edition's words go with the first part."""
    rest = gap
    while rest.doc_end > rest.doc:
        page = body.page_of(rest.doc)
        end = min(rest.doc_end, body.page_starts[page + 1])
        if page not in handled:
            yield replace(rest, doc_end=end)
            rest = replace(rest, doc=end, at=rest.at_end)
        else:
            rest = replace(rest, doc=end)
    if rest.at_end > rest.at:
        yield rest


def _moved(at: int, body: Body, alignment: Alignment) -> Difference:
    section = alignment.profile.section_at(at + 4).id
    page = body.page_of(alignment.doc_position(at)) + 1
    return Difference("assembly", "out of order", section, page, page, "", confidence=0.8)


def _of_fault(fault: PageFault, body: Body, alignment: Alignment) -> Difference:
    at = _edition_place(alignment, body.page_starts[fault.page])
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


class _Judge:
    """Tells what a gap is."""

    def __init__(self, body: Body, profile: Profile, vocabulary: Vocabulary, repeated_pages: set[int]) -> None:
        self._body = body
        self._repeated_pages = repeated_pages
        self._signed = any(section.id == "Signatures" for section in profile.sections)
        self._profile = profile
        self._vocabulary = vocabulary
        self._repair = Repairer(vocabulary, profile)
        self._own_words = {w for name in body.names.known_as() for w in re.findall(r"[a-z]{2,}", name.lower())}
        self._held = held_by(body.marks)
        self._shares = self._held.mean(axis=0)
        self._models = {edition.profile: edition.model for edition in editions()}
        self._contacts = _CONTACTS.get(_model_of(profile.id, self._models), ())

    def differences(self, gap: Gap) -> Iterator[Difference]:
        """The differences within `gap`: none when it is a filled-in blank, a name, or noise."""
        if self._is_lost(gap):
            yield self._lost(gap)
            if not self._is_fill(replace(gap, at_end=gap.at)):
                yield from self._wording(replace(gap, at=gap.at_end))
        elif not self._is_fill(gap):
            yield from self._wording(gap)

    def _wording(self, gap: Gap) -> Iterator[Difference]:
        if self._in_contacts(gap) and gap.doc_end - gap.doc < _CONTACT_NOISE:
            return
        if self._repeats(gap):
            yield from self._repeated(gap)
            return
        like = self._like(gap)
        if like and self._is_telling(gap):
            yield self._difference(gap, "edition", like)
            return
        if self._profile.section_at(gap.at).id == "Title":
            return
        rest = self._repair.rest(self._body.words, gap)
        own = [w for w in self._body.words[rest.doc : rest.doc_end] if self._is_real(w)]
        telling = sum(len(word) >= _CONTENT_LETTERS for word in own) >= 2
        if len(own) >= NEGOTIATED_WORDS and telling and len(own) * 2 > rest.doc_end - rest.doc:
            like = self._like(rest)
            yield self._difference(rest, "edition" if like else "negotiated", like)
        elif self._is_struck(rest):
            yield self._removed(rest)

    def _like(self, gap: Gap) -> str:
        """The profile of the same model, other than the document's, that has all words here; empty when none has."""
        low, high = max(0, gap.doc - SHINGLE + 1), min(gap.doc_end, len(self._held))
        if high - low < 2:
            return ""
        rows = self._held[low:high]
        names = profile_names()
        model = _model_of(self._profile.id, self._models)
        likely = [
            (self._shares[column], names[column])
            for column in np.flatnonzero(rows.all(axis=0))
            if names[column] != self._profile.id and _model_of(names[column], self._models) == model
        ]
        return max(likely)[1] if likely else ""

    def _is_struck(self, gap: Gap) -> bool:
        page = self._body.pages[self._body.page_of(gap.doc)]
        least = REMOVED_WORDS_OCR if page.text_from == "ocr" else REMOVED_WORDS
        return gap.doc_end == gap.doc and gap.at_end - gap.at >= least and not self._in_contacts(gap)

    def _repeats(self, gap: Gap) -> bool:
        """Whether the words here are the edition's own from elsewhere: text that stands there twice."""
        if gap.doc_end - gap.doc < _REPEATED:
            return False
        marks = self._body.marks[gap.doc : gap.doc_end - SHINGLE + 1]
        return float(np.isin(marks, self._profile.marks).mean()) >= 0.8

    def _repeated(self, gap: Gap) -> Iterator[Difference]:
        """Repeated text, unless its page or the next to it is told of as repeated."""
        page = self._body.page_of(gap.doc)
        if not {page - 1, page, page + 1} & self._repeated_pages:
            _, places = self._profile.find(self._body.marks[gap.doc : gap.doc_end - SHINGLE + 1])
            section = self._profile.section_at(int(np.median(places))).id
            words = self._body.said(gap.doc, gap.doc_end)
            yield Difference("assembly", "repeated text", section, page + 1, page + 1, words, confidence=0.7)

    def _is_telling(self, gap: Gap) -> bool:
        """Whether so small a gap can tell one edition from another: not by a number or a single word dropped."""
        own = [word for word in self._body.words[gap.doc : gap.doc_end] if not word.isdigit()]
        absent = gap.at_end - gap.at
        if len(own) == 1 and absent <= 1 and len(own[0]) < _CONTENT_LETTERS:
            return False
        return len(own) + absent >= 2 and (bool(own) or gap.doc == gap.doc_end)

    def _in_contacts(self, gap: Gap) -> bool:
        return self._profile.section_at(max(0, gap.at - 1)).id in self._contacts

    def _is_lost(self, gap: Gap) -> bool:
        absent = (gap.at_end - gap.at) - (gap.doc_end - gap.doc)
        block = self._profile.section("Signatures") if self._signed else None
        inside = max(0, min(gap.at_end, block.start + block.words) - max(gap.at, block.start)) if block else 0
        return absent - inside >= LOST_WORDS and self._at_page_edge(gap)

    def _at_page_edge(self, gap: Gap) -> bool:
        starts = self._body.page_starts
        return any(gap.doc - 3 <= start <= gap.doc_end + 3 for start in starts)

    def _lost(self, gap: Gap) -> Difference:
        profile = self._profile
        middle = (gap.at + gap.at_end) // 2
        page = profile.page_at(middle)
        first = profile.page_starts[page - 1]
        last = profile.page_starts[page] if page < len(profile.page_starts) else profile.words
        overlap = min(gap.at_end, last) - max(gap.at, first)
        whole = overlap >= 0.8 * (last - first)
        begun = profile.section_at(gap.at + min(4, gap.at_end - gap.at - 1))
        section = profile.section_at(middle).id if begun.id == "Signatures" else begun.id
        at_page = self._body.page_of(gap.doc_end) + 1
        return Difference(
            "assembly", "page missing" if whole else "text lost", section, at_page, at_page, "", gap.at_end - gap.at
        )

    def _removed(self, gap: Gap) -> Difference:
        page = self._body.page_of(gap.doc) + 1
        section = self._profile.section_at(gap.at).id
        sure = 0.8 if self._body.pages[page - 1].text_from != "ocr" else 0.5
        return Difference("negotiated", "removed", section, page, page, "", gap.at_end - gap.at, confidence=sure)

    def _difference(self, gap: Gap, kind: str, like: str) -> Difference:
        words = self._body.said(gap.doc, gap.doc_end) if gap.doc_end > gap.doc else ""
        missing = gap.at_end - gap.at
        what = "replaced" if words and missing else "added" if words else "removed"
        page, page_end = self._body.page_of(gap.doc) + 1, self._body.page_of(max(gap.doc, gap.doc_end - 1)) + 1
        section = self._profile.section_at(gap.at if missing else max(0, gap.at - 1)).id
        return Difference(kind, what, section, page, page_end, words, missing, like)

    def _is_fill(self, gap: Gap) -> bool:
        """Whether the gap is a blank filled in: a name, an address, a contact, the signature block."""
        section = self._profile.section_at(max(0, gap.at - 1))
        later = self._profile.section_at(min(gap.at_end, self._profile.words - 1))
        words = gap.doc_end - gap.doc
        said = self._body.said(gap.doc, gap.doc_end) if 0 < words <= _ADDRESS_ROOM else ""
        if _ADDRESS.search(said) or (section.id in _COUNSEL and words <= _FILL_ROOM and "Field Office" in said):
            return True
        if "Signatures" in (section.id, later.id):
            return gap.at_end - gap.at < LOST_WORDS
        reach = 12 if section.id in self._contacts else 3
        places = [p for edge in (gap.at, gap.at_end) for p in range(edge - reach, edge + reach + 1)]
        near = [self._profile.blanks[place] for place in places if place in self._profile.blanks]
        room = max(near, default=0)
        if near and section.id in self._contacts:
            return words <= _CONTACT_ROOM
        return bool(near) and words <= 2 * room + _FILL_ROOM and gap.at_end - gap.at < _FILL_REPLACES

    def _is_real(self, word: str) -> bool:
        if word in self._vocabulary:
            return word not in self._own_words
        if not word.isalpha() or len(word) < 3 or not re.search(r"[aeiouy]", word):
            return False
        return not any(fuzz.ratio(word, own) >= 70 for own in self._own_words)


def _model_of(profile: str, models: dict[str, str]) -> str:
    return models.get(profile) or profile.split("-")[0]


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
