"""What can be asked for as a table: each a question, which the caller has answered as rows or as Arrow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from open287g.core.days import Day, day_given
from open287g.core.errors import InputError, NotFoundError
from open287g.places.states import state_meant
from open287g.record.asking.day import Days
from open287g.record.asking.files import signals_of, snapshots_of
from open287g.record.asking.question import Question
from open287g.record.asking.rows import Rows
from open287g.record.tables.catalog import BY_NAME


@dataclass(frozen=True)
class Questions:
    """The questions that a record's tables answer. `Record` says of each what it asks."""

    rows: Rows
    days: Days

    def table(self, name: str) -> Question:
        """See `Record.table`."""
        if name not in BY_NAME:
            raise NotFoundError(f"the record has no table {name!r}", remedy=f"It has: {', '.join(BY_NAME)}.")
        return Question(self.rows, f"SELECT * FROM {name} ORDER BY {_order(name)}", of=name)

    def of_state(self, table: str, state: str | None) -> Question:
        """The rows of a table of one state, in the order of its key; all of them without one."""
        if state is None:
            return self.table(table)
        code = state_meant(state).code
        return Question(self.rows, f"SELECT * FROM {table} WHERE state = ? ORDER BY {_order(table)}", [code], table)

    def signals(self, state: str | None = None) -> Question:
        """See `Record.signals`."""
        return self.table("signals") if state is None else signals_of(self.rows, state_meant(state).code)

    def snapshots(self, state: str | None = None) -> Question:
        """See `Record.snapshots`."""
        return self.table("snapshots") if state is None else snapshots_of(self.rows, state_meant(state).code)

    def in_force(self, valid: Day, known: Day | None = None) -> Question:
        """See `Record.in_force`."""
        return self.days.in_force(day_given(valid), None if known is None else day_given(known))

    def changes(
        self, since: Day, until: Day | None = None, state: str | None = None, kinds: Sequence[str] = ()
    ) -> Question:
        """See `Record.changes`."""
        where = "known BETWEEN ? AND ?"
        first = day_given(since, "since", month="first")
        last = date.max if until is None else day_given(until, "until", month="last")
        if first > last:
            raise InputError(
                f"the first day, {first}, is after the last, {last}", remedy="Name the earlier first.", exit_code=2
            )
        values: list[Any] = [first, last]
        if state is not None:
            where, values = where + " AND state = ?", [*values, state_meant(state).code]
        if kinds:
            where, values = where + " AND list_contains(?, kind)", [*values, list(kinds)]
        columns = ", ".join(f'"{column}"' for column in BY_NAME["events"].names)
        every = f"(SELECT {columns} FROM events UNION ALL SELECT {columns} FROM early_events)"
        order = "known, agency_id, event_id"
        return Question(self.rows, f"SELECT * FROM {every} WHERE {where} ORDER BY {order}", values, "events")


def _order(table: str) -> str:
    return ", ".join(f'"{column}"' for column in BY_NAME[table].key)
