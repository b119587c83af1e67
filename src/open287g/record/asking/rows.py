"""One way to ask the record's tables for rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import duckdb

from open287g.core.errors import InputError
from open287g.core.found import Found
from open287g.record.tables.catalog import TABLES


@dataclass(frozen=True)
class Rows:
    """Asks an open database, each time by a cursor of its own."""

    connection: duckdb.DuckDBPyConnection

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor of the database. Raises InputError where it was closed."""
        try:
            return self.connection.cursor()
        except duckdb.ConnectionException:
            raise InputError("this record is closed", remedy="Open it again: open_record().") from None

    def dicts(self, sql: str, values: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """Rows by the names of their columns."""
        return self.found(sql, values).rows

    def found(self, sql: str, values: Sequence[Any] = ()) -> Found:
        """The same with the names of the columns."""
        cursor = self.cursor().execute(sql, list(values))
        names = tuple(column[0] for column in cursor.description)
        return Found(names, [dict(zip(names, row, strict=True)) for row in cursor.fetchall()])

    def of_agency(self, table: str, order: str, agency_id: str) -> list[dict[str, Any]]:
        """The rows of `table` that are an agency's; a table that holds none of it is not asked."""
        if table not in self._tables_of.get(agency_id, ()):
            return []
        return self.dicts(f"SELECT * FROM {table} WHERE agency_id = ? ORDER BY {order}", [agency_id])

    @cached_property
    def _tables_of(self) -> dict[str, set[str]]:
        """The tables that tell of each agency: most tell of few, and a question costs more than its answer."""
        tables = [table.name for table in TABLES if "agency_id" in table.names]
        every = " UNION ALL ".join(f"SELECT DISTINCT agency_id, '{table}' FROM {table}" for table in tables)
        of: dict[str, set[str]] = {}
        for agency_id, table in self.cursor().execute(every).fetchall():
            of.setdefault(agency_id, set()).add(table)
        return of
