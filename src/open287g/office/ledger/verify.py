"""Verify the ledger: read every entry, and name the first that is not as it was signed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from open287g.office.ledger.append import read_head
from open287g.office.ledger.outsider import checkpoint_holds, leaf_of
from open287g.office.ledger.schema import checkpoints, entries, head
from open287g.office.ledger.tree import Frontier

AT_ONCE = 5000
"""Rows read at a time."""


@dataclass(frozen=True)
class Verdict:
    """What verifying found. `first_bad` is the number of the first entry altered, removed, inserted or moved; where a
    stretch was rewritten whole, the first entry after the last checkpoint that still holds.
    """

    ok: bool
    entries: int
    root: str
    first_bad: int | None = None
    why: str = ""
    checkpoints: int = 0


@dataclass
class _Walk:
    """The state of reading in order; `roots` are those at the sizes that checkpoints name."""

    wanted: frozenset[int]
    frontier: Frontier = field(default_factory=Frontier)
    roots: dict[int, str] = field(default_factory=dict)
    previous: str = ""
    known: str = ""

    def step(self, number: int, subject: str, body: str, leaf: bytes) -> str:
        """Why this row is bad; empty where it is good."""
        place = self.frontier.size
        if number != place:
            return "an entry is missing here" if number > place else "an entry stands twice"
        if not isinstance(body, str) or leaf_of(body.encode(errors="surrogateescape")) != leaf:
            return "the entry was altered"
        told = _object(body)
        if told.get("number") != number or told.get("subject") != subject:
            return "the entry was moved from elsewhere, or is forged"
        if told.get("previous") != self.previous:
            return _BROKEN
        if str(told.get("known")) < self.known:
            return "the entry is known before the one it follows"
        self.previous, self.known = leaf.hex(), told["known"]
        self.frontier.append(leaf)
        if self.frontier.size in self.wanted:
            self.roots[self.frontier.size] = self.frontier.root.hex()
        return ""


_BROKEN = "the entry was altered or inserted: the one after it follows another"


def verify_ledger(connection: Connection, key: str, elsewhere: Sequence[Mapping[str, Any]] = ()) -> Verdict:
    """Whether the ledger is as it was signed by `key`, and begins as the checkpoints kept `elsewhere` say."""
    walk = _Walk(frozenset())
    walk.roots[0] = Frontier().root.hex()
    try:
        return _verified(connection, walk, key, elsewhere)
    except UNREADABLE as error:
        return _bad(walk, walk.frontier.size, f"what stands here no office wrote ({type(error).__name__})")


UNREADABLE = (TypeError, ValueError, KeyError, AttributeError, OverflowError)
"""What reading raises where a cell behind the program's back became one of another kind."""


def _verified(connection: Connection, walk: _Walk, key: str, elsewhere: Sequence[Mapping[str, Any]]) -> Verdict:
    if connection.execute(select(head.c.size)).first() is None and connection.execute(select(entries.c.number)).first():
        return _bad(walk, 0, "the signed head of the ledger is missing")
    now = read_head(connection)
    own = [dict(row._mapping) for row in connection.execute(select(checkpoints).order_by(checkpoints.c.size))]
    marks = [*own, *elsewhere, now.checkpoint()]
    walk.wanted = frozenset(mark["size"] for mark in marks)
    for row, after in _with_next(_rows(connection)):
        if row[0] == now.size:
            return _bad(walk, row[0], "the entry was added without the office's key")
        why = walk.step(*row)
        if why == _BROKEN and _vouched(row, after):
            return _bad(walk, row[0] - 1, why)
        if why:
            return _bad(walk, walk.frontier.size, why)
    if now.frontier.root.hex() != now.root:
        return _bad(walk, now.size, "what the next entry is appended to is not what was signed")
    if walk.frontier.size < now.size:
        return _bad(walk, walk.frontier.size, "the entry and all after it are missing")
    return _against(walk, marks, key)


def _against(walk: _Walk, marks: Sequence[Mapping[str, Any]], key: str) -> Verdict:
    """The roots that were found against those that were signed, the earliest first."""
    good = 0
    for mark in sorted(marks, key=lambda one: int(one["size"])):
        if not checkpoint_holds(mark, key):
            return _bad(walk, good, f"the checkpoint of {mark['size']} entries is not signed by this office")
        if mark["size"] > walk.frontier.size:
            return _bad(walk, walk.frontier.size, "entries that a checkpoint signed are missing: an older copy")
        if walk.roots.get(mark["size"]) != mark["root"]:
            return _bad(walk, good, f"what was signed at {mark['size']} entries is not what is here from this entry on")
        good = int(mark["size"])
    return Verdict(True, walk.frontier.size, walk.frontier.root.hex(), checkpoints=len(marks))


def _bad(walk: _Walk, first: int, why: str) -> Verdict:
    return Verdict(False, walk.frontier.size, walk.frontier.root.hex(), first, why)


def _vouched(row: tuple[int, str, str, bytes], after: tuple[int, str, str, bytes] | None) -> bool:
    """Whether the entry after a row follows it, so that the fault lies before the row."""
    return after is None or _object(after[2]).get("previous") == row[3].hex()


def _rows(connection: Connection) -> Iterator[tuple[int, str, str, bytes]]:
    told = select(entries.c.number, entries.c.subject, entries.c.body, entries.c.leaf).order_by(entries.c.number)
    for number, subject, body, leaf in connection.execution_options(yield_per=AT_ONCE).execute(told):
        yield number, subject, body, bytes(leaf) if isinstance(leaf, bytes | memoryview) else b""


def _with_next(rows: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    last = None
    for row in rows:
        if last is not None:
            yield last, row
        last = row
    if last is not None:
        yield last, None


def _object(body: str) -> dict[str, Any]:
    try:
        told = json.loads(body)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
