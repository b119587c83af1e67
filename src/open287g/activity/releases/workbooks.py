"""Workbooks of a release: a process of bounded memory turns each sheet of records into Parquet for DuckDB."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple

from python_calamine import CalamineError, CalamineWorkbook

from open287g.activity.releases.header import WITHIN, find_header
from open287g.core.errors import InputError
from open287g.core.extras import extra
from open287g.core.files import reason
from open287g.core.guarded import Bounds, read_each

ENDINGS = (".xlsx", ".xlsb", ".xls", ".ods")
BOUNDS = Bounds(seconds=3600, memory=24 * 2**30)
"""ICE's largest workbooks have a million rows a sheet."""
ROW = "row_in_file"
_CHUNK = 50_000
_REMEDY = "Save the workbook again, or save its sheet as CSV."


class Converted(NamedTuple):
    """A sheet as a Parquet file of text and ROW (the first row of the sheet is 1), and what stands above its header."""

    sheet: str
    columns: list[str]
    file: Path
    above: tuple[str, ...]


def convert(path: Path, folder: Path) -> list[Converted]:
    """Every sheet of `path` with a header of a release. Raises InputError where it is no workbook."""
    with extra("arrow"):
        import pyarrow  # noqa: F401  # The process that reads the workbook needs it.
    (outcome,) = read_each(_convert, [(path, folder)], BOUNDS, jobs=1, forked=True)
    if outcome.failure is not None:
        failure = outcome.failure
        raise InputError(failure.what, failure.where or str(path), failure.remedy or _REMEDY)
    return outcome.answer or []


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
    target = folder / f"sheet-{number}.parquet"
    _write(target, header.names, chain(head[header.last + 1 :], rows), first=offset + header.last + 2)
    return Converted(name, list(header.names), target, header.above)


def _write(target: Path, names: dict[str, int], rows: Iterator[list[Any]], first: int) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    fields = [pa.field(name, pa.string()) for name in names] + [pa.field(ROW, pa.int64())]
    schema = pa.schema(fields)
    with pq.ParquetWriter(target, schema) as writer:
        while chunk := list(islice(rows, _CHUNK)):
            kept = [(first + i, row) for i, row in enumerate(chunk) if any(cell not in ("", None) for cell in row)]
            texts = [pa.array([_text(row[at]) for _, row in kept], pa.string()) for at in names.values()]
            numbers = pa.array([number for number, _ in kept], pa.int64())
            writer.write_table(pa.table([*texts, numbers], schema=schema))
            first += len(chunk)


def _text(cell: Any) -> str | None:
    if cell is None or cell == "":
        return None
    if isinstance(cell, (datetime, date, time)):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
