"""A log kept in Excel: its one sheet with the columns of a table, written as CSV of the same rows.

A process of bounded memory reads the workbook. Of columns that the schema does not name only the name is written, so
that what would point to a person stays where it is.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from open287g.activity.log.columns import Schema
from open287g.activity.log.privacy import plain_name
from open287g.core.errors import InputError
from open287g.core.files import reason
from open287g.core.guarded import Bounds, read_each

ENDINGS = (".xlsx", ".xlsb", ".xls", ".ods")
_BOUNDS = Bounds(seconds=3600, memory=8 * 2**30)
_REMEDY = "Save the workbook again, or save its sheet as CSV UTF-8."
_MARKS = str.maketrans(dict.fromkeys(',;\t\r\n"', " "))
"""What would part a name of the header in two."""


def as_csv(path: Path, schema: Schema, target: Path) -> None:
    """Write the sheet of `path` that has the columns of `schema` to `target`, row by row as in the workbook.

    Raises InputError where it is no workbook, where no sheet has those columns in its first row, or where several do.
    """
    needed = [fact.name for fact in schema.columns.values() if fact.required and not fact.instead]
    task = (path, frozenset(schema.columns), frozenset(needed), schema.table, target)
    (outcome,) = read_each(_write, [task], _BOUNDS, jobs=1, forked=True)
    if outcome.failure is not None:
        failure = outcome.failure
        raise InputError(failure.what, failure.where or str(path), failure.remedy or _REMEDY)


def _write(task: tuple[Path, frozenset[str], frozenset[str], str, Path]) -> bool:
    path, known, needed, table, target = task
    try:
        book = CalamineWorkbook.from_path(str(path))
        rows_of = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    except (CalamineError, PasswordError, OSError, ValueError) as error:
        raise InputError(f"not a workbook that can be read: {reason(error)}", str(path), _REMEDY) from error
    headers = {
        name: [_text(cell).translate(_MARKS).strip() for cell in rows[0]] for name, rows in rows_of.items() if rows
    }
    fit = [name for name, header in headers.items() if needed <= set(map(plain_name, header))]
    if len(fit) != 1:
        raise _no_one_sheet(path, table, fit, headers)
    header, rows = headers[fit[0]], rows_of[fit[0]][1:]
    while rows and not any(_text(cell) for cell in rows[-1]):
        rows.pop()
    read = [at for at, name in enumerate(header) if plain_name(name) in known]
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        width = max((at + 1 for at, name in enumerate(header) if name), default=0)
        writer.writerow([name or f"column {at + 1}" for at, name in enumerate(header[:width])])
        for row in rows:
            writer.writerow([_text(row[at]) if at in read else "" for at in range(width)])
    return True


def _no_one_sheet(path: Path, table: str, fit: list[str], headers: Mapping[str, list[str]]) -> InputError:
    where = f"{path}, row 1"
    if fit:
        return InputError(f"{len(fit)} sheets have the columns of {table}", where, "Keep one, or save each as CSV.")
    none = "its one sheet has not" if len(headers) == 1 else f"none of its {len(headers)} sheets has"
    return InputError(
        f"{none} the columns of {table} in its first row",
        where,
        "Put the header into row 1; its columns are listed by: open287g activity schema",
    )


def _text(cell: Any) -> str:
    """A cell as the log's text forms have it; Excel keeps a time as a share of a day, so to the second."""
    if isinstance(cell, datetime):
        return (cell + timedelta(milliseconds=500)).replace(microsecond=0).isoformat()
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)
