"""Sign in with password and code, sign out, and change one's own password."""

from __future__ import annotations

from http import HTTPStatus

from sqlalchemy import Connection
from starlette.exceptions import HTTPException
from starlette.responses import Response

from open287g.core.errors import InputError, NotFoundError
from open287g.office.ledger.database import read, write
from open287g.office.login.passwords import LONGEST, SHORTEST, NotIn, set_password
from open287g.office.login.sessions import log_in, log_out
from open287g.office.office import names_of, states_of
from open287g.office.web import errors, sessions
from open287g.office.web.registry import ANY_ROLE, ANYBODY, page
from open287g.office.web.view import View


@page("/sign-in", ANYBODY)
def ask(view: View) -> Response:
    """The form; in a synthetic office also one button for each account."""
    return sign_in_form(view)


def sign_in_form(view: View, status: int = 200, failed: str = "") -> Response:
    """The form, after a try that `failed` by password or at the organization."""
    accounts = _accounts(view) if view.site.demo is not None else []
    return view.page("sign_in.html", status, failed=failed, accounts=accounts)


def _accounts(view: View) -> list[tuple[str, str]]:
    """The open accounts of a synthetic office, whose doors all see."""

    def listed(connection: Connection) -> list[tuple[str, str]]:
        states = states_of(connection, names_of(connection, "account"))
        return [(one.id, str(one.facts["role"])) for one in states if one.state == "open"]

    return read(view.office.engine, listed)


@page("/sign-in", ANYBODY, posts=True)
def enter(view: View) -> Response:
    """A session, or the form again with the one sentence for every cause."""
    if not view.site.sign_in.passes(view.visitor):
        raise HTTPException(HTTPStatus.TOO_MANY_REQUESTS, errors.TOO_MANY)
    code = view.told("code").replace(" ", "")
    try:
        with view.site.hashing:
            token = log_in(view.office, view.told("account"), str(view.form.get("password", "")), code)
    except NotIn:
        return sign_in_form(view, HTTPStatus.UNPROCESSABLE_ENTITY, "password")
    return _home(view, token)


@page("/demo", ANYBODY, posts=True)
def enter_demo(view: View) -> Response:
    """A session of an account of a synthetic office."""
    known = dict(_accounts(view)) if view.site.demo is not None else {}
    if view.site.demo is None or view.told("account") not in known:
        raise NotFoundError("there is no such account")
    with view.site.hashing:
        token = view.site.demo(view.told("account"))
    return _home(view, token)


def _home(view: View, token: str) -> Response:
    answer = view.go("/")
    sessions.keep(answer, token, view.site)
    return answer


@page("/sign-out", ANYBODY, posts=True)
def leave(view: View) -> Response:
    """End the session, here and in the browser."""
    log_out(view.office, view.token)
    answer = view.go("/sign-in")
    sessions.forget(answer, view.site)
    return answer


@page("/password", ANY_ROLE)
def ask_new(view: View) -> Response:
    """The form that changes one's own password."""
    return view.page("password.html", shortest=SHORTEST, longest=LONGEST, failed="", address="")


@page("/password", ANY_ROLE, posts=True)
def change(view: View) -> Response:
    """A new password with a new key for its codes, after the old ones were shown once more; ends every session."""
    if not view.site.sign_in.passes(view.visitor):
        raise HTTPException(HTTPStatus.TOO_MANY_REQUESTS, errors.TOO_MANY)
    new = str(view.form.get("new", ""))

    def work(connection: Connection) -> str:
        return set_password(connection, view.office.keys, view.account, new)

    try:
        with view.site.hashing:
            proof = log_in(view.office, view.account, str(view.form.get("password", "")), view.told("code"))
            log_out(view.office, proof)
            address = write(view.office.engine, work)
    except (NotIn, InputError) as error:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return view.page("password.html", status, shortest=SHORTEST, longest=LONGEST, failed=error.what, address="")
    return view.page("password.html", shortest=SHORTEST, longest=LONGEST, failed="", address=address)
