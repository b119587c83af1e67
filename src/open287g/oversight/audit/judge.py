"""Every act judged, by judging one act of each case.

`judge` leaves the tables `standing`, the spans of each officer's standing; `judged`, each case with its results and a
number, `case_no`; `chosen`, each act with the key of its case; and `cube`, how many acts are alike in all that a
summary counts by.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from open287g.core.sql import literal, number
from open287g.oversight.audit.engines import keyed_on_spark
from open287g.oversight.audit.plan import DAYS, Plan, load_calendar
from open287g.oversight.audit.request import Request
from open287g.vocabulary.facts import ACTS
from open287g.vocabulary.verdicts import AUTHORITY, DUTIES, LAWFULNESS

_WORDS = {"act": ACTS, "verdict": AUTHORITY, "lawfulness": LAWFULNESS, "duties": DUTIES}

STOOD = """
    select standing_row, officer_agency_id, officer_officer_id, agreement_agency_id, agreement_model as model,
        agreement_agreement_id as agreement_id, agreement_edition as edition from standing"""
"""What a reader is told of the standing of an act."""


def judge(con: duckdb.DuckDBPyConnection, scratch: Path, request: Request, plan: Plan) -> None:
    """Judge the tables acts, officers and agreements of `con`; acts are keyed on the engine asked for."""
    load_calendar(con, plan, scratch)
    _days(con)
    for name in ("terms", "standing"):
        con.execute(f"create temp table {name} as {plan.sql[name]}")
    if request.engine == "spark":
        folder = keyed_on_spark(con, scratch, request)
        con.execute(f"create temp view keyed as from read_parquet({literal(folder / '*.parquet')})")
    else:
        con.execute(f"create temp table keyed as {plan.sql['keyed']}")
    con.execute(f"create temp table cases as {plan.sql['cases']}")
    _judged(con, plan)
    con.execute(f"create temp table stood as {STOOD}")
    several = number(con, "select sum(acts) from cases") > number(con, "select count(*) from acts")
    con.execute(_settled(plan) if several else "create temp view chosen as from keyed")
    con.execute(f"create temp table cube as {_cube(plan)}")


def _judged(con: duckdb.DuckDBPyConnection, plan: Plan) -> None:
    """Each case with its results. Words are codes, in the order of the words: a log may hold as many cases as acts."""
    for name, words in _WORDS.items():
        con.execute(f"create type {name} as enum ({', '.join(map(literal, sorted(words)))})")
    coded = ", ".join(f'"{name}"::{name} as "{name}"' for name in _WORDS)
    con.execute(f"""
        create temp table judged as
        select * exclude (acts, act_id, standing_row) replace ({coded}), row_number() over () as case_no
        from ({plan.sql["judged"]})""")


def _cube(plan: Plan) -> str:
    told = "standing_row, agency_id, officer_id, shift, contradictions"
    return f"""
        select {told}, month, case_no, acts, first_day, last_day from (
            select {told}, year(day) * 12 + month(day) - 1 as month, {", ".join(plan.keys)},
                count(*) as acts, min(day) as first_day, max(day) as last_day
            from chosen group by all)
        join judged using ({", ".join(plan.keys)})"""


def _days(con: duckdb.DuckDBPyConnection) -> None:
    """The days between which acts lie: a zone is at most a day away from UTC."""
    names = {row[0] for row in con.execute("describe acts").fetchall()}
    told = [f'"{name}"' for name in ("at", "began_on") if name in names]
    first = f"least({', '.join(f'cast(min({one}) as date)' for one in told)})"
    last = f"greatest({', '.join(f'cast(max({one}) as date)' for one in told)})"
    con.execute(f"create temp table {DAYS} as select {first} - 2 as first, {last} + 2 as last from acts")


def _settled(plan: Plan) -> str:
    """One row for each act, where an officer serving under two models gave several: the best speaks for the act."""
    place = " ".join(f"when {literal(word)} then {place}" for place, word in enumerate(AUTHORITY))
    several = "select standing_row from standing where several"
    return f"""
        create temp table chosen as
        select keyed.* from keyed where standing_row not in ({several})
        union all by name from (
        select k.* from keyed k join judged j using ({", ".join(plan.keys)}) join stood s using (standing_row)
        where k.standing_row in ({several})
        qualify row_number() over (
            partition by k.act_id order by case j.verdict {place} end, s.model, s.agreement_id) = 1
        order by k.act_id)"""
