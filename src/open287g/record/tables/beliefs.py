"""What was believed of each agreement, in two clocks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, NamedTuple

from open287g.record.tables.declare import AGENCY_ID, AGREEMENT_ID, MODEL, STATE, ordered, table

if TYPE_CHECKING:
    from open287g.record.history.agreements import Agreement
    from open287g.record.history.beliefs import Belief
    from open287g.record.history.draft import Draft


class BeliefRow(NamedTuple):
    """What was known when: one row for each period of the world an agreement was believed to cover, in two clocks."""

    agreement_id: Annotated[str, AGREEMENT_ID]
    agency_id: Annotated[str, AGENCY_ID]
    state: Annotated[str, STATE]
    model: Annotated[str, MODEL]
    signed: Annotated[date | None, "SIGNED as then listed."]
    valid_from: Annotated[date, "In force from."]
    valid_to: Annotated[date | None, "In force until, exclusive; empty if open."]
    known_from: Annotated[date, "First day this was known, by the day of a publication."]
    known_to: Annotated[date | None, "First day something else was known; empty if still believed."]
    publication_id: Annotated[str, "Publication that made it known."]


TABLE = table("beliefs", "agreement_id known_from valid_from", BeliefRow)


def rows(draft: Draft) -> list[BeliefRow]:
    """A row for each belief."""
    agreements = {agreement.agreement_id: agreement for agreement in draft.agreements}
    return ordered(_row(belief, agreements[belief.agreement_id]) for belief in draft.beliefs)


def _row(belief: Belief, agreement: Agreement) -> BeliefRow:
    return BeliefRow(
        agreement_id=agreement.agreement_id,
        agency_id=agreement.agency.agency_id,
        state=agreement.agency.state,
        model=agreement.model,
        signed=belief.signed,
        valid_from=belief.valid_from,
        valid_to=belief.valid_to,
        known_from=belief.known_from,
        known_to=belief.known_to,
        publication_id=agreement.among.ids[belief.publication],
    )
