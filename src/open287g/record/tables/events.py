"""What happened, with the proof of each event."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, NamedTuple

from open287g.record.tables.declare import AGENCY_ID, AGREEMENT_ID, FILE, MODEL, ROW, SHA256, STATE, table
from open287g.record.values import EventKind, values

if TYPE_CHECKING:
    from open287g.record.history.draft import Draft


class EventRow(NamedTuple):
    """One thing that happened to an agreement or an agency, with the file and row that show it."""

    event_id: Annotated[str, "Permanent id, made from what happened."]
    kind: Annotated[str, f"{', '.join(values(EventKind))}.", EventKind]
    agency_id: Annotated[str, AGENCY_ID]
    agreement_id: Annotated[str | None, AGREEMENT_ID]
    state: Annotated[str, STATE]
    model: Annotated[str | None, MODEL]
    valid: Annotated[date | None, "Day in the world, where the record knows one (SIGNED for listed and renewed)."]
    known: Annotated[date, "Day of the publication that shows it."]
    before: Annotated[str | None, "What stood before."]
    after: Annotated[str | None, "What stands after."]
    says: Annotated[str, "The event in a sentence."]
    publication_id: Annotated[str, "Publication that shows it."]
    file: Annotated[str, FILE]
    sha256: Annotated[str, SHA256]
    row: Annotated[int | None, ROW]


TABLE = table("events", "event_id", EventRow)


def rows(draft: Draft) -> list[EventRow]:
    """A row for each event, by day, then agency."""
    return [
        EventRow(
            event.event_id,
            event.kind,
            event.agency.agency_id,
            event.agreement_id,
            event.agency.state,
            event.model,
            event.valid,
            event.known,
            event.before,
            event.after,
            event.says,
            event.publication_id,
            *event.proof,
        )
        for event in draft.events
    ]
