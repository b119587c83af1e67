"""The registers: what was paid, ordered, promised and said to cost, row by row with its source.

A row whose `confirmed` is not `read` stands there to be looked up; no result rests on it.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from open287g.core.bundled import read_table
from open287g.core.errors import DamageError, NotFoundError
from open287g.core.suggest import suggestion
from open287g.core.table import Column
from open287g.costs.registers.prices import price_rows
from open287g.costs.registers.tables import PRICES, REGISTERS
from open287g.places.settlements import FILE, READ, SETTLEMENTS

Row = dict[str, Any]


def register(name: str) -> list[Row]:
    """The rows of a register, numbers as numbers and what is not told as None. Raises NotFoundError for other names."""
    if name not in REGISTERS:
        raise NotFoundError("there is no such register", remedy=suggestion(name, list(REGISTERS)), exit_code=2)
    return [dict(row) for row in _rows(name)]


@cache
def _rows(name: str) -> list[Row]:
    table = REGISTERS[name]
    rows = price_rows() if name == PRICES.name else read_table(file_of(name), table.names)
    return [{column.name: _typed(row[column.name], column, name) for column in table.columns} for row in rows]


def file_of(name: str) -> str:
    """The bundled file of a register."""
    return FILE if name == SETTLEMENTS.name else f"costs/registers/data/{name}.csv"


def confirmed(name: str) -> list[Row]:
    """The rows on which results may rest."""
    return [row for row in register(name) if row["confirmed"] == READ]


def penalties_of(state: str) -> tuple[list[Row], list[Row]]:
    """What a state's law does to who refuses or signs against it: rows that were read, and rows only heard of."""
    rows = [row for row in register("penalties") if row["state"] == state]
    return [row for row in rows if row["confirmed"] == READ], [row for row in rows if row["confirmed"] != READ]


def _typed(cell: str, column: Column, name: str) -> Any:
    if not cell:
        return None
    try:
        return column.kind.python(cell)
    except ValueError:
        raise DamageError(f"{column.name} holds no number", file_of(name)) from None
