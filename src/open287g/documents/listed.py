"""An agreement as the record has it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from open287g.core.errors import NotFoundError
from open287g.record.asking.record import open_record
from open287g.vocabulary.file_names import file_key


@dataclass(frozen=True)
class Listed:
    """An agreement as the record has it; None where the record knows nothing."""

    agreement_id: str
    agency: str
    state: str
    model: str
    signed: date | None
    status: str
    first_listed: date | None
    last_listed: date | None
    moa_file: str
    moa_first_linked: date | None


def listed_in(home: Path | None = None) -> list[Listed]:
    """The agreements of the record in a home. Raises NotFoundError where no record is built."""
    with open_record(home) as record:
        names = {row["agency_id"]: row["name"] for row in record.questions.table("agencies").dicts()}
        return listed_from(record.questions.table("agreements").dicts(), names)


def links_in(home: Path | None = None) -> dict[str, list[Listed]]:
    """The agreements of a home's record by the key of the file they link; none where no record is built."""
    try:
        listed = listed_in(home)
    except NotFoundError:
        return {}
    links: dict[str, list[Listed]] = {}
    for agreement in listed:
        if agreement.moa_file:
            links.setdefault(file_key(agreement.moa_file), []).append(agreement)
    return links


def listed_from(rows: Iterable[Mapping[str, object]], names: Mapping[str, str]) -> list[Listed]:
    """Agreements from rows of the record's table `agreements`; `names`: agency_id -> name."""

    def day(value: object) -> date | None:
        return value if isinstance(value, date) else date.fromisoformat(str(value)[:10]) if value else None

    return [
        Listed(
            str(row["agreement_id"]),
            names.get(str(row["agency_id"]), ""),
            str(row["state"] or ""),
            str(row["model"] or ""),
            day(row["signed"]),
            str(row["status"] or ""),
            day(row["first_listed"]),
            day(row["last_listed"]),
            str(row["moa_file"] or ""),
            day(row["moa_first_linked"]),
        )
        for row in rows
    ]
