"""Every distinct row content, as it stands and as it is read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, NamedTuple

from open287g.record.tables.declare import AGENCY_ID, AGREEMENT_ID, MODEL, STATE, table
from open287g.record.values import AgencyType, ListName

if TYPE_CHECKING:
    from open287g.record.history.draft import Draft


class LineRow(NamedTuple):
    """One distinct row content, as it stands in the cells and as it is read."""

    line: Annotated[int, "Number of the row content."]
    list: Annotated[
        str | None,
        "{}: whose publications show it; empty where only an unbelieved file or a copy does.",
        ListName,
    ]
    raw_state: Annotated[str, "STATE cell."]
    raw_agency: Annotated[str, "LAW ENFORCEMENT AGENCY cell."]
    raw_type: Annotated[str, "TYPE cell."]
    raw_county: Annotated[str, "COUNTY cell."]
    raw_model: Annotated[str, "SUPPORT TYPE cell."]
    raw_signed: Annotated[str, "SIGNED cell; dates as YYYY-MM-DD."]
    raw_moa: Annotated[str, "MOA cell's text."]
    raw_addendum: Annotated[str, "ADDENDUM cell's text."]
    state: Annotated[str | None, STATE]
    agency_name: Annotated[str | None, "Agency's name, cleaned of stray space and quotes."]
    agency_type: Annotated[str | None, "{}; empty if unknown.", AgencyType]
    county: Annotated[str | None, "COUNTY cell, cleaned; empty if it says nothing."]
    model: Annotated[str | None, MODEL]
    signed: Annotated[date | None, "SIGNED date; empty if it cannot be read."]
    moa_url: Annotated[str | None, "Address of the MOA, unwrapped, without mailboxes; empty if none."]
    moa_file: Annotated[str | None, "File name in that address."]
    addendum_url: Annotated[str | None, "Address of an addendum, if linked."]
    agency_id: Annotated[str | None, AGENCY_ID]
    agreement_id: Annotated[str | None, AGREEMENT_ID]


TABLE = table("lines", "line", LineRow)


def rows(draft: Draft) -> list[LineRow]:
    """A row for each line of the corpus, in its order."""
    import numpy as np

    participating, pending = (np.any(of.bits, axis=1) for of in (draft.participating, draft.pending))
    told: list[LineRow] = []
    for i, (line, entry) in enumerate(zip(draft.corpus.lines, draft.entries, strict=True)):
        agency, agreement = draft.agency_of_line[i], draft.agreement_of_line.get(i)
        told.append(
            LineRow(
                line=i,
                list="participating" if participating[i] else "pending" if pending[i] else None,
                raw_state=line.state,
                raw_agency=line.agency,
                raw_type=line.type,
                raw_county=line.county,
                raw_model=line.model,
                raw_signed=line.signed,
                raw_moa=line.moa,
                raw_addendum=line.addendum,
                state=entry.state,
                agency_name=entry.agency or None,
                agency_type=entry.agency_type,
                county=entry.county or None,
                model=entry.model,
                signed=entry.signed,
                moa_url=entry.moa_url or None,
                moa_file=entry.moa_file or None,
                addendum_url=entry.addendum_url or None,
                agency_id=None if agency is None else agency.agency_id,
                agreement_id=None if agreement is None else agreement.agreement_id,
            )
        )
    return told
