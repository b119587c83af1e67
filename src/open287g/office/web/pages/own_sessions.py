"""One's own sessions: where one is in, and the end of all the others once it is proved again who asks."""

from __future__ import annotations

from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.responses import Response

from open287g.office.login.passwords import NotIn
from open287g.office.login.sessions import end_others, log_in, log_out, running
from open287g.office.web import errors
from open287g.office.web.registry import ANY_ROLE, page
from open287g.office.web.view import View


@page("/sessions", ANY_ROLE)
def show(view: View) -> Response:
    """When each began and was seen; nobody's address is kept to be shown."""
    return _page(view)


@page("/sessions", ANY_ROLE, posts=True)
def end(view: View) -> Response:
    """End all others, after password and code were shown once more."""
    if not view.site.sign_in.passes(view.visitor):
        raise HTTPException(HTTPStatus.TOO_MANY_REQUESTS, errors.TOO_MANY)
    try:
        with view.site.hashing:
            log_out(
                view.office, log_in(view.office, view.account, str(view.form.get("password", "")), view.told("code"))
            )
    except NotIn:
        return _page(view, failed=True)
    end_others(view.office, view.account, view.token)
    return _page(view, done=True)


def _page(view: View, failed: bool = False, done: bool = False) -> Response:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if failed else 200
    rows = running(view.office, view.account, view.token)
    return view.page("sessions.html", status, rows=rows, failed=failed, done=done)
