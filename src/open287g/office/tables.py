"""The table of subjects: what the ledger says of each as known now, kept with every entry and made again at will."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from open287g.office.ledger.entry import canonical
from open287g.office.ledger.schema import subjects
from open287g.office.model.state import LISTS, State
from open287g.office.office import every_state

_GROWN = frozenset(LISTS.values())
"""Facts with a row for each entry: they are read from the ledger, or every tally would write all before it again."""


def project(connection: Connection, state: State, count: int | None = None) -> None:
    """Write the row of one subject; one whose every entry was voided has none. `count` is how many entries it rests on,
    where the state was folded without those that add a row.
    """
    connection.execute(delete(subjects).where(subjects.c.subject == state.subject))
    if state.state:
        own = {} if count is None else {"entries": count}
        connection.execute(insert(subjects).values(_row(state) | own))


def count_of(connection: Connection, subject: str) -> int:
    """How many entries the row of a subject rests on."""
    return connection.execute(select(subjects.c.entries).where(subjects.c.subject == subject)).scalar() or 0


def rebuild(connection: Connection) -> int:
    """Drop every row and make them again from the ledger; how many there are."""
    rows = [_row(state) for state in every_state(connection)]
    connection.execute(delete(subjects))
    for start in range(0, len(rows), 1000):
        connection.execute(insert(subjects), rows[start : start + 1000])
    return len(rows)


def drift(connection: Connection) -> list[str]:
    """The subjects whose row is not what the ledger says, and those that the ledger does not know."""
    wanted = {state.subject: _row(state) for state in every_state(connection)}
    held = {row.subject: dict(row._mapping) for row in connection.execute(select(subjects))}
    return sorted(name for name in wanted.keys() | held.keys() if wanted.get(name) != held.get(name))


def as_kept(row: dict[str, Any]) -> dict[str, Any]:
    """A row of the table as it is kept now, of one that a backup from before schema 0007 holds."""
    if not any(f'"{name}":' in row["facts"] for name in _GROWN):
        return row
    facts = json.loads(row["facts"])
    return row | {"facts": canonical({name: value for name, value in facts.items() if name not in _GROWN})}


def _row(state: State) -> dict[str, Any]:
    return {
        "subject": state.subject,
        "kind": state.kind,
        "agency_id": state.agency_id,
        "state": state.state,
        "facts": canonical({name: value for name, value in state.facts.items() if name not in _GROWN}),
        "entries": len(state.entries),
    }
