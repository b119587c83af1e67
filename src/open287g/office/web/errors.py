"""Errors a person meets, as pages of the office: what was wrong and what to do, never a trace, never what was sent."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from open287g.core.errors import InputError, NotFoundError, Open287gError
from open287g.office.entering.refusal import Refused
from open287g.office.web.asked import view_of
from open287g.vocabulary.messages import N_

log = logging.getLogger("open287g.office")

NOT_OURS = N_("This form did not come from a page of this office, or your session has ended. Open the page again.")
NOT_OPEN = N_("This page is not open to the role of your account.")
SENT_TWICE = N_("This form was sent before, and was taken in then.")
TOO_MANY = N_("Too many tries came from where you are. Wait a while, then try again.")
NOT_HERE = N_("There is nothing at this address, or it is not open to your account.")
NOT_READABLE = N_("What the address or the form says cannot be read.")
NOT_NOW = N_("The office cannot answer just now. Try again in a moment.")

HEADS = {
    400: N_("This cannot be read"),
    403: N_("This is not open to you"),
    404: N_("Not here"),
    405: N_("Not here"),
    409: N_("Sent already"),
    413: N_("Too large"),
    429: N_("Too many tries"),
}


def respond(request: Request, status: int, says: str, detail: str = "") -> Response:
    """The error as a page; `detail` is in English."""
    view = view_of(request)
    head = HEADS.get(status, N_("The office cannot answer"))
    return view.page("error.html", status, code=status, head=view.gettext(head), says=view.gettext(says), detail=detail)


async def on_http(request: Request, error: Exception) -> Response:
    """No such page, one that is not open, a form from elsewhere."""
    assert isinstance(error, HTTPException)
    told = error.detail if error.status_code in (403, 409, 413, 429) else NOT_HERE
    return respond(request, error.status_code, NOT_READABLE if error.status_code == 400 else told)


async def on_own(request: Request, error: Exception) -> Response:
    """What the office says itself."""
    assert isinstance(error, Open287gError)
    if isinstance(error, NotFoundError):
        return respond(request, 404, NOT_HERE)
    if isinstance(error, Refused):
        return respond(request, 422, NOT_READABLE, error.what)
    if isinstance(error, InputError):
        return respond(request, 400, NOT_READABLE, f"{error.where}: {error.what}. {error.remedy}")
    log.error("not answered: %s", error)
    return respond(request, 503, NOT_NOW)


async def on_any(request: Request, error: Exception) -> Response:
    """A fault of the program; its trace goes to the log."""
    return respond(request, 500, NOT_NOW)


HANDLERS: Mapping[Any, Any] = {HTTPException: on_http, Open287gError: on_own, Exception: on_any}
