"""Tokens of programs: made here and shown once; what each may do is a part of what its account may."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.responses import Response

from open287g.core.errors import InputError
from open287g.office.entering.refusal import Refused
from open287g.office.entering.scopes import scopes_of
from open287g.office.login.tokens import issue
from open287g.office.web import errors, sessions
from open287g.office.web.registry import page
from open287g.office.web.view import View

LONGEST, COMMON = 366, 90
"""Days for which a token is good: at most, and where nothing else is said."""


@page("/tokens/issue", "token.issued")
def ask(view: View) -> Response:
    """The form: scopes and days."""
    return _page(view)


@page("/tokens/issue", "token.issued", posts=True)
def make(view: View) -> Response:
    """The token, this once."""
    days, scopes = view.told("days"), [one for one in view.form.getlist("scopes") if isinstance(one, str)]
    if not (days.isascii() and days.isdigit() and 0 < len(days) < 4 and 1 <= int(days) <= LONGEST):
        return _again(view, "days")
    if not scopes:
        return _again(view, "scopes")
    form = view.told(sessions.FORM)
    if not view.site.remembered.take(form):
        raise HTTPException(HTTPStatus.CONFLICT, errors.SENT_TWICE)
    until = view.now.date() + timedelta(days=int(days))
    try:
        token = issue(view.office, view.account, scopes, until)
    except (InputError, Refused):
        view.site.remembered.give_back(form)
        return _again(view, "scopes")
    return view.reading(lambda inside: _page(inside, token=token, until=until))


def _again(view: View, failed: str) -> Response:
    return view.reading(lambda inside: _page(inside, failed=failed))


def _page(view: View, failed: str = "", token: str = "", until: object = None) -> Response:
    return view.page(
        "token.html", HTTPStatus.UNPROCESSABLE_ENTITY if failed else 200, failed=failed, token=token, until=until,
        scopes=sorted(scopes_of(view.at_desk.role)), chosen=set(view.form.getlist("scopes")), longest=LONGEST,
        days=view.told("days") or COMMON,
    )  # fmt: skip
