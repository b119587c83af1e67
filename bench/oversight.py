"""The methods: stops to rates, the threshold test, Callaway and Sant'Anna, and what each costs beside bare work."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt
import pandas as pd

from bench.measure import Measure, timed
from open287g.oversight.disparity.load import load
from open287g.oversight.disparity.threshold.fit import fit
from open287g.oversight.disparity.threshold_answer import counts_of
from open287g.oversight.effects import engine

ROOM = "oversight"
STOPS = int(os.environ.get("OPEN287G_BENCH_STOPS", "100_000_000"))
"""The reach is 60 s for 100 million stops on two idle cores; for fewer the limit is as much less, but for the start."""
START = 15.0
"""Seconds in which the command starts and tests what doesn't grow with the file."""
_MAIN = "from open287g.cli.main import main; main()"
_MADE = """copy (
    select ['white', 'Black', 'Hispanic', 'Asian'][(1 + hash(i) % 4)::bigint] as race,
        'county ' || hash(i * 7) % 60 as county,
        (date '2018-01-01' + (hash(i * 3) % 1461)::integer)::varchar as date,
        lpad((hash(i * 11) % 24)::varchar, 2, '0') || ':' || lpad((hash(i * 13) % 60)::varchar, 2, '0') as time,
        case when hash(i * 17) % 25 = 0 then 'true' else 'false' end as search_conducted,
        case when hash(i * 17) % 25 = 0 and hash(i * 19) % 3 = 0 then 'true' else 'false' end as contraband_found
    from range({n}) t(i)) to '{path}' (format parquet)"""


def run() -> list[Measure]:
    """Every figure; the largest file takes about 2 GB of the temporary folder."""
    with tempfile.TemporaryDirectory(prefix="open287g-bench-") as name:
        return [*_stops(Path(name)), *_thresholds(), _effect()]


def _stops(folder: Path) -> list[Measure]:
    path = folder / "stops.parquet"
    with duckdb.connect() as con:
        con.execute("set threads = 2")
        con.execute(_MADE.format(n=STOPS, path=path))
        with timed() as bare:
            con.execute(f"select race, search_conducted, contraband_found, county, count(*) from '{path}' group by all")
    told = ["disparity", str(path), "--threads", "2", "--memory", "4GB", "--format", "json"]
    with timed() as clock:
        child = subprocess.Popen([sys.executable, "-c", _MAIN, *told], stdout=subprocess.DEVNULL)
        _, status, used = os.wait4(child.pid, 0)
    if os.waitstatus_to_exitcode(status):
        raise SystemExit("open287g disparity failed")
    name = f"{STOPS:,} stops to rates and thresholds"
    return [
        Measure(ROOM, name, clock.seconds, "s", limit=START + 45 * STOPS / 100_000_000, note="the command whole"),
        Measure(ROOM, f"{name}, CPU", used.ru_utime + used.ru_stime, "CPU s", note="for a busy machine"),
        Measure(ROOM, f"{name}, memory", used.ru_maxrss / 2**20, "GiB", limit=6),
        Measure(ROOM, f"{name}, against one bare grouping", clock.seconds / bare.seconds, "times"),
    ]


def _thresholds() -> list[Measure]:
    """The nine states of Pierson and others, where the file is at hand."""
    shared = Path(os.environ.get("OPEN287G_SHARED", Path(__file__).parents[2] / "shared"))
    path = shared / "data/benchmarks/openpolicing_threshold_test.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    states = sorted({row["state"] for row in rows})
    with timed() as clock, ProcessPoolExecutor(2, get_context("spawn")) as pool:
        off = np.concatenate(list(pool.map(_off, [[row for row in rows if row["state"] == one] for one in states])))
    return [
        Measure(ROOM, f"threshold test, {len(off):,} groups", clock.seconds, "s", limit=30, note="two processes"),
        Measure(ROOM, "threshold test, mean distance from the published", float(off.mean()), "", limit=0.0015),
        Measure(ROOM, "threshold test, largest distance", float(off.max()), "", limit=0.005),
    ]


def _off(rows: list[dict[str, str]]) -> npt.NDArray[np.float64]:
    """How far each place of a state is from the published mean."""
    groups = ("white", "black", "hispanic")
    published = {(row["location_variable"], row["driver_race"].split()[0].lower()): row for row in rows}
    with tempfile.TemporaryDirectory() as name, duckdb.connect() as con:
        pd.DataFrame(rows).to_csv(Path(name) / "state.csv", index=False)
        counts = counts_of(load(con, Path(name) / "state.csv"))
    if counts is None:
        raise SystemExit(f"the threshold test refuses {rows[0]['state']}")
    told = [
        float(published[counts.places[place], groups[group]]["inferred_threshold"])
        for place, group in zip(counts.place, counts.group, strict=True)
    ]
    return np.abs(fit(counts).mean - np.array(told))


def _effect() -> Measure:
    random, units, months = np.random.default_rng(0), 3_143, 120
    first = np.where(np.arange(units) % 4 == 0, 40 + np.arange(units) % 40, 0)
    rows = pd.DataFrame({
        "unit": np.repeat(np.arange(units), months).astype(str),
        "time": np.tile(np.arange(months), units),
        "outcome": random.standard_normal(units * months),
        "first": np.repeat(first, months),
    })  # fmt: skip
    with timed() as clock:
        engine.fit(rows, 0)
    return Measure(ROOM, "effect, 3,143 counties by 120 months", clock.seconds, "s", note="two fits, one with a band")
