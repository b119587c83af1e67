"""The signed text of an agreement, sent as a PDF: held against the request, shown, and recorded by its hash."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus

from starlette.responses import Response

from open287g.core.errors import InputError, NotFoundError
from open287g.office.entering.refusal import Reason, Refused
from open287g.office.model.state import State
from open287g.office.papers.sent_text import LARGEST, NONE, Busy, read_sent
from open287g.office.papers.signed_text import TextRead, beside, event_of
from open287g.office.reading import NOTHING
from open287g.office.record import Receipt
from open287g.office.web.pages.steps import take_once
from open287g.office.web.pages.things import address_of
from open287g.office.web.registry import page
from open287g.office.web.view import View

READ = "agreement.text_read"


@page("/document", READ)
def ask(view: View) -> Response:
    """The form: one PDF."""
    return _page(view, _of(view, view.query.get("of", "")))


@page("/document", READ, posts=True, largest=LARGEST)
def take(view: View) -> Response:
    """Read the PDF, show it beside the request, and record what came of it where that is wanted."""
    state = view.reading(lambda inside: _of(inside, view.told("of")))
    try:
        content = view.upload("file")
        if content is None:
            raise InputError(NONE, "file")
        text = read_sent(content)
    except (InputError, Busy) as error:
        failed = error.what
        return view.reading(lambda inside: _page(inside, state, failed=failed))
    told = view.reading(lambda inside: beside(inside.at_desk.connection, state.id, text))
    if view.told("then") != "take":
        return view.reading(lambda inside: _page(inside, state, told))
    day = view.reading(lambda inside: inside.at_desk.today(state.agency_id))
    try:
        receipt = take_once(view, event_of(told, day.isoformat()))
    except Refused as refused:
        reasons = refused.reasons
        return view.reading(lambda inside: _page(inside, state, told, reasons=reasons))
    return view.reading(lambda inside: _page(inside, state, told, receipt=receipt))


def _of(view: View, of: str) -> State:
    """The agreement that is meant, where the account may hold a text against it. Raises NotFoundError."""
    state = view.at_desk.thing(of)
    if state.kind != "agreement" or not view.at_desk.may_of(READ, state):
        raise NotFoundError(NOTHING)
    return state


def _page(
    view: View,
    state: State,
    told: TextRead | None = None,
    *,
    failed: str = "",
    reasons: Sequence[Reason] = (),
    receipt: Receipt | None = None,
) -> Response:
    return view.page(
        "document.html", HTTPStatus.UNPROCESSABLE_ENTITY if failed or reasons else 200, state=state, told=told,
        failed=failed, reasons=reasons, receipt=receipt, largest=LARGEST >> 20, address_of=address_of,
    )  # fmt: skip
