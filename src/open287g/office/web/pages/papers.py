"""Papers of the office: the brief of an operation, another model thought through, what an agreement cost, exports."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from open287g.core.cells import csv_of
from open287g.core.errors import InputError, NotFoundError
from open287g.office.exchange.audit_files import audit_files
from open287g.office.model.state import State
from open287g.office.papers.costs import COLUMNS, SIGNED, happened
from open287g.office.papers.model_switch import model_switch
from open287g.office.papers.operation import brief
from open287g.office.papers.operation_paper import paper
from open287g.office.reading import NOTHING
from open287g.office.web.pages.things import address_of
from open287g.office.web.registry import page
from open287g.office.web.view import View
from open287g.ui.paper import pdf
from open287g.vocabulary.messages import N_
from open287g.vocabulary.models import HELD_MODELS

POWERS = {"yes": N_("yes"), "limited": N_("limited"), "no": N_("no")}
"""Whether a model lists an act."""

EXPORTS = ("acts", "officers", "agreements")
"""Files for `open287g audit`."""


@page("/brief", "due")
def operation(view: View) -> Response:
    """The plan of an operation beside what happened, as a page or as PDF."""
    state = _of(view, "operation")
    with (
        view.at_desk.beyond()
    ):  # It counts whether officers of other agencies may take part, and tells no more of them.
        facts = brief(view.at_desk.connection, state.id)
    dossier = paper(facts, view.language)
    if "file" in view.query:
        return view.file(pdf(dossier), "brief.pdf", "application/pdf")
    return view.page("brief.html", state=state, paper=dossier, address_of=address_of)


@page("/switch", "due")
def switch(view: View) -> Response:
    """What would fall away, be due and cost under another model; nothing is changed by asking."""
    state = _of(view, "agreement")
    model, to = state.id.split(":")[1], view.query.get("to", "")
    others = [one for one in HELD_MODELS if one != model]
    if to and to not in others:
        raise InputError("is no other model of an agreement", "to", f"Choose {' or '.join(others)}.")
    facts: dict[str, Any] = {}
    if to:
        facts = model_switch(view.at_desk.connection, state.id, to, view.at_desk.today(state.agency_id))
    costs = view.site.switched(model, to, facts["serving"]) if to and view.site.switched else None
    sums = [{"model": name, **row} for name in (model, to) for row in costs[name]] if costs else []
    return view.page(
        "switch.html", state=state, model=model, to=to, others=others, facts=facts, costs=costs, sums=sums,
        powers=POWERS, address_of=address_of,
    )  # fmt: skip


@page("/costs", "due")
def costs(view: View) -> Response:
    """What an agreement cost as it was recorded, as a page or as the CSV that a fiscal note is scored by."""
    state = _of(view, "agreement")
    signed = all(state.facts.get(name) for name in SIGNED)
    rows = happened(view.at_desk.connection, state.id) if signed else []
    if "file" in view.query and signed:
        return view.file(csv_of(rows, COLUMNS).encode(), "happened.csv", "text/csv")
    told = state.facts.get("costs", ())
    return view.page("costs.html", state=state, rows=rows, signed=signed, told=told, address_of=address_of)


@page("/export", "export")
def export(view: View) -> Response:
    """Files of the agencies of the desk, for the audit."""
    agencies, asked = view.at_desk.agencies("export"), view.query.get("agency", "")
    if asked and asked not in agencies:
        raise NotFoundError(NOTHING)
    name = view.query.get("file", "")
    if not name:
        return view.page("export.html", agencies=agencies, files=EXPORTS)
    if name not in EXPORTS:
        raise NotFoundError(NOTHING)
    of = [asked] if asked else agencies
    content = audit_files(view.at_desk.connection, of, view.at_desk.today())[f"{name}.csv"]
    return view.file(content.encode(), f"{name}.csv", "text/csv")


def _of(view: View, kind: str) -> State:
    """The thing of a kind that the address names. Raises NotFoundError."""
    state = view.at_desk.thing(view.query.get("of", ""))
    if state.kind != kind:
        raise NotFoundError(NOTHING)
    return state
