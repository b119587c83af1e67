"""What in ICE's rows contradicts what is known otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

from open287g.record.tables.declare import AGENCY_ID, AGREEMENT_ID, FILE, ROW, SHA256, STATE, ordered, table
from open287g.record.values import DoubtKind, values

if TYPE_CHECKING:
    from open287g.record.history.doubting.doubt import Doubt
    from open287g.record.history.draft import Draft

SAYS: dict[DoubtKind, str] = {
    "signed long before listing": "SIGNED lies long before the first list that shows the row, of the day",
    "signed against an earlier print": "an earlier list printed",
    "day and month exchanged": "the day may be the month; read so it is",
    "memorandum of another day": "the name of the memorandum's file tells another day than SIGNED,",
    "memorandum of another model": "the name of the memorandum's file tells another model than the row's,",
    "memorandum of another agency": "the memorandum's file is named for another agency or state,",
    "memorandum of two agencies": "the same memorandum is linked for",
    "county of another state": "the state has no such county; these have one:",
    "row of another state": "one list alone shows the row here, beside the same row of",
    "type against the name": "the name tells another type,",
}
"""What contradicts the row, before what the contradiction is."""


class DoubtRow(NamedTuple):
    """One contradiction between a row and what is known otherwise. It changes nothing: a person may look at it."""

    kind: Annotated[str, f"{', '.join(values(DoubtKind))}.", DoubtKind]
    agency_id: Annotated[str, AGENCY_ID]
    agreement_id: Annotated[str | None, AGREEMENT_ID]
    state: Annotated[str, STATE]
    column: Annotated[str, "Column of the list that is in doubt."]
    value: Annotated[str, "What stands there, as read."]
    against: Annotated[str, "What contradicts it."]
    file: Annotated[str, FILE]
    sha256: Annotated[str, SHA256]
    row: Annotated[int | None, ROW]


TABLE = table("doubts", "agency_id agreement_id kind column value", DoubtRow)


def rows(draft: Draft) -> list[DoubtRow]:
    """A row for each doubt."""
    return ordered(_row(doubt) for doubt in draft.doubts)


def _row(doubt: Doubt) -> DoubtRow:
    agency = doubt.agency
    facts = (doubt.column, doubt.value, doubt.against)
    return DoubtRow(doubt.kind, agency.agency_id, doubt.agreement_id, agency.state, *facts, *doubt.proof)
