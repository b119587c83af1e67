"""A step as a form: shown where moves and role allow it, taken in by `record`, or refused with every reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.responses import Response

from open287g.core.errors import NotFoundError
from open287g.office.entering.admission import NOT_YOURS
from open287g.office.entering.refusal import Reason, Refused
from open287g.office.model.kinds import Kind, kinds
from open287g.office.model.state import State
from open287g.office.record import Receipt, record
from open287g.office.web import errors, sessions
from open287g.office.web.forms import entered, event_of, fields_of, filled
from open287g.office.web.menu import BESIDE
from open287g.office.web.pages.things import address_of
from open287g.office.web.registry import ANY_ROLE, page
from open287g.office.web.view import View

ONE_TEXT = ("agreement.text_accepted", "agreement.signed_by_ice")
"""Steps about the text that was read, by its sha256."""


@page("/do/{kind}", ANY_ROLE)
def ask(view: View, kind: str) -> Response:
    """The form of a step."""
    known, state = _about(view, kind, view.query.get("of", ""))
    told = {"entry": view.query["entry"]} if "entry" in view.query else {}
    if kind in ONE_TEXT and state is not None:
        told["document"] = str(state.facts.get("document", ""))
    return _form(view, known, state, told)


def _about(view: View, kind: str, of: str) -> tuple[Kind, State | None]:
    """The kind and what it is about. Raises NotFoundError where neither role nor table opens it."""
    known = kinds().get(kind)
    desk = view.at_desk
    if known is None or not desk.ever(kind) or known.name in BESIDE:
        raise NotFoundError(NOT_YOURS)
    if not of:
        if known not in desk.begins(known.subject):
            raise NotFoundError(NOT_YOURS)
        return known, None
    state = desk.thing(of)
    if state.kind != known.subject or not desk.may_of(kind, state):
        raise NotFoundError(NOT_YOURS)
    return known, state


def _form(
    view: View, kind: Kind, state: State | None, told: Mapping[str, str], reasons: Sequence[Reason] = ()
) -> Response:
    desk = view.at_desk
    first = state.facts.get("missing", ()) if state is not None else ()
    fields = filled(fields_of(desk, kind, view.language, state, first), told, reasons)
    today = desk.today(state.agency_id if state is not None else "")
    return view.page(
        "step.html", HTTPStatus.UNPROCESSABLE_ENTITY if reasons else 200, kind=kind, state=state, fields=fields,
        told=told, today=today, reasons=reasons, address_of=address_of,
    )  # fmt: skip


@page("/do/{kind}", ANY_ROLE, posts=True)
def take(view: View, kind: str) -> Response:
    """Take the step, once; or show the form again with every reason against it."""
    told, of = entered(view.form), view.told("of")
    known, state, event = view.reading(lambda inside: _event(inside, kind, of, told))
    try:
        receipt = take_once(view, event)
    except Refused as refused:
        reasons = refused.reasons
        return view.reading(lambda inside: _form(inside, known, state, told, reasons))
    return view.go(f"{address_of(receipt.subject)}?done={receipt.number}" if receipt.after else "/")


def _event(view: View, kind: str, of: str, told: Mapping[str, str]) -> tuple[Kind, State | None, dict[str, object]]:
    known, state = _about(view, kind, of)
    return known, state, event_of(view.at_desk, known, told, state)


def take_once(view: View, event: Mapping[str, object], by: str | None = None) -> Receipt:
    """Record an event for a form that was not sent before, by who asks or by `by`. Raises Refused, and 409 for one that
    was.
    """
    form = view.told(sessions.FORM)
    if not view.site.remembered.take(form):
        raise HTTPException(HTTPStatus.CONFLICT, errors.SENT_TWICE)
    try:
        receipt = record(view.office, view.account if by is None else by, event)
    except BaseException:
        view.site.remembered.give_back(form)
        raise
    view.site.remembered.keep(view.account, receipt)
    return receipt
