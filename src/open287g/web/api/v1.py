"""Version 1 of the API, whole."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from open287g.publish.tables import json_text
from open287g.web.api import facilities, rules, tables, things


def router() -> APIRouter:
    """Every endpoint of the version. What it answers keeps its names; fields may be added."""
    whole = APIRouter()
    whole.add_api_route("", _index, summary="What there is", response_model=dict[str, str])
    tables.register(whole)
    whole.include_router(things.router)
    whole.include_router(rules.router)
    whole.include_router(facilities.router)
    return whole


async def _index(request: Request) -> Response:
    """Addresses of the lists."""
    paths = request.app.openapi()["paths"]
    names = {path.removeprefix("/api/v1/"): path for path in paths if path != "/api/v1"}
    return Response(json_text(names), media_type="application/json")
