"""Append: number, time, leaf and signature, in the transaction of the caller."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert, select, update

from open287g.core.errors import Open287gError
from open287g.office.ledger.entry import Entry, moment_of, moment_text
from open287g.office.ledger.outsider import leaf_of
from open287g.office.ledger.schema import checkpoints, entries, head
from open287g.office.ledger.signing import Keys
from open287g.office.ledger.tree import EMPTY, Frontier

EVERY = 1000
"""A checkpoint is kept whenever so many entries were added: a rewritten stretch is named to within that many."""

BEHIND = timedelta(seconds=1)
"""A clock that is behind the last entry by more was set back, and the entry says what it showed."""

START = "1970-01-01T00:00:00.000000Z"


@dataclass(frozen=True)
class Head:
    """The signed checkpoint of everything: how many entries, their root in hex, and when the last was known."""

    size: int
    root: str
    known: str
    signature: str
    frontier: Frontier
    previous: str

    def checkpoint(self) -> dict[str, Any]:
        """What is handed to outsiders."""
        return {"size": self.size, "root": self.root, "known": self.known, "signature": self.signature}


def begin(connection: Connection, keys: Keys) -> None:
    """The head of an empty ledger."""
    root = EMPTY.hex()
    row = {"one": 1, "size": 0, "roots": b"", "root": root, "known": START, "signature": keys.sign(0, root, START)}
    connection.execute(insert(head).values(row))


def read_head(connection: Connection) -> Head:
    """The head as it stands. Raises Open287gError where the office was never begun."""
    row = connection.execute(select(head)).first()
    if row is None:
        raise Open287gError("this database holds no office", "office", "Begin one: open287g office init")
    roots = [bytes(row.roots[at : at + 32]) for at in range(0, len(row.roots), 32)]
    last = connection.execute(select(entries.c.leaf).where(entries.c.number == row.size - 1)).scalar()
    previous = bytes(last).hex() if last is not None else ""
    return Head(row.size, row.root, row.known, row.signature, Frontier(row.size, roots), previous)


Draft = Callable[[int, datetime, str, str], Entry]
"""Makes an entry of its number, the time it is known, the leaf before it and what the clock showed if that is odd."""


def append(connection: Connection, keys: Keys, drafts: Sequence[Draft], now: datetime) -> tuple[list[Entry], Head]:
    """The entries of `drafts` at the end of the ledger, known from now on, and the head that is signed over them."""
    before = read_head(connection)
    last = moment_of(before.known)
    known = max(now.astimezone(UTC), last)
    clock = moment_text(now) if last - now > BEHIND else ""
    made: list[Entry] = []
    rows, previous = [], before.previous
    for draft in drafts:
        entry = draft(before.size + len(made), known, previous, clock)
        body = entry.body()
        leaf = leaf_of(body.encode())
        before.frontier.append(leaf)
        rows.append({"number": entry.number, "subject": entry.subject, "body": body, "leaf": leaf})
        made.append(entry)
        previous = leaf.hex()
    if rows:
        connection.execute(insert(entries), rows)
    return made, _move(connection, keys, before, moment_text(known), previous)


def keep_checkpoint(connection: Connection) -> dict[str, Any]:
    """Keep the head as a checkpoint, and give it."""
    now = read_head(connection).checkpoint()
    if connection.execute(select(checkpoints.c.size).where(checkpoints.c.size == now["size"])).first() is None:
        connection.execute(insert(checkpoints).values(now))
    return now


def _move(connection: Connection, keys: Keys, before: Head, known: str, previous: str) -> Head:
    frontier = before.frontier
    root = frontier.root.hex()
    signature = keys.sign(frontier.size, root, known)
    moved = Head(frontier.size, root, known, signature, frontier, previous)
    told = moved.checkpoint() | {"roots": b"".join(frontier.roots)}
    connection.execute(update(head).values(told))
    if before.size // EVERY != moved.size // EVERY:
        connection.execute(insert(checkpoints).values(moved.checkpoint()))
    return moved
