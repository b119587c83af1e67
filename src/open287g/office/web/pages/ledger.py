"""The ledger: verify it, keep and hand out checkpoints, prove an entry, replay the state of a day as known on a day."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select
from starlette.responses import Response

from open287g.core.days import parse_day
from open287g.core.errors import NotFoundError
from open287g.office import replay as again
from open287g.office.checks import verify
from open287g.office.entering.admission import NOT_YOURS
from open287g.office.ledger.append import keep_checkpoint, read_head
from open287g.office.ledger.database import read, write
from open287g.office.ledger.proofs import prove_inclusion
from open287g.office.ledger.schema import entries
from open287g.office.reading import OF_ACCOUNTS
from open287g.office.web.pages.proofs import as_json, checkpoint_of
from open287g.office.web.registry import ANY_ROLE, page
from open287g.office.web.view import View


@page("/ledger", ANY_ROLE)
def show(view: View) -> Response:
    """The signed head, and what the role may do with the ledger."""
    return _page(view)


def _page(view: View, verdict: Any = None) -> Response:
    def inside(view: View) -> Response:
        head = read_head(view.at_desk.connection).checkpoint()
        return view.page(
            "ledger.html", head=head, key=view.office.keys.public, verdict=verdict,
            may_verify=view.at_desk.ever("verify"), may_replay=view.at_desk.ever("read"),
            today=view.at_desk.today(),
        )  # fmt: skip

    return view.reading(inside)


@page("/ledger/verify", "verify", posts=True)
def check(view: View) -> Response:
    """Verify everything, against a checkpoint kept elsewhere too; the verdict names the first entry that is not as
    it was signed.
    """
    kept = [checkpoint_of(view)] if view.has_upload("checkpoint") else []
    return _page(view, read(view.office.engine, lambda connection: verify(connection, view.office.keys, kept)))


@page("/ledger/checkpoint", ANY_ROLE, posts=True)
def checkpoint(view: View) -> Response:
    """Keep a signed checkpoint, and hand it out: it tells how many entries there are, and of none of them."""
    kept = write(view.office.engine, keep_checkpoint)
    return view.file(as_json(kept), f"checkpoint-{kept['size']}.json", "application/json")


@page("/ledger/proof/{number}", ANY_ROLE)
def proof(view: View, number: str) -> Response:
    """The inclusion proof of an entry of something that the account may see."""
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        raise NotFoundError(NOT_YOURS)
    connection, here = view.at_desk.connection, entries.c.number == int(number)
    view.at_desk.thing(str(connection.execute(select(entries.c.subject).where(here)).scalar() or ""))
    with view.at_desk.beyond():  # The path goes through hashes of all entries.
        told = prove_inclusion(connection, int(number))
    return view.file(as_json(told), f"proof-{number}.json", "application/json")


@page("/ledger/replay", "read")
def replay(view: View) -> Response:
    """The state of a day, as known at the end of a day: one line of JSON a subject, the same bytes each time; of what
    the account may see.
    """
    on, known = (view.query.get(name) or None for name in ("on", "known"))
    day = parse_day(on, "on") if on else None
    until = again.end_of(parse_day(known, "known")) if known else None
    connection, desk = view.at_desk.connection, view.at_desk
    content = again.replay(
        connection, day, until, lambda state: state.kind not in OF_ACCOUNTS and desk.may_of("read", state)
    )
    if "file" in view.query:
        return view.file(content, "exhibit.ndjson", "application/x-ndjson")
    states = [json.loads(line) for line in content.decode().splitlines()]
    return view.page("replay.html", states=states, on=day, known=parse_day(known, "known") if known else None,
                     digest=again.sha256(content), asked={"on": on or "", "known": known or ""})  # fmt: skip
