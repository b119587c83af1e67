"""The API as an application of its own, to be mounted at /api."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import TimeoutError as NoConnection
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from open287g.core.errors import Open287gError
from open287g.core.version import __version__
from open287g.office.api import clocks, described, events, files, problems, proofs, subjects, texts
from open287g.office.api.doors import Doors, Opened
from open287g.office.office import Office
from open287g.ui.serving.rates import Rate, Rates

EACH = Rate(per_second=10, burst=60)
"""Requests of one token."""

STRANGERS = Rate(per_second=2, burst=30)
"""Requests without a good token, by the address they come from."""


def api_app(open_office: Callable[[], Office], each: Rate = EACH, strangers: Rate = STRANGERS) -> FastAPI:
    """The API of the office that `open_office` opens on the first request; one engine serves all."""
    app = FastAPI(
        title="open287g office",
        version=__version__,
        description=described.ABOUT,
        openapi_url="/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        swagger_ui_oauth2_redirect_url=None,
        redirect_slashes=False,
    )
    app.state.doors = Doors(Opened(open_office), Rates(each), Rates(strangers))
    for part in (subjects, events, texts, clocks, proofs, files):
        app.include_router(part.router(), prefix="/v1", responses=described.PROBLEMS)
    app.add_exception_handler(problems.Problem, problems.on_problem)
    app.add_exception_handler(Open287gError, problems.on_told)
    app.add_exception_handler(NoConnection, problems.on_busy)
    app.add_exception_handler(HTTPException, problems.on_http)
    app.add_exception_handler(RequestValidationError, problems.on_validation)
    app.add_exception_handler(Exception, problems.on_fault)
    app.add_middleware(Closed)
    app.openapi = lambda: described.whole(app)  # type: ignore[method-assign]  # as FastAPI's own pages tell to
    return app


class Closed:
    """Headers of every answer: kept by nobody, shown in no page of anybody."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""

        async def closed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["cache-control"] = "no-store"
                headers["x-content-type-options"] = "nosniff"
                headers["content-security-policy"] = "default-src 'none'; frame-ancestors 'none'"
                headers["referrer-policy"] = "no-referrer"
                headers["cross-origin-resource-policy"] = "same-origin"
            await send(message)

        await self.app(scope, receive, closed if scope["type"] == "http" else send)
