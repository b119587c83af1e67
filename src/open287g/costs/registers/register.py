"""The registers: what was paid, ordered, promised and said to cost, row by row with its source.

A row whose `confirmed` is not `read` stands there to be looked up; no result rests on it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from open287g.core.bundled import read_table
from open287g.core.errors import DamageError, NotFoundError
from open287g.core.table import Column, Table
from open287g.places.settlements import FILE, READ, SETTLEMENTS

_DAY = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")

_PLACE = Column("place", "VARCHAR", "county, city or state of whom it was asked")
_STATE = Column("state", "VARCHAR", "postal code")
_CONFIRMED = Column("confirmed", "VARCHAR", "read on the page named, or not; then no result rests on it")
_COUNTS = Column("counts", "VARCHAR", "what the figure counts")
_SOURCE = Column("source", "VARCHAR", "where it is told")

PROGRAM_COSTS = Table(
    "program_costs",
    "What programs were said to cost, and on which basis.",
    ("place", "model", "usd"),
    (
        _PLACE,
        _STATE,
        Column("model", "VARCHAR", "JEM, WSO, TFM or HYBRID"),
        Column("usd", "DOUBLE", "dollars"),
        Column("per", "VARCHAR", "year, first year, or the whole period"),
        Column(
            "basis", "VARCHAR", "incremental: only what would not be spent otherwise; full: with salaries paid anyway"
        ),
        Column("officers", "INTEGER", "people who did the work"),
        _COUNTS,
        Column("period", "VARCHAR", "years it is of"),
        _CONFIRMED,
        _SOURCE,
    ),
)
REIMBURSEMENT = Table(
    "reimbursement",
    "Schemes that pay an agency back: announced, appropriated, approved and paid are different figures.",
    ("payer", "state", "what", "usd"),
    (
        Column("payer", "VARCHAR", "ICE or the state"),
        _STATE,
        Column("models", "VARCHAR", "models it is for; empty is not told"),
        Column("what", "VARCHAR", "what is paid"),
        Column("usd", "DOUBLE", "dollars"),
        Column("share", "DOUBLE", "share of 1, where it is a share"),
        Column("per", "VARCHAR", "of what"),
        Column("from", "VARCHAR", "day from which it holds, or of the news"),
        Column("stage", "VARCHAR", "announced, appropriated, approved or paid"),
        _COUNTS,
        _CONFIRMED,
        _SOURCE,
    ),
)
REGISTERS = {table.name: table for table in (SETTLEMENTS, PROGRAM_COSTS, REIMBURSEMENT)}


@dataclass(frozen=True)
class Fault:
    """What is wrong in a register: which one, in which line of its file, which column, and why."""

    register: str
    line: int
    column: str
    why: str


def register(name: str) -> list[dict[str, Any]]:
    """The rows of a register, numbers as numbers and what is not told as None. Raises NotFoundError for other names."""
    if name not in REGISTERS:
        raise NotFoundError("there is no such register", remedy=f"There are {', '.join(REGISTERS)}.")
    table = REGISTERS[name]
    rows = read_table(_file(name), table.names)
    return [{column.name: _typed(row[column.name], column, name) for column in table.columns} for row in rows]


def _file(name: str) -> str:
    return FILE if name == SETTLEMENTS.name else f"costs/registers/data/{name}.csv"


def confirmed(name: str) -> list[dict[str, Any]]:
    """The rows on which results may rest."""
    return [row for row in register(name) if row["confirmed"] == READ]


def faults() -> list[Fault]:
    """Everything that a check finds wrong in the shipped registers; none is what is wanted."""
    return [fault for name in REGISTERS for fault in _faults(name)]


def _faults(name: str) -> list[Fault]:
    faults = []
    seen = set()
    for line, row in enumerate(register(name), start=2):
        faults += [Fault(name, line, column, "it is not told") for column in ("source", "counts") if not row[column]]
        faults += [
            Fault(name, line, column, "it is no day, month or year")
            for column in ("decided", "from")
            if row.get(column) and not _DAY.fullmatch(row[column])
        ]
        if row["confirmed"] == READ and row["usd"] is None and not row.get("share"):
            faults.append(Fault(name, line, "usd", "it is confirmed and has no figure"))
        key = tuple(row.values())
        if key in seen:
            faults.append(Fault(name, line, "", "the row stands there twice"))
        seen.add(key)
    return faults


def _typed(cell: str, column: Column, name: str) -> Any:
    if not cell:
        return None
    try:
        return column.kind.python(cell)
    except ValueError:
        raise DamageError(f"{column.name} holds no number", _file(name)) from None
