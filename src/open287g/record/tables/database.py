"""The record as a DuckDB file: written beside the old one and put in its place at once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from open287g.core.errors import InputError
from open287g.core.files import replacing
from open287g.core.table import Table, arrow_type
from open287g.record.tables.columns import TABLES
from open287g.record.tables.understanding import World

Row = tuple[Any, ...]


def record_path(home: Path) -> Path:
    """Where `home` keeps its record."""
    return home / "record" / "record.duckdb"


@contextmanager
def writing(where: Path, lost: str) -> Iterator[None]:
    """Tell a write that failed as an error a person can mend; `lost` says what became of what stood there."""
    try:
        yield
    except (OSError, duckdb.OperationalError, duckdb.FatalException) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise InputError(
            f"cannot be written ({reason}); {lost}", str(where), "Free some space or check permissions, and try again."
        ) from error


def clear_scratch(folder: Path) -> None:
    """Remove what a stopped build left in `folder`; only the one build under way may call it."""
    for left in folder.glob(".*.part*"):
        if left.is_dir():
            shutil.rmtree(left)
        else:
            left.unlink()


def write_record(rows: dict[str, list[Row]], world: World, target: Path) -> None:
    """Write all tables into a new database file and put it in the place of `target`."""
    with replacing(target) as scratch:
        connection = duckdb.connect(str(scratch))
        try:
            for table in TABLES:
                data = _observations(world) if table.name == "observations" else arrow_table(table, rows[table.name])
                connection.register("incoming", data)
                connection.execute(f"CREATE TABLE {table.name} ({_columns(table)})")
                connection.execute(f"INSERT INTO {table.name} SELECT * FROM incoming")
                connection.unregister("incoming")
            connection.execute("CHECKPOINT")
        finally:
            connection.close()


def _columns(table: Table) -> str:
    return ", ".join(f'"{column.name}" {column.type}' for column in table.columns)


def arrow_table(table: Table, rows: list[Row]) -> pa.Table:
    """`rows` as an Arrow table with the columns of `table`."""
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(table.columns)
    arrays = [pa.array(values, arrow_type(c.type)) for c, values in zip(table.columns, columns, strict=True)]
    return pa.table(arrays, names=list(table.names))


def _observations(world: World) -> pa.Table:
    """Which line stands in which row of which publication, as columns: some 230,000 rows."""
    agreement = np.full(len(world.readings), -1, np.int64)
    for i, life in enumerate(world.lives):
        agreement[life.instrument.lines] = i
    ids = pa.array([world.agreement_id(i) for i in range(len(world.lives))], pa.string())
    publication, row, line = [], [], []
    names: list[str] = []
    for kind in ("participating", "pending"):
        for p, snapshot in enumerate(world.publications[kind].first):
            if snapshot.listing is not None:
                publication.append(np.full(len(snapshot.listing.rows), len(names), np.int32))
                row.append(snapshot.listing.rows)
                line.append(snapshot.listing.lines)
            names.append(world.publication_id(kind, p))
    lines = np.concatenate([np.empty(0, np.int32), *line])
    owner = agreement[lines] if len(lines) else np.empty(0, np.int64)
    return pa.table(
        {
            "publication_id": pa.DictionaryArray.from_arrays(
                np.concatenate([np.empty(0, np.int32), *publication]), pa.array(names, pa.string())
            ).cast(pa.string()),
            "row": pa.array(np.concatenate([np.empty(0, np.int32), *row])),
            "line": pa.array(lines),
            "agreement_id": ids.take(pa.array(owner, pa.int64(), mask=owner < 0)),
        }
    )
