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

_WORDS = {
    "judged": ("act", "verdict", "lawfulness", "duties"),
    "stood": ("model", "agreement_id", "edition"),
}
"""Columns of few words of the tables that are joined to every act."""

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
    for table, columns in _WORDS.items():
        _coded(con, table, columns)
    verdicts, under = verdicts_sql(plan, "judged_coded", "stood_coded"), _finding_acts(plan)
    wanted = {"verdicts": verdicts, "findings": "from findings", "finding_acts": under}
    counted = {}
    # Rows keep the order of the acts only where these are not what a join looks up.
    con.execute("set disabled_optimizers = 'join_order,build_side_probe_side'")
    for name, sql in wanted.items():
        path = out / f"{name}.parquet"
        con.execute(f"copy ({sql}) to {literal(path)} (format parquet)")
        counted[name] = number(con, f"select count(*) from {literal(path)}")
        if csv == "always" or (csv == "auto" and counted[name] <= SHEET_ROWS):
            write_csv(con, f"read_parquet({literal(path)})", path.with_suffix(".csv"))
    con.execute("reset disabled_optimizers")
    return counted["verdicts"], counted["findings"]


def _coded(con: duckdb.DuckDBPyConnection, table: str, columns: tuple[str, ...]) -> None:
    """The table `<table>_coded`, in which words are codes: Parquet takes a third of the time to write them, and a
    reader sees the words.
    """
    types = {}
    for name in columns:
        if number(con, f"select count({name}) from {table}"):
            types[name] = f"{table}_{name}"
            words = f"select distinct {name} from {table} where {name} is not null order by 1"
            con.execute(f"create type {types[name]} as enum ({words})")
    coded = ", ".join(f"{name}::{type_} as {name}" for name, type_ in types.items())
    con.execute(f"create temp table {table}_coded as select *{f' replace ({coded})' if coded else ''} from {table}")


def _load_results(con: duckdb.DuckDBPyConnection, plan: Plan) -> None:
    """The tables `provisions`, what each is and says, and `results`: for each case every provision that applies, its
    result, and whether that is a finding.

    A log may hold as many cases as acts, so that a row of `results` is a few bytes: words are codes, in the order of
    the words, and what a provision says stays with `provisions`.
    """
    con.execute(f"create type provision as enum ({', '.join(literal(one) for one in sorted(_named(plan)))})")
    con.execute("create type result as enum ('fail', 'pass', 'unknown')")
    types = {"provision": "provision", "shift": "integer", "needs": "varchar[]"}
    columns = ", ".join(f"{name} {types.get(name, 'varchar')}" for name in plan.provisions[0])
    con.execute(f"create temp table provisions ({columns})")
    insert(con, "provisions", [list(row.values()) for row in plan.provisions])
    words = [name for name in plan.outcome if "_word_" in name]
    word = " ".join(f"when '{name}' then {name}" for name in words)
    owed = ", ".join(map(literal, OWED))
    con.execute(f"""
        create temp table results as
        select case_no, provision,
            (case digit when {FAIL} then 'fail' when {UNKNOWN} then 'unknown' else 'pass' end)::result as result,
            (digit = {FAIL} and kind not in ('source', 'reading'))
                or (digit = {UNKNOWN} and kind in ({owed})) as finding
        from (select case_no, provision, kind, ((case word {word} end) >> shift) & 3 as digit
            from judged cross join provisions)
        where digit <> {NOT_APPLICABLE}""")


def _named(plan: Plan) -> list[str]:
    return [row["provision"] for row in plan.provisions]


def verdicts_sql(plan: Plan, judged: str = "judged", stood: str = "stood") -> str:
    """Every act with its results, in the columns of verdicts.parquet."""
    return f"""
        select k.act_id, j.act, k.day, {_AGENCY} as agency_id, {_OFFICER} as officer_id, s.model, s.agreement_id,
            s.edition, {", ".join(f"j.{name}" for name in plan.outcome)}
        from chosen k join {judged} j using ({", ".join(plan.keys)}) join {stood} s using (standing_row)"""


def _findings() -> str:
    return f"""
        with charged as (
            select provision, result, bearer, {_WHO} as who, any_value({_AGENCY}) as agency_id,
                any_value(case when bearer <> 'act' then s.model end) as model, sum(k.acts)::bigint as acts,
                count(distinct {_OFFICER}) as officers, min(first_day) as first_day, max(last_day) as last_day
            from cube k join results using (case_no) join stood s using (standing_row) join provisions using (provision)
            where finding
            group by provision, result, bearer, who)
        select row_number() over (order by result, acts desc, provision, who) as finding, provision, kind, result,
            bearer, who, agency_id, model, acts, officers, first_day, last_day, says, cites,
            array_to_string(needs, ', ') as needs
        from charged join provisions using (provision, bearer)"""


def _finding_acts(plan: Plan) -> str:
    # The findings of a case are one list, so that those of an act follow one another in one order.
    who = _WHO.replace("bearer", "one.bearer")
    return f"""
        with of_case as (
            select case_no, list({{'provision': provision, 'result': result, 'bearer': bearer}}
                order by result, provision) as found
            from results join provisions using (provision) where finding group by case_no),
        of_act as (
            select k.act_id, k.agency_id, k.officer_id, k.standing_row, unnest(found) as one
            from chosen k join judged j using ({", ".join(plan.keys)}) join of_case using (case_no))
        select f.finding, k.act_id, f.provision, f.result
        from of_act k join stood s using (standing_row) join findings f
            on f.provision = one.provision and f.result = one.result and f.who = ({who})"""
