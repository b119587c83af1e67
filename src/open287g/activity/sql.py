"""Names and texts as SQL writes them, and the one number a query gives."""

from __future__ import annotations

import duckdb


def quoted(name: str) -> str:
    """A column name in double quotes."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text in single quotes."""
    return "'" + text.replace("'", "''") + "'"


def number(con: duckdb.DuckDBPyConnection, sql: str) -> int:
    """The one number that `sql` gives."""
    ((found,),) = con.execute(sql).fetchall()
    return int(found or 0)
