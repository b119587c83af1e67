"""Sign in at an organization's provider: the page that leads there, and the address to which people come back."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.responses import Response

from open287g.core.errors import NotFoundError
from open287g.office.login.openid import begin_sign_in, finish_sign_in
from open287g.office.login.passwords import NotIn
from open287g.office.login.provider import Provider
from open287g.office.reading import NOTHING
from open287g.office.web import errors, sessions
from open287g.office.web.pages.sign import sign_in_form
from open287g.office.web.registry import ANYBODY, page
from open287g.office.web.view import View
from open287g.vocabulary.messages import LANGUAGES

BACK = "/sign-in/back"
"""Where the provider sends people back to: the path of OPEN287G_OFFICE_OPENID_BACK."""


@page("/sign-in/organization", ANYBODY, posts=True)
def leave(view: View) -> Response:
    """A page that leads on to the provider: a form's own answer may not send a browser to another site."""
    provider = _provider(view)
    if not view.site.sign_in.passes(view.visitor):
        raise HTTPException(HTTPStatus.TOO_MANY_REQUESTS, errors.TOO_MANY)
    try:
        begun = begin_sign_in(view.office, provider)
    except NotIn:
        return _not_in(view)
    answer = view.page("organization.html", address=begun.address, there=urlsplit(begun.address).hostname)
    answer.headers["refresh"] = f"0; url={begun.address}"
    sessions.keep_begun(answer, f"{view.language}.{begun.state}", view.site)
    return answer


@page(BACK, ANYBODY, alone=True)
def back(view: View) -> Response:
    """A session for who comes back with the state that this browser began with, in the language it began in."""
    provider = _provider(view)
    if not view.site.sign_in.passes(view.visitor):
        raise HTTPException(HTTPStatus.TOO_MANY_REQUESTS, errors.TOO_MANY)
    language, _, begun = view.cookies.get(sessions.begun_name(view.site.secure), "").partition(".")
    told = [view.query.get(name, "") for name in ("state", "code")]
    try:
        token = finish_sign_in(view.office, provider, told[0], begun, told[1], view.query.get("iss"))
    except NotIn:
        return _not_in(view)
    answer = replace(view, language=language if language in LANGUAGES else "en").go("/")
    sessions.keep(answer, token, view.site)
    sessions.keep_begun(answer, "", view.site)
    return answer


def _provider(view: View) -> Provider:
    if view.site.provider is None:
        raise NotFoundError(NOTHING)
    return view.site.provider


def _not_in(view: View) -> Response:
    """The form of signing in, at its own address: what the provider sent along leads nowhere any more."""
    again = replace(view, path="/sign-in", query={})
    return sign_in_form(again, HTTPStatus.UNPROCESSABLE_ENTITY, "organization")
