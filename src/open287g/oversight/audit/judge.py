"""The audit of a log: every act judged once, its results packed into a few integers.

The rulebook's expression runs on DuckDB or Spark and gives one small row for each act; everything a reader gets is
derived from those rows (`tables`, `report`), so both engines give the same.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import ibis.expr.types as ir

from open287g.core.sql import literal
from open287g.oversight.audit.engines import instants, on_duckdb, on_spark
from open287g.oversight.audit.request import Request
from open287g.rulebook.engine.digits import word_names
from open287g.rulebook.engine.evaluate import evaluate, settle
from open287g.rulebook.engine.prepare import prepare

KEPT = {
    "act_id": "act_act_id",
    "act": "act_act",
    "day": "day",
    "agency_id": "act_agency_id",
    "officer_id": "act_officer_id",
    "model": "agreement_model",
    "agreement_id": "agreement_agreement_id",
    "edition": "agreement_edition",
}
"""What is kept of an act beside its results, and its column of the wide table; nothing of the person met."""


def judge(con: duckdb.DuckDBPyConnection, scratch: Path, request: Request) -> Path:
    """Judge the tables acts, officers and agreements of `con` on the engine asked for; see `judged`."""
    target, zone = scratch / "results", request.time_zone
    if request.engine == "duckdb":
        here = on_duckdb(con)
        return judged(here.table("acts"), here.table("officers"), here.table("agreements"), target, time_zone=zone)
    for name in ("acts", "officers", "agreements"):
        con.execute(f"copy (from {name}) to {literal(scratch / f'{name}.parquet')} (format parquet)")
    with on_spark(request.master, scratch) as cluster:
        acts, officers, agreements = (
            instants(cluster.read_parquet(str(scratch / f"{name}.parquet")))
            for name in ("acts", "officers", "agreements")
        )
        return judged(acts, officers, agreements, target, time_zone=zone)


def judged(
    acts: ir.Table, officers: ir.Table, agreements: ir.Table | None, target: Path, *, time_zone: str | None = None
) -> Path:
    """Judge every act and write one row each below the new folder `target`; the folder that holds the Parquet files.

    Columns: those of KEPT, `verdict`, `lawfulness`, `duties` and the words of `words.word_names`. The tables may be of
    DuckDB or of Spark. `acts` must hold each `act_id` once.
    """
    backend = acts.get_backend()
    every = evaluate(prepare(acts, officers, agreements, time_zone=time_zone))
    _write(backend, _kept(every), target / "judged")
    several = _read(backend, target / "judged")
    if several.count().to_pyarrow().as_py() == acts.count().to_pyarrow().as_py():
        return target / "judged"
    # An officer under two models gave several rows for one act.
    _write(backend, _kept(settle(several.rename({wide: name for name, wide in KEPT.items()}))), target / "settled")
    return target / "settled"


def _kept(every: ir.Table) -> ir.Table:
    columns = {name: every[wide] for name, wide in KEPT.items()}
    return every.select(**columns, **{name: every[name] for name in ("verdict", "lawfulness", "duties", *word_names())})


def _write(backend: Any, table: ir.Table, target: Path) -> None:
    if backend.name == "pyspark":
        backend.to_parquet_dir(table, str(target))
    else:
        target.mkdir(parents=True)
        backend.to_parquet(table, str(target / "part-0.parquet"))


def _read(backend: Any, folder: Path) -> ir.Table:
    table: ir.Table = backend.read_parquet(str(folder) if backend.name == "pyspark" else str(folder / "*.parquet"))
    return table
