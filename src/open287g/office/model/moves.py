"""From which state an event leads to which, as moves.csv says it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from open287g.core.bundled import read_table

COLUMNS = ("subject", "event", "from", "when", "to")


@dataclass(frozen=True)
class Move:
    """One row. `when` is empty, `fails PROVISION` or `verdict WORD`; of several rows the first that holds is taken."""

    start: str
    when: str
    to: str


@cache
def _moves() -> dict[tuple[str, str], tuple[Move, ...]]:
    moves: dict[tuple[str, str], tuple[Move, ...]] = {}
    for row in read_table("office/model/moves.csv", COLUMNS):
        key = (row["event"], row["from"])
        moves[key] = (*moves.get(key, ()), Move(row["from"], row["when"], row["to"]))
    return moves


def moves(event: str, state: str) -> tuple[Move, ...]:
    """The moves of an event from a state, in order; none where it may not happen there. "" is before the first."""
    return _moves().get((event, state), ())


def leads(event: str, state: str, to: str) -> bool:
    """Whether some move of the event leads from `state` to `to`."""
    return any(move.to == to for move in moves(event, state))


def starts_of(event: str) -> tuple[str, ...]:
    """The states from which the event may happen."""
    return tuple(start for name, start in _moves() if name == event)


def states_of(subject: str) -> tuple[str, ...]:
    """Every state of a subject, in the order of the file."""
    rows = read_table("office/model/moves.csv", COLUMNS)
    return tuple(dict.fromkeys(row["to"] for row in rows if row["subject"] == subject))
