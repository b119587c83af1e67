"""The same audit and the same counts of releases and stops by DuckDB and by a Spark cluster of two workers.

The cluster is real: a driver, a master and two worker processes of their own, started by Spark for this test. A million
acts cost little more than the start: set OPEN287G_SPARK_ACTS=2000 for fewer. The cluster starts once for all tests.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from open287g.activity.releases.counts import counts, counts_on_spark
from open287g.activity.releases.load import load_releases, reading
from open287g.activity.sample.write import write_sample
from open287g.core.cluster import on_spark
from open287g.oversight.audit.request import Request
from open287g.oversight.audit.run import run_audit
from open287g.oversight.disparity.run import Asked, disparity
from open287g.oversight.disparity.sun import Place
from tests.rulebook.logs import write_scenarios
from tests.rulebook.test_scenarios_of_facts import cases, facts_of

pytest.importorskip("pyspark")

ACTS = int(os.environ.get("OPEN287G_SPARK_ACTS", "1000000"))
CLUSTER = os.environ.get("OPEN287G_SPARK_MASTER", "local-cluster[2,1,1024]")
TABLES = ("verdicts", "findings", "finding_acts", "by_provision", "by_officer", "by_model", "by_month", "by_act")


pytestmark = [
    pytest.mark.spark,
    pytest.mark.slow,
    pytest.mark.timeout(600 + ACTS // 200),
    pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java 17"),
]


@pytest.fixture(scope="module", autouse=True)
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        # A short run is over before the second compiler of Java pays.
        patch.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        with on_spark(CLUSTER, tmp_path_factory.mktemp("cluster")):
            yield


def test_a_release_is_counted_alike(tmp_path: Path) -> None:
    head = "Apprehension Date,Apprehension Method,Apprehension State,Unique Identifier,Duplicate Likely\n"
    lines = [
        f"2025-0{1 + n % 9}-{1 + n % 28:02} {n % 24:02}:30:00,{'287(g) Program' if n % 3 else ''},"
        f"{('TEXAS', 'FLORIDA', '')[n % 3]},{f'p{n % 40}' if n % 5 else ''},{('', 'TRUE', 'FALSE')[n % 3]}\n"
        for n in range(900)
    ]
    path = tmp_path / "arrests.csv"
    path.write_text(head + "".join(lines) + "2025-03-04 08:00:00,287(g) Program,TEXAS,p1,\n" * 5)
    with reading(threads=1) as con:
        loaded = list(load_releases(con, [path]))
        for method in (None, "287(g) program"):
            ours = counts(con, loaded, method)
            assert ours == counts_on_spark(con, loaded, tmp_path, CLUSTER, method)
            assert sum(int(str(row["records"])) for row in ours) > sum(int(str(row["without_repeats"])) for row in ours)


def test_stops_are_counted_alike(tmp_path: Path) -> None:
    path = tmp_path / "stops.parquet"
    duckdb.execute(f"""copy (
        select ['white', 'Black', 'Hispanic', null, 'unknown', 'Martian'][(1 + hash(i) % 6)::bigint] as race,
            'place ' || i % 7 as location, date '2018-01-01' + (i % 700)::integer as date,
            [(16 + hash(i * 3) % 9)::varchar || ':' || lpad((i % 60)::varchar, 2, '0'), '', 'noon']
                [(1 + (i % 23) // 21)::bigint] as time,
            [null, true, false, false][(1 + hash(i * 5) % 4)::bigint] as searched, i % 5 = 0 as found
        from range(6000) t(i)) to '{path}' (format parquet)""")
    there = Place(47.61, -122.33, "America/Los_Angeles")
    ours, theirs = (disparity(Asked(path, place=there, master=master)) for master in (None, CLUSTER))
    assert ours == theirs
    assert {one.method for one in ours.answers if not one.refused} >= {"search", "outcome", "veil"}


def test_a_cluster_of_two_workers_gives_the_rows_of_duckdb(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.mkdir()
    write_sample(log, acts=ACTS, seed=11)
    files, scenarios = _with_scenarios(log)
    done = {
        engine: run_audit(Request(*files, tmp_path / engine, engine=engine, master=CLUSTER, csv="never", memory="1GB"))
        for engine in ("duckdb", "spark")
    }
    assert done["duckdb"].verdicts == done["spark"].verdicts
    assert done["duckdb"].acts == done["spark"].acts > ACTS + scenarios * 0.9
    for table in TABLES:
        ours, theirs = (f"read_parquet('{tmp_path / engine / table}.parquet')" for engine in ("duckdb", "spark"))
        assert _count(f"from {theirs}") > 0
        assert _count(f"from {ours} except all from {theirs}") == 0, table
        assert _count(f"from {theirs} except all from {ours}") == 0, table
    columns = "act_id, provision, result"
    found, planted = (
        f"from '{one}.parquet' select {columns} where not starts_with(act_id, 'act-s')"
        for one in (tmp_path / "spark/finding_acts", log / "labels")
    )
    assert _count(f"({found}) except all ({planted})") == _count(f"({planted}) except all ({found})") == 0


def _with_scenarios(log: Path) -> tuple[tuple[Path, Path, Path], int]:
    """The sample and every scenario of facts as one log, so that one job judges both; how many scenarios."""
    told = [case.values[0] for case in cases()]
    count = write_scenarios(log, [facts_of(one) for one in told if "refused" not in one])
    for name, sample in (("acts", "acts.parquet"), ("officers", "officers.csv"), ("agreements", "agreements.csv")):
        (log / name).mkdir()
        for file in (sample, f"scenarios-{name}.csv"):
            (log / file).rename(log / name / file)
    return (log / "acts", log / "officers", log / "agreements"), count


def _count(query: str) -> int:
    ((count,),) = duckdb.sql(f"select count(*) from ({query})").fetchall()
    return int(count)
