"""Every spelling of an agency's name, and the rule that joined it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, NamedTuple

from open287g.record.tables.declare import AGENCY_ID, STATE, ordered, table
from open287g.record.values import SpellingTier, values

if TYPE_CHECKING:
    from open287g.record.history.draft import Draft


class SpellingRow(NamedTuple):
    """One spelling of an agency's name, and why it is that agency."""

    state: Annotated[str, STATE]
    agency_name: Annotated[str, "Spelling, cleaned."]
    agency_id: Annotated[str, AGENCY_ID]
    tier: Annotated[str, f"Rule that joined it: {', '.join(values(SpellingTier))}.", SpellingTier]
    evidence: Annotated[str, "What the rule rests on."]
    first_seen: Annotated[date, "First publication with this spelling."]
    last_seen: Annotated[date, "Last day on which a file shows it."]
    publications: Annotated[int, "Publications with it."]


TABLE = table("spellings", "state agency_name", SpellingRow)


def rows(draft: Draft) -> list[SpellingRow]:
    """A row for each spelling."""
    told: list[SpellingRow] = []
    for number, spelling in enumerate(draft.spellings):
        join = draft.identity.joins.get(number)
        tier: SpellingTier = join.tier if join else "only"
        told.append(
            SpellingRow(
                state=spelling.state,
                agency_name=spelling.name,
                agency_id=draft.agency_of_spelling[number].agency_id,
                tier=tier,
                evidence=join.evidence if join else "no other spelling was joined to it",
                first_seen=spelling.first_seen,
                last_seen=spelling.last_seen,
                publications=spelling.publications,
            )
        )
    return ordered(told)
