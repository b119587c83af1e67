"""The audit of a log: every act judged once, packed into a few integers, then written as tables and a report.

`judge` runs the rulebook's expression on DuckDB or Spark and writes one small row for each act; everything a reader
gets is derived from those rows (`audit_tables`, `report`), so both engines give the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir

from open287g.rulebook.evaluate import evaluate, settle
from open287g.rulebook.prepare import prepare
from open287g.rulebook.provision import Provision, provisions

DIGITS = 31
"""Results of two bits each that one 64-bit word holds."""

NOT_APPLICABLE, FAIL, PASS, UNKNOWN = 0, 1, 2, 3
"""The two bits."""

ACT = {
    "act_act_id": "act_id",
    "act_act": "act",
    "day": "day",
    "act_agency_id": "agency_id",
    "act_officer_id": "officer_id",
    "agreement_model": "model",
    "agreement_agreement_id": "agreement_id",
    "agreement_edition": "edition",
}
"""What is kept of an act beside its results, and how the tables call it; nothing of the person met."""


def judge(
    acts: ir.Table,
    officers: ir.Table,
    agreements: ir.Table | None,
    target: Path,
    *,
    time_zone: str | None = None,
    chosen: Sequence[Provision] | None = None,
) -> Path:
    """Judge every act and write one row each below the new folder `target`; the folder that holds the Parquet files.

    Columns: those of ACT, `verdict`, `duties` and the words `w0`, `w1`, ... of `pack`. The tables may be of DuckDB or
    of Spark. `acts` must hold each `act_id` once.
    """
    judged = pack(evaluate(prepare(acts, officers, agreements, time_zone=time_zone), chosen), chosen)
    backend = acts.get_backend()
    _write(backend, judged, target / "judged")
    several = _read(backend, target / "judged")
    if several.count().to_pyarrow().as_py() == acts.count().to_pyarrow().as_py():
        return target / "judged"
    # An officer under two models gave several rows for one act.
    _write(backend, settle(several), target / "settled")
    return target / "settled"


def pack(evaluated: ir.Table, chosen: Sequence[Provision] | None = None) -> ir.Table:
    """The columns of ACT, the verdict and the results of all provisions as base-4 digits of 64-bit words."""
    every = provisions() if chosen is None else chosen
    words = {
        f"w{start // DIGITS}": _word(evaluated, every[start : start + DIGITS]) for start in range(0, len(every), DIGITS)
    }
    return evaluated.select(*ACT, "verdict", "duties", **words)


def place_of(index: int) -> tuple[str, int]:
    """The word and the shift (in bits) that hold the result of the provision at `index`."""
    return f"w{index // DIGITS}", 2 * (index % DIGITS)


def _word(evaluated: ir.Table, chosen: Sequence[Provision]) -> Any:
    digits = [
        (evaluated[p.column].coalesce(ibis.literal(2, "int8")) + ibis.literal(1, "int8")).cast("int64")
        * ibis.literal(4**place, "int64")
        for place, p in enumerate(chosen)
    ]
    return reduce(lambda total, digit: total + digit, digits)


def _write(backend: Any, table: ir.Table, target: Path) -> None:
    if backend.name == "pyspark":
        backend.to_parquet_dir(table, str(target))
    else:
        target.mkdir(parents=True)
        backend.to_parquet(table, str(target / "part-0.parquet"))


def _read(backend: Any, folder: Path) -> ir.Table:
    return backend.read_parquet(str(folder) if backend.name == "pyspark" else str(folder / "*.parquet"))
