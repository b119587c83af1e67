"""The cluster that keys the acts of a log too large for one machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from open287g.core.cluster import on_spark
from open287g.core.sql import literal
from open287g.oversight.audit.request import Request

if TYPE_CHECKING:
    import ibis.expr.types as ir


def keyed_on_spark(con: duckdb.DuckDBPyConnection, scratch: Path, request: Request) -> Path:
    """The folder of `keyed` acts (see `rulebook.engine.cases`), keyed on the cluster; the log travels by `scratch`."""
    from open287g.rulebook.engine.cases import keyed

    for name in ("acts", "officers", "standing"):
        con.execute(f"copy (from {name}) to {literal(scratch / f'{name}-given.parquet')} (format parquet)")
    with on_spark(request.master, scratch) as cluster:
        acts, officers, standing = (
            _instants(cluster.read_parquet(str(scratch / f"{name}-given.parquet")))
            for name in ("acts", "officers", "standing")
        )
        cluster.to_parquet_dir(keyed(acts, officers, standing, time_zone=request.time_zone), str(scratch / "keyed"))
    return scratch / "keyed"


def _instants(table: ir.Table) -> ir.Table:
    """A Spark table whose timestamps are said to be instants, which is what Spark's own type means by them."""
    bare = [name for name, dtype in table.schema().items() if dtype.is_timestamp() and dtype.timezone is None]
    return table.cast(dict.fromkeys(bare, "timestamp('UTC')")) if bare else table
