"""One endpoint for each table of the record: filtered, paged, as JSON or CSV."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel
from starlette.responses import Response

from open287g.core.cells import csv_of
from open287g.core.period import Period
from open287g.core.table import Table
from open287g.publish.tables import json_text
from open287g.record.asking.loaded import LoadedRecord
from open287g.record.asking.whole_tables import IN_MEMORY, Row
from open287g.record.tables.catalog import BY_NAME
from open287g.web.api.known import meant
from open287g.web.api.models import DATED, EXACT, PROBLEMS, SEARCHED, list_model, query_model


def register(router: APIRouter) -> None:
    """Add an endpoint for every table held in memory."""
    for name in IN_MEMORY:
        table = BY_NAME[name]
        router.add_api_route(
            f"/{name}",
            _endpoint(table),
            response_model=list_model(table),
            responses=PROBLEMS | {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}},
            summary=table.description,
            operation_id=f"list_{name}",
            tags=["tables"],
        )


def _endpoint(table: Table) -> Callable[..., Awaitable[Response]]:
    model = query_model(table)

    async def endpoint(request: Request, query: BaseModel) -> Response:
        record: LoadedRecord = request.state.record
        asked = meant(record, table, query.model_dump())
        return listed(request, list(_filtered(table, record.tables[table.name], asked)), table.names, asked)

    endpoint.__annotations__["query"] = Annotated[model, Query()]
    return endpoint


def _filtered(table: Table, rows: Iterable[Row], query: dict[str, Any]) -> Iterable[Row]:
    exact = {name: query[name] for name in EXACT if query.get(name) is not None}
    text = (query.get("q") or "").casefold()
    searched = [name for name in SEARCHED if name in table.names]
    dated, since, until = DATED.get(table.name, ""), query.get("since"), query.get("until")
    for row in rows:
        if any(row[name] != value for name, value in exact.items()):
            continue
        if text and not any(text in (row[name] or "").casefold() for name in searched):
            continue
        if query.get("county") and query["county"] not in (row["counties"] or ()):
            continue
        if (since or until) and not (row[dated] and Period(since, until).holds(row[dated])):
            continue
        yield row


def listed(request: Request, rows: list[Row], columns: Iterable[str], query: dict[str, Any]) -> Response:
    """A page of `rows` in the form asked for, with the address of the next page."""
    limit, offset = query["limit"], query["offset"]
    shown = rows[offset : offset + limit]
    following = _next(request, query, len(rows))
    headers = {"X-Total-Count": str(len(rows))}
    if following:
        headers["Link"] = f'<{following}>; rel="next"'
    if query["format"] == "csv":
        return Response(csv_of(shown, list(columns)), media_type="text/csv; charset=utf-8", headers=headers)
    record: LoadedRecord = request.state.record
    body = {
        "data": shown,
        "total": len(rows),
        "limit": limit,
        "offset": offset,
        "next": following,
        "record": record.version,
        "published": record.today,
        "rests_on": record.ages.facts(),
    }
    return Response(json_text(body), media_type="application/json", headers=headers)


def _next(request: Request, query: dict[str, Any], total: int) -> str | None:
    offset = query["offset"] + query["limit"]
    if offset >= total:
        return None
    given = {name: value for name, value in query.items() if value is not None} | {"offset": offset}
    return f"{request.url.path}?{urlencode(given)}"
