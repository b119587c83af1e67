"""What happened before 2021, as far as lists, memoranda and statements show it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, NamedTuple

from open287g.record.tables.declare import AGENCY_ID, ROW, SHA256, STATE, table
from open287g.record.values import EarlyEventKind

if TYPE_CHECKING:
    from open287g.record.history.draft import Draft


class EarlyEventRow(NamedTuple):
    """One thing that happened before 2021, between two days, with the source and row that show it."""

    event_id: Annotated[str, "Permanent id, made from what happened."]
    kind: Annotated[str, "{}.", EarlyEventKind]
    agency_id: Annotated[str, AGENCY_ID]
    agreement_id: Annotated[str | None, "The agreement of early_agreements that was the newest then."]
    state: Annotated[str, STATE]
    model: Annotated[str | None, "As the source prints it."]
    valid: Annotated[date | None, "Day in the world, where a source says one."]
    not_before: Annotated[date | None, "Day of the list before, on which it had not happened; empty where unknown."]
    known: Annotated[date, "Day on which it could be known: of the list, memorandum or statement that shows it."]
    before: Annotated[str | None, "What stood before."]
    after: Annotated[str | None, "What stands after."]
    says: Annotated[str, "The event in a sentence."]
    publication_id: Annotated[str, "Source that shows it."]
    file: Annotated[str, "File of facts that its row was read from."]
    sha256: Annotated[str, SHA256]
    row: Annotated[int | None, ROW]


TABLE = table("early_events", "event_id", EarlyEventRow)


def rows(draft: Draft) -> list[EarlyEventRow]:
    """A row for each event, by the day it could be known, then agency."""
    told = sorted(draft.era.events, key=lambda event: (event.known, event.agency_id, event.event_id))
    return [
        EarlyEventRow(
            event.event_id,
            event.kind,
            event.agency_id,
            event.agreement_id,
            event.state,
            event.model,
            event.valid,
            event.not_before,
            event.known,
            event.before,
            event.after,
            event.says,
            event.source_id,
            *_proof(draft, event.source_id),
            event.row,
        )
        for event in told
    ]


def _proof(draft: Draft, source_id: str) -> tuple[str, str]:
    """File and hash of a source; of a list since 2021, where the absence is told from the first of them."""
    from open287g.record.early.sources import sources

    source = sources().get(source_id)
    if source is not None:
        return source.file, source.sha256
    proof = draft.participating.proof(0, None)
    return proof.file, proof.sha256
