"""Version 1 of the API, whole."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import APIRouter, Depends, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.responses import Response

from open287g.publish.tables import json_text
from open287g.web.api import facilities, rules, tables, things
from open287g.web.api.known import refused


def router() -> APIRouter:
    """Every endpoint of the version. What it answers keeps its names; fields may be added."""
    whole = APIRouter(dependencies=[Depends(_asked_once)])
    whole.add_api_route("", _index, summary="What there is", response_model=dict[str, str])
    tables.register(whole)
    whole.include_router(things.router)
    whole.include_router(rules.router)
    whole.include_router(facilities.router)
    return whole


async def _asked_once(request: Request) -> None:
    """A parameter that an endpoint lacks, or that is given twice, is refused: it would change nothing, unseen."""
    given = [name for name, _ in request.query_params.multi_items()]
    known = set(_parameters(request.scope["route"]))
    errors = [refused(name, "there is no such parameter") for name in given if name not in known]
    errors += [refused(name, "give it once") for name in dict.fromkeys(given) if given.count(name) > 1]
    if errors:
        raise RequestValidationError(errors)


def _parameters(route: APIRoute) -> Iterator[str]:
    for field in route.dependant.query_params:
        kind = field.field_info.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from kind.model_fields
        else:
            yield field.alias


async def _index(request: Request) -> Response:
    """Addresses of the lists."""
    paths = request.app.openapi()["paths"]
    names = {path.removeprefix("/api/v1/"): path for path in paths if path != "/api/v1"}
    return Response(json_text(names), media_type="application/json")
