"""Errors as problem+json (RFC 9457): what was wrong and what to do, never a value that was sent, never a trace."""

from __future__ import annotations

import logging
import math
from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from open287g.core.errors import InputError, NotFoundError, Open287gError
from open287g.office.entering.refusal import Refused

log = logging.getLogger("open287g.office")

MEDIA = "application/problem+json"
LATER = "2"
"""Seconds after which to ask again where the database did not answer."""


class Problem(Exception):
    """An error of the API itself."""

    def __init__(self, status: int, detail: str, headers: dict[str, str] | None = None, **more: Any) -> None:
        self.status, self.detail, self.headers, self.more = status, detail, headers or {}, more
        super().__init__(detail)


def problem(status: int, detail: str, headers: dict[str, str] | None = None, **more: Any) -> Response:
    """A problem; `type` is stable for each status."""
    title = HTTPStatus(status).phrase
    told = {"type": f"/problems/{status}", "title": title, "status": status, "detail": detail, **more}
    return JSONResponse(told, status, headers, MEDIA)


async def on_problem(request: Request, error: Exception) -> Response:
    """What the API refuses itself."""
    assert isinstance(error, Problem)
    if error.status in (401, 403, 429):
        log.warning("%s answered to %s", error.status, _who(request))
    return problem(error.status, error.detail, error.headers, **error.more)


async def on_told(request: Request, error: Exception) -> Response:
    """What the office refuses, does not find, or cannot do."""
    assert isinstance(error, Open287gError)
    if isinstance(error, Refused):
        rules = sorted({reason.rule for reason in error.reasons})
        log.warning("refused by %s to %s", ", ".join(rules), _who(request))
        return _refused(error)
    if isinstance(error, NotFoundError):
        return problem(404, error.what)
    if isinstance(error, InputError):
        return problem(400, " ".join(str(error).split("\n")))
    log.error("not answered: %s", error)
    return problem(503, "The office cannot answer just now; nothing was taken in.", {"retry-after": LATER})


async def on_busy(_: Request, error: Exception) -> Response:
    """No connection to the database came free."""
    return problem(503, "The office is busy; nothing was taken in.", {"retry-after": LATER})


async def on_http(_: Request, error: Exception) -> Response:
    """No such address, or a method that is not allowed."""
    assert isinstance(error, HTTPException)
    return problem(error.status_code, HTTPStatus(error.status_code).phrase, dict(error.headers or {}))


async def on_validation(_: Request, error: Exception) -> Response:
    """Parameters that do not fit their description; what was sent is not repeated."""
    assert isinstance(error, RequestValidationError)
    told = [{"where": ".".join(map(str, one["loc"])), "message": one["type"]} for one in error.errors()]
    return problem(422, "A parameter does not fit its description.", errors=told)


async def on_fault(_: Request, error: Exception) -> Response:
    """A fault of the program: told to the log, and to nobody else."""
    log.error("a fault: %s", type(error).__name__, exc_info=error)
    return problem(500, "The office failed to answer.")


def _who(request: Request) -> str:
    """The account and the token that ask, for the log; nothing of what was sent."""
    return str(getattr(request.state, "who", "nobody known"))


def too_often(wait: float) -> Problem:
    """Somebody asks too often."""
    return Problem(429, "Too many requests.", {"retry-after": str(max(1, math.ceil(wait)))})


def _refused(error: Refused) -> Response:
    """403 where the account has no right, 422 where a field cannot be read, 409 where state, persons or law refuse."""
    rules = {reason.rule for reason in error.reasons}
    status = 403 if rules == {"role"} else 422 if rules == {"field"} else 409
    reasons = [
        {"rule": one.rule, "says": one.says, "cites": one.cites, "missing": list(one.missing)} for one in error.reasons
    ]
    return problem(status, "The office does not take this in.", reasons=reasons)
