"""One agreement: both clocks, its memorandum, its events."""

from __future__ import annotations

from collections.abc import Iterable

from open287g.web import papers, powers
from open287g.web.registry import page
from open287g.web.snapshot import Snapshot
from open287g.web.view import MovedError, Page, View


def _every(snapshot: Snapshot) -> Iterable[str]:
    return (f"/agreement/{agreement_id}" for agreement_id in snapshot.agreements)


@page("/agreement/{agreement_id}", every=_every)
def agreement(view: View, agreement_id: str) -> Page:
    """An agreement by its permanent id; one of an agency that was renamed redirects."""
    snapshot = view.snapshot
    agency_id, _, rest = agreement_id.partition(":")
    moved = snapshot.redirects.get(agreement_id) or snapshot.redirects.get(agency_id)
    if moved is not None and agreement_id not in snapshot.agreements:
        new = moved["new_id"]
        raise MovedError(f"/agreement/{new}" if ":" in new else f"/agreement/{new}:{rest}")
    row = snapshot.agreement(agreement_id)
    return view.render(
        "agreement.html",
        agreement=row,
        agency=snapshot.agency(row["agency_id"]),
        ending=snapshot.endings.get(agreement_id),
        beliefs=[b for b in snapshot.tables["beliefs"] if b["agreement_id"] == agreement_id],
        events=[e for e in snapshot.events_by_agency.get(row["agency_id"], []) if e["agreement_id"] == agreement_id],
        papers=papers.of_agreement(snapshot, row),
        powers=powers.for_models([row["model"]]),
    )
