"""One state: its numbers, map, agencies, trend, law, pending and ended."""

from __future__ import annotations

from open287g.places.states import states
from open287g.record.asking import counts, population, state_law
from open287g.record.asking.loaded import LoadedRecord
from open287g.record.asking.whole_tables import Row
from open287g.ui import maps
from open287g.ui.charts.growth import growth
from open287g.web.view.page import Page
from open287g.web.view.parameters import canonical_state
from open287g.web.view.registry import page
from open287g.web.view.request import View

_SHOWN = 15


@page("/state/{code}", every=lambda record: (f"/state/{code}" for code in states()))
def state(view: View, code: str) -> Page:
    """A state or territory; those without any agreement have a page too, for their law."""
    code = canonical_state(code, "/state/{code}")
    record = view.record
    listed = [row for row in record.agreements_by_state.get(code, []) if row["status"] == "listed"]
    return view.render(
        "state.html",
        code=code,
        now=counts.count(listed),
        map=maps.state(view.record, view.site.base, code, listed),
        agencies=agency_table(record, code),
        growth=growth(view, counts.series(record, code)),
        law=state_law.of(record, code),
        pending=[row for row in record.pending_now if row["state"] == code],
        ended=[row for row in record.tables["endings"] if row["state"] == code],
        covered=population.covered(record, code),
        lately=record.events_by_state.get(code, [])[:_SHOWN],
    )


def agency_table(record: LoadedRecord, code: str) -> list[Row]:
    """Agencies of a state that are in the newest list, with the earliest day in force among their agreements."""
    return [
        agency | {"since": _since(record, agency)}
        for agency in record.agencies_by_state.get(code, [])
        if agency["agreements_now"]
    ]


def _since(record: LoadedRecord, agency: Row) -> object:
    rows = record.agreements_by_agency.get(agency["agency_id"], [])
    return min((row["valid_from"] for row in rows if row["status"] == "listed"), default=None)
