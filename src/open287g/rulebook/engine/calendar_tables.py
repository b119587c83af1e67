"""The calendar's tables in Ibis expressions: held as rows, and made Arrow or pandas only for an engine that asks."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import ibis
import ibis.expr.operations as ops
from ibis.formats import TableProxy

from open287g.core.extras import extra
from open287g.rulebook.engine import calendar

if TYPE_CHECKING:
    import ibis.expr.types as ir


class _Rows(TableProxy):  # type: ignore[misc]
    """Rows that an expression carries: `obj` has one dict a row."""

    def __init__(self, rows: tuple[calendar.Row, ...]) -> None:
        self.obj, self.hash = rows, id(rows)

    def to_pyarrow(self, schema: Any) -> Any:
        """The rows as an Arrow table. Raises MissingExtraError where PyArrow is not installed."""
        with extra("arrow"):
            import pyarrow as pa
        return pa.Table.from_pylist(self.obj, schema=schema.to_pyarrow())

    def to_frame(self) -> Any:
        """The rows as pandas has them, which Spark asks for."""
        with extra("spark"):
            import pandas
        return pandas.DataFrame(self.obj)

    def to_polars(self, schema: Any) -> Any:
        """No engine of ours asks for it."""
        raise NotImplementedError


@cache
def days() -> ir.Table:
    """`calendar.rows_of_days` as a table."""
    return _table("days", calendar.rows_of_days())


@cache
def zone_spans() -> ir.Table:
    """`calendar.rows_of_zones` as a table."""
    return _table("zones", calendar.rows_of_zones())


def _table(name: str, rows: tuple[calendar.Row, ...]) -> ir.Table:
    (columns,) = (columns for columns, table in calendar.COLUMNS.items() if table == name)
    types = {column: "string" if column == "zone" else "int64" for column in columns}
    return ops.InMemoryTable(name=f"calendar_{name}", schema=ibis.schema(types), data=_Rows(rows)).to_expr()
