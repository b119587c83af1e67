"""A request that was sent twice is answered twice and done once: by its Idempotency-Key, for a day."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select

from open287g.office.api.problems import Problem
from open287g.office.ledger.entry import moment_text
from open287g.office.ledger.schema import answers

KEPT = timedelta(days=1)
KEY = re.compile(r'"?[\x21\x23-\x7e]{8,200}"?')
WANTED = "This wants an Idempotency-Key of 8 to 200 characters: a new random one for each thing to do."
OTHER = "This Idempotency-Key came with another request before."


def key_of(told: str | None) -> str:
    """The hash of a key. Raises Problem where there is none."""
    if told is None or not KEY.fullmatch(told):
        raise Problem(400, WANTED)
    return _hash(told.encode())


def kept(connection: Connection, account: str, key: str, request: bytes) -> str | None:
    """What was answered to this request before. Raises Problem where the key came with another."""
    told = select(answers).where(answers.c.account == account, answers.c.key_hash == key)
    row = connection.execute(told).first()
    if row is None:
        return None
    if row.request_hash != _hash(request):
        raise Problem(422, OTHER)
    return str(row.body)


def keep(connection: Connection, account: str, key: str, request: bytes, body: str, now: datetime) -> None:
    """Keep an answer, in the transaction of what it answers to; those of yesterday go."""
    connection.execute(delete(answers).where(answers.c.made < moment_text(now - KEPT)))
    row = {"account": account, "key_hash": key, "request_hash": _hash(request), "body": body}
    connection.execute(insert(answers).values(**row, made=moment_text(now)))


def _hash(told: bytes) -> str:
    return hashlib.sha256(told).hexdigest()
