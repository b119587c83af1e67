"""The audit from files to a folder: `activity` reads and checks, `rulebook` judges, the results appear whole."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from open287g.activity.log import rejects
from open287g.activity.log.crosscheck import Signal, crosscheck
from open287g.activity.log.files_as_sql import Options
from open287g.activity.log.load import Log, load, new_key
from open287g.activity.log.working import working
from open287g.core.errors import InputError
from open287g.core.folders import replacing_folder
from open287g.core.progress import step
from open287g.core.sql import literal, rows, write_csv
from open287g.core.version import __version__
from open287g.oversight.audit.engines import instants, on_duckdb, on_spark
from open287g.oversight.audit.judge import judge
from open287g.oversight.audit.report import About, write_report
from open287g.oversight.audit.tables import Tables, write_tables


@dataclass(frozen=True)
class Request:
    """What to audit and how. `agreements` None means the record's."""

    acts: Path
    officers: Path
    agreements: Path | None
    out: Path
    engine: str = "duckdb"
    master: str = "local[*]"
    memory: str = "3GB"
    threads: int | None = None
    time_zone: str | None = None
    hash_columns: bool = False
    csv: str = "auto"
    replace: bool = False
    home: Path | None = None


@dataclass(frozen=True)
class Outcome:
    """What came of it."""

    acts: int
    findings: int
    verdicts: dict[str, int]
    rejected: int
    signals: int
    out: str
    top: list[dict[str, Any]] = field(default_factory=list)


def run_audit(request: Request) -> Outcome:
    """Read, check, judge, write."""
    with (
        replacing_folder(request.out, replace=request.replace) as folder,
        working(request.out.resolve(), request.memory, request.threads) as (con, scratch),
    ):
        acts, officers, agreements = _load(con, scratch, request)
        signals = [*_zone_signal(con, acts, request), *crosscheck(con, acts, officers, agreements)]
        with step(f"judging {acts.rows:,} acts"):
            judged = _judge(con, scratch, request)
        with step("writing the results"):
            tables = write_tables(con, judged, folder, request.csv)
        _leftovers(con, folder, signals)
        write_report(tables, _about(con, request, acts, signals), folder / "report.html")
        outcome = _outcome(tables, acts, officers, agreements, signals, request)
        (folder / "audit.json").write_text(json.dumps(asdict(outcome), indent=2) + "\n", encoding="utf-8")
    return outcome


def _load(con: duckdb.DuckDBPyConnection, scratch: Path, request: Request) -> tuple[Log, Log, Log]:
    options = Options(scratch, request.time_zone, new_key() if request.hash_columns else None)
    agreements = request.agreements or agreements_of_record(request.home, scratch / "agreements.parquet")
    acts = load(con, request.acts, "acts", options, hash_columns=request.hash_columns)
    if not acts.rows:
        raise InputError(
            f"no act can be used; {acts.rejected} rows were rejected",
            where=str(request.acts),
            remedy="See why with: open287g activity check ACTS",
        )
    officers = load(con, request.officers, "officers", options, hash_columns=request.hash_columns)
    return acts, officers, load(con, agreements, "agreements", options)


def agreements_of_record(home: Path | None, target: Path) -> Path:
    """The record's agreements as a file of the schema, written to `target`.

    ICE's list gives one day of signing, which is taken for both signatures, and shows an agreement while it lasts. It
    says nothing of edition and suspension: they stay unknown, and with them the verdict of acts they decide.
    """
    from open287g import open_record

    listed = open_record(home).agreements()
    names = {"agreement_id": "agreement_id", "agency_id": "agency_id", "model": "model", "terminated_on": "valid_to"}
    names |= {"agency_signed_on": "signed", "ice_signed_on": "signed"}
    table = pa.Table.from_arrays([listed.column(theirs) for theirs in names.values()], names=list(names))
    pq.write_table(table.append_column("written", pa.array([True] * listed.num_rows, pa.bool_())), target)
    return target


def _zone_signal(con: duckdb.DuckDBPyConnection, acts: Log, request: Request) -> list[Signal]:
    if request.time_zone:
        return []
    missing = acts.rows
    if "time_zone" in acts.columns:
        ((missing,),) = con.execute("select count(*) from acts where time_zone is null").fetchall()
    if missing == acts.rows:
        raise InputError(
            "no act names its time zone, and the law counts local days",
            where=str(request.acts),
            remedy="Add a column time_zone, or pass --time-zone America/New_York.",
        )
    says = "no time zone: the local day is unknown, and with it what was in force; pass --time-zone"
    return [Signal("no time zone", "acts", missing, says)] if missing else []


def _judge(con: duckdb.DuckDBPyConnection, scratch: Path, request: Request) -> Path:
    target, zone = scratch / "results", request.time_zone
    if request.engine == "duckdb":
        here = on_duckdb(con)
        return judge(here.table("acts"), here.table("officers"), here.table("agreements"), target, time_zone=zone)
    for name in ("acts", "officers", "agreements"):
        con.execute(f"copy (from {name}) to {literal(scratch / f'{name}.parquet')} (format parquet)")
    with on_spark(request.master, scratch) as cluster:
        acts, officers, agreements = (
            instants(cluster.read_parquet(str(scratch / f"{name}.parquet")))
            for name in ("acts", "officers", "agreements")
        )
        return judge(acts, officers, agreements, target, time_zone=zone)


def _leftovers(con: duckdb.DuckDBPyConnection, folder: Path, signals: list[Signal]) -> None:
    rejects.write(con, folder / "rejects.csv")
    con.execute("create table signals (signal varchar, key varchar, times bigint, says varchar)")
    if signals:
        con.executemany("insert into signals values (?, ?, ?, ?)", [list(asdict(one).values()) for one in signals])
    write_csv(con, "signals", folder / "signals.csv")


def _about(con: duckdb.DuckDBPyConnection, request: Request, acts: Log, signals: list[Signal]) -> About:
    reasons = """
        select "table", "column", reason, count(*) as times from rejects
        group by all order by times desc, 1, 2, 3"""
    return About(
        acts_file=request.acts.name,
        officers_file=request.officers.name,
        agreements_from=request.agreements.name if request.agreements else "the record",
        engine="DuckDB" if request.engine == "duckdb" else "Spark",
        version=__version__,
        read=acts.rows + acts.rejected,
        rejected=acts.rejected,
        rejects=rows(con, reasons),
        signals=[asdict(one) for one in signals],
    )


def _outcome(
    tables: Tables, acts: Log, officers: Log, agreements: Log, signals: list[Signal], request: Request
) -> Outcome:
    top = [{"provision": row["provision"], "acts": row["failed"]} for row in tables.by_provision if row["failed"]]
    rejected = acts.rejected + officers.rejected + agreements.rejected
    return Outcome(tables.acts, tables.findings, tables.verdicts, rejected, len(signals), str(request.out), top[:10])
