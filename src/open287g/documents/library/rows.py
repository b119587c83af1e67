"""A document as rows for programs and people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from open287g.documents.agreement_document import AgreementDocument
from open287g.documents.findings.difference import Difference
from open287g.documents.findings.field import FIELDS, Field

COLUMNS = (
    "file",
    "model",
    "edition",
    "agency",
    "ice_signed_on",
    "agency_signed_on",
    "agency_signatories",
    "differences",
    "checked",
)

HEAD = ("file", "sha256", "model", "edition", "revision", "similarity", "bespoke")
CLAUSE_COLUMNS = ("section", "heading", "page", "page_end", "found")
DIFFERENCE_COLUMNS = ("kind", "what", "section", "page", "standard", "words", "word_class", "grade", "like")


def json_row(document: AgreementDocument) -> dict[str, Any]:
    """One document as JSON has it. `confidence` and `evidence` (page, method, other documents) are by field; a document
    of no known edition has an empty model and edition; an unknown field is null."""
    identity = document.identity
    row: dict[str, Any] = {
        "file": document.file,
        "sha256": document.sha256,
        "model": identity.model or None,
        "edition": identity.edition or None,
        "revision": identity.revision or None,
        "bespoke": identity.bespoke,
        "similarity": round(identity.share, 3),
        **{name: _plain(name, document.fields[name]) for name in FIELDS},
        "agency_signed_on_each": _listed(document.fields["agency_signed_on"]),
        "pages": [
            {"page": p.number, "text_from": p.text_from, "quality": round(p.quality, 3), "note": p.note}
            for p in document.pages
        ],
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
    """One difference as JSON has it."""
    return asdict(item)


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
    counts = {kind: sum(d.kind == kind for d in document.differences) for kind in ("negotiated", "edition", "assembly")}
    texts = [p.text_from for p in document.pages]
    return {
        **{key: row[key] for key in ("file", "model", "edition", "revision")},
        **{name: flat(row[name]) for name in FIELDS},
        "pages": len(document.pages),
        "text": " ".join(
            f"{name} {texts.count(name)}" for name in ("layer", "decoded", "ocr", "none") if name in texts
        ),
        "differences": " ".join(f"{kind} {count}" for kind, count in counts.items() if count),
        "checked": f"{document.checked.share:.1%}" if document.checked.words else "",
        "disputed": " ".join(name for name in FIELDS if document.fields[name].disputed),
        "sha256": document.sha256,
    }


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


def flat(value: Any) -> str:
    """A value on one line; unknown members of a list say so."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "; ".join(str(item or "unknown") for item in value)
    return "" if value is None else str(value)
