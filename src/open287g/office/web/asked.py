"""From a request to the view of it: language, address, and where it came from."""

from __future__ import annotations

from starlette.requests import Request

from open287g.office.web.site import Site
from open287g.office.web.view import View
from open287g.vocabulary.messages import LANGUAGES


def view_of(request: Request) -> View:
    """The view of a request, before it is known who asks."""
    path, language = request.url.path, "en"
    for code in LANGUAGES[1:]:
        if path == f"/{code}" or path.startswith(f"/{code}/"):
            language, path = code, path[len(code) + 1 :] or "/"
    site: Site = request.app.state.site
    visitor = request.client.host if request.client else ""
    return View(site, language, path, dict(request.query_params), visitor=visitor, cookies=request.cookies)
