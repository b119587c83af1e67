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
from open287g.core.sql import literal, number, quoted, rows, write_csv
from open287g.core.version import __version__
from open287g.oversight.audit.engines import instants, on_duckdb, on_spark
from open287g.oversight.audit.judge import judge
from open287g.oversight.audit.report import About, write_report
from open287g.oversight.audit.tables import Tables, write_tables
from open287g.rulebook.from_record import listed_facts


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
        signals = [
            *_signals_of_reading(con, acts, agreements, request),
            *crosscheck(con, acts, officers, agreements),
        ]
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

    What each gives, and what stays unknown, is said by `from_record.listed_facts`.
    """
    from open287g.record.asking.record import open_record

    record = open_record(home)
    published = record.publication()["published"]
    listed = [listed_facts(row, published) for row in record.agreements().to_pylist()]
    pq.write_table(pa.Table.from_pylist(listed, schema=_LISTED), target)
    return target


_LISTED = pa.schema(
    [(name, pa.string()) for name in ("agreement_id", "agency_id", "model")]
    + [("written", pa.bool_())]
    + [(name, pa.date32()) for name in ("listed_signed_on", "listed_until", "delisted_on")]
)


def _signals_of_reading(con: duckdb.DuckDBPyConnection, acts: Log, agreements: Log, request: Request) -> list[Signal]:
    """What the files tell less of than a decision asks: zones, hours, signatures."""
    missing = 0 if request.time_zone else _lacking(con, acts, "time_zone", "began_on")
    if missing == acts.rows:
        raise InputError(
            "no act names its time zone, and the law counts local days",
            where=str(request.acts),
            remedy="Add a column time_zone, or pass --time-zone America/New_York.",
        )
    no_zone = "no time zone: the local day is unknown, and with it what was in force; pass --time-zone"
    day_only = "the day is known and not the hour; every clock that needs the hour is open"
    claimed = agreements.rows if request.agreements is None else 0
    claims = (
        "ICE's list states one day of signing and not whose: it is read for both signatures, which are not known; of "
        "days after the newest list the end of an agreement is unknown, and one that left the list is read as ended"
    )
    counted = (
        ("no time zone", "acts", missing, no_zone),
        ("no hour", "acts", _lacking(con, acts, "at"), day_only),
        ("claims of ICE's list", "agreements", claimed, claims),
    )
    return [Signal(*signal) for signal in counted if signal[2]]


def _lacking(con: duckdb.DuckDBPyConnection, acts: Log, *names: str) -> int:
    """How many acts tell none of these facts."""
    tests = [f"{quoted(name)} is null" for name in names if name in acts.columns]
    return number(con, f"select count(*) from acts where {' and '.join(tests) or 'true'}")


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
