"""Reads: what the ledger says of agreements, officers and all else, of what the account may see."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from sqlalchemy import Connection
from starlette.responses import Response

from open287g.office.api import described
from open287g.office.api.doors import Guest, In
from open287g.office.ledger.entry import Entry, moment_text
from open287g.office.model.kinds import kinds
from open287g.office.model.kinds import subjects as kinds_of_subjects
from open287g.office.model.roles import rights
from open287g.office.reading import last_entry, look, one, page, shown
from open287g.office.replay import end_of

LISTS = {kind: "agencies" if kind == "agency" else f"{kind}s" for kind in kinds_of_subjects()}
"""Kind of subject -> the path of its list."""

Name = Annotated[str, Path(max_length=400, description="Its name without its kind, such as O-17:AGENCY:TFM.")]
On = Annotated[date | None, Query(description="On this day; now where none is named.")]
Known = Annotated[date | None, Query(description="As known at the end of this day, UTC.")]
Limit = Annotated[int, Query(ge=1, le=200, description="Rows at most.")]
After = Annotated[str, Query(max_length=400, description="Rows behind this name: `next` tells it.")]
Part = Annotated[str | None, Query(max_length=200)]


def router() -> APIRouter:
    """For each kind of subject its list, one of it, and its entries."""
    made = APIRouter(tags=["reads"])
    made.add_api_route("", index, summary="What there is", response_model=dict[str, Any])
    made.add_api_route("/me", me, summary="Whose token this is", response_model=described.Me)
    made.add_api_route("/kinds", all_kinds, summary="Every kind of event", response_model=dict[str, Any])
    for kind, path in LISTS.items():
        said = {"agency": "agencies"}.get(kind, f"{kind}s")
        made.add_api_route(
            f"/{path}", _list(kind), summary=f"The {said} that this account may see", name=f"list_{path}",
            response_model=described.Page,
        )  # fmt: skip
        made.add_api_route(
            f"/{path}/{{name}}", _one(kind), summary=f"One of the {said}", name=f"one_of_{path}",
            response_model=described.Subject,
        )  # fmt: skip
        made.add_api_route(
            f"/{path}/{{name}}/entries", _entries(kind), summary="Its entries in the ledger", name=f"entries_of_{path}",
            response_model=described.Entries,
        )  # fmt: skip
    return made


def scope_to_read(kind: str) -> str:
    """The scope by which a kind of subject is read: its own where the roles have one."""
    own = f"{kind}.read"
    return own if any(action == own for _, action in rights()) else "read"


def index(guest: In) -> Any:
    """The lists, and what this token may do."""
    return {"lists": sorted(LISTS.values()), "scopes": sorted(guest.bearer.scopes)}


def me(guest: In) -> Any:
    """The account that the token acts for, and until when."""
    bearer = guest.bearer
    told = {"account": bearer.viewer.account, "role": bearer.viewer.role, **bearer.viewer.place.__dict__}
    return {**told, "token_id": bearer.token_id, "scopes": sorted(bearer.scopes), "expires_on": bearer.expires_on}


def all_kinds(guest: In) -> Any:
    """The fields of every kind of event, and whether the token has it among its scopes."""
    return {
        one.name: {"needs": one.needs, "may": one.may, "reason": one.reason, "yours": one.name in guest.bearer.scopes}
        for one in kinds().values()
    }


def _needs(guest: Guest, kind: str, name: str = "") -> None:
    """The scope to read a kind; an account and a token may always read themselves."""
    if (kind, name) not in (("account", guest.bearer.viewer.account), ("token", guest.bearer.token_id)):
        guest.needs(scope_to_read(kind))


def _list(kind: str) -> Callable[..., Any]:
    def rows(guest: In, agency_id: Part = None, state: Part = None, after: After = "", limit: Limit = 100) -> Any:
        _needs(guest, kind)
        wanted = {name: value for name, value in (("agency_id", agency_id), ("state", state)) if value is not None}
        behind = f"{kind}:{after}" if after else ""
        viewer = guest.bearer.viewer
        found, more = look(guest.office, viewer, lambda c: page(c, viewer, kind, wanted, behind, limit))
        data = [_row(one) for one in found]
        return {"data": data, "next": data[-1]["id"] if more else None}

    return rows


def _row(row: Any) -> dict[str, Any]:
    id_ = row.subject.partition(":")[2]
    return {"id": id_, "agency_id": row.agency_id, "state": row.state, "facts": shown(json.loads(row.facts))}


def _one(kind: str) -> Callable[..., Any]:
    def row(guest: In, response: Response, name: Name, on: On = None, known: Known = None) -> Any:
        _needs(guest, kind, name)
        viewer = guest.bearer.viewer
        until = end_of(known) if known else None
        subject = f"{kind}:{name}"

        def work(connection: Connection) -> tuple[Any, int | None]:
            return one(connection, viewer, subject, on, until)[0], last_entry(connection, subject)

        state, last = look(guest.office, viewer, work)
        response.headers["etag"] = f'"{last}"'
        told = {"id": state.id, "agency_id": state.agency_id, "state": state.state, "facts": shown(state.facts)}
        return {**told, "since": state.since, "by": state.by, "entries": list(state.entries)}

    return row


def _entries(kind: str) -> Callable[..., Any]:
    def rows(guest: In, name: Name) -> Any:
        _needs(guest, kind, name)
        viewer = guest.bearer.viewer
        own = look(guest.office, viewer, lambda c: one(c, viewer, f"{kind}:{name}")[1])
        return {"data": [entry_shown(entry) for entry in own]}

    return rows


def entry_shown(entry: Entry) -> dict[str, Any]:
    """An entry without what a face does not show; its proof shows it whole to who may see it whole."""
    return {
        "number": entry.number, "known": moment_text(entry.known), "on": entry.on, "kind": entry.kind, "by": entry.by,
        "role": entry.role, "data": shown(entry.data), "before": entry.before["state"], "after": dict(entry.after),
        "reason": entry.reason, "provisions": list(entry.provisions),
    }  # fmt: skip
