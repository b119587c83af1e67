"""Where the rulebook and the agreements meet: the provisions a section holds, and the section that holds a provision.

Rulebook and documents know nothing of each other but the names of editions and sections; here the two are joined.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any


def provisions_in(edition: str | None, section: str) -> list[dict[str, str]]:
    """The provisions that rest on `section` of `edition`: their `id` and what each `says`."""
    from open287g.rulebook.language.provision import provisions

    return [{"id": p.id, "says": p.says} for p in provisions() if (edition, section) in p.clauses]


def held_in(provision_id: str, document: str, home: Path | None) -> list[dict[str, Any]]:
    """Where `document` holds a provision: `section`, `page`, and `boxes` (shares of the page) when the PDF is given.

    Raises NotFoundError where the document's edition holds it nowhere.
    """
    from open287g.cli.documents import one_read, store_of
    from open287g.core.errors import NotFoundError
    from open287g.documents.findings import clauses
    from open287g.rulebook.language.provision import provision_named

    store = store_of(home)
    reading = one_read(store, document)
    edition = reading.identity.edition
    found = []
    for of, section in provision_named(provision_id).clauses:
        if of != edition:
            continue
        clause = clauses.clause(reading.clauses, section)
        place: dict[str, Any] = {"file": reading.file, "edition": edition, **asdict(clause)}
        if Path(document).is_file():
            place["boxes"] = box_rows(clauses.boxes_in(Path(document), reading.pages, clause, store.ocr))
        found.append(place)
    if not found:
        raise NotFoundError(
            f"{provision_id} rests on no section of {edition or 'an unknown edition'}",
            reading.file,
            f"See where it rests: open287g rules show {provision_id}",
        )
    return found


def box_rows(boxes: Mapping[int, Iterable[Any]]) -> list[dict[str, Any]]:
    """Boxes by page as rows: `page`, and `left`, `top`, `right`, `bottom` as shares of the page."""
    return [
        {"page": page, **{side: round(share, 4) for side, share in asdict(box).items()}}
        for page, found in boxes.items()
        for box in found
    ]
