"""The cluster that keys the acts of a log too large for one machine."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from open287g.core.errors import InputError
from open287g.core.extras import extra
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


@contextmanager
def on_spark(master: str, shared: Path) -> Iterator[Any]:
    """Ibis over a Spark session at `master`; `shared` is a folder every worker can read and write.

    Raises MissingExtraError where Spark is not installed, InputError when the cluster does not answer.
    """
    with extra("spark"):
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    import ibis

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(master).appName("open287g audit")
    for name, value in _settings(shared).items():
        builder = builder.config(name, value)
    try:
        session = builder.getOrCreate()
    except (PySparkException, RuntimeError) as error:
        reason = str(error).splitlines()[0]
        raise InputError(
            f"Spark at {master} does not answer: {reason}", remedy="Check --master and Java 17."
        ) from error
    session.sparkContext.setLogLevel("ERROR")
    try:
        yield ibis.pyspark.connect(session)
    except Exception as error:
        # What Spark's Java raises has a class of py4j, which is no dependency of ours.
        if not type(error).__module__.startswith(("pyspark", "py4j")):
            raise
        reason = next((line for line in str(error).splitlines() if line.strip()), type(error).__name__)
        raise InputError(
            f"Spark at {master} could not run the audit: {reason}",
            remedy="Run it with --engine duckdb; if that goes through, tell us the line above.",
        ) from error
    finally:
        session.stop()


def _instants(table: ir.Table) -> ir.Table:
    """A Spark table whose timestamps are said to be instants, which is what Spark's own type means by them."""
    bare = [name for name, dtype in table.schema().items() if dtype.is_timestamp() and dtype.timezone is None]
    return table.cast(dict.fromkeys(bare, "timestamp('UTC')")) if bare else table


def _settings(shared: Path) -> dict[str, str]:
    return {
        "spark.sql.session.timeZone": "UTC",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.warehouse.dir": str(shared / "warehouse"),
        "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
        # The files of one log are few and large; a task for each core is enough.
        "spark.sql.shuffle.partitions": "16",
    }
