"""Every name that a source before 2021 prints, and the rule by which it is an agency's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

from open287g.record.tables.declare import AGENCY_ID, table

if TYPE_CHECKING:
    from open287g.record.history.draft import Draft


class EarlyNameRow(NamedTuple):
    """One name as a source before 2021 prints it, and why it is that agency."""

    state: Annotated[str, "Postal code of the state under which it is printed."]
    agency_name: Annotated[str, "Name, cleaned."]
    agency_id: Annotated[str | None, f"{AGENCY_ID} Empty where the row is no agency with an agreement."]
    tier: Annotated[str, "Rule that says so: exact, same, roster, words, judgment, or only (no other spelling)."]
    evidence: Annotated[str, "What the rule rests on."]


TABLE = table("early_names", "state agency_name", EarlyNameRow)


def rows(draft: Draft) -> list[EarlyNameRow]:
    """A row for each name."""
    return [EarlyNameRow(*name) for name in draft.era.names]
