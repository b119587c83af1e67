"""What changed between two releases (or exports) of the record: which agencies, agreements and events, and in what."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from open287g.core.cells import cell_text
from open287g.core.errors import InputError
from open287g.core.table import Table
from open287g.record.tables.catalog import BY_NAME

COMPARED = ("agencies", "agreements", "events", "endings", "pending", "redirects")
"""The tables of things that have an id; the others are made of the same lists."""

Row = dict[str, Any]


class Difference(NamedTuple):
    """One difference: a row `added` or `removed`, or one column of a row `changed` from `old` to `new`.

    `id` is the row's key. `column`, `old` and `new` are empty where a whole row came or went.
    """

    table: str
    change: str
    id: str
    column: str = ""
    old: str = ""
    new: str = ""


def differences(old: Path, new: Path) -> Iterator[Difference]:
    """Every difference from the release or export in folder `old` to that in `new`, by table, then by id.

    An id stands for one thing for good, so one that went has a row in `redirects`, or was wrong. Raises InputError
    where a folder is no release, or was written by a version whose tables have other keys.
    """
    for name in COMPARED:
        before, after = (_rows(folder, BY_NAME[name]) for folder in (old, new))
        for key in sorted(before.keys() | after.keys()):
            yield from _of_row(name, key, before.get(key), after.get(key))


def _of_row(table: str, key: str, old: Row | None, new: Row | None) -> Iterator[Difference]:
    if old is None or new is None:
        yield Difference(table, "added" if old is None else "removed", key)
        return
    for column in [*old, *(column for column in new if column not in old)]:
        if old.get(column) != new.get(column):
            yield Difference(table, "changed", key, column, cell_text(old.get(column)), cell_text(new.get(column)))


def _rows(folder: Path, table: Table) -> dict[str, Row]:
    path = next((at for at in _places(folder, table.name) if at.is_file()), None)
    if path is None:
        remedy = "Name a folder that `open287g release` or `open287g export` wrote."
        raise InputError(f"there is no table {table.name} here", str(folder), remedy)
    with duckdb.connect() as con:
        read = con.read_parquet(str(path))
        names, rows = read.columns, read.fetchall()
    missing = [name for name in table.key if name not in names]
    if missing:
        raise InputError(
            f"its rows have no {missing[0]}", str(path), "Compare releases of the same version of open287g."
        )
    by_name = (dict(zip(names, row, strict=True)) for row in rows)
    return {" ".join(cell_text(row[name]) for name in table.key): row for row in by_name}


def _places(folder: Path, name: str) -> Iterator[Path]:
    for inner in (folder / "data", folder):
        yield inner / "parquet" / f"{name}.parquet"
