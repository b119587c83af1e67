"""The ledger for programs: checkpoints, proofs, and whether all verifies."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.concurrency import run_in_threadpool
from sqlalchemy import Connection, select
from starlette.responses import Response

from open287g.core.errors import InputError, NotFoundError
from open287g.office.api import described, once
from open287g.office.api.bodies import body_of, object_of
from open287g.office.api.doors import Guest, In
from open287g.office.api.events import Key
from open287g.office.api.subjects import scope_to_read
from open287g.office.attest import attestation
from open287g.office.checks import verify
from open287g.office.ledger.append import read_head
from open287g.office.ledger.database import read, write
from open287g.office.ledger.entry import canonical
from open287g.office.ledger.proofs import prove_consistency, prove_inclusion
from open287g.office.ledger.schema import entries
from open287g.office.reading import NOTHING, look, one
from open287g.office.record import record_in


def router() -> APIRouter:
    """The endpoints."""
    made = APIRouter(tags=["ledger"])
    made.add_api_route("/ledger/checkpoint", checkpoint, summary="The signed head", response_model=dict[str, Any])
    made.add_api_route("/ledger/verify", verified, summary="Whether all verifies", response_model=dict[str, Any])
    made.add_api_route(
        "/ledger/entries/{number}/proof", proof, summary="That the ledger holds an entry", response_model=dict[str, Any]
    )
    made.add_api_route(
        "/ledger/consistency", grown, summary="That the ledger only grew since a size", response_model=dict[str, Any]
    )
    made.add_api_route(
        "/attestations", attest, methods=["POST"], status_code=201, response_model=dict[str, Any],
        summary="Prove whether one officer had authority at a time", openapi_extra=described.BODY_OF_QUESTION,
    )  # fmt: skip
    return made


def checkpoint(guest: In) -> Any:
    """How many entries there are, their root, and the office's signature: keep it elsewhere."""
    office = guest.office
    return {"key": office.keys.public, "checkpoint": read(office.engine, lambda c: read_head(c).checkpoint())}


def verified(guest: In) -> Any:
    """Read the whole ledger, and name the first entry that is not as it was signed."""
    guest.needs("verify")
    return asdict(read(guest.office.engine, lambda connection: verify(connection, guest.office.keys)))


def proof(guest: In, number: Annotated[int, Path(ge=0, le=2**53)]) -> Any:
    """The inclusion proof of an entry that this account may see; it shows the entry whole."""
    viewer = guest.bearer.viewer

    def subject_of(connection: Connection) -> str:
        subject = connection.execute(select(entries.c.subject).where(entries.c.number == number)).scalar()
        kind = str(subject or "").partition(":")[0]
        if subject is None or scope_to_read(kind) not in guest.bearer.scopes or kind in ("account", "token"):
            raise NotFoundError(NOTHING)
        return one(connection, viewer, str(subject))[0].subject

    look(guest.office, viewer, subject_of)
    return read(guest.office.engine, lambda connection: prove_inclusion(connection, number))


def grown(
    guest: In,
    size: Annotated[int, Query(ge=1, le=2**53, description="How many entries the older checkpoint was of.")],
    root: Annotated[str, Query(pattern="^[0-9a-f]{64}$", description="Its root.")],
    known: Annotated[str, Query(max_length=40)],
    signature: Annotated[str, Query(pattern="^[0-9a-f]{128}$")],
) -> Any:
    """The consistency proof from an older checkpoint to the head."""
    older = {"size": size, "root": root, "known": known, "signature": signature}
    return read(guest.office.engine, lambda connection: prove_consistency(connection, older))


async def attest(request: Request, guest: In, idempotency_key: Key = None) -> Response:
    """Record the answer to {"officer": "ID:AGENCY:MODEL", "at": "2026-05-03T14:05:00"}, and give its proof."""
    guest.needs("attestation.made")
    body, key = await body_of(request), once.key_of(idempotency_key)
    return await run_in_threadpool(_attested, guest, body, key)


def _attested(guest: Guest, body: bytes, key: str) -> Response:
    told, office, account = object_of(body), guest.office, guest.bearer.viewer.account
    if set(told) != {"officer", "at"} or not all(isinstance(one, str) for one in told.values()):
        raise InputError('is not {"officer": "ID:AGENCY:MODEL", "at": "2026-05-03T14:05:00"}', "body")

    def work(connection: Connection) -> int:
        before = once.kept(connection, account, key, body)
        if before is not None:
            return int(before)
        now = office.clock()
        number = record_in(connection, office, account, attestation(told["officer"], told["at"], now)).number
        once.keep(connection, account, key, body, str(number), now)
        return number

    number = write(office.engine, work, account)
    found = read(office.engine, lambda connection: prove_inclusion(connection, number))
    return Response(canonical(found), 201, media_type="application/json")
