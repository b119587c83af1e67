"""The atlas as an ASGI application: pages, API, feeds, embeds, files; read-only, without session or cookie."""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from open287g.core.errors import DamageError, InputError, NotFoundError
from open287g.core.settings import home as home_folder
from open287g.core.version import __version__
from open287g.ui.serving.rates import Rate, Rates
from open287g.ui.templates import STATIC
from open287g.web.api import v1
from open287g.web.server import problems
from open287g.web.server.access_log import log_to_stderr
from open287g.web.server.downloads import Downloads
from open287g.web.server.metrics import Metrics
from open287g.web.server.responder import Responder
from open287g.web.server.routing import API, page_routes
from open287g.web.server.store import Store
from open287g.web.server.warm import make_ready, warm_up
from open287g.web.view.request import Site

AT_ONCE = 200
"""Requests that one visitor may make at once, which then fill up again: every file of the downloads, several times."""


def create_app(
    home: Path | None = None,
    site: Site | None = None,
    look_every: float = 1.0,
    ready: bool = False,
    rate: Rate | None = None,
) -> ASGIApp:
    """The application over the record of `home`; InputError if there is no record yet.

    With `ready` the exports are written on starting and a page of every kind is made, so that the first who comes
    waits for nothing. `rate` is how often one visitor may ask for what is not kept in memory; None sets no bound.
    """
    metrics = Metrics()
    prepare = make_ready if ready else warm_up
    store = Store(home_folder(home), look_every, prepare, metrics.count_reload)
    downloads = Downloads(store)

    @asynccontextmanager
    async def until_stopped(_: FastAPI) -> AsyncIterator[None]:
        making = asyncio.create_task(downloads.make_ready()) if ready else None
        yield
        if making is not None:
            making.cancel()
        downloads.close()
        gc.unfreeze()  # What was frozen as ready is let go of in peace; DuckDB tells of the rest line by line.

    app = FastAPI(
        title="open287g atlas",
        version=__version__,
        openapi_url=f"{API}/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=until_stopped,
    )
    app.state.site = replace(site or Site(), home=home_folder(home))
    app.state.metrics, app.state.downloads = metrics, downloads
    app.router.routes += [Route("/health", health), Route("/metrics", show_metrics), Route("/es", _spanish)]
    app.router.routes += page_routes()
    app.include_router(v1.router(), prefix=API)
    app.router.routes.append(Route("/downloads/{name:path}", downloads.endpoint))
    app.mount("/static", StaticFiles(directory=STATIC))
    app.add_exception_handler(NotFoundError, problems.on_not_found)
    app.add_exception_handler(DamageError, problems.on_damage)
    app.add_exception_handler(InputError, problems.on_input)
    app.add_exception_handler(HTTPException, problems.on_http)
    app.add_exception_handler(RequestValidationError, problems.on_validation)
    return Responder(app, list(app.routes), store, metrics, Rates(rate) if rate else None)


def from_environment() -> ASGIApp:
    """The application of one worker process.

    OPEN287G_HOME names the home, OPEN287G_ORIGIN the site's own address, OPEN287G_RATE the requests a second of one
    visitor that are not answered from memory, 0 for no bound.
    """
    log_to_stderr()
    origin, rate = os.environ.get("OPEN287G_ORIGIN", ""), float(os.environ.get("OPEN287G_RATE", "0"))
    return create_app(site=Site(origin=origin), ready=True, rate=Rate(rate, AT_ONCE) if rate else None)


async def health(request: Request) -> Response:
    """Alive, and which record answers; degraded where pages go on and downloads are refused, or soon would be."""
    record = request.state.record
    downloads: Downloads = request.app.state.downloads
    told, full = downloads.state, downloads.is_full
    status = "degraded" if full or told == "not written" else "ok"
    answer = {"status": status, "record": record.version, "published": record.today.isoformat(), "downloads": told}
    return JSONResponse(answer | ({"disk": "the temporary folder is full"} if full else {}))


async def show_metrics(request: Request) -> Response:
    """Counters of all workers."""
    metrics: Metrics = request.app.state.metrics
    return Response(metrics.text(request.state.record), media_type=CONTENT_TYPE_PLAIN_0_0_4)


async def _spanish(request: Request) -> Response:
    return RedirectResponse("/es/", 301)
