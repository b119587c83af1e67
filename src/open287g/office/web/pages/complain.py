"""The public page for complaints: no account, a receipt code, and what is written sealed with a key of its own."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from http import HTTPStatus

from sqlalchemy import Connection
from starlette.exceptions import HTTPException
from starlette.responses import Response

from open287g.office.entering.refusal import Refused
from open287g.office.entering.values import LONGEST
from open287g.office.ledger.database import read
from open287g.office.office import names_of, state_of, states_of
from open287g.office.web import errors
from open287g.office.web.pages.steps import take_once
from open287g.office.web.registry import ANYBODY, page
from open287g.office.web.view import View

CODE = "complaint-"
"""How a receipt code begins; what follows cannot be guessed."""


@page("/complain", ANYBODY)
def ask(view: View) -> Response:
    """The form, for anybody."""
    return _form(view, {}, "")


def _form(view: View, told: Mapping[str, str], failed: str) -> Response:
    def inside(view: View) -> Response:
        connection = view.at_desk.connection
        states = states_of(connection, names_of(connection, "agency"))
        agencies = [(one.id, str(one.facts.get("name", one.id))) for one in states]
        status = HTTPStatus.UNPROCESSABLE_ENTITY if failed else 200
        return view.page("complain.html", status, agencies=agencies, told=told, failed=failed, longest=10 * LONGEST)

    return view.reading(inside)


@page("/complain", ANYBODY, posts=True)
def take(view: View) -> Response:
    """Seal what was written, and give a receipt code."""
    if not view.site.intake.passes(view.visitor):
        raise HTTPException(HTTPStatus.TOO_MANY_REQUESTS, errors.TOO_MANY)
    agency, code = view.told("agency_id"), CODE + secrets.token_hex(10)
    told = {name: view.told(name) for name in ("agency_id", "narrative", "contact")}
    if not told["narrative"]:
        return _form(view, told, "narrative")
    now = view.now
    day = view.reading(lambda inside: inside.at_desk.today(agency))
    event = {"kind": "complaint.received", "on": day.isoformat(), "complaint_id": code, "agency_id": agency,
             "received_at": now.isoformat(timespec="seconds"), "narrative": told["narrative"]}  # fmt: skip
    if told["contact"]:
        event["contact"] = told["contact"]
    try:
        take_once(view, event, by="")
    except Refused:
        return _form(view, told, "agency_id")
    return view.page("complained.html", code=code)


@page("/complain/status", ANYBODY, posts=True)
def status(view: View) -> Response:
    """Where a complaint stands, for whoever has its code: the state and its days, and nothing of what was written."""
    if not view.site.intake.passes(view.visitor):
        raise HTTPException(HTTPStatus.TOO_MANY_REQUESTS, errors.TOO_MANY)
    code = view.told("code")
    found = read(view.office.engine, lambda connection: _found(connection, code))
    return view.page("complaint_status.html", 200 if found else 404, found=found)


def _found(connection: Connection, code: str) -> dict[str, object] | None:
    """What the code opens, to whoever knows it."""
    if not code.startswith(CODE) or len(code) < len(CODE) + 16:
        return None
    state = state_of(connection, f"complaint:{code}")
    if not state.state:
        return None
    outcome = state.facts.get("outcome") if state.state == "closed" else None
    return {"state": state.state, "since": state.since, "received": state.facts["received_at"], "outcome": outcome}
