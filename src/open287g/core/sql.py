"""Names, texts and small reads for DuckDB."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from open287g.core.cells import FORMULA, NUMBER

if TYPE_CHECKING:
    import duckdb

_APOSTROPHE = "''''"


def quoted(name: str) -> str:
    """A column name in double quotes."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str | Path) -> str:
    """A text or path in single quotes."""
    return "'" + str(text).replace("'", "''") + "'"


def number(con: duckdb.DuckDBPyConnection, sql: str) -> int:
    """The one number that `sql` gives."""
    ((value,),) = con.execute(sql).fetchall()
    return int(value or 0)


def rows(con: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    """Every row that `sql` gives, by column name."""
    cursor = con.execute(sql)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def insert(con: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows in one statement: one for each row takes a tenth of a second for a hundred of them."""
    if rows:
        columns = [list(column) for column in zip(*rows, strict=True)]
        con.execute(f"insert into {table} select {', '.join(['unnest(?)'] * len(columns))}", columns)


def write_csv(con: duckdb.DuckDBPyConnection, relation: str, target: Path) -> None:
    """CSV of `relation` by the rule of `cells`; a time keeps DuckDB's space between day and hour."""
    empty = con.sql(f"select * from {relation} limit 0")
    made = {name: _cell(quoted(name), str(type_)) for name, type_ in zip(empty.columns, empty.types, strict=True)}
    changed = ", ".join(f"{cell} as {quoted(name)}" for name, cell in made.items() if cell)
    chosen = f"* replace ({changed})" if changed else "*"
    con.execute(f"copy (select {chosen} from {relation}) to {literal(target)} (format csv, header)")


def _cell(name: str, type_: str) -> str:
    """The SQL of a column's cell; empty where DuckDB writes it so by itself."""
    if type_ == "VARCHAR":
        return _safe(name)
    if type_ == "VARCHAR[]":
        return _safe(f"array_to_string(list_transform({name}, lambda t: coalesce(t, 'unknown')), '; ')")
    return ""


def _safe(text: str) -> str:
    number = f"regexp_full_match(ltrim({text}, {_APOSTROPHE}), {literal(NUMBER)})"
    runs = f"regexp_matches({text}, {literal(FORMULA)}) and not {number}"
    return f"case when {runs} then {_APOSTROPHE} || {text} else {text} end"
