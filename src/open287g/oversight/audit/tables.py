"""The tables a reader gets, derived from the judged rows: findings, verdicts, and summaries."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from open287g.core.sql import literal, number, rows, write_csv
from open287g.oversight.audit.judge import KEPT
from open287g.rulebook.engine.digits import FAIL, NOT_APPLICABLE, UNKNOWN, layout, word_names
from open287g.rulebook.language.provision import Provision, provisions
from open287g.vocabulary.verdicts import AUTHORITY, NOT_LAWFUL

SHEET_ROWS = 1_000_000
"""Tables of up to so many rows are also written as CSV: a spreadsheet opens no more than 1,048,576."""

_RESULT = f"case digit when {FAIL} then 'fail' when {UNKNOWN} then 'unknown' else 'pass' end"
_WORDS = ", ".join(word_names())


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
    """Write verdicts, findings and summaries below `out`, Parquet and CSV; `csv` is auto, always or never.

    The files of `judged` become verdicts.parquet, in which the words stay: `words.layout` says how to read them.
    """
    verdicts = _gather(con, judged, out / "verdicts.parquet")
    con.execute(f"create or replace view verdicts as select * from read_parquet({literal(verdicts)})")
    _results(con)
    con.execute(f"create or replace view findings as {_findings_sql()}")
    con.execute(f"copy (from findings) to {literal(out / 'findings.parquet')} (format parquet)")
    acts, findings = (_csv(con, out / f"{name}.parquet", csv) for name in ("verdicts", "findings"))
    for name, sql in _CUBES.items():
        con.execute(f"create or replace table {name} as {sql}")
    summaries = {name: _summary(con, name, sql, out) for name, sql in _SUMMARIES.items()}
    counted = {one: sum(row[_column(one)] for row in summaries["by_model"]) for one in AUTHORITY}
    return Tables(acts, findings, counted, **summaries)


def _gather(con: duckdb.DuckDBPyConnection, judged: Path, target: Path) -> Path:
    parts = sorted(judged.glob("*.parquet"))
    if len(parts) == 1:
        parts[0].rename(target)
    else:
        con.execute(f"copy (from read_parquet({literal(judged / '*.parquet')})) to {literal(target)} (format parquet)")
    return target


def _results(con: duckdb.DuckDBPyConnection) -> None:
    """The table `results`: for each distinct pattern of words, every provision that applies and its result."""
    con.execute("drop table if exists provisions")
    con.from_arrow(pa.Table.from_pylist([_described(p) for p in provisions()])).create("provisions")
    word = " ".join(f"when '{name}' then {name}" for name in word_names())
    con.execute(f"""
        create or replace table patterns as select {_WORDS}, count(*) as acts from verdicts group by all;
        create or replace table results as
        select * exclude (digit, word, shift), {_RESULT} as result from (
            select *, ((case word {word} end) >> shift) & 3 as digit from patterns cross join provisions)
        where digit <> {NOT_APPLICABLE};""")


def _described(p: Provision) -> dict[str, Any]:
    word, place = layout()[p.id]
    told = {"provision": p.id, "kind": p.kind, "topic": p.topic, "says": p.says, "cites": p.cites}
    return {"word": word, "shift": 2 * place, "needs": ", ".join(p.needs)} | told


def _findings_sql() -> str:
    """A finding is a provision that fails, or a condition, standard or duty that the facts do not settle."""
    return f"""
        select {", ".join(KEPT)}, provision, kind, result, says, cites, needs
        from verdicts join results using ({_WORDS})
        where (result = 'fail' and kind not in ('source', 'reading'))
            or (result = 'unknown' and kind in ('condition', 'standard', 'duty'))"""


def _column(verdict: str) -> str:
    return verdict.replace(" ", "_")


# Two small cubes of ten million rows cost half of one large one.
_CUBES = {
    "days": "select model, act, day, verdict, lawfulness, duties, count(*) as acts from verdicts group by all",
    "officer_verdicts": """
        select officer_id, agency_id, verdict, lawfulness, duties, count(*) as acts from verdicts group by all""",
}
_COUNTED = ", ".join(
    f"coalesce(sum(acts) filter ({test}), 0)::bigint as {name}"
    for name, test in {
        "acts": "true",
        **{_column(one): f"verdict = '{one}'" for one in AUTHORITY},
        "not_lawful": f"lawfulness = '{NOT_LAWFUL}'",
        "duties_breached": "duties = 'breached'",
    }.items()
)
_SUMMARIES = {
    "by_provision": """
        select provision, kind, topic, sum(acts)::bigint as applied,
            coalesce(sum(acts) filter (result = 'pass'), 0)::bigint as passed,
            coalesce(sum(acts) filter (result = 'fail'), 0)::bigint as failed,
            coalesce(sum(acts) filter (result = 'unknown'), 0)::bigint as unknown, says, cites
        from results group by all order by failed desc, unknown desc, provision""",
    "by_officer": f"""
        select officer_id, agency_id, {_COUNTED} from officer_verdicts group by all
        order by not_authorized desc, undetermined desc, officer_id, agency_id""",
    "by_model": f"select coalesce(model, 'unknown') as model, {_COUNTED} from days group by 1 order by 1",
    "by_month": f"""
        select coalesce(strftime(day, '%Y-%m'), 'unknown') as month, {_COUNTED} from days group by 1 order by 1""",
    "by_act": f"select coalesce(act, 'unknown') as act, {_COUNTED} from days group by 1 order by acts desc, 1",
}


def _summary(con: duckdb.DuckDBPyConnection, name: str, sql: str, out: Path) -> list[dict[str, Any]]:
    con.execute(f"create or replace table {name} as {sql}")
    con.execute(f"copy (from {name}) to {literal(out / f'{name}.parquet')} (format parquet)")
    write_csv(con, name, out / f"{name}.csv")
    return rows(con, f"from {name}")


def _csv(con: duckdb.DuckDBPyConnection, table: Path, csv: str) -> int:
    """Write `table` also as CSV where asked or small enough; its number of rows."""
    written = f"read_parquet({literal(table)})"
    many = number(con, f"select count(*) from {written}")
    if csv == "always" or (csv == "auto" and many <= SHEET_ROWS):
        write_csv(con, written, table.with_suffix(".csv"))
    return many
