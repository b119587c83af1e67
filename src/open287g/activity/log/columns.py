"""The columns of an agency's log, officer roster and agreement list: what each may hold and which are required.

The bundled `data/log_schema.yaml` says it; `docs/schema/log.md` is generated from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from open287g.core.bundled import read_yaml

TABLES = ("acts", "officers", "agreements")
KINDS = ("id", "code", "zone", "flag", "time", "day", "number", "count")


@dataclass(frozen=True)
class Column:
    """One column. `kind` is one of KINDS; `values` are a code's words; `low` and `high` bound a number."""

    name: str
    kind: str
    required: bool = False
    values: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Schema:
    """The columns of one table.

    `key` names a row, and is `unique` or has periods of validity; in each pair of `orders` the first never comes after
    the second; in a column of `empty_means_none` an empty cell says that it never happened.
    """

    table: str
    columns: dict[str, Column]
    key: tuple[str, ...]
    unique: bool
    orders: tuple[tuple[str, str], ...]
    empty_means_none: frozenset[str]

    def of_kind(self, *kinds: str) -> list[str]:
        """Names of the columns of these kinds."""
        return [column.name for column in self.columns.values() if column.kind in kinds]


@cache
def schema(table: str) -> Schema:
    """The schema of `acts`, `officers` or `agreements`."""
    raw = read_yaml("activity/data/log_schema.yaml")
    return _schema(table, raw[table], raw["codes"])


def _schema(table: str, raw: dict[str, Any], codes: dict[str, list[str]]) -> Schema:
    columns: dict[str, Column] = {}
    for kind in KINDS:
        for entry in raw.get(kind, []):
            name, limits = (entry, {}) if isinstance(entry, str) else next(iter(entry.items()))
            columns[name] = Column(
                name,
                kind,
                required=name in raw["required"],
                values=tuple(codes[name]) if kind == "code" else (),
                low=limits.get("low"),
                high=limits.get("high"),
            )
    orders = tuple((first, second) for first, second in raw.get("orders", []))
    return Schema(table, columns, tuple(raw["key"]), raw["unique"], orders, frozenset(raw.get("empty_means_none", [])))
