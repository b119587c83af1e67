"""The record as a DuckDB file: written beside the old one and put in its place at once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from open287g.core.errors import InputError
from open287g.core.files import replacing
from open287g.core.filling import create

if TYPE_CHECKING:
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
                counts[table.name] = create(connection, table.name, table.types, fill(draft))
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
