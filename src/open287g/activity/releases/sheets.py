"""Sheets of records, workbook or Parquet, as DuckDB tables of text with the row of origin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain, islice
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook

from open287g.activity.log.privacy import plain_name
from open287g.core.errors import InputError
from open287g.core.progress import step
from open287g.core.sql import literal, quoted

ROW = "row_in_file"
_HEADER_WITHIN = 40
_CHUNK = 50_000


@dataclass(frozen=True)
class Sheet:
    """A table of `con` with one text column for each header and ROW, the row in the file (the first row is 1)."""

    file: str
    name: str
    table: str
    columns: list[str]


def open_sheets(con: duckdb.DuckDBPyConnection, path: Path, known: frozenset[str], made: int = 0) -> Iterator[Sheet]:
    """Every sheet of `path` whose header row holds at least two of the `known` names."""
    if not path.is_file():
        raise InputError("there is no such file", where=str(path), remedy="Name a workbook (.xlsx) or a .parquet file.")
    if path.suffix.lower() == ".parquet":
        yield _parquet(con, path, f"release_{made}")
    elif path.suffix.lower() in {".xlsx", ".xlsb", ".xls", ".ods"}:
        yield from _workbook(con, path, known, made)
    else:
        raise InputError(
            f"cannot read a {path.suffix or 'nameless'} file", where=str(path), remedy="Name .xlsx or .parquet."
        )


def _parquet(con: duckdb.DuckDBPyConnection, path: Path, table: str) -> Sheet:
    source = f"read_parquet({literal(str(path))}, file_row_number=true)"
    try:
        names = con.sql(f"select * from {source} limit 0").columns
    except duckdb.Error as error:
        raise InputError(f"not a Parquet file: {str(error).splitlines()[0]}", where=str(path)) from error
    columns = [name for name in names if name != "file_row_number"]
    cells = ", ".join(f"cast({quoted(name)} as varchar) as {quoted(name)}" for name in columns)
    con.execute(f"create or replace table {table} as select {cells}, file_row_number + 1 as {ROW} from {source}")
    return Sheet(path.name, "", table, columns)


def _workbook(con: duckdb.DuckDBPyConnection, path: Path, known: frozenset[str], made: int) -> Iterator[Sheet]:
    try:
        book = CalamineWorkbook.from_path(str(path))
    except (CalamineError, OSError) as error:
        raise InputError(f"not a workbook: {error}", where=str(path)) from error
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        offset = sheet.start[0] if sheet.start else 0
        rows = iter(sheet.iter_rows())
        head = list(islice(rows, _HEADER_WITHIN))
        at = _header(head, known)
        if at is None:
            continue
        headers = _headers(head[at])
        table = f"release_{made}"
        made += 1
        _store(con, table, headers, chain(head[at + 1 :], rows), first=offset + at + 2)
        yield Sheet(path.name, name, table, list(headers))


def _header(rows: list[list[Any]], known: frozenset[str]) -> int | None:
    scores = [len({plain_name(cell) for cell in row if isinstance(cell, str)} & known) for row in rows]
    best = max(scores, default=0)
    return scores.index(best) if best >= 2 else None


def _headers(row: list[Any]) -> dict[str, int]:
    """Header text -> position; a repeated header is told apart by its position."""
    headers: dict[str, int] = {}
    for position, cell in enumerate(row):
        text = " ".join(str(cell).split())
        if text:
            seen = text.casefold() in {name.casefold() for name in headers}
            headers[f"{text}...{position + 1}" if seen else text] = position
    return headers


def _store(
    con: duckdb.DuckDBPyConnection, table: str, headers: dict[str, int], rows: Iterator[list[Any]], first: int
) -> None:
    names = ", ".join(f"{quoted(name)} varchar" for name in headers)
    con.execute(f"create or replace table {table} ({names}, {ROW} bigint)")
    with step(f"reading {table}") as progress:
        while chunk := list(islice(rows, _CHUNK)):
            numbered = [(first + i, row) for i, row in enumerate(chunk) if any(cell not in ("", None) for cell in row)]
            columns = [
                pa.array([_text(row[position]) for _, row in numbered], pa.string()) for position in headers.values()
            ]
            batch = pa.table(
                [*columns, pa.array([number for number, _ in numbered], pa.int64())], names=[*headers, ROW]
            )
            con.from_arrow(batch).insert_into(table)
            first += len(chunk)
            progress.advance(len(chunk))


def _text(cell: Any) -> str | None:
    if cell is None or cell == "":
        return None
    if isinstance(cell, (datetime, date, time)):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, timedelta):
        return str(cell)
    return str(cell)
