"""A panel in a file: Parquet, Arrow or CSV, by the ending of its name, whole or not at all."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from open287g.core.errors import InputError
from open287g.core.extras import extra
from open287g.core.files import replacing

if TYPE_CHECKING:
    import pyarrow as pa

ENDINGS = (".parquet", ".arrow", ".csv")


def write(rows: pa.RecordBatchReader, path: Path) -> int:
    """Write every batch as it comes; how many rows there were.

    CSV begins with the mark that tells Excel its encoding; it holds no text but ids and codes, so no formula.
    """
    if path.suffix not in ENDINGS:
        remedy = f"Name a file that ends in {', '.join(ENDINGS)}."
        raise InputError("this ending tells no kind of file", str(path), remedy)
    total = 0
    with replacing(path) as scratch, scratch.open("wb") as sink:
        if path.suffix == ".csv":
            sink.write(b"\xef\xbb\xbf")
        with _writer(path.suffix, sink, rows.schema) as writer:
            for batch in rows:
                writer.write_batch(batch)
                total += batch.num_rows
    return total


def _writer(ending: str, sink: Any, schema: pa.Schema) -> AbstractContextManager[Any]:
    with extra("arrow"):
        import pyarrow as pa
        import pyarrow.csv
        import pyarrow.parquet

    if ending == ".parquet":
        made: AbstractContextManager[Any] = pyarrow.parquet.ParquetWriter(sink, schema, compression="zstd")
    elif ending == ".arrow":
        made = pa.ipc.new_file(sink, schema)
    else:
        made = pyarrow.csv.CSVWriter(sink, schema)
    return made
