"""The audit of a log: every act judged once, its results packed into a few integers.

`judge` runs the rulebook's expression on DuckDB or Spark and writes one small row for each act; everything a reader
gets is derived from those rows (`audit_tables`, `report`), so both engines give the same.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ibis.expr.types as ir

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


def judge(
    acts: ir.Table, officers: ir.Table, agreements: ir.Table | None, target: Path, *, time_zone: str | None = None
) -> Path:
    """Judge every act and write one row each below the new folder `target`; the folder that holds the Parquet files.

    Columns: those of KEPT, `verdict`, `duties` and the words of `words.word_names`. The tables may be of DuckDB or of
    Spark. `acts` must hold each `act_id` once.
    """
    backend = acts.get_backend()
    judged = evaluate(prepare(acts, officers, agreements, time_zone=time_zone))
    _write(backend, _kept(judged), target / "judged")
    several = _read(backend, target / "judged")
    if several.count().to_pyarrow().as_py() == acts.count().to_pyarrow().as_py():
        return target / "judged"
    # An officer under two models gave several rows for one act.
    _write(backend, _kept(settle(several.rename({wide: name for name, wide in KEPT.items()}))), target / "settled")
    return target / "settled"


def _kept(judged: ir.Table) -> ir.Table:
    columns = {name: judged[wide] for name, wide in KEPT.items()}
    return judged.select(**columns, **{name: judged[name] for name in ("verdict", "duties", *word_names())})


def _write(backend: Any, table: ir.Table, target: Path) -> None:
    if backend.name == "pyspark":
        backend.to_parquet_dir(table, str(target))
    else:
        target.mkdir(parents=True)
        backend.to_parquet(table, str(target / "part-0.parquet"))


def _read(backend: Any, folder: Path) -> ir.Table:
    table: ir.Table = backend.read_parquet(str(folder) if backend.name == "pyspark" else str(folder / "*.parquet"))
    return table
