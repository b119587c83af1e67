"""Proofs as files: that the ledger holds an entry, and that a newer checkpoint begins with an older one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from open287g.core.errors import InputError, NotFoundError
from open287g.office.ledger.append import read_head
from open287g.office.ledger.schema import entries
from open287g.office.ledger.tree import consistency_path, inclusion_path


def prove_inclusion(connection: Connection, number: int) -> dict[str, Any]:
    """The proof that the ledger holds entry `number`, which it shows whole. Raises NotFoundError."""
    body = connection.execute(select(entries.c.body).where(entries.c.number == number)).scalar()
    if body is None:
        raise NotFoundError(f"the ledger has no entry {number}", remedy="Entries are counted from 0.")
    path = inclusion_path(_leaves(connection), number)
    told = {"proves": "inclusion", "number": number, "entry": body, "path": [one.hex() for one in path]}
    return told | {"checkpoint": read_head(connection).checkpoint()}


def prove_consistency(connection: Connection, older: Mapping[str, Any]) -> dict[str, Any]:
    """The proof that what is signed now begins with what the checkpoint `older` signed."""
    now = read_head(connection)
    if not 0 < older["size"] <= now.size:
        raise InputError("the older checkpoint is of no entry, or of more than there are", "checkpoint")
    path = consistency_path(_leaves(connection), older["size"])
    told = {"proves": "consistency", "older": dict(older), "path": [one.hex() for one in path]}
    return told | {"checkpoint": now.checkpoint()}


def _leaves(connection: Connection) -> list[bytes]:
    return [bytes(leaf) for leaf in connection.execute(select(entries.c.leaf).order_by(entries.c.number)).scalars()]
