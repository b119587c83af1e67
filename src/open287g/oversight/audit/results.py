"""The rows a reader gets: a verdict for each act, and findings, each with the acts under it.

A finding is one obligation that was broken, or that the files do not settle, charged once to who bears it: the agency
under its agreement, an officer, or the agency whose officers did the acts.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from open287g.core.sql import insert, literal, number, write_csv
from open287g.oversight.audit.plan import Plan
from open287g.vocabulary.results import FAIL, NOT_APPLICABLE, UNKNOWN

SHEET_ROWS = 1_000_000
"""Tables of up to so many rows are also written as CSV: a spreadsheet opens no more than 1,048,576."""

OWED = ("condition", "standard", "duty")
"""Kinds of provisions that are a finding also where the facts do not settle them."""

_AGENCY = "coalesce(k.agency_id, s.officer_agency_id)"
_OFFICER = "coalesce(k.officer_id, s.officer_officer_id)"
_WHO = f"""
    case bearer when 'agreement' then coalesce(s.agreement_id, {_AGENCY}) when 'officer' then {_OFFICER}
        else {_AGENCY} end"""


def write_results(con: duckdb.DuckDBPyConnection, plan: Plan, out: Path, csv: str) -> tuple[int, int]:
    """Write verdicts, findings and finding_acts below `out`; how many acts and findings there are.

    `csv` is auto, always or never.
    """
    _load_results(con, plan)
    con.execute(f"create temp table findings as {_findings()}")
    wanted = {"verdicts": verdicts_sql(plan), "findings": "from findings", "finding_acts": _finding_acts(plan)}
    counted = {}
    for name, sql in wanted.items():
        path = out / f"{name}.parquet"
        con.execute(f"copy ({sql}) to {literal(path)} (format parquet)")
        counted[name] = number(con, f"select count(*) from {literal(path)}")
        if csv == "always" or (csv == "auto" and counted[name] <= SHEET_ROWS):
            write_csv(con, f"read_parquet({literal(path)})", path.with_suffix(".csv"))
    return counted["verdicts"], counted["findings"]


def _load_results(con: duckdb.DuckDBPyConnection, plan: Plan) -> None:
    """The table `results`: for each case every provision that applies, its result, and whether that is a finding."""
    rows = [list(row.values()) for row in plan.provisions]
    names = list(plan.provisions[0])
    types = {"shift": "integer", "needs": "varchar[]"}
    columns = ", ".join(f"{name} {types.get(name, 'varchar')}" for name in names)
    con.execute(f"create temp table provisions ({columns})")
    insert(con, "provisions", rows)
    words = [name for name in plan.outcome if "_word_" in name]
    word = " ".join(f"when '{name}' then {name}" for name in words)
    owed = ", ".join(map(literal, OWED))
    con.execute(f"""
        create temp table results as
        select *, (result = 'fail' and kind not in ('source', 'reading'))
            or (result = 'unknown' and kind in ({owed})) as finding
        from (
            select case_no, provisions.*,
                case digit when {FAIL} then 'fail' when {UNKNOWN} then 'unknown' else 'pass' end as result
            from (select case_no, provision, ((case word {word} end) >> shift) & 3 as digit
                from judged cross join provisions)
            join provisions using (provision) where digit <> {NOT_APPLICABLE})""")


def verdicts_sql(plan: Plan) -> str:
    """Every act with its results, in the columns of verdicts.parquet."""
    return f"""
        select k.act_id, j.act, k.day, {_AGENCY} as agency_id, {_OFFICER} as officer_id, s.model, s.agreement_id,
            s.edition, {", ".join(f"j.{name}" for name in plan.outcome)}
        from chosen k join judged j using ({", ".join(plan.keys)}) join stood s using (standing_row)"""


def _findings() -> str:
    return f"""
        select row_number() over (order by result, acts desc, provision, who) as finding, *
        from (
            select provision, kind, result, bearer, {_WHO} as who, any_value({_AGENCY}) as agency_id,
                any_value(case when bearer <> 'act' then s.model end) as model, sum(k.acts)::bigint as acts,
                count(distinct {_OFFICER}) as officers, min(first_day) as first_day, max(last_day) as last_day,
                says, cites, array_to_string(needs, ', ') as needs
            from cube k join results using (case_no) join stood s using (standing_row) where finding
            group by provision, kind, result, bearer, who, says, cites, results.needs)"""


def _finding_acts(plan: Plan) -> str:
    who = _WHO.replace("bearer", "r.bearer")
    return f"""
        select f.finding, k.act_id, f.provision, f.result
        from chosen k join judged j using ({", ".join(plan.keys)}) join stood s using (standing_row)
            join (from results where finding) r on r.case_no = j.case_no
            join findings f on f.provision = r.provision and f.result = r.result and f.who = ({who})"""
