"""Workbooks of a release: a process of bounded memory turns each sheet of records into Parquet for DuckDB."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
from python_calamine import CalamineError, CalamineWorkbook

from open287g.activity.releases.header import WITHIN, find_header
from open287g.core.errors import InputError
from open287g.core.files import reason
from open287g.core.guarded import Bounds, read_each
from open287g.core.sql import literal

ENDINGS = (".xlsx", ".xlsb", ".xls", ".ods")
BOUNDS = Bounds(seconds=3600, memory=24 * 2**30)
"""ICE's largest workbooks have a million rows a sheet."""
ROW = "row_in_file"
_LONGEST = 16 * 2**20
"""Bytes of a row at most; a cell of a workbook holds no more than 32,767 letters."""
_REMEDY = "Save the workbook again, or save its sheet as CSV."


class Converted(NamedTuple):
    """A sheet as a Parquet file of text and ROW (the first row of the sheet is 1), and what stands above its header."""

    sheet: str
    columns: list[str]
    file: Path
    above: tuple[str, ...]


def convert(path: Path, folder: Path) -> list[Converted]:
    """Every sheet of `path` with a header of a release. Raises InputError where it is no workbook."""
    (outcome,) = read_each(_convert, [(path, folder)], BOUNDS, jobs=1, forked=True)
    if outcome.failure is not None:
        failure = outcome.failure
        raise InputError(failure.what, failure.where or str(path), failure.remedy or _REMEDY)
    return [_as_parquet(sheet) for sheet in outcome.answer or []]


def _convert(task: tuple[Path, Path]) -> list[Converted]:
    path, folder = task
    try:
        book = CalamineWorkbook.from_path(str(path))
        made = [_sheet(book, name, number, folder) for number, name in enumerate(book.sheet_names)]
    except (CalamineError, OSError) as error:
        raise InputError(f"not a workbook: {reason(error)}", str(path), _REMEDY) from error
    return [sheet for sheet in made if sheet is not None]


def _sheet(book: CalamineWorkbook, name: str, number: int, folder: Path) -> Converted | None:
    sheet = book.get_sheet_by_name(name)
    offset = sheet.start[0] if sheet.start else 0
    rows = iter(sheet.iter_rows())
    head = list(islice(rows, WITHIN + 1))
    header = find_header(head)
    if header is None:
        return None
    target = folder / f"sheet-{number}.csv"
    _write(target, header.names, chain(head[header.last + 1 :], rows), first=offset + header.last + 2)
    return Converted(name, list(header.names), target, header.above)


def _write(target: Path, names: dict[str, int], rows: Iterator[list[Any]], first: int) -> None:
    places = list(names.values())
    with target.open("w", encoding="utf-8", errors="replace", newline="") as sink:
        writer = csv.writer(sink, quoting=csv.QUOTE_ALL, lineterminator="\n")
        for number, row in enumerate(rows, first):
            if any(cell not in ("", None) for cell in row):
                writer.writerow([*(_text(row[place]) for place in places), number])


def _as_parquet(sheet: Converted) -> Converted:
    """The sheet that the process wrote as text, as Parquet: an empty cell is null."""
    target = sheet.file.with_suffix(".parquet")
    columns = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in sheet.columns)
    given = f"columns = {{{columns}, {literal(ROW)}: 'BIGINT'}}, nullstr = '', max_line_size = {_LONGEST}"
    marks = "header = false, auto_detect = false, delim = ',', quote = '\"', escape = '\"'"
    with duckdb.connect() as con:
        con.execute(
            f"copy (from read_csv({literal(sheet.file)}, {marks}, {given})) to {literal(target)} (format parquet)"
        )
    sheet.file.unlink()
    return sheet._replace(file=target)


def _text(cell: Any) -> str | None:
    if cell is None or cell == "":
        return None
    if isinstance(cell, (datetime, date, time)):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
