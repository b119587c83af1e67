"""One county: every agency there, what their officers may do, and who lives there."""

from __future__ import annotations

from collections.abc import Iterable

from open287g.core.errors import NotFoundError
from open287g.places.counties import counties
from open287g.web import lawbook, powers
from open287g.web.population import SOURCE
from open287g.web.queries import Row
from open287g.web.registry import page
from open287g.web.snapshot import Snapshot
from open287g.web.view import Page, View


def _every(snapshot: Snapshot) -> Iterable[str]:
    return (f"/county/{fips}" for fips in counties())


@page("/county/{fips}", every=_every)
def county(view: View, fips: str) -> Page:
    """A county or its equivalent by FIPS code."""
    found = counties().get(fips)
    if found is None:
        raise NotFoundError(f"no county has the FIPS code {fips[:20]!r}")
    snapshot = view.snapshot
    agencies = snapshot.agencies_by_county.get(fips, [])
    statewide = [row for row in snapshot.agencies_by_state.get(found.state, []) if _everywhere(row)]
    models = sorted({model for row in agencies for model in row["models_now"] or ()})
    ids = {row["agency_id"] for row in agencies}
    return view.render(
        "county.html",
        county=found,
        agencies=sorted(agencies, key=lambda row: (not row["agreements_now"], row["name"] or "")),
        statewide=statewide,
        models=models,
        statewide_models=sorted({model for row in statewide for model in row["models_now"]}),
        powers=powers.for_models({*models, *(m for row in statewide for m in row["models_now"])}),
        law=lawbook.of(snapshot, found.state),
        pending=[row for row in snapshot.pending_now if row["agency_id"] in ids],
        population_source=SOURCE,
    )


def _everywhere(row: Row) -> bool:
    return bool(row["agency_type"] == "state" and not row["counties"] and row["models_now"])
