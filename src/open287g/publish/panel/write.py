"""A panel in a file: Parquet, Arrow or CSV, by the ending of its name, whole or not at all."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from open287g.core.errors import InputError
from open287g.core.extras import extra
from open287g.core.files import replacing
from open287g.publish.panel.columns import PANEL, Time, Unit
from open287g.publish.panel.stream import panel, rows

if TYPE_CHECKING:
    import pyarrow as pa

ENDINGS = (".parquet", ".arrow", ".csv")


def write_panel(
    path: Path, *, unit: Unit, time: Time, since: date | None, until: date | None, home: Path | str | None
) -> int:
    """Write the panel asked for as `stream.panel` is; how many rows it has. CSV needs no Arrow.

    Raises InputError where the name of the file tells no kind that is written.
    """
    if path.suffix not in ENDINGS:
        remedy = f"Name a file that ends in {', '.join(ENDINGS)}."
        raise InputError("this ending tells no kind of file", str(path), remedy, exit_code=2)
    if path.suffix == ".csv":
        return _write_csv(rows(unit=unit, time=time, since=since, until=until, home=home), path)
    return _write(panel(unit=unit, time=time, since=since, until=until, home=home), path)


def _write(batches: pa.RecordBatchReader, path: Path) -> int:
    """Write every batch as it comes, as Parquet or Arrow."""
    total = 0
    with (
        replacing(path) as scratch,
        scratch.open("wb") as sink,
        _writer(path.suffix, sink, batches.schema) as writer,
    ):
        for batch in batches:
            writer.write_batch(batch)
            total += batch.num_rows
    return total


def _write_csv(told: Iterable[tuple[Any, ...]], path: Path) -> int:
    """Write every row as CSV as it comes.

    It begins with the mark that tells Excel its encoding, and holds no text but ids and codes, so no formula.
    """
    total = 0
    with replacing(path) as scratch, scratch.open("w", encoding="utf-8-sig", newline="") as sink:
        writer = csv.writer(sink, lineterminator="\n")
        writer.writerow(PANEL.names)
        for total, row in enumerate(told, 1):  # noqa: B007
            writer.writerow(row)
    return total


def _writer(ending: str, sink: Any, schema: pa.Schema) -> AbstractContextManager[Any]:
    with extra("arrow"):
        import pyarrow as pa
        import pyarrow.parquet

    if ending == ".parquet":
        made: AbstractContextManager[Any] = pyarrow.parquet.ParquetWriter(sink, schema, compression="zstd")
    else:
        made = pa.ipc.new_file(sink, schema)
    return made
