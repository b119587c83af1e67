"""The signed text of an agreement, sent as a PDF by a program: held against the request, and recorded by its hash."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from sqlalchemy import Connection
from starlette.responses import Response

from open287g.core.errors import NotFoundError
from open287g.office.api import described, once
from open287g.office.api.bodies import bytes_of
from open287g.office.api.doors import Guest, In
from open287g.office.api.events import Key, receipt_shown
from open287g.office.entering.today import today_of
from open287g.office.ledger.database import read, write
from open287g.office.ledger.entry import canonical
from open287g.office.model.roles import may
from open287g.office.model.state import State
from open287g.office.office import place_of
from open287g.office.papers.sent_text import LARGEST, read_sent
from open287g.office.papers.signed_text import TextRead, beside, event_of
from open287g.office.reading import NOTHING, look, one
from open287g.office.record import record_in

READ = "agreement.text_read"


def router() -> APIRouter:
    """The endpoint."""
    made = APIRouter(tags=["steps"])
    made.add_api_route(
        "/texts", hold, methods=["POST"], status_code=201, response_model=dict[str, Any],
        summary="Hold a signed text against its request", openapi_extra=described.BODY_OF_TEXT,
    )  # fmt: skip
    return made


async def hold(
    request: Request,
    guest: In,
    agreement: Annotated[str, Query(max_length=400, description="The agreement, as AGENCY:MODEL:NUMBER.")],
    dry_run: Annotated[bool, Query(description="Compare, and record nothing.")] = False,
    idempotency_key: Key = None,
) -> Response:
    """What a PDF says of agency, state, model, edition and days, beside the request; and the receipt of its entry."""
    guest.needs(READ)
    key = "" if dry_run else once.key_of(idempotency_key)
    await run_in_threadpool(_agreement, guest, agreement)
    content = await bytes_of(request, "application/pdf", LARGEST)
    return await run_in_threadpool(_held, guest, agreement, content, key)


def _agreement(guest: Guest, name: str) -> State:
    """The agreement, where the account may hold a text against it. Raises NotFoundError before any of it is read."""
    viewer = guest.bearer.viewer

    def work(connection: Connection) -> State:
        state = one(connection, viewer, f"agreement:{name}")[0]
        if not may(viewer.role, READ, viewer.place, place_of(connection, state.agency_id)):
            raise NotFoundError(NOTHING)
        return state

    return look(guest.office, viewer, work)


def _held(guest: Guest, name: str, content: bytes, key: str) -> Response:
    office, viewer = guest.office, guest.bearer.viewer
    asked = canonical({"agreement": name, "sha256": hashlib.sha256(content).hexdigest()}).encode()
    before = read(office.engine, lambda c: once.kept(c, viewer.account, key, asked)) if key else None
    if before is not None:
        return _answer(before, again=True)
    document = read_sent(content)
    told = look(office, viewer, lambda connection: beside(connection, name, document))
    if not key:
        return _answer(_text(told), status=200)

    def work(connection: Connection) -> tuple[str, bool]:
        before = once.kept(connection, viewer.account, key, asked)
        if before is not None:
            return before, True
        day = today_of(connection, name.partition(":")[0], office.clock())
        receipt = record_in(connection, office, viewer.account, event_of(told, day.isoformat()))
        text = _text(told, receipt_shown(receipt))
        once.keep(connection, viewer.account, key, asked, text, office.clock())
        return text, False

    text, again = write(office.engine, work, viewer.account)
    return _answer(text, again=again)


def _text(told: TextRead, receipt: dict[str, Any] | None = None) -> str:
    return json.dumps({**asdict(told), "receipt": receipt})


def _answer(text: str, status: int = 201, again: bool = False) -> Response:
    headers = {"idempotency-replayed": "true"} if again else {}
    return Response(text, status, headers, "application/json")
