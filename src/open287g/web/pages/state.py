"""One state: its numbers, map, agencies, trend, law, pending and ended."""

from __future__ import annotations

from open287g.places.states import states
from open287g.web import charts, history, lawbook, maps, population
from open287g.web.parameters import canonical_state
from open287g.web.queries import Row
from open287g.web.registry import page
from open287g.web.snapshot import Snapshot
from open287g.web.view import Page, View

_SHOWN = 15


@page("/state/{code}", every=lambda snapshot: (f"/state/{code}" for code in states()))
def state(view: View, code: str) -> Page:
    """A state or territory; those without any agreement have a page too, for their law."""
    code = canonical_state(code, "/state/{code}")
    snapshot = view.snapshot
    listed = [row for row in snapshot.agreements_by_state.get(code, []) if row["status"] == "listed"]
    return view.render(
        "state.html",
        code=code,
        now=history.count(listed),
        map=maps.state(view, code, listed),
        agencies=agency_table(snapshot, code),
        growth=charts.growth(view, history.series(snapshot, code)),
        law=lawbook.of(snapshot, code),
        pending=[row for row in snapshot.pending_now if row["state"] == code],
        ended=[row for row in snapshot.tables["endings"] if row["state"] == code],
        covered=population.covered(snapshot, code),
        lately=snapshot.events_by_state.get(code, [])[:_SHOWN],
    )


def agency_table(snapshot: Snapshot, code: str) -> list[Row]:
    """Agencies of a state that are in the newest list, with the earliest day in force among their agreements."""
    return [
        agency | {"since": _since(snapshot, agency)}
        for agency in snapshot.agencies_by_state.get(code, [])
        if agency["agreements_now"]
    ]


def _since(snapshot: Snapshot, agency: Row) -> object:
    rows = snapshot.agreements_by_agency.get(agency["agency_id"], [])
    return min((row["valid_from"] for row in rows if row["status"] == "listed"), default=None)
