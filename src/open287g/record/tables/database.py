"""The record as a DuckDB file: written beside the old one and put in its place at once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from open287g.core.errors import InputError
from open287g.core.files import replacing
from open287g.core.table import Table, arrow_type

if TYPE_CHECKING:
    import pyarrow as pa

    from open287g.record.history.draft import Draft


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


def write_record(draft: Draft, target: Path) -> dict[str, int]:
    """Write all tables into a new database file and put it in the place of `target`; how many rows each has."""
    import pyarrow as pa

    from open287g.record.tables.catalog import FILLED

    counts: dict[str, int] = {}
    with replacing(target) as scratch:
        connection = duckdb.connect(str(scratch))
        try:
            # Its tables are small: handing their parts to threads costs more than it saves.
            connection.execute("SET threads = 1")
            # What is committed goes into the file itself, not first into a log beside it.
            connection.execute("SET checkpoint_threshold = '1B'")
            connection.execute("BEGIN")
            for table, fill in FILLED:
                rows = fill(draft)
                data = rows if isinstance(rows, pa.Table) else arrow_table(table, rows)
                connection.register("incoming", data)
                connection.execute(f"CREATE TABLE {table.name} ({_columns(table)})")
                connection.execute(f"INSERT INTO {table.name} SELECT * FROM incoming")
                connection.unregister("incoming")
                counts[table.name] = data.num_rows
            connection.execute("COMMIT")
            connection.execute("CHECKPOINT")
        finally:
            connection.close()
    return counts


MOST_LOST = 0.1
"""The share of its agreements that a record may lose by a new build before a person is asked."""


def require_kept(target: Path, agreements: int) -> None:
    """Raise InputError if a record of so many `agreements` would lose more than MOST_LOST of those at `target`."""
    held = _agreements_in(target)
    if held and agreements < held * (1 - MOST_LOST):
        raise InputError(
            f"the new record would hold {agreements:,} agreements, and this one holds {held:,}; it stays as it is",
            str(target),
            "See what changed in the archive (open287g archive verify; open287g snapshots). If the loss is right: "
            "open287g build --accept.",
        )


def _agreements_in(path: Path) -> int | None:
    """How many agreements a record holds; None where there is none, or none that can be read."""
    if not path.exists():
        return None
    try:
        with duckdb.connect(str(path), read_only=True) as connection:
            (count,) = connection.execute("SELECT count(*) FROM agreements").fetchone() or (0,)
    except duckdb.Error:
        return None
    return int(count)


def _columns(table: Table) -> str:
    return ", ".join(f'"{column.name}" {column.type}' for column in table.columns)


def arrow_table(table: Table, rows: Sequence[tuple[Any, ...]]) -> pa.Table:
    """`rows` as an Arrow table with the columns of `table`."""
    import pyarrow as pa

    columns = list(zip(*rows, strict=True)) if rows else [()] * len(table.columns)
    arrays = [pa.array(values, arrow_type(c.type)) for c, values in zip(table.columns, columns, strict=True)]
    return pa.table(arrays, names=list(table.names))
