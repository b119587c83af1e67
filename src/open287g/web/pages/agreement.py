"""One agreement: both clocks, its memorandum, its events."""

from __future__ import annotations

from collections.abc import Iterable

from open287g.documents.library.shipped import documents_of_agreement
from open287g.record.asking.loaded import LoadedRecord
from open287g.rulebook.listing import powers
from open287g.web.view.page import MovedError, Page
from open287g.web.view.registry import page
from open287g.web.view.request import View


def _every(record: LoadedRecord) -> Iterable[str]:
    return (f"/agreement/{agreement_id}" for agreement_id in record.agreements)


@page("/agreement/{agreement_id}", every=_every)
def agreement(view: View, agreement_id: str) -> Page:
    """An agreement by its permanent id; one of an agency that was renamed redirects."""
    record = view.record
    agency_id, _, rest = agreement_id.partition(":")
    moved = record.redirects.get(agreement_id) or record.redirects.get(agency_id)
    if moved is not None and agreement_id not in record.agreements:
        new = moved["new_id"]
        raise MovedError(f"/agreement/{new}" if ":" in new else f"/agreement/{new}:{rest}")
    row = record.agreement(agreement_id)
    return view.render(
        "agreement.html",
        agreement=row,
        agency=record.agency(row["agency_id"]),
        ending=record.endings.get(agreement_id),
        beliefs=[b for b in record.tables["beliefs"] if b["agreement_id"] == agreement_id],
        events=[e for e in record.events_by_agency.get(row["agency_id"], []) if e["agreement_id"] == agreement_id],
        documents=documents_of_agreement(row),
        statements=[s for s in record.tables["statements"] if s["agreement_id"] == agreement_id],
        doubts=[
            d for d in record.doubts_by_agency.get(row["agency_id"], []) if d["agreement_id"] in (agreement_id, None)
        ],
        powers=powers.for_models([row["model"]]),
    )
