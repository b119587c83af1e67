"""Where a document holds a section: on which pages, in which boxes, in what words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from open287g.core.errors import NotFoundError
from open287g.documents.agreement_document import AgreementDocument, require_agreement
from open287g.documents.findings import clauses
from open287g.documents.library.library import Library
from open287g.documents.library.reading import document_called


def section_in(library: Library, name: str, section: str) -> dict[str, Any]:
    """Where the document called `name` holds `section`: file, edition, the clause, its text.

    `boxes` stand there too where `name` is the path of the PDF. Raises NotFoundError where the document has no such
    section.
    """
    document = document_called(library, name)
    require_agreement(document, "it has no such section")
    clause = clauses.up_to_the_next(document.clauses, clauses.clause(document.clauses, section))
    place = _place(library, document, name, clause)
    boxes = {"boxes": place.pop("boxes")} if "boxes" in place else {}
    return {**place, "text": clauses.text_of(document.pages, clause), **boxes}


def places_of(library: Library, name: str, sections: Iterable[tuple[str, str]], subject: str) -> list[dict[str, Any]]:
    """Where the document called `name` holds the sections, pairs of edition and section, on which `subject` rests.

    One row each: file, edition, the clause, and its boxes where `name` is the path of the PDF. Raises NotFoundError
    where none of the sections is of the document's edition.
    """
    document = document_called(library, name)
    edition = document.identity.edition
    held = [clauses.clause(document.clauses, section) for of, section in sections if of == edition]
    if not held:
        raise NotFoundError(
            f"{subject} rests on no section of {edition or 'an unknown edition'}",
            document.file,
            f"See where it rests: open287g rules show {subject}",
        )
    return [_place(library, document, name, clause) for clause in held]


def _place(library: Library, document: AgreementDocument, name: str, clause: clauses.Clause) -> dict[str, Any]:
    place: dict[str, Any] = {"file": document.file, "edition": document.identity.edition, **asdict(clause)}
    if Path(name).is_file():
        boxes = clauses.boxes_in(Path(name), document.pages, clause, library.ocr)
        place["boxes"] = [row for page, lines in boxes.items() for row in _rows(page, lines)]
    return place


def _rows(page: int, boxes: Sequence[Any]) -> list[dict[str, Any]]:
    """Boxes as rows: `page`, and `left`, `top`, `right`, `bottom` as shares of the page."""
    return [{"page": page, **{side: round(share, 4) for side, share in asdict(box).items()}} for box in boxes]
