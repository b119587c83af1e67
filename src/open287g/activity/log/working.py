"""A place to work in: a connection whose memory is bounded, and a scratch folder beside the results."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from open287g.activity.log.load import connect
from open287g.core.errors import InputError
from open287g.core.files import reason
from open287g.core.folders import scratch_folder


@contextmanager
def working(out: Path | None, memory: str, threads: int | None) -> Iterator[tuple[duckdb.DuckDBPyConnection, Path]]:
    """A connection whose memory is bounded and a scratch folder beside `out`, both gone afterwards.

    Without `out` nothing is to be written, and the system's temporary folder serves.
    """
    if out is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
    with scratch_folder(".open287g-working-", out and out.parent, told=out) as scratch:
        con = connect(scratch, memory, threads)
        try:
            yield con, scratch
        except duckdb.OutOfMemoryException as error:
            raise InputError(f"{memory} of memory is not enough: {reason(error)}", remedy="Raise --memory.") from error
        except duckdb.IOException as error:
            raise InputError(f"a file could not be read or written: {reason(error)}") from error
        finally:
            con.close()
