"""What others than ICE say of agreements."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, NamedTuple

from open287g.record.tables.declare import AGREEMENT_ID, MODEL, STATE, ordered, table
from open287g.record.values import StatementSays

if TYPE_CHECKING:
    from collections.abc import Iterator

    from open287g.record.history.agreements import Agreement
    from open287g.record.history.draft import Draft
    from open287g.record.history.statements import Statement


class StatementRow(NamedTuple):
    """What somebody other than ICE says of an agreement, beside the list's claim and never in its place."""

    state: Annotated[str, STATE]
    agency_name: Annotated[str, "Agency, as the statement names it."]
    agency_id: Annotated[str | None, "The agency of this name; empty where the lists show none."]
    agreement_id: Annotated[str | None, AGREEMENT_ID]
    model: Annotated[str | None, MODEL]
    says: Annotated[str, "{}.", StatementSays]
    day: Annotated[date | None, "The day it is said of; empty where none is given."]
    told_on: Annotated[date | None, "The day it was said; empty where none is given."]
    who: Annotated[str, "Who says so."]
    source: Annotated[str, "Where it can be read."]
    listed_from: Annotated[date | None, "What the list claims beside it: day of the first publication that lists it."]
    listed_to: Annotated[date | None, "Last day on which a file shows it listed."]
    list_signed: Annotated[date | None, "SIGNED, as the list has it."]


TABLE = table("statements", "state agency_name model says who source agreement_id", StatementRow)


def rows(draft: Draft) -> list[StatementRow]:
    """A row for each statement and each agreement it is of."""
    return ordered(row for statement in draft.statements for row in _joined(statement, draft))


def _joined(said: Statement, draft: Draft) -> Iterator[StatementRow]:
    from open287g.record.history.force import start

    spelled = {(s.state, s.name): number for number, s in enumerate(draft.spellings)}
    number = spelled.get((said.state, said.agency))
    agency = None if number is None else draft.agency_of_spelling[number]
    own = [a for a in draft.agreements if a.agency is agency and said.model in (None, a.model)]
    # What was said before an agreement began is of the one before it.
    said_by = said.day or said.told_on
    begun = [a for a in own if said_by is None or start(a, a.last).day <= said_by]
    agreements: list[Agreement | None] = [*(begun or own)] or [None]
    for agreement in agreements:
        yield StatementRow(
            said.state,
            said.agency,
            agency.agency_id if agency else None,
            agreement.agreement_id if agreement else None,
            agreement.model if agreement else said.model,
            said.says,
            said.day,
            said.told_on,
            said.who,
            said.source,
            agreement.day(agreement.first) if agreement else None,
            agreement.last_seen if agreement else None,
            agreement.last_signed if agreement else None,
        )
