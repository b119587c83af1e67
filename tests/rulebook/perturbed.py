"""A sample log made untidy: facts missing or turned round, clocks moved over changes of the clocks, zones of all kinds,
days without hours, officers unknown or under two models. And the whole engine, which judges every act by itself.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import ibis

from open287g.activity.log.columns import schema
from open287g.activity.sample.write import write_sample
from open287g.core.sql import literal, quoted
from open287g.rulebook.engine.digits import word_names
from open287g.rulebook.engine.evaluate import OUTCOME, evaluate, settle
from open287g.rulebook.engine.prepare import prepare
from open287g.vocabulary.facts import KINDS

_ZONES = ("America/New_York", "America/Phoenix", "America/Anchorage", "Pacific/Honolulu", "Pacific/Guam", "US/Central")
_KEYS = ("act_id", "agency_id", "officer_id", "act")


def load_perturbed(con: duckdb.DuckDBPyConnection, folder: Path, acts: int, seed: int) -> None:
    """The tables acts, officers and agreements of `con`, typed as a checked log is."""
    write_sample(folder, acts=acts, seed=seed)
    con.execute("set timezone = 'UTC'")
    sample = literal(folder / "acts.parquet")
    columns = con.execute(f"describe from {sample}").fetchall()
    changed = [(_changed(name, type_, place, seed), name) for place, (name, type_, *_) in enumerate(columns)]
    made = ", ".join(f"{value} as {quoted(name)}" for value, name in changed)
    con.execute(f"""
        create table acts as
        select * replace (case when hash(act_id, 1) % 40 = 0 then null else "at" end as "at"),
            case when hash(act_id, 1) % 40 = 0 and hash(act_id, 2) % 5 > 0 then cast("at" as date) end as began_on,
            case when hash(act_id, 3) % 9 = 0 then ['JEM', 'TFM', 'WSO'][(hash(act_id, 4) % 3)::bigint + 1] end as model
        from (select {made} from {sample})""")
    for name in ("officers", "agreements"):
        source = literal(folder / f"{name}.csv")
        con.execute(f"create table {name} as {_typed(con, name, source)}")
    con.execute("""
        insert into officers by name
        select * replace ('TFM' as model) from officers where model = 'JEM' and hash(officer_id) % 7 = 0;
        insert into officers by name
        select * replace (date '2026-03-08' as valid_from, null as certified_on, date '2026-04-01' as revoked_on)
        from officers where hash(officer_id) % 11 = 0 and valid_from is null;
        update officers set valid_to = date '2026-03-08' where hash(officer_id) % 11 = 0 and valid_from is null;
        update agreements set delisted_on = date '2026-05-01', listed_until = date '2026-06-30', terminated_on = null
        where hash(agreement_id) % 5 = 0""")


def _typed(con: duckdb.DuckDBPyConnection, name: str, source: str) -> str:
    described = con.execute(f"describe select * from read_csv({source}, all_varchar = true)").fetchall()
    header = {row[0] for row in described}
    made = []
    for column, fact in schema(name).columns.items():
        type_ = KINDS[fact.kind]
        value = f"cast({quoted(column)} as {type_})" if column in header else f"cast(null as {type_})"
        if column in header and fact.kind in ("flag", "number") and name == "agreements":
            value = f"case when hash(agreement_id, {literal(column)}) % 6 > 0 then {value} end"
        made.append(f"{value} as {quoted(column)}")
    return f"select {', '.join(made)} from read_csv({source}, all_varchar = true)"


def _changed(name: str, type_: str, place: int, seed: int) -> str:
    here, dice = quoted(name), f"hash(act_id, {place}, {seed})"
    if name == "officer_id":
        return f"case when {dice} % 50 = 0 then 'nobody' else {here} end"
    if name == "agency_id":
        return f"case when {dice} % 60 = 0 then 'ZZ-elsewhere' else {here} end"
    if name == "time_zone":
        zones = ", ".join(map(literal, _ZONES))
        drawn = f"[{zones}][({dice} % {len(_ZONES)})::bigint + 1]"
        return f"case when {dice} % 20 = 0 then null when {dice} % 3 = 0 then {drawn} else {here} end"
    if name in _KEYS:
        return here
    if type_ == "BOOLEAN":
        return f"case {dice} % 12 when 0 then null when 1 then true when 2 then false else {here} end"
    if type_.startswith("TIMESTAMP"):
        moved = f"""{here} + to_hours(({dice} % 73)::bigint - 36)"""
        spring = "timestamptz '2026-03-08 06:30:00+00' + to_minutes((hash(act_id, 5) % 240)::bigint)"
        return f"case {dice} % 11 when 0 then null when 1 then {moved} when 2 then {spring} else {here} end"
    return f"case when {dice} % 12 = 0 then null else {here} end"


def judged_whole(con: duckdb.DuckDBPyConnection) -> None:
    """The table `whole`: every act judged by itself, by the rulebook's expression over the whole log."""
    here = ibis.duckdb.from_connection(con)
    acts, officers, agreements = (here.table(name) for name in ("acts", "officers", "agreements"))
    every: Any = settle(evaluate(prepare(acts, officers, agreements)))
    kept = {
        "act_id": every.act_act_id,
        "act": every.act_act,
        "day": every.day,
        "agency_id": every.act_agency_id,
        "officer_id": every.act_officer_id,
        "model": every.agreement_model,
        "agreement_id": every.agreement_agreement_id,
        "edition": every.agreement_edition,
    }
    here.create_table("whole", every.select(**kept, **{name: every[name] for name in (*OUTCOME, *word_names())}))
