"""One agreement: both clocks, its memorandum, its events."""

from __future__ import annotations

from collections.abc import Iterable

from open287g.documents.library.shipped import documents_of_agreement
from open287g.record.asking.loaded import LoadedRecord
from open287g.record.asking.periods import gaps_of
from open287g.rulebook.listing import powers
from open287g.web.view.page import MovedError, Page
from open287g.web.view.registry import page
from open287g.web.view.request import View


def _every(record: LoadedRecord) -> Iterable[str]:
    return (f"/agreement/{agreement_id}" for agreement_id in record.agreements)


@page("/agreement/{agreement_id}", every=_every)
def agreement(view: View, agreement_id: str) -> Page:
    """An agreement by its permanent id; one that was published and is no longer in use redirects."""
    record = view.record
    found = record.present(agreement_id)
    if found is not None and found.moved:
        raise MovedError(f"/agreement/{found.present}")
    row = record.agreement(agreement_id)
    return view.render(
        "agreement.html",
        agreement=row,
        gaps=gaps_of(row),
        redirects=record.former_ids.get(agreement_id, []),
        agency=record.agency(row["agency_id"]),
        ending=record.endings.get(agreement_id),
        beliefs=record.by("beliefs", "agreement_id").get(agreement_id, []),
        events=[e for e in record.events_by_agency.get(row["agency_id"], []) if e["agreement_id"] == agreement_id],
        documents=documents_of_agreement(row),
        statements=record.by("statements", "agreement_id").get(agreement_id, []),
        doubts=[
            d for d in record.doubts_by_agency.get(row["agency_id"], []) if d["agreement_id"] in (agreement_id, None)
        ],
        powers=powers.for_models([row["model"]]),
    )
