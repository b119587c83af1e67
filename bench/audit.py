"""The audit: acts a second at four sizes, of which twelve acts show what every audit costs, memory, one decision, the
same on a Spark cluster of two workers, and Cedar on the same provisions.

Each audit runs the command in a process of its own, from a Parquet log to the finished folder: checks, verdicts,
findings, summaries and report. The log is the labeled sample log, so every run is also checked against its labels.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import duckdb

from bench.measure import Measure, timed

SIZES = (100_000, 12, 1_000_000, 10_000_000)
CEDAR_ACTS = 2_000
SPARK_ACTS, CLUSTER = 1_000_000, "local-cluster[2,1,1024]"
ROOM = "rulebook"
_MAIN = "from open287g.cli.main import main; main()"


def run() -> list[Measure]:
    """Every figure; the largest log takes about 450 MB of the temporary folder."""
    with tempfile.TemporaryDirectory(prefix="open287g-bench-") as name:
        folder = Path(name)
        found: list[Measure] = []
        for acts in SIZES:
            found += _audit(folder, acts)
        found += _spark(folder, SPARK_ACTS)
        found.append(_decision())
        return found + _cedar(folder, next(one.value for one in found if one.name == f"audit of {SIZES[-1]:,} acts"))


def _audit(folder: Path, acts: int) -> list[Measure]:
    log, out = folder / f"log-{acts}", folder / f"audit-{acts}"
    made = ["sample-log", "--acts", str(acts), "--seed", "1", "--out", str(log)]
    with timed() as making:
        _command(made)
    with timed() as auditing:
        peak = _command([*_audited(log), "--out", str(out), "--threads", "2", "--memory", "2500MB"])
    columns = "act_id, provision, result"
    wrong = _unlike(out / "finding_acts.parquet", log / "labels.parquet", columns)
    last = acts == SIZES[-1]
    rate = acts / auditing.seconds
    return [
        Measure(
            ROOM,
            f"audit of {acts:,} acts",
            rate,
            "acts/s",
            note=f"{auditing.seconds:.1f} s, command and report included",
        ),
        Measure(ROOM, f"seconds for {acts:,} acts", auditing.seconds, "s", limit=12 if last else None),
        Measure(ROOM, f"memory for {acts:,} acts", peak, "GiB", limit=4 if last else None),
        Measure(ROOM, f"findings unlike the labels of {acts:,} acts", wrong, "findings", limit=0),
        Measure(ROOM, f"sample log of {acts:,} acts", making.seconds, "s"),
    ]


def _command(arguments: list[str]) -> float:
    """Run open287g; its peak resident memory in GiB."""
    child = subprocess.Popen([sys.executable, "-c", _MAIN, *arguments], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"open287g {' '.join(arguments)} ended with {child.returncode}")
    return used.ru_maxrss / 2**20


def _audited(log: Path) -> list[str]:
    files = {"--officers": "officers.csv", "--agreements": "agreements.csv"}
    named = [part for option, file in files.items() for part in (option, str(log / file))]
    return ["audit", str(log / "acts.parquet"), *named, "--csv", "never"]


def _unlike(one: Path, other: Path, columns: str = "*") -> int:
    """How many rows only one of two Parquet files has."""
    ours, theirs = (f"select {columns} from '{path}'" for path in (one, other))
    ((count,),) = duckdb.execute(f"""
        select (select count(*) from ({ours} except all {theirs})) + (select count(*) from ({theirs} except all {ours}))
        """).fetchall()
    return int(count)


def _spark(folder: Path, acts: int) -> list[Measure]:
    """The log of `acts` judged on a cluster, and its rows beside those of DuckDB; nothing where there is no Spark."""
    if find_spec("pyspark") is None or shutil.which("java") is None:
        return []
    out = folder / f"spark-{acts}"
    with timed() as clock:
        _command([*_audited(folder / f"log-{acts}"), "--out", str(out), "--engine", "spark", "--master", CLUSTER])
    tables = ("verdicts", "findings", "finding_acts", "by_provision")
    unlike = sum(_unlike(out / f"{name}.parquet", folder / f"audit-{acts}" / f"{name}.parquet") for name in tables)
    note = "two workers; Java's start included"
    return [
        Measure(ROOM, f"seconds for {acts:,} acts on Spark", clock.seconds, "s", note=note),
        Measure(ROOM, f"rows on Spark unlike DuckDB's of {acts:,} acts", unlike, "rows", limit=0),
    ]


def _decision() -> Measure:
    from open287g.rulebook.decide import decide

    given: dict[str, Any] = {
        "act": {
            "act": "serve_arrest_warrant",
            "at": "2025-04-24T13:05:00-04:00",
            "time_zone": "America/New_York",
            "place": "jail",
        },
        "officer": {"model": "WSO", "us_citizen": True},
        "agreement": {"model": "WSO", "edition": "WSO-2025"},
    }
    decide(given)
    seconds = []
    for _ in range(200):
        begun = time.perf_counter()
        decide(given)
        seconds.append(time.perf_counter() - begun)
    return Measure(ROOM, "one decision, warm", statistics.median(seconds) * 1000, "ms", limit=10, note="median of 200")


def _cedar(folder: Path, rate: float) -> list[Measure]:
    import cedarpy
    import ibis

    from bench import cedar
    from open287g.activity.log.files_as_sql import Options
    from open287g.activity.log.load import connect, load
    from open287g.rulebook.engine.evaluate import evaluate
    from open287g.rulebook.engine.prepare import prepare

    log = folder / f"log-{SIZES[0]}"
    con = connect(folder, "2GB")
    for table, file in (("acts", "acts.parquet"), ("officers", "officers.csv"), ("agreements", "agreements.csv")):
        load(con, log / file, table, Options(folder))
    backend = ibis.duckdb.from_connection(con)
    acts = backend.table("acts").order_by("act_id").limit(CEDAR_ACTS)
    officers, agreements = (backend.table(name) for name in ("officers", "agreements"))
    judged = backend.create_table("judged", evaluate(prepare(backend.create_table("few", acts), officers, agreements)))
    asked, policies = cedar.requests(judged), cedar.policies()
    entities = cedarpy.Entities.from_json_str("[]")
    with timed() as clock:
        answers = cedarpy.is_authorized_batch(asked, policies, entities)
    allowed = [answer.decision == cedarpy.Decision.Allow for answer in answers]
    ours = [verdict == "authorized" for verdict in judged.verdict.to_pyarrow().to_pylist()]
    unlike = sum(one != other for one, other in zip(allowed, ours, strict=True))
    theirs = CEDAR_ACTS / clock.seconds
    note = f"{len(cedar.policy_ids())} policies, verdicts only; {allowed.count(False)} of {CEDAR_ACTS} denied"
    return [
        Measure(ROOM, "Cedar (cedarpy batch), same provisions", theirs, "acts/s", note=note),
        Measure(ROOM, "verdicts unlike Cedar's", unlike, "acts", limit=0),
        Measure(ROOM, "audit over Cedar", rate / theirs, "times", limit=300, higher_is_better=True),
    ]
