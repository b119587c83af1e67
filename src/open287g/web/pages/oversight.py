"""Oversight: controls unmet, arrests by the program's method, operations announced, effects that studies found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from open287g.activity.operations import announced
from open287g.oversight.arrests.breaks import breaks
from open287g.oversight.arrests.operation import CANNOT
from open287g.oversight.arrests.shipped import FIRST, LAST, SOURCE, by_state
from open287g.oversight.controls.register import STATES
from open287g.oversight.controls.score import card_of
from open287g.oversight.effects.published import published
from open287g.record.asking.loaded import LoadedRecord
from open287g.record.asking.whole_tables import Row
from open287g.web.view.page import Page
from open287g.web.view.parameters import canonical_state
from open287g.web.view.registry import nowhere, page
from open287g.web.view.request import View


@page("/oversight")
def oversight(view: View) -> Page:
    """What can be asked of the records of what was done, and the registers that an answer rests on."""
    return view.render("oversight.html", operations=announced(), published=published(), breaks=breaks(), cannot=CANNOT)


@page("/oversight/arrests")
def arrests(view: View) -> Page:
    """Arrests by the program's own method, by state and agency, as far as a release tells them."""
    told = [(state, rows, sum(row.arrests or 0 for row in rows)) for state, rows in by_state()]
    return view.render("oversight_arrests.html", states=told, first=FIRST, last=LAST, source=SOURCE)


@page("/oversight/controls")
def controls(view: View) -> Page:
    """The scorecard of the program: each control, and of how many agreements it is met."""
    return _controls(view, view.record.listed, "program", "")


def _states(record: LoadedRecord) -> Iterable[str]:
    return (f"/oversight/controls/{code}" for code in _with_agreements(record))


@page("/oversight/controls/{code}", every=_states)
def controls_of_state(view: View, code: str) -> Page:
    """The scorecard of a state."""
    code = canonical_state(code, "/oversight/controls/{code}")
    listed = [row for row in view.record.agreements_by_state.get(code, []) if row["status"] == "listed"]
    return _controls(view, listed, "state", code)


@page("/oversight/controls/agency/{agency_id}", every=nowhere)
def controls_of_agency(view: View, agency_id: str) -> Page:
    """The scorecard of an agency; a static site has its state's alone."""
    agency = view.record.agency(agency_id)
    rows = view.record.agreements_by_agency.get(agency["agency_id"], [])
    return _controls(view, [row for row in rows if row["status"] == "listed"], "agency", agency["state"], agency)


def _with_agreements(record: LoadedRecord) -> list[str]:
    return sorted({row["state"] for row in record.listed})


def _controls(view: View, listed: list[Row], scope: str, state: str, agency: Row | None = None) -> Page:
    of = agency["agency_id"] if agency else state or "program"

    def made() -> dict[str, Any]:
        return card_of(listed, of, scope, view.record.today)

    return view.render(
        "oversight_controls.html",
        card=view.record.once(("controls", scope, of), made),
        scope=scope,
        state=state,
        agency=agency,
        grades=STATES,
        states=_with_agreements(view.record),
        agencies=[row for row in view.record.agencies_by_state.get(state, []) if row["agreements_now"]],
    )
