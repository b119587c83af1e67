"""One agency: agreements, timeline with evidence, documents, roster, spellings."""

from __future__ import annotations

from collections.abc import Iterable

from open287g.places.counties import counties
from open287g.web import papers
from open287g.web.registry import page
from open287g.web.snapshot import Snapshot
from open287g.web.view import MovedError, Page, View


def _every(snapshot: Snapshot) -> Iterable[str]:
    return (f"/agency/{agency_id}" for agency_id in snapshot.agencies)


@page("/agency/{agency_id}", every=_every)
def agency(view: View, agency_id: str) -> Page:
    """An agency by its permanent id; an id that was merged or renamed redirects."""
    snapshot = view.snapshot
    moved = snapshot.redirects.get(agency_id)
    if moved is not None:
        raise MovedError(f"/agency/{moved['new_id']}")
    row = snapshot.agency(agency_id)
    return view.render(
        "agency.html",
        agency=row,
        agreements=snapshot.agreements_by_agency.get(agency_id, []),
        endings=snapshot.endings,
        events=snapshot.events_by_agency.get(agency_id, []),
        spellings=snapshot.spellings_by_agency.get(agency_id, []),
        pending=[p for p in snapshot.tables["pending"] if p["agency_id"] == agency_id],
        flickers=[f for f in snapshot.tables["flickers"] if f["agency_id"] == agency_id],
        places=[counties()[fips] for fips in row["counties"] or () if fips in counties()],
        redirects=[r["old_id"] for r in snapshot.tables["redirects"] if r["new_id"] == agency_id],
        papers=papers.of_agency(snapshot, agency_id),
    )
