"""Names, texts and small reads for DuckDB."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

_FORMULA = r"^[=+@\t\r\n-]"
_NUMBER = r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?"


def quoted(name: str) -> str:
    """A column name in double quotes."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str | Path) -> str:
    """A text or path in single quotes."""
    return "'" + str(text).replace("'", "''") + "'"


def number(con: duckdb.DuckDBPyConnection, sql: str) -> int:
    """The one number that `sql` gives."""
    ((found,),) = con.execute(sql).fetchall()
    return int(found or 0)


def rows(con: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    """Every row that `sql` gives, by column name."""
    cursor = con.execute(sql)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def write_csv(con: duckdb.DuckDBPyConnection, relation: str, target: Path) -> None:
    """CSV of `relation` in which no text starts as a formula would: `spreadsheet.safe_cell` at the pace of DuckDB."""
    found = con.sql(f"select * from {relation} limit 0")
    texts = [quoted(n) for n, type_ in zip(found.columns, found.types, strict=True) if str(type_) == "VARCHAR"]
    formula = "regexp_matches({0}, {1}) and not regexp_full_match({0}, {2})"
    unsafe = {name: formula.format(name, literal(_FORMULA), literal(_NUMBER)) for name in texts}
    safe = ", ".join(f"case when {test} then '''' || {name} else {name} end as {name}" for name, test in unsafe.items())
    chosen = f"* replace ({safe})" if safe else "*"
    con.execute(f"copy (select {chosen} from {relation}) to {literal(target)} (format csv, header)")
