"""Every SQL statement of the atlas: the record's tables, read whole into memory when a record is opened."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from open287g.core.errors import InputError
from open287g.record.tables.catalog import BY_NAME

Row = dict[str, Any]

IN_MEMORY = (
    "snapshots",
    "publications",
    "sources",
    "agencies",
    "agreements",
    "beliefs",
    "events",
    "endings",
    "flickers",
    "pending",
    "spellings",
    "candidates",
    "redirects",
    "signals",
    "doubts",
    "signings",
    "statements",
    "judgments",
    "early_sources",
    "early_statements",
    "early_agencies",
    "early_names",
    "early_spans",
    "early_agreements",
    "early_events",
    "addenda",
)

_CELLS = """
    SELECT e.event_id, l.raw_state, l.raw_agency, l.raw_type, l.raw_county, l.raw_model, l.raw_signed, l.raw_moa
    FROM record.events e
    JOIN record.observations o ON o.publication_id = e.publication_id AND o.row = e.row
    JOIN record.lines l ON l.line = o.line
"""


def read_record(path: Path) -> tuple[dict[str, list[Row]], dict[str, Row]]:
    """Every table the atlas shows, as rows in key order, and the cells behind each event by `event_id`.

    The file is attached to an in-memory database of its own: DuckDB would hand a second connection to the same path the
    file that stood there before, and a rebuilt record would never be seen.
    """
    connection = duckdb.connect()
    try:
        quoted = str(path).replace("'", "''")
        connection.execute(f"ATTACH '{quoted}' AS record (READ_ONLY)")
        same: dict[Any, Any] = {}
        tables = {name: _table(connection, name, same) for name in IN_MEMORY}
        cells = {row["event_id"]: row for row in _rows(connection, _CELLS, same)}
    except duckdb.Error as error:
        raise InputError(
            "the record cannot be read", where=str(path), remedy="Run `open287g build` to build it again."
        ) from error
    finally:
        connection.close()
    return tables, cells


def _table(connection: duckdb.DuckDBPyConnection, name: str, same: dict[Any, Any]) -> list[Row]:
    table = BY_NAME[name]
    columns = ", ".join(f'"{column}"' for column in table.names)
    order = ", ".join(f'"{column}"' for column in table.key)
    return _rows(connection, f"SELECT {columns} FROM record.{name} ORDER BY {order}", same)


def _rows(connection: duckdb.DuckDBPyConnection, sql: str, same: dict[Any, Any]) -> list[Row]:
    """The rows of a query. Texts and days that stand in many cells, of any table, are one object in `same`."""
    cursor = connection.execute(sql)
    names = [column[0] for column in cursor.description or []]
    rows: list[Row] = []
    while some := cursor.fetchmany(_AT_ONCE):
        for row in some:
            cells = (same.setdefault(cell, cell) if type(cell) in _SHARED else cell for cell in row)
            rows.append(dict(zip(names, cells, strict=True)))
    return rows


_SHARED = (str, date)
_AT_ONCE = 4_096
"""Rows that are in memory twice while they are read."""
