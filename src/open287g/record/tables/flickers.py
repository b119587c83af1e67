"""Absences after which an agreement came back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, NamedTuple

from open287g.record.tables.declare import AGENCY_ID, AGREEMENT_ID, FILE, MODEL, ROW, SHA256, STATE, ordered, table
from open287g.record.values import Return

if TYPE_CHECKING:
    from collections.abc import Iterator

    from open287g.record.history.draft import Draft


class FlickerRow(NamedTuple):
    """One absence after which the same agreement came back."""

    agreement_id: Annotated[str, AGREEMENT_ID]
    agency_id: Annotated[str, AGENCY_ID]
    state: Annotated[str, STATE]
    model: Annotated[str, MODEL]
    last_listed: Annotated[date, "Last day on which a file shows a publication before the gap."]
    first_absent: Annotated[date, "Day of the first publication without it."]
    relisted: Annotated[date, "Day of the publication that lists it again."]
    days: Annotated[int, "Days from first_absent to relisted."]
    publications_absent: Annotated[int, "Publications without it."]
    treated_as: Annotated[str, "flicker (never ended) or rejoined (ended and relisted).", Return]
    file: Annotated[str, FILE]
    sha256: Annotated[str, SHA256]
    row: Annotated[int | None, ROW]


TABLE = table("flickers", "agreement_id first_absent", FlickerRow)


def rows(draft: Draft) -> list[FlickerRow]:
    """A row for each absence that is over."""
    return ordered(_told(draft))


def _told(draft: Draft) -> Iterator[FlickerRow]:
    for agreement in draft.agreements:
        for absence in agreement.absences:
            if absence.end is None:
                continue
            treated: Return = "rejoined" if absence.ended else "flicker"
            yield FlickerRow(
                agreement.agreement_id,
                agreement.agency.agency_id,
                agreement.agency.state,
                agreement.model,
                agreement.among.last_seen[absence.start - 1],
                agreement.day(absence.start),
                agreement.day(absence.end),
                absence.days,
                absence.publications,
                treated,
                *agreement.proof(absence.end),
            )
