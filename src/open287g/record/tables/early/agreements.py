"""The agreements before 2021, by day of signing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, NamedTuple

from open287g.record.tables.declare import AGENCY_ID, STATE, table
from open287g.record.values import EndBasis

if TYPE_CHECKING:
    from open287g.record.history.draft import Draft


class EarlyAgreementRow(NamedTuple):
    """One signing of one agency that a source before 2021 dates, and what bounds its end."""

    agreement_id: Annotated[
        str, "The record's id where the lists since 2021 show it too, else agency, model and day of signing."
    ]
    agency_id: Annotated[str, AGENCY_ID]
    state: Annotated[str, STATE]
    model: Annotated[
        str | None, "JEM, TFM, WSO, or HYBRID where a source says joint; empty where sources differ or say none."
    ]
    models: Annotated[list[str], "Each model that is said of it, and by which source."]
    signed: Annotated[date, "Day of signing on the best evidence."]
    other_days: Annotated[list[str], "Other days that sources print for it."]
    signed_source: Annotated[str, "Source of that day."]
    signed_row: Annotated[int, "Row of that source's file."]
    first_seen: Annotated[date | None, "Day of the first list since its signing that shows the agency."]
    last_seen: Annotated[date | None, "Day of the last list that shows the agency before another signing."]
    ended_by: Annotated[
        date | None, "First day on which a source shows it over; empty if none does. Not a day of ending."
    ]
    end_basis: Annotated[str | None, "{}: what shows it.", EndBasis]
    in_later_lists: Annotated[bool, "Whether a list since 2021 shows the same agreement."]


TABLE = table("early_agreements", "agreement_id", EarlyAgreementRow)


def rows(draft: Draft) -> list[EarlyAgreementRow]:
    """A row for each agreement."""
    return sorted(
        EarlyAgreementRow(
            agreement.agreement_id,
            agreement.agency_id,
            agreement.state,
            agreement.model,
            [f"{model}: {source_id}" for model, source_id in agreement.models],
            agreement.signed,
            [day.isoformat() for day in agreement.other_days],
            agreement.dated_by.source.source_id,
            agreement.dated_by.row,
            agreement.first_seen,
            agreement.last_seen,
            agreement.ended_by,
            agreement.end_basis,
            agreement.later_id is not None,
        )
        for agreement in draft.era.agreements
    )
