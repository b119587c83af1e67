"""The office's pages as an ASGI application: who is there, whether a page opens, and what answers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from http import HTTPStatus
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from open287g.office.ledger.append import read_head
from open287g.office.ledger.database import read
from open287g.office.login.provider import Provider
from open287g.office.office import Office, open_office
from open287g.office.papers.sent_text import LARGEST
from open287g.office.web import errors, pages, sessions
from open287g.office.web.asked import view_of
from open287g.office.web.guard import Guard
from open287g.office.web.registry import ANY_ROLE, ANYBODY, PAGES, Address
from open287g.office.web.site import Site, Switched
from open287g.office.web.templates_of import STATIC
from open287g.office.web.view import View
from open287g.ui.templates import STATIC as DESIGN
from open287g.vocabulary.messages import LANGUAGES

for _module in iter_modules(pages.__path__):
    import_module(f"{pages.__name__}.{_module.name}")

ApiOf = Callable[[Callable[[], Office]], ASGIApp]
"""Makes the REST API of an office, given what opens it."""

MOST_FIELDS = 400


def create_app(
    office: Office | str | None = None,
    *,
    secure: bool = False,
    demo: Callable[[str], str] | None = None,
    api: ApiOf | None = None,
    provider: Provider | None = None,
    home: Path | None = None,
    switched: Switched | None = None,
) -> ASGIApp:
    """The application over an office, or the database of one (by default OPEN287G_OFFICE, else the home's).

    `api` is mounted under /api; the others are told in `Site`.
    """
    opened = office if isinstance(office, Office) else open_office(office)
    site = Site(opened, secure=secure, demo=demo, provider=provider, home=home, switched=switched)
    routes: list[BaseRoute] = [
        Route("/health", _health),
        Mount("/static/office", StaticFiles(directory=STATIC)),
        Mount("/static", StaticFiles(directory=DESIGN)),
    ]
    if api is not None:
        routes.append(Mount("/api", api(lambda: opened)))
    for language in LANGUAGES:
        prefix = "" if language == "en" else f"/{language}"
        routes += [
            Route(prefix + one.pattern, _endpoint(one), methods=["POST"] if one.posts else ["GET"])
            for one in sorted(PAGES, key=lambda one: "{" in one.pattern)
        ]
        if prefix:
            routes.append(Route(prefix, _home(prefix)))
    app = Starlette(routes=routes, exception_handlers=errors.HANDLERS)
    app.router.redirect_slashes = False
    app.state.site = site
    return Guard(app, secure, _larger())


def _larger() -> dict[str, int]:
    """Addresses of pages and API that take a file, in every language, with its largest body."""
    prefixes = ["" if language == "en" else f"/{language}" for language in LANGUAGES]
    pages_of = {prefix + one.pattern: one.largest for one in PAGES if one.largest for prefix in prefixes}
    return {**pages_of, "/api/v1/texts": LARGEST}


def _home(prefix: str) -> Callable[[Request], Awaitable[Response]]:
    """The home page of a language, for who leaves the last stroke out."""

    async def home(request: Request) -> Response:
        return RedirectResponse(f"{prefix}/", 303)

    return home


def _endpoint(address: Address) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        view = view_of(request)
        if address.largest and (elsewhere := await run_in_threadpool(_before_a_file, address, request, view)):
            return elsewhere
        form = await request.form(max_files=2, max_fields=MOST_FIELDS) if address.posts else FormData()
        return await run_in_threadpool(_answer, address, request, replace(view, form=form))

    return endpoint


def _before_a_file(address: Address, request: Request, view: View) -> Response | None:
    """Where whoever sends a file is sent instead, before any of it is read. Raises 403, and 429 for too many files."""
    account = sessions.account_of(sessions.token_of(request, view.site), view.site)
    if not account:
        return view.go("/sign-in")
    if sessions.from_elsewhere(request):
        raise HTTPException(HTTPStatus.FORBIDDEN, errors.NOT_OURS)
    replace(view, account=account).reading(lambda inside: _check_role(inside, address.needs))
    if not view.site.files.passes(account):
        raise HTTPException(HTTPStatus.TOO_MANY_REQUESTS, errors.TOO_MANY)
    return None


def _answer(address: Address, request: Request, view: View) -> Response:
    """A page's answer to whoever asks."""
    token = sessions.token_of(request, view.site)
    account = sessions.account_of(token, view.site)
    view = replace(view, token=token or sessions.new_token(), account=account)
    if address.posts:
        _check_own(request, view, token)
    if address.needs != ANYBODY and not account:
        return view.go("/sign-in")
    if address.alone:
        answer = _alone(address, request, view)
    else:
        answer = view.reading(lambda inside: _shown(address, request, inside))
    if not token and "set-cookie" not in answer.headers:
        sessions.keep(answer, view.token, view.site)
    return answer


def _alone(address: Address, request: Request, view: View) -> Response:
    if address.needs not in (ANYBODY, ANY_ROLE):
        view.reading(lambda inside: _check_role(inside, address.needs))
    return address.render(view, **request.path_params)


def _shown(address: Address, request: Request, view: View) -> Response:
    if address.needs not in (ANYBODY, ANY_ROLE):
        _check_role(view, address.needs)
    return address.render(view, **request.path_params)


def _check_own(request: Request, view: View, token: str) -> None:
    """Raises 403 for a form that did not come from a page of this office in this browser, 409 for one sent twice."""
    told = view.told(sessions.FORM)
    if sessions.from_elsewhere(request) or not sessions.is_own(token, told):
        raise HTTPException(HTTPStatus.FORBIDDEN, errors.NOT_OURS)


def _check_role(view: View, needs: str) -> None:
    if not view.at_desk.ever(needs):
        raise HTTPException(HTTPStatus.FORBIDDEN, errors.NOT_OPEN)


async def _health(request: Request) -> Response:
    """Alive, and the ledger answers."""
    site: Site = request.app.state.site
    await run_in_threadpool(read, site.office.engine, read_head)
    return JSONResponse({"status": "ok"})
