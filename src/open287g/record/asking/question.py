"""A question to the record's tables, answered as plain rows, or as an Arrow table for those who ask by Python."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from open287g.core.extras import extra
from open287g.core.found import Found
from open287g.record.asking.names import named_sql
from open287g.record.asking.rows import Rows
from open287g.record.tables.catalog import BY_NAME

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class Question:
    """SQL with its values; what it gives are rows of the table `of`, where that is named."""

    rows: Rows
    sql: str
    values: Sequence[Any] = ()
    of: str = ""

    def found(self) -> Found:
        """The rows as dicts."""
        return self.rows.found(self.sql, self.values)

    def dicts(self) -> list[dict[str, Any]]:
        """The rows alone."""
        return self.found().rows

    def arrow(self) -> pa.Table:
        """The rows as an Arrow table; columns of the table `of` carry what they say as `description`."""
        with extra("arrow"):
            import pyarrow  # noqa: F401  # DuckDB loads it by itself, and names no extra.
        table: pa.Table = self.rows.cursor().sql(self.sql, params=list(self.values)).to_arrow_table()
        return _described(table, self.of) if self.of else table

    def named(self) -> Question:
        """The same rows with what an agency is called beside its id: see `names.named_sql`."""
        names = self.rows.cursor().sql(self.sql, params=list(self.values)).columns
        return Question(self.rows, named_sql(f"({self.sql})", names), self.values)


def _described(rows: pa.Table, of: str) -> pa.Table:
    import pyarrow as pa

    says = {column.name: column.description for column in BY_NAME[of].columns}
    fields = [
        field.with_metadata({"description": says[field.name]}) if field.name in says else field for field in rows.schema
    ]
    return rows.cast(pa.schema(fields, {"description": BY_NAME[of].description}))
