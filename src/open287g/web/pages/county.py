"""One county: every agency there, the six questions of a resident, the law of the state, whom to complain to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from open287g.core.days import today
from open287g.core.errors import NotFoundError
from open287g.places.complaints import complaint_bodies
from open287g.places.counties import counties
from open287g.places.law import law_of
from open287g.places.neighbors import neighbors
from open287g.record.asking.loaded import LoadedRecord
from open287g.record.asking.population import SOURCE
from open287g.record.asking.standing import of_county
from open287g.record.asking.whole_tables import Row
from open287g.rulebook.listing import powers
from open287g.rulebook.listing.questions import Answer, answers
from open287g.web.pages.walk import walk_of
from open287g.web.view.page import Page
from open287g.web.view.registry import page
from open287g.web.view.request import View

_MAY = ("yes", "limited")


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
    of_state = {model for row in statewide for model in row["models_now"]}
    ids = {row["agency_id"] for row in agencies}
    standing = of_county(record, fips)
    return view.render(
        "county.html",
        county=place,
        standing=standing,
        with_agreement=sum(one.verdict == "yes" for one in standing),
        agencies=sorted(agencies, key=lambda row: (not row["agreements_now"], row["name"] or "")),
        statewide=statewide,
        models=models,
        asked=answers(models),
        wider=_wider(answers(models), answers(of_state)) if of_state else (),
        powers=powers.for_models({*models, *of_state}),
        law=law_of(place.state, today()),
        bodies=complaint_bodies(),
        walk=walk_of(models) + ("" if view.site.static else f"?of={fips}"),
        pending=[row for row in record.pending_now if row["agency_id"] in ids],
        around=[(counties()[key], _listed(record, key)) for key in neighbors(fips) if key in counties()],
        population_source=SOURCE,
    )


def _listed(record: LoadedRecord, fips: str) -> int:
    return sum(bool(row["agreements_now"]) for row in record.agencies_by_county.get(fips, ()))


def _wider(here: Sequence[Answer], of_state: Sequence[Answer]) -> tuple[Answer, ...]:
    """What officers of the whole state may do, anywhere or in a jail of theirs, that those seated here may not."""
    both = zip(here, of_state, strict=True)
    return tuple(state for own, state in both if state.verdict in _MAY and own.verdict not in ("yes", state.verdict))


def _everywhere(row: Row) -> bool:
    return bool(row["agency_type"] == "state" and not row["counties"] and row["models_now"])
