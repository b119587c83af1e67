"""Replay: the whole state on a day, as known at a time, byte for byte the same whenever it is asked."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Connection

from open287g.office.ledger.entry import canonical
from open287g.office.model.state import State
from open287g.office.office import every_state


def replay(
    connection: Connection,
    on: date | None = None,
    known: datetime | None = None,
    wanted: Callable[[State], bool] = lambda state: True,
) -> bytes:
    """One line of canonical JSON for each subject that has a state, by name; of those that are `wanted`."""
    lines = [canonical(state.shown()) for state in every_state(connection, on, known) if wanted(state)]
    return "".join(f"{line}\n" for line in lines).encode()


def end_of(day: date) -> datetime:
    """The last microsecond of a day in UTC: what was known on a day is what was known by then."""
    return datetime.combine(day + timedelta(days=1), time(), UTC) - timedelta(microseconds=1)


def sha256(content: bytes) -> str:
    """The digest by which two replays are compared."""
    return hashlib.sha256(content).hexdigest()
