"""What a library of agreements says together: which clauses were changed, where and since when, and which alike."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from open287g.core.errors import InputError
from open287g.core.thresholds import threshold, whole
from open287g.documents.agency_state import state_of
from open287g.documents.agreement_document import AgreementDocument
from open287g.documents.findings.difference import Difference
from open287g.documents.findings.written_days import days_in

_ALIKE = threshold("documents", "like_change")
_TELLING = whole("documents", "like_change_words")


KINDS = ("negotiated", "edition", "assembly")


@dataclass(frozen=True)
class Changed:
    """One difference with the document that has it; `day` is ICE's, of an addendum its own, empty where not known."""

    file: str
    sha256: str
    state: str
    model: str
    edition: str
    day: str
    difference: Difference


def changes(documents: Iterable[AgreementDocument], kind: str = "negotiated") -> list[Changed]:
    """The differences of one kind in all documents, oldest signature first. Raises InputError for an unknown kind."""
    if kind not in KINDS:
        raise InputError(f"no difference is of kind {kind!r}", remedy=f"Use one of {', '.join(KINDS)}.", exit_code=2)
    out = [
        Changed(
            *(document.file, document.sha256, state_of(document), *_edition(document)),
            *(_day_of(document, difference), difference),
        )
        for document in documents
        for difference in document.differences
        if difference.kind == kind
    ]
    return sorted(out, key=lambda each: (each.day or "9999", each.file, each.difference.page))


def by_clause(changed: Sequence[Changed]) -> list[dict[str, Any]]:
    """One row for each section of a model that was changed in one way: in how many documents, in which states, since
    when.

    An addendum stands apart from words changed within the section. `undated`: documents of which ICE's day is not
    known, any of which may be the first.
    """
    groups: dict[tuple[str, str, bool], list[Changed]] = defaultdict(list)
    for each in changed:
        groups[each.model, each.difference.section, each.difference.what == "addendum"].append(each)
    rows = [
        {
            "model": model,
            "section": section,
            "what": ", ".join(sorted({each.difference.what for each in group})),
            "documents": len({each.sha256 for each in group}),
            "states": " ".join(sorted({each.state for each in group if each.state})),
            "first": min((each.day for each in group if each.day), default=""),
            "last": max((each.day for each in group if each.day), default=""),
            "undated": len({each.sha256 for each in group if not each.day}),
            "files": "; ".join(sorted({each.file for each in group})),
        }
        for (model, section, _), group in groups.items()
    ]
    return sorted(rows, key=lambda row: (-row["documents"], row["model"], row["section"]))


def drift(documents: Iterable[AgreementDocument]) -> list[dict[str, Any]]:
    """One row for each edition: documents, first and last day of ICE's signature, and the wordings it drifted by.

    The last row, without a name, counts the documents of no known edition, where there are any.
    """
    groups: dict[str, list[AgreementDocument]] = defaultdict(list)
    for document in documents:
        groups[document.identity.edition].append(document)
    rows = []
    for edition, group in sorted(groups.items(), key=lambda item: (not item[0], item[0])):
        days = [day for document in group if (day := _signed(document))]
        drifted = Counter(d.section for document in group for d in document.differences if d.kind == "edition")
        changed = sum(any(d.kind == "negotiated" for d in document.differences) for document in group)
        rows.append(
            {
                "edition": edition or None,
                "documents": len(group),
                "first": min(days, default=""),
                "last": max(days, default=""),
                "undated": len(group) - len(days),
                "negotiated": changed,
                "drifted": " ".join(f"{section}:{count}" for section, count in drifted.most_common()),
            }
        )
    return rows


def clusters(changed: Sequence[Changed]) -> list[dict[str, Any]]:
    """Changes that several documents share nearly word for word, most shared first: a rider that went round."""
    groups: list[list[Changed]] = []
    for each in changed:
        if len(each.difference.words.split()) < _TELLING:
            continue
        home = next((group for group in groups if _like(group[0], each)), None)
        if home is None:
            groups.append([each])
        else:
            home.append(each)
    shared = [group for group in groups if len({each.sha256 for each in group}) > 1]
    return [
        {
            "documents": len({each.sha256 for each in group}),
            "section": group[0].difference.section,
            "states": " ".join(sorted({each.state for each in group if each.state})),
            "first": min((each.day for each in group if each.day), default=""),
            "undated": len({each.sha256 for each in group if not each.day}),
            "words": len(group[0].difference.words.split()),
            "files": "; ".join(sorted({each.file for each in group})),
        }
        for group in sorted(shared, key=len, reverse=True)
    ]


def _like(one: Changed, other: Changed) -> bool:
    return fuzz.token_sort_ratio(one.difference.words.lower(), other.difference.words.lower()) >= _ALIKE


def _edition(document: AgreementDocument) -> tuple[str, str]:
    return document.identity.model, document.identity.edition


def _signed(document: AgreementDocument) -> str:
    value = document.fields["ice_signed_on"].value
    return value if isinstance(value, str) else ""


def _day_of(document: AgreementDocument, difference: Difference) -> str:
    """ICE's day; of an addendum, which is signed later, the last day of a digital signature that its page prints."""
    if difference.what != "addendum":
        return _signed(document)
    days = [found.day.isoformat() for found in days_in(difference.words) if found.style == "signed"]
    return max(days, default="")
