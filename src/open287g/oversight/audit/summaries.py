"""How many acts came out how: by provision, officer, model, month and act, from the cube of acts that are alike."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from open287g.core.sql import literal, rows, write_csv
from open287g.vocabulary.results import FAIL, PASS, UNKNOWN
from open287g.vocabulary.verdicts import AUTHORITY, NOT_LAWFUL, UNDETERMINED


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
    missing: list[dict[str, Any]]


def write_summaries(con: duckdb.DuckDBPyConnection, acts: int, findings: int, out: Path) -> Tables:
    """Write every summary below `out` as Parquet and CSV."""
    con.execute(f"create temp table counted as {_TOLD}")
    found = {name: _summary(con, name, sql, out) for name, sql in _SUMMARIES.items()}
    verdicts = {one: sum(row[_column(one)] for row in found["by_model"]) for one in AUTHORITY}
    return Tables(acts, findings, verdicts, **found)


def _summary(con: duckdb.DuckDBPyConnection, name: str, sql: str, out: Path) -> list[dict[str, Any]]:
    con.execute(f"create temp table {name} as {sql}")
    con.execute(f"copy {name} to {literal(out / f'{name}.parquet')} (format parquet)")
    write_csv(con, name, out / f"{name}.csv")
    return rows(con, f"from {name}")


def owed(by_provision: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those that an act can break or leave open: another source of power, or another reading, is not owed."""
    return [row for row in by_provision if row["kind"] not in ("source", "reading")]


def _column(verdict: str) -> str:
    return verdict.replace(" ", "_")


_TOLD = """
    select coalesce(c.officer_id, s.officer_officer_id) as officer_id,
        coalesce(c.agency_id, s.officer_agency_id) as agency_id, c.month, c.shift, c.acts, c.case_no, s.model,
        j.act, j.verdict, j.lawfulness, j.duties
    from cube c join judged j using (case_no) join stood s using (standing_row)"""

_COUNTED = ", ".join(
    f"coalesce(sum(acts) filter ({test}), 0)::bigint as {name}"
    for name, test in {
        "acts": "true",
        **{_column(one): f"verdict = {literal(one)}" for one in AUTHORITY},
        "not_lawful": f"lawfulness = {literal(NOT_LAWFUL)}",
        "duties_breached": "duties = 'breached'",
    }.items()
)
_MONTH = "case when month is null then 'unknown' else printf('%04d-%02d', month // 12, month % 12 + 1) end"

_SUMMARIES = {
    "by_provision": f"""
        with alike as (select case_no, sum(acts) as acts from cube group by all),
        came as (
            select provision, sum(acts)::bigint as applied,
                coalesce(sum(acts) filter (digit = {PASS}), 0)::bigint as passed,
                coalesce(sum(acts) filter (digit = {FAIL}), 0)::bigint as failed,
                coalesce(sum(acts) filter (digit = {UNKNOWN}), 0)::bigint as unknown
            from digits join alike using (case_no) group by provision)
        select provision, kind, topic, applied, passed, failed, unknown, says, cites
        from came join provisions using (provision) order by failed desc, unknown desc, provision""",
    "by_officer": f"""
        select officer_id, agency_id, {_COUNTED} from counted group by officer_id, agency_id
        order by not_authorized desc, undetermined desc, officer_id, agency_id""",
    "by_model": f"select coalesce(model, 'unknown') as model, {_COUNTED} from counted group by 1 order by 1",
    "by_month": f"select {_MONTH} as month, {_COUNTED} from counted group by 1 order by 1",
    "by_act": f"select act, {_COUNTED} from counted group by act order by acts desc, act",
    "missing": f"""
        with alike as (select case_no, sum(acts) as acts from cube group by all),
        open as (
            select case_no, bit_or(mask) as needs from results join needed using (provision)
            where result = 'unknown' group by case_no),
        sets as (
            select needs & lacks as lacks, sum(acts) as acts
            from open join lacking using (case_no) join alike using (case_no)
            where verdict = {literal(UNDETERMINED)} group by 1),
        lacked as (
            select fact, lacks, bit_count(lacks) as few, acts from sets join asked on lacks & asked.mask <> 0),
        facts as (
            select fact, sum(acts)::bigint as acts, coalesce(sum(acts) filter (few = 1), 0)::bigint as alone,
                row_number() over (order by sum(acts) desc, alone desc, fact) as place
            from lacked group by fact),
        last as (select lacks, max(place) as place, any_value(l.acts) as acts
            from lacked l join facts using (fact) group by lacks)
        select fact, acts, alone,
            (select coalesce(sum(last.acts), 0)::bigint from last where last.place <= facts.place) as with_those_above
        from facts order by place""",
}
"""`missing`: of the acts left undetermined, how many lack a fact, how many lack it alone, and how many it would settle
together with all those above it. Acts that lack the same facts are counted first.
"""
