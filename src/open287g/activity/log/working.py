"""A place to work in: a connection whose memory is bounded, and a scratch folder beside the results."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from open287g.activity.log.load import connect
from open287g.core.errors import InputError


@contextmanager
def working(out: Path, memory: str, threads: int | None) -> Iterator[tuple[duckdb.DuckDBPyConnection, Path]]:
    """A connection whose memory is bounded and a scratch folder beside `out`, both gone afterwards."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".open287g-", dir=out.parent) as scratch:
        con = connect(Path(scratch), memory, threads)
        try:
            yield con, Path(scratch)
        except duckdb.OutOfMemoryException as error:
            reason = str(error).splitlines()[0]
            raise InputError(f"{memory} of memory is not enough: {reason}", remedy="Raise --memory.") from error
        except duckdb.IOException as error:
            raise InputError(f"a file could not be read or written: {str(error).splitlines()[0]}") from error
        finally:
            con.close()
