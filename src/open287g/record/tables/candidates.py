"""Agencies that look alike and were not joined."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

from open287g.record.tables.declare import AGENCY_ID, STATE, ordered, table

if TYPE_CHECKING:
    from open287g.record.history.draft import Draft


class CandidateRow(NamedTuple):
    """Two agencies that look alike and that no rule would join."""

    agency_id: Annotated[str, AGENCY_ID]
    other_id: Annotated[str, "The other agency."]
    state: Annotated[str, STATE]
    name: Annotated[str, "Name of the first."]
    other_name: Annotated[str, "Name of the other."]
    likeness: Annotated[float, "Similarity of the names, 0 to 100."]
    why_not: Annotated[str, "What kept them apart."]


TABLE = table("candidates", "agency_id other_id", CandidateRow)


def rows(draft: Draft) -> list[CandidateRow]:
    """A row for each pair of agencies, by the spellings that are most alike."""
    best: dict[tuple[str, str], CandidateRow] = {}
    for candidate in draft.identity.candidates:
        pair = (draft.agency_of_spelling[candidate.spelling], draft.agency_of_spelling[candidate.other])
        one, other = sorted(pair, key=lambda agency: agency.agency_id)
        key = (one.agency_id, other.agency_id)
        row = CandidateRow(*key, one.state, one.name, other.name, candidate.likeness, candidate.why_not)
        if key not in best or row.likeness > best[key].likeness:
            best[key] = row
    return ordered(best.values())
