"""An act is asked about before it is entered: the rulebook decides, and names the facts that are missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from starlette.responses import Response

from open287g.office.desk import Desk
from open287g.office.entering.asking import ENTERED, ask
from open287g.office.entering.refusal import Reason, Refused
from open287g.office.ledger.database import read
from open287g.office.model.kinds import kind_named
from open287g.office.web.choices import OFFICER, Choice, officer_name, officers
from open287g.office.web.forms import Field, entered, event_of, fields_of, filled
from open287g.office.web.pages.steps import take_once
from open287g.office.web.pages.things import address_of
from open287g.office.web.registry import page
from open287g.office.web.view import View
from open287g.rulebook.decide import Decision
from open287g.rulebook.language.provision import provisions

FIRST = (OFFICER, "act", "at")
"""What is asked of every act before anything else."""


@page("/may", "may")
def may_i(view: View) -> Response:
    """The question about an act that nobody enters."""
    return _form(view, "may", {})


@page("/acts/enter", ENTERED)
def to_enter(view: View) -> Response:
    """The form of an act."""
    return _form(view, ENTERED, {})


@page("/may", "may", posts=True)
def asked(view: View) -> Response:
    """The decision, which nothing keeps."""
    return _ask(view, "may", entered(view.form))


@page("/acts/enter", ENTERED, posts=True)
def enter(view: View) -> Response:
    """Ask first, or enter the act as it stands; not authorized, it waits for another role to override it."""
    told = entered(view.form)
    if view.told("then") != "enter":
        return _ask(view, ENTERED, told)
    try:
        receipt = take_once(
            view, view.reading(lambda inside: event_of(inside.at_desk, kind_named(ENTERED), told, None))
        )
    except Refused as refused:
        return _again(view, ENTERED, told, refused.reasons, None)
    return view.go(f"{address_of(receipt.subject)}?done={receipt.number}")


def _ask(view: View, action: str, told: Mapping[str, str]) -> Response:
    event = view.reading(lambda inside: event_of(inside.at_desk, kind_named(ENTERED), told, None))
    event.pop("act_id", None)
    try:
        decision = read(view.office.engine, lambda connection: ask(connection, view.account, event, view.now))
    except Refused as refused:
        return _again(view, action, told, refused.reasons, None)
    return _again(view, action, told, (), decision)


def _again(
    view: View, action: str, told: Mapping[str, str], reasons: Sequence[Reason], decision: Decision | None
) -> Response:
    return view.reading(lambda inside: _form(inside, action, told, reasons, decision))


def _form(
    view: View, action: str, told: Mapping[str, str], reasons: Sequence[Reason] = (), decision: Decision | None = None
) -> Response:
    wanted = decision.missing if decision is not None else ()
    fields = filled(_fields(view.at_desk, action, view.language, told, wanted), told, reasons)
    return view.page(
        "act.html", HTTPStatus.UNPROCESSABLE_ENTITY if reasons else 200, entering=action == ENTERED,
        may_enter=view.at_desk.ever(ENTERED), reasons=reasons, decision=decision,
        first=[one for one in fields if one.name in FIRST],
        wanted=[one for one in fields if one.name not in FIRST and one.open],
        rest=[one for one in fields if one.name not in FIRST and not one.open],
        **_said(decision),
    )  # fmt: skip


def _fields(desk: Desk, action: str, language: str, told: Mapping[str, str], wanted: Sequence[str]) -> list[Field]:
    made = fields_of(desk, kind_named(ENTERED), language, None, ("act.at", *wanted))
    if action == ENTERED:
        return made
    askable = tuple(Choice(one.id, officer_name(one)) for one in officers(desk, "may"))
    return [replace(one, choices=askable) if one.name == OFFICER else one for one in made]


def _said(decision: Decision | None) -> dict[str, Any]:
    """The provisions by how they came out: those that fail, and those that want a fact."""
    if decision is None:
        return {"failed": [], "unknown": [], "duties": [], "elsewhere": []}
    known = {one.id for one in provisions()}
    told = [one for one in decision.provisions if one.id in known]
    counts = ("condition", "premise")
    act_facts = [name for name in decision.missing if not name.startswith("act.")]
    return {
        "failed": [one for one in told if one.result == "fail" and one.kind in counts],
        "unknown": [one for one in told if one.result == "unknown" and one.kind == "condition"],
        "duties": [one for one in told if one.result != "pass" and one.kind == "duty"],
        "elsewhere": act_facts,
    }
