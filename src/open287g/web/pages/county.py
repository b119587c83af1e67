"""One county: every agency there, what their officers may do, and who lives there."""

from __future__ import annotations

from collections.abc import Iterable

from open287g.core.errors import NotFoundError
from open287g.places.counties import counties
from open287g.record.asking import state_law
from open287g.record.asking.loaded import LoadedRecord
from open287g.record.asking.population import SOURCE
from open287g.record.asking.whole_tables import Row
from open287g.rulebook.listing import powers
from open287g.web.view.page import Page
from open287g.web.view.registry import page
from open287g.web.view.request import View


def _every(record: LoadedRecord) -> Iterable[str]:
    return (f"/county/{fips}" for fips in counties())


@page("/county/{fips}", every=_every)
def county(view: View, fips: str) -> Page:
    """A county or its equivalent by FIPS code."""
    place = counties().get(fips)
    if place is None:
        raise NotFoundError(f"no county has the FIPS code {fips[:20]!r}")
    record = view.record
    agencies = record.agencies_by_county.get(fips, [])
    statewide = [row for row in record.agencies_by_state.get(place.state, []) if _everywhere(row)]
    models = sorted({model for row in agencies for model in row["models_now"] or ()})
    ids = {row["agency_id"] for row in agencies}
    return view.render(
        "county.html",
        county=place,
        agencies=sorted(agencies, key=lambda row: (not row["agreements_now"], row["name"] or "")),
        statewide=statewide,
        models=models,
        statewide_models=sorted({model for row in statewide for model in row["models_now"]}),
        powers=powers.for_models({*models, *(m for row in statewide for m in row["models_now"])}),
        law=state_law.of(record, place.state),
        pending=[row for row in record.pending_now if row["agency_id"] in ids],
        population_source=SOURCE,
    )


def _everywhere(row: Row) -> bool:
    return bool(row["agency_type"] == "state" and not row["counties"] and row["models_now"])
