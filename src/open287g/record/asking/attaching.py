"""A record's file, attached for questions: what is wrong with it is told in words, without DuckDB's own."""

from __future__ import annotations

from pathlib import Path

import duckdb

from open287g.core.errors import InputError
from open287g.core.sql import literal, quoted
from open287g.record.tables.catalog import BY_NAME

_ANEW = "Build it anew: open287g build"


def attach(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Attach the file as `record`, read-only. Raises InputError for one that is none, or that DuckDB cannot read.

    To a database of its own: DuckDB hands whoever opens a path again the file that stood there first, so a record built
    meanwhile would go unseen.
    """
    try:
        connection.execute(f"ATTACH {literal(path)} AS record (READ_ONLY)")
    except duckdb.Error as error:
        said = str(error).partition("\n")[0]
        raise InputError(f"this record cannot be opened: {said}", str(path), _ANEW) from error


def show_tables(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """A view of each table that the dictionary names, with its columns alone.

    Raises InputError where the attached record lacks one: another version of the program built it.
    """
    for table in BY_NAME.values():
        columns = ", ".join(map(quoted, table.names))
        try:
            connection.execute(f"CREATE VIEW {table.name} AS SELECT {columns} FROM record.{table.name}")
        except (duckdb.CatalogException, duckdb.BinderException) as error:
            raise InputError(
                f"another version of open287g built this record: its table {table.name} is missing or lacks columns",
                str(path),
                _ANEW,
            ) from error
