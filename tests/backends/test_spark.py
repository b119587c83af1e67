"""The same audit on DuckDB and on a Spark cluster of two workers gives the same rows.

The cluster is real: a driver, a master and two worker processes of their own, started by Spark for this test. Set
OPEN287G_SPARK_ACTS=1000000 to compare on a million acts. It is one test, so that the cluster starts once.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import duckdb
import pytest

from open287g.activity.sample.write import write_sample
from open287g.oversight.audit.request import Request
from open287g.oversight.audit.run import run_audit

pytest.importorskip("pyspark")

ACTS = int(os.environ.get("OPEN287G_SPARK_ACTS", "20000"))
CLUSTER = os.environ.get("OPEN287G_SPARK_MASTER", "local-cluster[2,1,1024]")
TABLES = ("verdicts", "findings", "finding_acts", "by_provision", "by_officer", "by_model", "by_month", "by_act")


@pytest.mark.spark
@pytest.mark.slow
@pytest.mark.timeout(600 + ACTS // 200)
@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java 17")
def test_a_cluster_of_two_workers_gives_the_rows_of_duckdb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A short run is over before the second compiler of Java pays.
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
    log = tmp_path / "log"
    log.mkdir()
    write_sample(log, acts=ACTS, seed=11)
    files = (log / "acts.parquet", log / "officers.csv", log / "agreements.csv")
    done = {
        engine: run_audit(Request(*files, tmp_path / engine, engine=engine, master=CLUSTER, csv="never", memory="1GB"))
        for engine in ("duckdb", "spark")
    }
    assert done["duckdb"].verdicts == done["spark"].verdicts
    assert done["duckdb"].acts == done["spark"].acts == ACTS
    for table in TABLES:
        ours, theirs = (f"read_parquet('{tmp_path / engine / table}.parquet')" for engine in ("duckdb", "spark"))
        assert _count(f"from {theirs}") > 0
        assert _count(f"from {ours} except all from {theirs}") == 0, table
        assert _count(f"from {theirs} except all from {ours}") == 0, table
    columns = "act_id, provision, result"
    found, planted = (
        f"from '{one}.parquet' select {columns}" for one in (tmp_path / "spark/finding_acts", log / "labels")
    )
    assert _count(f"({found}) except all ({planted})") == _count(f"({planted}) except all ({found})") == 0


def _count(query: str) -> int:
    ((count,),) = duckdb.sql(f"select count(*) from ({query})").fetchall()
    return int(count)
