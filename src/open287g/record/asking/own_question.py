"""A question of one's own to the record, in SQL, which can read the record's tables and nothing else."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path
from typing import Any

import duckdb

from open287g.core.errors import InputError, NotFoundError
from open287g.core.found import Found
from open287g.core.settings import home as home_folder
from open287g.core.sql import quoted
from open287g.core.suggest import suggestion
from open287g.record.asking.attaching import attach
from open287g.record.tables.catalog import BY_NAME
from open287g.record.tables.database import record_path


def answer(query: str, home: Path | None = None) -> Found:
    """What `query`, one SELECT of DuckDB's SQL, gives over the tables of the record.

    It reads no file and no address and changes nothing. Raises InputError with DuckDB's own words where it cannot run.
    """
    path = record_path(home_folder(home))
    if not path.exists():
        raise NotFoundError("there is no record here yet", str(path), "Build it: open287g build")
    with duckdb.connect() as con:
        attach(con, path)
        con.execute("USE record")
        con.execute("SET enable_external_access = false")
        con.execute("SET lock_configuration = true")
        try:
            kinds = [statement.type for statement in con.extract_statements(query)]
            if len(kinds) != 1 or kinds[0] not in (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN):
                raise InputError("a question is one SELECT", remedy=_REMEDY, exit_code=2)
            return _answer(con.sql(query))
        except duckdb.Error as error:
            raise InputError(f"the question cannot be answered: {error}", remedy=_REMEDY, exit_code=2) from error


def _answer(asked: duckdb.DuckDBPyRelation) -> Found:
    """Its rows. DuckDB hands out a time with a zone by a library that is not asked for, so it is told by UTC; as text
    within a list or a record.
    """
    names = tuple(asked.columns)
    types = {name: str(type) for name, type in zip(names, asked.types, strict=True)}
    told = [f"{_without_zone(name, type)} AS {quoted(name)}" for name, type in types.items() if _ZONED in type]
    rows = (asked.project(f"* REPLACE ({', '.join(told)})") if told else asked).fetchall()
    found = [dict(zip(names, row, strict=True)) for row in rows]
    zoned = [name for name, type in types.items() if type == _ZONED]
    for row in found:
        row |= {name: row[name].replace(tzinfo=UTC) for name in zoned if row[name] is not None}
    return Found(names, found)


_ZONED = "TIMESTAMP WITH TIME ZONE"


def _without_zone(name: str, type: str) -> str:
    if type == _ZONED:
        return f"timezone('UTC', {quoted(name)})"
    return f"CAST({quoted(name)} AS {type.replace(_ZONED, 'VARCHAR')})"


_REMEDY = 'Tables: open287g sql. Their columns: open287g sql --table agreements. Say: open287g sql "SELECT ..."'


def tables() -> list[dict[str, Any]]:
    """The tables of the record: name, columns by number, and what a row of each is."""
    return [{"table": table.name, "columns": len(table.names), "says": table.description} for table in BY_NAME.values()]


def columns(name: str) -> list[dict[str, Any]]:
    """The columns of a table: name, type, and what each says."""
    if name not in BY_NAME:
        raise InputError(f"the record has no table {name!r}", remedy=suggestion(name, list(BY_NAME)), exit_code=2)
    return [{"column": one.name, "type": one.type, "says": one.description} for one in BY_NAME[name].columns]
