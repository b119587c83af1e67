"""Verify everything: the ledger, the private texts it commits to, and the tables made from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, select

from open287g.core.errors import DamageError
from open287g.office.ledger.entry import Entry, entry_of
from open287g.office.ledger.private import text_of
from open287g.office.ledger.schema import entries, keys, texts
from open287g.office.ledger.signing import Keys
from open287g.office.ledger.verify import UNREADABLE, Verdict, verify_ledger
from open287g.office.tables import drift

ERASED = "complaint.erased"


def verify(
    connection: Connection, office: Keys, elsewhere: Sequence[Mapping[str, Any]] = (), ledger_alone: bool = False
) -> Verdict:
    """The verdict on the ledger; where it holds and more is wanted, on the texts and tables beside it too."""
    verdict = verify_ledger(connection, office.public, elsewhere)
    if not verdict.ok or ledger_alone:
        return verdict
    try:
        return _texts(connection, office, verdict) or _tables(connection, verdict) or verdict
    except UNREADABLE as error:
        return replace(
            verdict, ok=False, why=f"a table beside the ledger holds what no office wrote ({type(error).__name__})"
        )


def _texts(connection: Connection, office: Keys, found: Verdict) -> Verdict | None:
    """Against a private text that is missing, altered, or belongs to no entry."""
    told = select(entries.c.body).where(entries.c.body.like('%"private":{"%')).order_by(entries.c.number)
    known: set[str] = set()
    for body in connection.execute(told).scalars():
        entry = entry_of(body)
        known |= set(entry.private.values())
        if why := _text(connection, office, entry):
            return replace(found, ok=False, first_bad=entry.number, why=why)
    stray = {*connection.execute(select(texts.c.commitment)).scalars()} - known
    return replace(found, ok=False, why="a private text belongs to no entry") if stray else None


def _text(connection: Connection, office: Keys, entry: Entry) -> str:
    """Why a private text of an entry is not as it was committed to; empty where all is well."""
    owner = select(texts.c.subject).where(texts.c.commitment.in_(entry.private.values()))
    if set(connection.execute(owner).scalars()) - {entry.subject}:
        return "a private text was moved to another subject"
    held = connection.execute(select(keys.c.subject).where(keys.c.subject == entry.subject)).first()
    erased = _was_erased(connection, entry.subject)
    if erased or held is None:
        return "" if erased and held is None else "a key is there though it was erased, or gone though it was not"
    try:
        for commitment in entry.private.values():
            text_of(connection, office, commitment)
    except DamageError as damage:
        return damage.what
    return ""


def _was_erased(connection: Connection, subject: str) -> bool:
    told = select(entries.c.body).where(entries.c.subject == subject)
    return any(entry_of(body).kind == ERASED for body in connection.execute(told).scalars())


def _tables(connection: Connection, found: Verdict) -> Verdict | None:
    """Against a table that is not what the ledger says."""
    wrong = drift(connection)
    if not wrong:
        return None
    first = connection.execute(
        select(entries.c.number).where(entries.c.subject.in_(wrong[:500])).order_by(entries.c.number)
    ).scalar()
    why = f"the table of subjects is not what the ledger says of {len(wrong)}: run open287g office doctor --rebuild"
    return replace(found, ok=False, first_bad=first, why=why)
