"""The two engines an audit runs on."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import ibis
import ibis.expr.types as ir

from open287g.core.errors import InputError
from open287g.core.extras import extra


def on_duckdb(con: duckdb.DuckDBPyConnection) -> Any:
    """Ibis over an open DuckDB connection."""
    return ibis.duckdb.from_connection(con)


@contextmanager
def on_spark(master: str, shared: Path) -> Iterator[Any]:
    """Ibis over a Spark session at `master`; `shared` is a folder every worker can read and write.

    Raises MissingExtraError where Spark is not installed, InputError when the cluster does not answer.
    """
    with extra("spark"):
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession

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
    finally:
        session.stop()


def instants(table: ir.Table) -> ir.Table:
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
