"""Faults of whole pages: blank, foreign, repeated, an addendum, another agency's contacts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from rapidfuzz import fuzz

from open287g.core.thresholds import threshold, whole
from open287g.documents.alignment.align import Alignment
from open287g.documents.editions.holding import holding, profile_names
from open287g.documents.editions.register import editions
from open287g.documents.findings.binding import is_a_clause
from open287g.documents.pages.margins import letters
from open287g.documents.pages.running_text import RunningText

_AFTER_FOREIGN = whole("documents", "page_after_foreign_words")
_MATCHED = threshold("documents", "page_matched_share")
_ADDENDUM_MATCHED = threshold("documents", "addendum_matched_share")
_REPEATED = threshold("documents", "repeated_page_share")
_LIKE = threshold("documents", "foreign_like_share")
_HEADING = whole("documents", "heading_letters")
_VOTES = whole("documents", "revision_pages")
_COUNTY_LIKENESS = threshold("documents", "county_likeness")

FEW = whole("documents", "page_words")
_FOOT = 80
"""Letters at the end of a page's text that may be its foot."""
_ADDENDUM = re.compile(r"\b(ADDENDUM|AMENDMENT|RIDER|SUPPLEMENT)\b(?!\s+[a-z])")
_CONTACTS = re.compile(r"points?\s+of\s*contact", re.IGNORECASE)
_COUNTY = re.compile(r"\b(?P<county>[A-Z][a-z]{3,}) County,? (?:Sheriff|Police|Jail|Detention)")
_SECTION_NAMED = re.compile(r"\bSection\s+([IVX]{1,5})\b")


@dataclass(frozen=True)
class PageFault:
    """A page (from 0) or a stretch of pages; `whole`: nothing on it is the edition's, so its words are not judged."""

    kind: str
    what: str
    page: int
    page_end: int
    words: str = ""
    section: str = ""
    like: str = ""
    confidence: float = 0.9
    whole: bool = True
    keeps_section: bool = False


def page_faults(running: RunningText, alignment: Alignment) -> list[PageFault]:
    """The faults of `running`'s pages, in order."""
    matched = _matched(running, alignment)
    faults: list[PageFault] = []
    for page in range(len(running.pages)):
        last = faults[-1] if faults else None
        after_foreign = last is not None and last.what == "foreign page" and last.page_end == page - 1
        whole = _whole_page(running, alignment, page, matched[page], _AFTER_FOREIGN if after_foreign else FEW)
        if whole is None:
            continue
        if last and last.what == whole.what == "foreign page" and last.like == whole.like and last.page_end == page - 1:
            faults[-1] = replace(last, page_end=page)
        else:
            faults.append(whole)
    seen = {p for fault in faults for p in range(fault.page, fault.page_end + 1)}
    faults += _foreign_revisions(running, alignment, seen)
    return [*faults, *_other_agencies(running), *_running_clauses(running)]


def _matched(running: RunningText, alignment: Alignment) -> list[float]:
    """The share of each page's words that stand in the alignment's chain."""
    counts = [0] * len(running.pages)
    for run in alignment.runs:
        for index in range(run.doc, run.doc + run.words):
            counts[running.tokens[index].page] += 1
    sizes = [end - start for start, end in running.spans]
    return [count / size if size else 0.0 for count, size in zip(counts, sizes, strict=True)]


def _whole_page(running: RunningText, alignment: Alignment, page: int, matched: float, few: int) -> PageFault | None:
    start, end = running.spans[page]
    size = end - start
    if size < 3 and not running.pages[page].layer.strip():
        return None if running.pages[page].note else PageFault("assembly", "blank page", page, page, keeps_section=True)
    text = running.pages[page].text
    if kind := running.pages[page].kind:
        return PageFault("assembly", "foreign page", page, page, " ".join(text.split())[:400], like=kind)
    if _ADDENDUM.search(text[:600]) and matched < _ADDENDUM_MATCHED:
        words = " ".join(text.split())
        return PageFault("negotiated", "addendum", page, page, words, section=_section_named(text, alignment))
    if size < few or matched >= _MATCHED:
        return None
    fingerprints = running.fingerprints[start : max(start, end - 2)]
    held = holding(fingerprints).mean(axis=0) if len(fingerprints) else []
    share = dict(zip(profile_names(), map(float, held), strict=True))
    own = float(np.isin(fingerprints, alignment.profile.fingerprints).mean()) if len(fingerprints) else 0.0
    best = max(share, key=lambda name: share[name])
    if own >= _REPEATED:
        _, places = alignment.profile.find(fingerprints)
        section = alignment.profile.section_at(int(np.median(places))).id
        return PageFault("assembly", "repeated page", page, page, section=section, confidence=0.8)
    like = best if share[best] >= _LIKE else ""
    return PageFault("assembly", "foreign page", page, page, " ".join(text.split())[:400], like=like)


def _section_named(text: str, alignment: Alignment) -> str:
    """The section an addendum changes: by the heading it quotes, else by the numeral it names."""
    said = letters(text)
    for section in sorted(alignment.profile.sections, key=lambda s: -len(s.heading)):
        if len(letters(section.heading)) > _HEADING and letters(section.heading) in said:
            return section.id
    named = _SECTION_NAMED.search(text)
    return named[1] if named else "Addendum"


def _like_revision(revision: str, profile: str, text: str, number: int) -> str:
    """The edition that prints `revision`. Models share revisions: it is one of the model of `profile` where the foot of
    the page's `text` has the `number` that the page has in the file, and else of another."""
    names = [edition.name for edition in editions() if revision in edition.revisions]
    counted = re.search(rf"(?<![\d/]){number}(?![\d/])", text[-_FOOT:]) is not None
    return next((name for name in names if (name[:3] == profile[:3]) is counted), names[0])


def _foreign_revisions(running: RunningText, alignment: Alignment, seen: set[int]) -> Iterator[PageFault]:
    """Pages whose footer names another edition's revision than nearly all others do."""
    known = {revision: edition.name for edition in editions() for revision in edition.revisions}
    votes = Counter(running.margins.revisions.values()).most_common(1)
    if not votes or votes[0][1] < _VOTES or votes[0][0] not in known:
        return
    usual = votes[0][0]
    for page, revision in sorted(running.margins.revisions.items()):
        if page not in seen and revision in known and revision[:5] != usual[:5]:
            like = _like_revision(revision, alignment.profile.id, running.pages[page].text, page + 1)
            yield PageFault(
                "assembly", "foreign page", page, page, f"Revised {revision}", like=like, whole=False, confidence=0.8
            )


def _other_agencies(running: RunningText) -> Iterator[PageFault]:
    """Pages of contacts that name another county's sheriff or police."""
    own = [name.lower() for name in running.names.known_as()]
    if not own:
        return
    for page, sheet in enumerate(running.pages):
        if not _CONTACTS.search(sheet.text[:800]):
            continue
        for match in _COUNTY.finditer(" ".join(sheet.text.split())):
            if max(fuzz.partial_ratio(match["county"].lower(), name) for name in own) < _COUNTY_LIKENESS:
                fault = PageFault("assembly", "other agency", page, page, match[0], confidence=0.7, whole=False)
                yield replace(fault, keeps_section=True)
                break


def _running_clauses(running: RunningText) -> Iterator[PageFault]:
    """Lines that stand on one page after another and bind somebody or set a condition: no edition has any."""
    for line in filter(is_a_clause, running.margins.running):
        said = letters(line)
        pages = [number for number, page in enumerate(running.pages) if said in letters(page.text)]
        if pages:
            yield PageFault("negotiated", "line on pages", pages[0], pages[-1], line, whole=False)
