"""An agreement document as JSON and back."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from open287g.documents.agreement_document import AgreementDocument
from open287g.documents.editions.identify import Identity
from open287g.documents.findings.alternatives import Alternative
from open287g.documents.findings.checked import Checked
from open287g.documents.findings.clauses import Clause
from open287g.documents.findings.difference import Difference
from open287g.documents.findings.field import Field
from open287g.documents.pages.drawn_over import Gone
from open287g.documents.pages.frame import Box
from open287g.documents.pages.page_text import Page


def to_json(document: AgreementDocument) -> dict[str, Any]:
    """The document as plain values, without the places of its OCR."""
    pages = [{**asdict(page), "ocr_page": None} for page in document.pages]
    return {
        "file": document.file,
        "sha256": document.sha256,
        "pages": pages,
        "identity": asdict(document.identity),
        "fields": {name: asdict(field) for name, field in document.fields.items()},
        "clauses": [asdict(c) for c in document.clauses],
        "differences": [asdict(d) for d in document.differences],
        "checked": asdict(document.checked),
    }


def from_json(raw: dict[str, Any]) -> AgreementDocument:
    """The document that `to_json` wrote. Raises KeyError or TypeError where it is another version's."""
    return AgreementDocument(
        raw["file"],
        raw["sha256"],
        tuple(Page(**{**page, "marks": tuple(page["marks"]), "gone": _gone(page["gone"])}) for page in raw["pages"]),
        Identity(**raw["identity"]),
        {name: _field(field) for name, field in raw["fields"].items()},
        tuple(Clause(**c) for c in raw["clauses"]),
        tuple(Difference(**d) for d in raw["differences"]),
        Checked(**{**raw["checked"], **{name: tuple(raw["checked"][name]) for name in ("notes", "scans")}}),
    )


def _gone(raw: list[tuple[str, int, int, tuple[int, int]]]) -> tuple[Gone, ...]:
    return tuple(Gone(kind, start, end, (low, high)) for kind, start, end, (low, high) in raw)


def _field(raw: dict[str, Any]) -> Field:
    value = raw["value"]
    return Field(
        tuple(value) if isinstance(value, list) else value,
        raw["page"],
        raw["method"],
        raw["confidence"],
        tuple(Alternative(**{**a, "box": a["box"] and Box(**a["box"])}) for a in raw["alternatives"]),
    )
