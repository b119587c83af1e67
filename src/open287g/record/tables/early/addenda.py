"""Addenda to jail agreements, 2013 to 2022."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, NamedTuple

from open287g.record.tables.declare import AGENCY_ID, STATE, table

if TYPE_CHECKING:
    from open287g.record.history.draft import Draft


class AddendumRow(NamedTuple):
    """One addendum to a jail agreement, 2013 to 2022: an extension or another change of its terms."""

    row: Annotated[int, "Row of the file of source moa-addenda, the header being row 1."]
    agency_id: Annotated[str, AGENCY_ID]
    state: Annotated[str, STATE]
    agency_name: Annotated[str, "Name as printed, cleaned."]
    moa_signed: Annotated[date, "Day of signing of the agreement it changes, as it says."]
    ice_signed: Annotated[date, "Day on which ICE signed it."]
    agency_signed: Annotated[date, "Day on which the agency signed it."]
    executed: Annotated[date, "The later of both."]
    extends_to: Annotated[date | None, "End that it sets; empty where it sets none or could not be read."]


TABLE = table("addenda", "row", AddendumRow)


def rows(draft: Draft) -> list[AddendumRow]:
    """A row for each addendum."""
    whose = {(name.state, name.agency_name): name.agency_id for name in draft.era.names}
    return [
        AddendumRow(
            addendum.row,
            whose[addendum.state, addendum.agency_name] or "",
            addendum.state,
            addendum.agency_name,
            addendum.moa_signed,
            addendum.ice_signed,
            addendum.agency_signed,
            max(addendum.ice_signed, addendum.agency_signed),
            addendum.extends_to,
        )
        for addendum in draft.era.addenda
    ]
