"""A document as rows for programs and people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from open287g.documents.agreement_document import AgreementDocument
from open287g.documents.findings.difference import Difference
from open287g.documents.findings.field import FIELDS, Field
from open287g.documents.pages.contacts import contacts_hidden

COLUMNS = (
    "file",
    "model",
    "edition",
    "agency",
    "ice_signed_on",
    "agency_signed_on",
    "agency_signatories",
    "differences",
    "not_read",
    "checked",
)

HEAD = ("file", "sha256", "kind", "model", "edition", "revision", "similarity", "bespoke")
CLAUSE_COLUMNS = ("section", "heading", "page", "page_end", "found")
DIFFERENCE_COLUMNS = ("kind", "what", "section", "page", "standard", "words", "word_class", "grade", "like")
_NOT_COMPARED = {"unread": "not read", "unknown": "of no known edition", "agreement": "no wording of its edition"}
"""Why a document of a kind stands beside no wording."""


def json_row(document: AgreementDocument) -> dict[str, Any]:
    """One document as JSON has it. `confidence` and `evidence` (page, method, other documents) are by field; a document
    of no known edition has an empty model and edition; an unknown field is null."""
    identity = document.identity
    row: dict[str, Any] = {
        "file": document.file,
        "sha256": document.sha256,
        "kind": document.kind,
        "model": identity.model or None,
        "edition": identity.edition or None,
        "revision": identity.revision or None,
        "bespoke": identity.bespoke,
        "similarity": round(identity.share, 3),
        **{name: _plain(name, document.fields[name]) for name in FIELDS},
        "agency_signed_on_each": _listed(document.fields["agency_signed_on"]),
        "pages": [
            {"page": p.number, "text_from": p.text_from, "quality": round(p.quality, 3), "note": p.note}
            | {"kind": p.kind or None, "turned": p.turned}
            for p in document.pages
        ],
        "not_read": list(document.unread),
        "differences": [difference_row(item) for item in document.differences],
        "checked": {**asdict(document.checked), "share": round(document.checked.share, 3)},
        "confidence": {
            "model": identity.confidence,
            "edition": identity.confidence,
            **{name: document.fields[name].confidence for name in FIELDS},
        },
        "evidence": {name: _evidence(document.fields[name]) for name in FIELDS},
    }
    return row


def difference_row(item: Difference) -> dict[str, Any]:
    """One difference as JSON has it, without contacts."""
    return {**asdict(item), "words": contacts_hidden(item.words)}


def clause_rows(document: AgreementDocument) -> list[dict[str, Any]]:
    """Each section of the edition, where the document has it."""
    return [asdict(clause) for clause in document.clauses]


def field_rows(row: dict[str, Any]) -> list[dict[str, Any]]:
    """The fields of a document as `json_row` has it, one on a line, for people."""
    return [
        {
            "field": name,
            "value": flat(row[name]),
            "confidence": row["confidence"][name],
            "page": evidence["page"],
            "method": evidence["method"],
            "other readings": "; ".join(other["value"] for other in evidence["other_readings"]),
        }
        for name, evidence in row["evidence"].items()
    ]


def table_row(document: AgreementDocument) -> dict[str, Any]:
    """One document on one line, for the table and for CSV."""
    row = json_row(document)
    texts = [p.text_from for p in document.pages]
    return {
        **{key: row[key] for key in ("file", "model", "edition", "revision")},
        **{name: flat(row[name]) for name in FIELDS},
        "pages": len(document.pages),
        "text": " ".join(
            f"{name} {texts.count(name)}" for name in ("layer", "decoded", "ocr", "none") if name in texts
        ),
        "kind": document.kind,
        "not_read": stretches(document.unread),
        "differences": _told(document),
        "checked": f"{document.checked.share:.1%}" if document.checked.words else "",
        "disputed": " ".join(name for name in FIELDS if document.fields[name].disputed),
        "sha256": document.sha256,
    }


def _told(document: AgreementDocument) -> str:
    """How many differences of each kind; where there are none, whether that was found or nothing was compared."""
    counts = {kind: sum(d.kind == kind for d in document.differences) for kind in ("negotiated", "edition", "assembly")}
    if said := " ".join(f"{kind} {count}" for kind, count in counts.items() if count):
        return said
    if not document.checked.words:
        return f"not compared: {_NOT_COMPARED.get(document.kind, f'a {document.kind}')}"
    return "none on the pages read" if document.unread else "none"


def _plain(name: str, field: Field) -> Any:
    """The value of a field; of several agency signatures the last day, once all are known."""
    if name == "agency_signed_on":
        days = [day for day in _listed(field) if day]
        return max(days) if days and len(days) == len(_listed(field)) else None
    return list(field.value) if isinstance(field.value, tuple) else field.value


def _listed(field: Field) -> list[str | None]:
    return list(field.value) if isinstance(field.value, tuple) else []


def _evidence(field: Field) -> dict[str, Any]:
    return {
        "page": field.page or None,
        "method": field.method or None,
        "disputed": field.disputed,
        "other_readings": [asdict(other) for other in field.alternatives],
    }


def stretches(pages: Sequence[int]) -> str:
    """Page numbers in order as people write them: 1-9, 11."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return ", ".join(str(low) if low == high else f"{low}-{high}" for low, high in runs)


def flat(value: Any) -> str:
    """A value on one line; unknown members of a list say so."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "; ".join(str(item or "unknown") for item in value)
    return "" if value is None else str(value)
