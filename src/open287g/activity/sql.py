"""Names and texts as SQL writes them, and small reads."""

from __future__ import annotations

from typing import Any

import duckdb


def quoted(name: str) -> str:
    """A column name in double quotes."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text in single quotes."""
    return "'" + text.replace("'", "''") + "'"


def number(con: duckdb.DuckDBPyConnection, sql: str) -> int:
    """The one number that `sql` gives."""
    found = con.execute(sql).fetchone()
    assert found is not None
    return int(found[0] or 0)


def row_of(con: duckdb.DuckDBPyConnection, sql: str) -> dict[str, Any]:
    """The first row that `sql` gives, by column name."""
    cursor = con.execute(sql)
    found = cursor.fetchone()
    assert found is not None
    return dict(zip([column[0] for column in cursor.description], found, strict=True))
