"""The wide table, of which provisions read the facts of the act, the officer and the agreement."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from open287g.rulebook.language.derived import DERIVED
from open287g.rulebook.language.expressions import engine
from open287g.vocabulary import facts

if TYPE_CHECKING:
    import ibis.expr.types as ir


class Facts:
    """The facts of one record on one day; reading one notes that it was needed."""

    def __init__(self, table: ir.Table, record: str, needed: set[str] | None = None) -> None:
        self._table = table
        self._record = record
        self._needed = needed if needed is not None else set()

    def __getattr__(self, name: str) -> Any:
        if name in DERIVED:
            self._needed.update(DERIVED[name][2])
            return self._table[name]
        if name not in facts.RECORDS[self._record]:
            raise AttributeError(f"{self._record} has no fact {name!r}")
        self._needed.add(f"{self._record}.{name}")
        return self._table[f"{self._record}_{name}"]


@cache
def wide_table() -> ir.Table:
    """An unbound table of the wide schema."""
    table: ir.Table = engine().table(wide_schema(), name="wide")
    return table


@cache
def wide_schema() -> dict[str, str]:
    """Every column of the wide table and its Ibis type; instants are microseconds since 1970 in UTC."""
    schema = {}
    for record, names in facts.RECORDS.items():
        for name, fact in names.items():
            instant = fact.dtype.startswith("timestamp")
            schema[f"{record}_{name}"] = "int64" if instant else fact.dtype
    return schema | {name: dtype for name, (dtype, _, _) in DERIVED.items()}
