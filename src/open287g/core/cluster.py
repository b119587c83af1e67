"""A Spark cluster for what outgrows one machine."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from open287g.core.errors import InputError
from open287g.core.extras import extra


@contextmanager
def on_spark(master: str, shared: Path) -> Iterator[Any]:
    """Ibis over a Spark session at `master`; `shared` is a folder every worker can read and write.

    A session that runs already is used, and left running.
    Raises MissingExtraError where Spark is not installed, InputError when the cluster does not answer.
    """
    with extra("spark"):
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    import ibis

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    running = SparkSession.getActiveSession()
    ran = running is not None
    if running is not None and running.sparkContext.master != master:
        raise InputError(
            f"Spark at {master} does not answer: this process works with {running.sparkContext.master}",
            remedy="Ask the one or the other in a process of its own.",
        )
    builder = SparkSession.builder.master(master).appName("open287g")
    for name, value in _settings(shared).items():
        builder = builder.config(name, value)
    try:
        session = builder.getOrCreate()
    except Exception as error:
        if not (isinstance(error, (PySparkException, RuntimeError)) or type(error).__module__.startswith("py4j")):
            raise
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
            f"Spark at {master} could not run this: {reason}",
            remedy="Run it with --engine duckdb; if that goes through, tell us the line above.",
        ) from error
    finally:
        if not ran:
            session.stop()


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
