"""When ICE's lists before 2021 show an agency."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, NamedTuple

from open287g.record.tables.declare import AGENCY_ID, STATE, table

if TYPE_CHECKING:
    from open287g.record.history.draft import Draft


class EarlySpanRow(NamedTuple):
    """One agency under one printed model in consecutive lists before 2021: listed from one day seen to another."""

    agency_id: Annotated[str, AGENCY_ID]
    state: Annotated[str, STATE]
    model: Annotated[
        str | None,
        "JEM or TFM, a joint agreement under one of them, by its lists that print one: none before 2011.",
    ]
    first_seen: Annotated[date, "Day of the first list that shows it."]
    last_seen: Annotated[date, "Day of the last list that shows it."]
    lists: Annotated[int, "Lists that show it."]
    absent_before: Annotated[date | None, "Day of the list before, which does not: it came between; empty if none."]
    absent_after: Annotated[date | None, "Day of the list after, which does not: it left between; empty if none."]
    first_source: Annotated[str, "The first list that shows it."]
    first_row: Annotated[int, "Row of that list's file."]
    last_source: Annotated[str, "The last list that shows it."]
    last_row: Annotated[int, "Row of that list's file."]


TABLE = table("early_spans", "agency_id first_seen", EarlySpanRow)


def rows(draft: Draft) -> list[EarlySpanRow]:
    """A row for each span."""
    return [
        EarlySpanRow(
            span.agency_id,
            span.state,
            span.model,
            span.first_seen,
            span.last_seen,
            len(span.shown),
            span.absent_before,
            span.absent_after,
            span.shown[0].source.source_id,
            span.shown[0].row,
            span.shown[-1].source.source_id,
            span.shown[-1].row,
        )
        for span in draft.era.spans
    ]
