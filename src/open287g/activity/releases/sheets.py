"""The sheets of a workbook, CSV or Parquet file, each as a DuckDB table of text with the row of origin."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from open287g.activity.releases import text_files, workbooks
from open287g.activity.releases.workbooks import ROW
from open287g.core.errors import InputError
from open287g.core.files import reason
from open287g.core.folders import scratch_folder
from open287g.core.sql import literal, quoted

_ENDINGS = "a workbook (.xlsx, .xlsb, .xls, .ods), .csv, .csv.gz or .parquet"


@dataclass(frozen=True)
class Sheet:
    """A sheet with a header: its columns, and `store`, which makes a table of some of them and ROW.

    `store` gives the number of rows that could not be split into cells. `above` stands above the header.
    """

    file: str
    name: str
    columns: list[str]
    above: tuple[str, ...]
    store: Callable[[str, list[str]], int]


def open_sheets(con: duckdb.DuckDBPyConnection, path: Path) -> Iterator[Sheet]:
    """Every sheet of `path` that has a header with two known columns. Raises InputError for a file it cannot read."""
    name = path.name.lower()
    if not path.is_file():
        raise InputError("there is no such file", where=str(path), remedy=f"Name {_ENDINGS}.")
    if name.endswith(".parquet"):
        yield _parquet(con, path)
    elif name.endswith(text_files.ENDINGS):
        yield from _text(con, path)
    elif name.endswith(workbooks.ENDINGS):
        yield from _workbook(con, path)
    else:
        raise InputError(f"cannot read a {path.suffix or 'nameless'} file", str(path), f"Name {_ENDINGS}.")


def _text(con: duckdb.DuckDBPyConnection, path: Path) -> Iterator[Sheet]:
    text = text_files.look_at(path)
    if text is not None:

        def store(table: str, wanted: list[str]) -> int:
            return text_files.store_text(con, text, table, wanted, ROW)

        yield Sheet(path.name, "", list(text.header.names), text.header.above, store)


def _parquet(con: duckdb.DuckDBPyConnection, path: Path) -> Sheet:
    source = f"read_parquet({literal(path)}, file_row_number=true)"
    try:
        names = con.sql(f"select * from {source} limit 0").columns
    except duckdb.Error as error:
        raise InputError(f"not a Parquet file: {reason(error)}", where=str(path)) from error
    columns = [name for name in names if name != "file_row_number"]
    return Sheet(
        path.name, "", columns, (), lambda table, wanted: _store(con, source, "file_row_number + 1", table, wanted)
    )


def _workbook(con: duckdb.DuckDBPyConnection, path: Path) -> Iterator[Sheet]:
    with scratch_folder("open287g-sheets-") as folder:
        for sheet in workbooks.convert(path, folder):
            source = f"read_parquet({literal(sheet.file)})"

            def store(table: str, wanted: list[str], source: str = source) -> int:
                return _store(con, source, ROW, table, wanted)

            yield Sheet(path.name, sheet.sheet, sheet.columns, sheet.above, store)


def _store(con: duckdb.DuckDBPyConnection, source: str, row: str, table: str, wanted: list[str]) -> int:
    cells = ", ".join(f"cast({quoted(name)} as varchar) as {quoted(name)}" for name in wanted)
    try:
        con.execute(f"create or replace table {table} as select {cells}, {row} as {ROW} from {source}")
    except duckdb.Error as error:
        raise InputError(f"it cannot be read to its end: {reason(error)}", source) from error
    return 0
