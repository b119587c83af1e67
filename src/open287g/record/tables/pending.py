"""What the pending lists showed, and what became of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, NamedTuple

from open287g.record.tables.declare import (
    AGENCY_ID,
    AGREEMENT_ID,
    FILE,
    MODEL,
    ROW,
    SHA256,
    STATE,
    days_between,
    ordered,
    table,
)
from open287g.record.values import Waiting

if TYPE_CHECKING:
    from open287g.record.history.draft import Draft


class PendingRow(NamedTuple):
    """One agency and model in the pending lists."""

    agency_id: Annotated[str, AGENCY_ID]
    name: Annotated[str, "Agency's name."]
    state: Annotated[str, STATE]
    model: Annotated[str | None, MODEL]
    first_pending: Annotated[date, "Day of the first pending list that shows it."]
    last_pending: Annotated[date, "Last day on which a file shows one that does."]
    status: Annotated[
        str, "pending (in the newest pending list), listed (became an agreement), gone (neither).", Waiting
    ]
    listed: Annotated[date | None, "Day of the first participating list that shows it afterwards."]
    days_to_listed: Annotated[int | None, "Days from first_pending to listed."]
    already_listed: Annotated[bool, "It was participating before it was pending."]
    agreement_id: Annotated[str | None, AGREEMENT_ID]
    file: Annotated[str, FILE]
    sha256: Annotated[str, SHA256]
    row: Annotated[int | None, ROW]


TABLE = table("pending", "agency_id model first_pending", PendingRow)


def rows(draft: Draft) -> list[PendingRow]:
    """A row for each application."""
    return ordered(
        PendingRow(
            application.agency.agency_id,
            application.agency.name,
            application.agency.state,
            application.model,
            application.pended,
            application.among.last_seen[application.last],
            application.status,
            application.listed,
            days_between(application.pended, application.listed),
            application.already_listed,
            application.agreement.agreement_id if application.agreement else None,
            *application.proof,
        )
        for application in draft.applications
    )
