"""Agreements that the newest list no longer shows."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, NamedTuple

from open287g.core.counted import counted
from open287g.record.tables.declare import AGENCY_ID, AGREEMENT_ID, FILE, MODEL, SHA256, STATE, ordered, table
from open287g.record.values import Ended, Grade

if TYPE_CHECKING:
    from collections.abc import Iterator

    from open287g.record.history.draft import Draft


class EndingRow(NamedTuple):
    """One agreement that the newest publication no longer lists, with the grade of its ending."""

    agreement_id: Annotated[str, AGREEMENT_ID]
    agency_id: Annotated[str, AGENCY_ID]
    state: Annotated[str, STATE]
    model: Annotated[str, MODEL]
    signed: Annotated[date | None, "SIGNED."]
    grade: Annotated[str, "{}.", Grade]
    ended_as: Annotated[
        str,
        "superseded (signed anew), model_changed, withdrawn (no memorandum was ever linked) or unexplained.",
        Ended,
    ]
    last_listed: Annotated[date, "Last day on which a file shows a publication that lists it."]
    first_absent: Annotated[date, "Day of the first publication that does not."]
    days_absent: Annotated[int, "Days from there to the newest publication."]
    publications_absent: Annotated[int, "Publications without it, that one included."]
    reason: Annotated[str, "What the grade rests on."]
    file: Annotated[str, FILE]
    sha256: Annotated[str, SHA256]


TABLE = table("endings", "agreement_id", EndingRow)


def rows(draft: Draft) -> list[EndingRow]:
    """A row for each agreement that is absent and whose row ICE did not move to another agency."""
    return ordered(_told(draft))


def _told(draft: Draft) -> Iterator[EndingRow]:
    for agreement in draft.agreements:
        ending = agreement.ending
        if ending is None or agreement.moved_away:
            continue
        absent = f"absent from {counted(ending.publications, 'publication')} over {counted(ending.days, 'day')}"
        proof = agreement.proof(ending.start)
        yield EndingRow(
            agreement_id=agreement.agreement_id,
            agency_id=agreement.agency.agency_id,
            state=agreement.agency.state,
            model=agreement.model,
            signed=agreement.last_signed,
            grade=agreement.ending_grade,
            ended_as=agreement.ended_as,
            last_listed=agreement.last_seen,
            first_absent=agreement.day(ending.start),
            days_absent=ending.days,
            publications_absent=ending.publications,
            reason=f"{absent}; {agreement.why_absent}",
            file=proof.file,
            sha256=proof.sha256,
        )
