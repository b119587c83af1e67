"""What a check of the registers finds: rows without a source, days that are none, figures that are missing or twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from open287g.core.table import Table
from open287g.costs.registers.register import Row, register
from open287g.costs.registers.tables import PENALTIES, PRICES, REGISTERS
from open287g.places.law import rules
from open287g.places.settlements import READ
from open287g.places.states import states

_DAYS = ("decided", "from", "read_on", "month")
_FIGURES = {PENALTIES.name: "what", PRICES.name: "index"}
"""What a confirmed row must tell; dollars or a share in the other registers."""


@dataclass(frozen=True)
class Fault:
    """What is wrong in a register: which one, in which line of its file, which column, and why."""

    register: str
    line: int
    column: str
    why: str


def faults() -> list[Fault]:
    """Everything that a check finds wrong in the shipped registers; none is what is wanted."""
    found = [fault for table in REGISTERS.values() for fault in faults_of(table, register(table.name))]
    return found + list(_law_without_row(register(PENALTIES.name)))


def faults_of(table: Table, rows: Sequence[Row]) -> list[Fault]:
    """What is wrong in these rows of a register."""
    seen = set()
    found = []
    for line, row in enumerate(rows, start=2):
        found += [Fault(table.name, line, column, why) for column, why in _wrong(table, row)]
        key = tuple(row.values())
        if key in seen:
            found.append(Fault(table.name, line, "", "the row stands there twice"))
        seen.add(key)
    return found


def _wrong(table: Table, row: Row) -> Iterable[tuple[str, str]]:
    for column in ("source", "counts", "confirmed"):
        if not row[column]:
            yield column, "it is not told"
    for column in _DAYS:
        if row.get(column) and not _is_day(row[column]):
            yield column, "it is no day, month or year"
    for told in table.columns:
        value = row[told.name]
        if told.values and value not in told.values:
            yield told.name, f"it is none of {', '.join(told.values)}"
        if told.type == "DOUBLE" and value is not None and not 0 < value < float("inf"):
            yield told.name, "it is not above zero"
    if row.get("state") and row["state"] not in states():
        yield "state", "it is no postal code"
    figure = _FIGURES.get(table.name, "usd")
    if row["confirmed"] == READ and row[figure] is None and not row.get("share"):
        yield figure, "it is confirmed and has no figure"


def _is_day(text: str) -> bool:
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", text):
        return False
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True


def _law_without_row(rows: Iterable[Row]) -> Iterable[Fault]:
    """Penalties that the register of state law tells and this one lacks, or tells otherwise."""
    told = {(row["state"], row["what"]) for row in rows if row["confirmed"] == READ}
    for rule in rules():
        if rule.penalties and rule.certain and (rule.state, rule.penalties) not in told:
            yield Fault(PENALTIES.name, 0, "what", f"the law of {rule.state} tells a penalty that it lacks")
