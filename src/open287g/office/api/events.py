"""Steps: one event or several, all or none, through the one way in; tried first, where that is wanted."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Request
from fastapi.concurrency import run_in_threadpool
from sqlalchemy import Connection
from starlette.responses import Response

from open287g.core.errors import InputError
from open287g.office.api import described, once
from open287g.office.api.bodies import body_of, object_of
from open287g.office.api.doors import Guest, In
from open287g.office.api.problems import Problem
from open287g.office.entering.asking import ask
from open287g.office.ledger.database import read, write
from open287g.office.ledger.entry import canonical
from open287g.office.model.kinds import kind_named
from open287g.office.reading import last_entry
from open287g.office.record import Receipt, attempt, record_in
from open287g.rulebook.decide import Decision

MOST = 200
"""Events of one request."""

TAG = re.compile(r'"(\d{1,15})"')
OF_FILE = "The office tells this of a file that it has read: POST it to /v1/texts."
CHANGED = "What this is about has changed since: read it again."

Key = Annotated[str | None, Header(alias="Idempotency-Key", description="A new random one for each thing to do.")]
Match = Annotated[
    str | None, Header(alias="If-Match", description="The ETag that was read: refused with 412 where it changed.")
]


def router() -> APIRouter:
    """The endpoints."""
    made = APIRouter(tags=["steps"])
    made.add_api_route(
        "/events", one_event, methods=["POST"], status_code=201, summary="Take one event in",
        openapi_extra=described.BODY_OF_EVENT, response_model=described.ReceiptShown,
    )  # fmt: skip
    made.add_api_route(
        "/batches", a_batch, methods=["POST"], status_code=201, summary="Take several events in, all or none",
        openapi_extra=described.BODY_OF_BATCH, response_model=described.ReceiptsShown,
    )  # fmt: skip
    made.add_api_route(
        "/may", may, methods=["POST"], summary="May I? What the rulebook says of an act, before it is done",
        openapi_extra=described.BODY_OF_ACT, response_model=dict[str, Any],
    )  # fmt: skip
    return made


async def one_event(
    request: Request,
    guest: In,
    idempotency_key: Key = None,
    if_match: Match = None,
    dry_run: Annotated[bool, Query(description="Take nothing in; only say whether it would be.")] = False,
) -> Response:
    """One event of any kind, or every reason why not. Nothing is taken in twice under one Idempotency-Key."""
    body = await body_of(request)
    if dry_run:
        return await run_in_threadpool(_tried, guest, body)
    key = once.key_of(idempotency_key)
    return await run_in_threadpool(_taken, guest, body, key, if_match, False)


async def a_batch(request: Request, guest: In, idempotency_key: Key = None) -> Response:
    """Up to 200 events as {"events": [...]}, each on the state the one before it left; none where one is refused."""
    body = await body_of(request)
    return await run_in_threadpool(_taken, guest, body, once.key_of(idempotency_key), None, True)


async def may(request: Request, guest: In) -> Response:
    """The verdict on an act of an officer, with the facts that are missing and the provisions that fail."""
    guest.needs("may")
    told = object_of(await body_of(request))
    office, account = guest.office, guest.bearer.viewer.account

    def work(connection: Connection) -> Decision:
        return ask(connection, account, told, office.clock())

    found = await run_in_threadpool(read, office.engine, work)
    return Response(canonical(_decided(found)), media_type="application/json")


def _decided(found: Decision) -> dict[str, Any]:
    """A decision, with the provisions that fail or are not settled."""
    told = [
        {"rule": one.id, "result": one.result, "says": one.says, "cites": one.cites, "kind": one.kind}
        for one in found.provisions
        if one.result != "pass"
    ]
    return {"verdict": found.verdict, "missing": list(found.missing), "subject_to": list(found.subject_to),
            "provisions": told}  # fmt: skip


def _tried(guest: Guest, body: bytes) -> Response:
    told = object_of(body)
    _scope(guest, told)
    found = asdict(attempt(guest.office, guest.bearer.viewer.account, told))
    return Response(json.dumps({"dry_run": True, **found}, default=list), media_type="application/json")


def _taken(guest: Guest, body: bytes, key: str, match: str | None, several: bool) -> Response:
    events = _events(object_of(body)) if several else [object_of(body)]
    for told in events:
        _scope(guest, told)
    account, office = guest.bearer.viewer.account, guest.office

    def work(connection: Connection) -> tuple[str, bool]:
        before = once.kept(connection, account, key, body)
        if before is not None:
            return before, True
        receipts = [_one(connection, guest, told, match) for told in events]
        text = canonical({"receipts": receipts} if several else receipts[0])
        once.keep(connection, account, key, body, text, office.clock())
        return text, False

    text, again = write(office.engine, work, account)
    headers = {"idempotency-replayed": "true"} if again else {}
    return Response(text, 201, headers, "application/json")


def _one(connection: Connection, guest: Guest, told: Mapping[str, Any], match: str | None) -> dict[str, Any]:
    receipt = record_in(connection, guest.office, guest.bearer.viewer.account, told)
    if match is not None:
        _matches(connection, receipt, match)
    return receipt_shown(receipt)


def _matches(connection: Connection, receipt: Receipt, match: str) -> None:
    """Raises Problem, which takes the entry back, where the one before it is another than was read.

    It is asked after the roles were, so that it tells nothing of what the account may not touch.
    """
    tag = TAG.fullmatch(match.strip())
    if tag is None or int(tag[1]) != last_entry(connection, receipt.subject, receipt.number):
        raise Problem(412, CHANGED)


def _events(told: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    events = told.get("events")
    if set(told) != {"events"} or not isinstance(events, list) or not 0 < len(events) <= MOST:
        raise InputError(f'is not {{"events": [...]}} with 1 to {MOST} of them', "body")
    if not all(isinstance(one, dict) for one in events):
        raise InputError("an event is no object", "body")
    return events


def _scope(guest: Guest, told: Mapping[str, Any]) -> None:
    name = told.get("kind")
    kind = kind_named(name if isinstance(name, str) else "")
    guest.needs(kind.name)
    if kind.of_file:
        raise Problem(422, OF_FILE)


def receipt_shown(receipt: Receipt) -> dict[str, Any]:
    """A receipt as JSON has it."""
    told: dict[str, Any] = json.loads(json.dumps(asdict(receipt), default=list))
    return told
