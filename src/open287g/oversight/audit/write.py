"""The folder an audit leaves: tables, what was rejected or is open, the report, and the outcome as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import duckdb

from open287g.activity.log import rejects
from open287g.activity.log.crosscheck import Signal
from open287g.core.sql import insert, rows, write_csv
from open287g.core.version import __version__
from open287g.oversight.audit.load import Loaded
from open287g.oversight.audit.overdetention import write_overdetention
from open287g.oversight.audit.plan import Plan
from open287g.oversight.audit.report import About, Meters, write_report
from open287g.oversight.audit.request import Outcome, Request
from open287g.oversight.audit.results import write_results
from open287g.oversight.audit.summaries import Tables, owed, write_summaries
from open287g.oversight.audit.warning import write_warnings
from open287g.vocabulary.messages import translations


def write(
    con: duckdb.DuckDBPyConnection, folder: Path, request: Request, log: Loaded, signals: list[Signal], plan: Plan
) -> Outcome:
    """Write everything a reader gets of the judged acts into `folder`."""
    acts, findings = write_results(con, plan, folder, request.csv)
    tables = write_summaries(con, acts, findings, folder)
    meters = Meters(write_overdetention(con, folder, request.time_zone), write_warnings(con, folder))
    _leftovers(con, folder, signals)
    write_report(tables, _about(con, request, log, signals), meters, folder / "report.html", request.language)
    outcome = _outcome(tables, log, signals, request)
    (folder / "audit.json").write_text(json.dumps(asdict(outcome), indent=2) + "\n", encoding="utf-8")
    return outcome


def _leftovers(con: duckdb.DuckDBPyConnection, folder: Path, signals: list[Signal]) -> None:
    rejects.write(con, folder / "rejects.csv")
    con.execute("create table signals (signal varchar, key varchar, times bigint, says varchar)")
    insert(con, "signals", [list(asdict(one).values()) for one in signals])
    write_csv(con, "signals", folder / "signals.csv")


def _about(con: duckdb.DuckDBPyConnection, request: Request, log: Loaded, signals: list[Signal]) -> About:
    reasons = """
        select "table", "column", reason, count(*) as times from rejects
        group by all order by times desc, 1, 2, 3"""
    say = translations(request.language).gettext
    return About(
        acts_file=request.acts.name,
        officers_file=request.officers.name,
        agreements_from=request.agreements.name if request.agreements else say("the record"),
        engine="DuckDB" if request.engine == "duckdb" else "Spark",
        version=__version__,
        read=log.acts.rows + log.acts.rejected,
        rejected=log.acts.rejected,
        rejects=rows(con, reasons),
        signals=[asdict(one) for one in signals],
    )


def _outcome(tables: Tables, log: Loaded, signals: list[Signal], request: Request) -> Outcome:
    top = [{"provision": row["provision"], "acts": row["failed"]} for row in owed(tables.by_provision) if row["failed"]]
    rejected = sum(file.rejected for file in log)
    out, left_out = str(request.out), sorted({name for file in log for name in file.left_out})
    return Outcome(
        tables.acts, tables.findings, tables.verdicts, rejected, len(signals), out, top=top[:10], left_out=left_out
    )
