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
"""Tables of up to so many rows are sorted, and also written as CSV: a spreadsheet opens no more than 1,048,576. To sort
ten million acts would cost a tenth of the audit; they keep the order of the log, but for rows that lie close together.
"""

_COUNTS = {
    "verdicts": "count(*) from chosen",
    "findings": "count(*) from findings",
    "finding_acts": "coalesce(sum(acts), 0)::bigint from findings",
}

OWED = ("condition", "standard", "duty")
"""Kinds of provisions that are a finding also where the facts do not settle them."""

_WORDS = ("model", "agreement_id", "edition")
"""Columns of few words of `stood`, which is joined to every act."""

_AGENCY = "coalesce(k.agency_id, s.officer_agency_id)"
_OFFICER = "coalesce(k.officer_id, s.officer_officer_id)"
_BORNE_IN = f"""
    case bearer when 'agreement' then coalesce(s.agreement_agency_id, {_AGENCY})
        when 'officer' then coalesce(s.officer_agency_id, {_AGENCY}) else {_AGENCY} end"""
"""The agency of who bears a finding."""
_WHO = f"""
    case bearer when 'agreement' then coalesce(s.agreement_id, {_AGENCY}) when 'officer' then {_OFFICER}
        else {_AGENCY} end"""


def write_results(con: duckdb.DuckDBPyConnection, plan: Plan, out: Path, csv: str) -> tuple[int, int]:
    """Write verdicts, findings and finding_acts below `out`; how many acts and findings there are.

    `csv` is auto, always or never.
    """
    _load_results(con, plan)
    _load_asked(con, plan)
    con.execute(f"create temp table findings as {_findings()}")
    _coded(con, "stood", _WORDS)
    verdicts, under = verdicts_sql(plan, "stood_coded"), _finding_acts(plan)
    counted = {name: number(con, f"select {sql}") for name, sql in _COUNTS.items()}
    wanted = {
        "verdicts": (verdicts, "act_id"),
        "findings": ("from findings", "finding"),
        "finding_acts": (under, "act_id, finding"),
    }
    # Rows keep the order of the acts only where these are not what a join looks up.
    con.execute("set disabled_optimizers = 'join_order,build_side_probe_side'")
    for name, (sql, order) in wanted.items():
        path, few = out / f"{name}.parquet", counted[name] <= SHEET_ROWS
        ordered = f"from ({sql}) order by {order}" if few else sql
        con.execute(f"copy ({ordered}) to {literal(path)} (format parquet)")
        if csv == "always" or (csv == "auto" and few):
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
    """The table `provisions`, what each is and says; the view `digits`, for each case every provision that applies and
    its result; and `results`, those that are findings.

    A log may hold as many cases as acts, so that a row of `results` is a few bytes: words are codes, in the order of
    the words, and what a provision says stays with `provisions`.
    """
    con.execute(f"create type provision as enum ({', '.join(literal(one) for one in sorted(_named(plan)))})")
    con.execute("create type result as enum ('fail', 'pass', 'unknown')")
    con.execute("create type bearer as enum ('act', 'agreement', 'officer')")
    types = {"provision": "provision", "shift": "integer", "needs": "varchar[]", "bearer": "bearer"}
    columns = ", ".join(f"{name} {types.get(name, 'varchar')}" for name in plan.provisions[0])
    con.execute(f"create temp table provisions ({columns})")
    insert(con, "provisions", [list(row.values()) for row in plan.provisions])
    word = " ".join(f"when '{name}' then {name}" for name in plan.outcome if "_word_" in name)
    owed = ", ".join(map(literal, OWED))
    con.execute(f"""
        create temp view digits as
        select * from (
            select case_no, provision, kind, ((case word {word} end) >> shift) & 3 as digit
            from judged cross join provisions)
        where digit <> {NOT_APPLICABLE};
        create temp table results as
        select case_no, provision, (case digit when {FAIL} then 'fail' else 'unknown' end)::result as result
        from digits
        where (digit = {FAIL} and kind not in ('source', 'reading')) or (digit = {UNKNOWN} and kind in ({owed}))""")


def _load_asked(con: duckdb.DuckDBPyConnection, plan: Plan) -> None:
    """The tables `asked`, the bit of each fact that a condition asks for, and `needed`, those of a condition; and the
    view `lacking`, those that a case lacks.
    """
    places = {word: 62 * place for place, word in enumerate(dict.fromkeys(row["word"] for row in plan.asked))}
    con.execute("create temp table asked (fact varchar, mask hugeint)")
    insert(con, "asked", [[row["fact"], 1 << places[row["word"]] + row["place"]] for row in plan.asked])
    lacks = " + ".join(f"({word}::hugeint << {place})" for word, place in places.items())
    con.execute(f"""
        create temp table needed as
        select provision, bit_or(mask) as mask from provisions join asked on list_contains(needs, fact)
        where kind = 'condition' group by provision;
        create temp view lacking as select case_no, verdict, {lacks} as lacks from judged""")


def _named(plan: Plan) -> list[str]:
    return [row["provision"] for row in plan.provisions]


def verdicts_sql(plan: Plan, stood: str = "stood") -> str:
    """Every act with its results, in the columns of verdicts.parquet."""
    return f"""
        select k.act_id, j.act, k.day, {_AGENCY} as agency_id, {_OFFICER} as officer_id, s.model, s.agreement_id,
            s.edition, {", ".join(f"j.{name}" for name in plan.outcome)}
        from chosen k join judged j using ({", ".join(plan.keys)}) join {stood} s using (standing_row)"""


def _findings() -> str:
    return f"""
        with charged as (
            select provision, result, bearer, {_WHO} as who, min({_BORNE_IN}) as agency_id,
                min(case when bearer <> 'act' then s.model end) as model, sum(k.acts)::bigint as acts,
                count(distinct {_OFFICER}) as officers, min(first_day) as first_day, max(last_day) as last_day
            from cube k join results using (case_no) join stood s using (standing_row) join provisions using (provision)
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
            from results join provisions using (provision) group by case_no),
        of_act as (
            select k.act_id, k.agency_id, k.officer_id, k.standing_row, unnest(found) as one
            from chosen k join judged j using ({", ".join(plan.keys)}) join of_case using (case_no))
        select f.finding, k.act_id, f.provision, f.result
        from of_act k join stood s using (standing_row) join findings f
            on f.provision = one.provision and f.result = one.result and f.who = ({who})"""
