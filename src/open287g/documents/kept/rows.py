"""A reading as rows for programs and people."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from open287g.core.cells import cell_text
from open287g.documents.findings.differences import Difference
from open287g.documents.findings.fields import FIELDS, Field
from open287g.documents.read import Reading

COLUMNS = (
    "file",
    "model",
    "edition",
    "agency",
    "ice_signed_on",
    "agency_signed_on",
    "agency_signatories",
    "differences",
)


def json_row(reading: Reading) -> dict[str, Any]:
    """One document as JSON has it. `confidence` and `evidence` (page, method, other readings) are by field; a document
    of no known edition has an empty model and edition; an unknown field is null."""
    identity = reading.identity
    row: dict[str, Any] = {
        "file": reading.file,
        "sha256": reading.sha256,
        "model": identity.model or None,
        "edition": identity.edition or None,
        "revision": identity.revision or None,
        "bespoke": identity.bespoke,
        "similarity": round(identity.share, 3),
        **{name: _plain(name, reading.fields[name]) for name in FIELDS},
        "agency_signed_on_each": _listed(reading.fields["agency_signed_on"]),
        "pages": [
            {"page": p.number, "text_from": p.text_from, "quality": round(p.quality, 3), "note": p.note}
            for p in reading.pages
        ],
        "differences": [difference_row(item) for item in reading.differences],
        "confidence": {
            "model": identity.confidence,
            "edition": identity.confidence,
            **{name: reading.fields[name].confidence for name in FIELDS},
        },
        "evidence": {name: _evidence(reading.fields[name]) for name in FIELDS},
    }
    return row


def difference_row(item: Difference) -> dict[str, Any]:
    """One difference as JSON has it."""
    return asdict(item)


def table_row(reading: Reading) -> dict[str, Any]:
    """One document on one line, for the table and for CSV."""
    row = json_row(reading)
    counts = {kind: sum(d.kind == kind for d in reading.differences) for kind in ("negotiated", "edition", "assembly")}
    texts = [p.text_from for p in reading.pages]
    return {
        **{key: row[key] for key in ("file", "model", "edition", "revision")},
        **{name: cell_text(row[name]) for name in FIELDS},
        "pages": len(reading.pages),
        "text": " ".join(
            f"{name} {texts.count(name)}" for name in ("layer", "decoded", "ocr", "none") if name in texts
        ),
        "differences": " ".join(f"{kind} {count}" for kind, count in counts.items() if count),
        "disputed": " ".join(name for name in FIELDS if reading.fields[name].disputed),
        "sha256": reading.sha256,
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
