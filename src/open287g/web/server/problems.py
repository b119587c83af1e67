"""Errors a visitor meets: a page for people, problem+json (RFC 9457) for programs; never a trace."""

from __future__ import annotations

import logging
import math
from dataclasses import replace
from http import HTTPStatus

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Scope

from open287g.core.errors import InputError, NotFoundError, UnknownError
from open287g.web.server.routing import answer, view_of

log = logging.getLogger("open287g.web")


def problem(status: int, detail: str, path: str, **more: object) -> Response:
    """A problem+json answer; `type` is stable per status."""
    title = HTTPStatus(status).phrase
    body = {"type": f"/problems/{status}", "title": title, "status": status, "detail": detail, "instance": path}
    return JSONResponse(body | more, status_code=status, media_type="application/problem+json")


def respond(request: Request, status: int, detail: str, *, unknown: bool = False) -> Response:
    """The error as a page, or as a problem under /api/. What is `unknown` is no wrong address."""
    if request.url.path.startswith("/api"):
        return problem(status, detail, request.url.path)
    view = replace(view_of(request), carries=False)
    return answer(view.render("error.html", status=status, code=status, detail=detail, unknown=unknown))


async def on_not_found(request: Request, error: Exception) -> Response:
    """The record has nothing of that name."""
    assert isinstance(error, NotFoundError)
    # What nobody can know is told with the days of which something is known.
    unknown = isinstance(error, UnknownError)
    return respond(request, 404, f"{error.what}. {error.remedy}" if unknown else error.what, unknown=unknown)


async def on_input(request: Request, error: Exception) -> Response:
    """A parameter cannot be read."""
    assert isinstance(error, InputError)
    return respond(request, 400, str(error))


async def on_damage(request: Request, error: Exception) -> Response:
    """Something stored cannot be read just now; the detail stays in the log, for it names folders."""
    log.error("not answered: %s", error)
    return respond(request, 503, HTTPStatus.SERVICE_UNAVAILABLE.phrase)


def being_written(request: Request, wait: int) -> Response:
    """The downloads are not there yet; `wait` seconds from now they may be. In the visitor's language: 503."""
    spanish = request.headers.get("accept-language", "").lower().startswith("es")
    view = replace(view_of(request), carries=False, language="es" if spanish else "en")
    answered = answer(view.render("error.html", status=503, code=503, detail="", wait=wait))
    answered.headers.update({"retry-after": str(wait), "vary": "Accept-Language"})
    return answered


async def on_http(request: Request, error: Exception) -> Response:
    """No such address, or a method that is not allowed."""
    assert isinstance(error, HTTPException)
    response = respond(request, error.status_code, HTTPStatus(error.status_code).phrase)
    response.headers.update(error.headers or {})
    return response


async def on_validation(request: Request, error: Exception) -> Response:
    """API parameters that do not fit their description."""
    assert isinstance(error, RequestValidationError)
    errors = [{"where": ".".join(map(str, e["loc"])), "message": e["msg"]} for e in error.errors()]
    return problem(422, "a parameter does not fit its description", request.url.path, errors=errors)


def too_long(scope: Scope) -> ASGIApp:
    """The address is longer than any address of the atlas."""
    path = scope["path"][:80]
    return problem(414, "the address is longer than 2,000 characters", path)


def too_many(scope: Scope, wait: float) -> ASGIApp:
    """The visitor has asked for more than the share of one; `wait` seconds from now there is some again."""
    answered = problem(429, "too many requests: wait, then ask again", scope["path"][:80])
    answered.headers["retry-after"] = str(math.ceil(wait))
    return answered
