"""One way to ask the record's tables: rows as dicts, or as an Arrow table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa


@dataclass(frozen=True)
class Rows:
    """Asks an open database, each time by a cursor of its own."""

    connection: duckdb.DuckDBPyConnection

    def dicts(self, sql: str, values: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """Rows by the names of their columns."""
        cursor = self.connection.cursor().execute(sql, list(values))
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def arrow(self, sql: str, values: Sequence[Any] = ()) -> pa.Table:
        """The same as an Arrow table."""
        table: pa.Table = self.connection.cursor().sql(sql, params=list(values)).to_arrow_table()
        return table
