"""The tables a reader gets, derived from the judged rows: findings, verdicts, and summaries."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from open287g.core.sql import literal, number, rows, write_csv
from open287g.rulebook.audit import ACT, FAIL, NOT_APPLICABLE, UNKNOWN, place_of
from open287g.rulebook.provision import Provision, provisions

SHEET_ROWS = 1_000_000
"""Tables of up to so many rows are also written as CSV: a spreadsheet opens no more than 1,048,576."""

_RESULT = f"case digit when {FAIL} then 'fail' when {UNKNOWN} then 'unknown' else 'pass' end"
_KEPT = ", ".join(f"{column} as {name}" for column, name in ACT.items())
_VERDICTS = ("authorized", "not authorized", "undetermined")


@dataclass(frozen=True)
class Tables:
    """How many acts and findings there are, and the summaries as lists of rows."""

    acts: int
    findings: int
    verdicts: dict[str, int]
    by_provision: list[dict[str, Any]]
    by_officer: list[dict[str, Any]]
    by_model: list[dict[str, Any]]
    by_month: list[dict[str, Any]]
    by_act: list[dict[str, Any]]


def write_tables(con: duckdb.DuckDBPyConnection, judged: Path, out: Path, csv: str = "auto") -> Tables:
    """Write verdicts, findings and summaries below `out`, Parquet and CSV; `csv` is auto, always or never."""
    con.execute(f"create or replace view judged as select * from read_parquet({literal(judged / '*.parquet')})")
    _results(con)
    con.execute("create or replace view verdicts as " + f"select {_KEPT}, verdict, duties from judged")
    con.execute("create or replace view findings as " + _findings_sql())
    counts = {}
    for name in ("verdicts", "findings"):
        counts[name] = _write(con, name, out, csv)
    summaries = {name: _summary(con, name, sql, out) for name, sql in _summaries().items()}
    verdicts = {one: sum(row[_column(one)] for row in summaries["by_model"]) for one in _VERDICTS}
    return Tables(counts["verdicts"], counts["findings"], verdicts, **summaries)


def _results(con: duckdb.DuckDBPyConnection) -> None:
    """The table `results`: for each distinct pattern of words, every provision that applies and its result."""
    every = provisions()
    names = sorted({place_of(index)[0] for index in range(len(every))})
    listed = pa.Table.from_pylist([_described(index, p) for index, p in enumerate(every)])
    con.execute("drop table if exists provisions")
    con.from_arrow(listed).create("provisions")
    word = " ".join(f"when '{name}' then {name}" for name in names)
    con.execute(f"""
        create or replace table patterns as select {", ".join(names)}, count(*) as acts from judged group by all;
        create or replace table results as
        select * exclude (digit, word, shift), {_RESULT} as result from (
            select *, ((case word {word} end) >> shift) & 3 as digit from patterns cross join provisions)
        where digit <> {NOT_APPLICABLE};""")


def _described(index: int, p: Provision) -> dict[str, Any]:
    word, shift = place_of(index)
    told = {"provision": p.id, "kind": p.kind, "topic": p.topic, "says": p.says, "cites": p.cites}
    return {"word": word, "shift": shift, "place": index, "needs": ", ".join(p.needs)} | told


def _findings_sql() -> str:
    """A finding is a provision that fails, or a condition or duty that the facts do not settle."""
    words = ", ".join(sorted({place_of(index)[0] for index in range(len(provisions()))}))
    return f"""
        select {_KEPT}, provision, kind, result, says, cites, needs
        from judged join results using ({words})
        where result = 'fail' or (result = 'unknown' and kind in ('condition', 'duty'))"""


def _column(verdict: str) -> str:
    return verdict.replace(" ", "_")


def _counted() -> str:
    return ", ".join(f"count(*) filter (verdict = '{one}') as {_column(one)}" for one in _VERDICTS)


def _summaries() -> dict[str, str]:
    counted = f"count(*) as acts, {_counted()}, count(*) filter (duties = 'breached') as duties_breached"
    return {
        "by_provision": """
            select provision, kind, topic, sum(acts)::bigint as applied,
                coalesce(sum(acts) filter (result = 'pass'), 0)::bigint as passed,
                coalesce(sum(acts) filter (result = 'fail'), 0)::bigint as failed,
                coalesce(sum(acts) filter (result = 'unknown'), 0)::bigint as unknown, says, cites
            from results group by all order by failed desc, unknown desc, provision""",
        "by_officer": f"""
            select officer_id, agency_id, {counted} from verdicts group by all
            order by not_authorized desc, undetermined desc, officer_id, agency_id""",
        "by_model": f"select coalesce(model, 'unknown') as model, {counted} from verdicts group by all order by model",
        "by_month": f"""
            select coalesce(strftime(day, '%Y-%m'), 'unknown') as month, {counted}
            from verdicts group by all order by month""",
        "by_act": f"""
            select coalesce(act, 'unknown') as act, {counted} from verdicts group by all order by acts desc, act""",
    }


def _summary(con: duckdb.DuckDBPyConnection, name: str, sql: str, out: Path) -> list[dict[str, Any]]:
    con.execute(f"create or replace table {name} as {sql}")
    _write(con, name, out, "always")
    return rows(con, f"select * from {name}")


def _write(con: duckdb.DuckDBPyConnection, name: str, out: Path, csv: str) -> int:
    target = out / f"{name}.parquet"
    written = f"read_parquet({literal(target)})"
    con.execute(f"copy (from {name}) to {literal(target)} (format parquet)")
    many = number(con, f"select count(*) from {written}")
    if csv == "always" or (csv == "auto" and many <= SHEET_ROWS):
        write_csv(con, written, out / f"{name}.csv")
    return many
