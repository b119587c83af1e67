"""What each row of each source before 2021 says."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, NamedTuple

from open287g.record.tables.declare import AGENCY_ID, STATE, table
from open287g.record.values import Said

if TYPE_CHECKING:
    from open287g.record.history.draft import Draft


class EarlyStatementRow(NamedTuple):
    """What one row of one source before 2021 says of an agency."""

    source_id: Annotated[str, "The source."]
    row: Annotated[int, "Row of the source's file, the header being row 1."]
    state: Annotated[str, STATE]
    agency_name: Annotated[str, "Name as printed, cleaned."]
    agency_id: Annotated[str | None, f"{AGENCY_ID} Empty where the row is no agency with an agreement."]
    says: Annotated[str, "{}.", Said]
    model: Annotated[str | None, "JEM, TFM, WSO or HYBRID as the source prints it; empty where it prints none."]
    day: Annotated[
        date | None,
        "Day it gives: of the end where it says ended, else of signing; before 2013 of the first signing.",
    ]
    moa_file: Annotated[str | None, "Name of the memorandum's file that it links or reads."]
    told: Annotated[date | None, "First day it can tell of: of its capture, or what it says it tells of."]
    note: Annotated[str | None, "What else it says, or why its day or model was corrected."]


TABLE = table("early_statements", "source_id row says day", EarlyStatementRow)


def rows(draft: Draft) -> list[EarlyStatementRow]:
    """A row for each statement, in the order of sources and rows."""
    return [
        EarlyStatementRow(
            said.source.source_id,
            said.row,
            said.state,
            said.agency_name,
            said.agency_id,
            said.says,
            said.model,
            said.day,
            said.moa_file,
            said.told,
            said.note or None,
        )
        for said in draft.era.statements
    ]
