"""A question of one's own to the record, in SQL, which can read the record's tables and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from open287g.core.errors import InputError, NotFoundError
from open287g.core.settings import home as home_folder
from open287g.core.sql import literal
from open287g.core.suggest import suggestion
from open287g.record.tables.catalog import BY_NAME
from open287g.record.tables.database import record_path

if TYPE_CHECKING:
    import pyarrow as pa


def answer(query: str, home: Path | None = None) -> pa.Table:
    """What `query`, one SELECT of DuckDB's SQL, gives over the tables of the record.

    It reads no file and no address and changes nothing. Raises InputError with DuckDB's own words where it cannot run.
    """
    path = record_path(home_folder(home))
    if not path.exists():
        raise NotFoundError("there is no record here yet", str(path), "Build it: open287g build")
    with duckdb.connect() as con:
        con.execute(f"ATTACH {literal(path)} AS record (READ_ONLY)")
        con.execute("USE record")
        con.execute("SET enable_external_access = false")
        con.execute("SET lock_configuration = true")
        try:
            kinds = [statement.type for statement in con.extract_statements(query)]
            if len(kinds) != 1 or kinds[0] not in (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN):
                raise InputError("a question is one SELECT", remedy=_REMEDY, exit_code=2)
            table: pa.Table = con.sql(query).to_arrow_table()
            return table
        except duckdb.Error as error:
            raise InputError(f"the question cannot be answered: {error}", remedy=_REMEDY, exit_code=2) from error


_REMEDY = 'Tables: open287g sql. Their columns: open287g sql --table agreements. Say: open287g sql "SELECT ..."'


def tables() -> list[dict[str, Any]]:
    """The tables of the record: name, columns by number, and what a row of each is."""
    return [{"table": table.name, "columns": len(table.names), "says": table.description} for table in BY_NAME.values()]


def columns(name: str) -> list[dict[str, Any]]:
    """The columns of a table: name, type, and what each says."""
    if name not in BY_NAME:
        raise InputError(f"the record has no table {name!r}", remedy=suggestion(name, list(BY_NAME)), exit_code=2)
    return [{"column": one.name, "type": one.type, "says": one.description} for one in BY_NAME[name].columns]
