"""From an address to a page function: language prefix, view, redirects."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import replace
from importlib import import_module
from pkgutil import iter_modules

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import Scope

from open287g.vocabulary.messages import LANGUAGES
from open287g.web import pages
from open287g.web.server.metrics import NO_ROUTE
from open287g.web.view.page import MovedError, Page
from open287g.web.view.registry import PAGES, Address
from open287g.web.view.request import Site, View

API = "/api/v1"

for _module in iter_modules(pages.__path__):
    import_module(f"{pages.__name__}.{_module.name}")


def view_of(request: Request) -> View:
    """The view of a request; its record was chosen once, when the request came in."""
    path = request.url.path
    language = "en"
    for code in LANGUAGES[1:]:
        if path == f"/{code}" or path.startswith(f"/{code}/"):
            language, path = code, path[len(code) + 1 :] or "/"
    site: Site = request.app.state.site
    base, origin = getattr(request.state, "base", site.base), site.origin or getattr(request.state, "origin", "")
    older = getattr(request.state, "older", False)
    if (base, origin, older) != (site.base, site.origin, site.older):
        site = replace(site, base=base, origin=origin, older=older)
    return View(request.state.record, language, path, dict(request.query_params), site)


def answer(page: Page) -> Response:
    """A page as an HTTP answer."""
    return Response(page.body, page.status, dict(page.headers), page.media_type)


def _endpoint(address: Address) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        view = view_of(request)
        try:
            if address.apart:
                return answer(await asyncio.to_thread(address.render, view, **request.path_params))
            return answer(address.render(view, **request.path_params))
        except MovedError as moved:
            return RedirectResponse(view.url(moved.path), 301)

    return endpoint


def page_routes() -> list[BaseRoute]:
    """A route for each page in each language."""
    routes: list[BaseRoute] = []
    for language in LANGUAGES:
        prefix = "" if language == "en" else f"/{language}"
        for address in PAGES:
            if prefix and not address.in_languages:
                continue
            pattern = prefix + address.pattern
            routes.append(Route(pattern, _endpoint(address), methods=["GET"]))
    return routes


def templates_of(routes: Iterable[BaseRoute]) -> dict[object, str]:
    """The template of each route, such as /agency/{agency_id}, by the function or application that answers it."""
    told: dict[object, str] = {route.endpoint: route.path for route in routes if isinstance(route, Route)}
    return told | {route.app: route.path for route in routes if isinstance(route, Mount)}


def template_of(scope: Scope, templates: Mapping[object, str]) -> str:
    """The template of the route that answered `scope`, once it is answered; NO_ROUTE where none did."""
    of_api = scope.get("route")
    if of_api is not None:
        return f"{API}{of_api.path}"
    return templates.get(scope.get("endpoint"), NO_ROUTE)
