"""From three files to one wide table: types, joins and clocks, all lazy.

`prepare` = `normalize` each file, `join` them, `derive` what the provisions read.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from open287g.core.errors import InputError
from open287g.core.period import overlap, shared
from open287g.rulebook.engine.contradictions import consistent
from open287g.rulebook.engine.derive import coded, dated, derive, signatures
from open287g.rulebook.engine.instants import micros_of
from open287g.rulebook.engine.standing import by_day
from open287g.vocabulary import facts
from open287g.vocabulary.facts import Fact


def prepare(
    acts: ir.Table, officers: ir.Table, agreements: ir.Table | None = None, *, time_zone: str | None = None
) -> ir.Table:
    """One row per act with the officer's row and the agreement in force on its day: the wide table of `facts`.

    The tables are those of `activity.log.load`, in which every cell is read: columns have the types of the facts.
    `time_zone` is the zone of acts that name none. Columns a file lacks are unknown; columns the rulebook does not know
    are left out. Where an officer has several rows in force on one day (two models), each gives a row; see
    `evaluate.settle`. Raises InputError when a file lacks the key it is joined by.
    """
    for name, table, key in (("acts", acts, "act"), ("officers", officers, "officer_id")):
        if key not in table.columns:
            raise InputError(f"the {name} have no column {key!r}", remedy="Name one of its columns so.")
    terms = terms_of(officers, agreements)
    named = [name for name in SLIM if name in acts.columns]
    keys = ["k_officer", "k_day", "k_early", *(["k_model"] if "model" in named else [])]
    slim = _keyed(dated(normalize(acts.select(*named), "act", time_zone=time_zone)), keys)
    standing = by_day(slim.select(*keys, "day", "day_early"), terms)
    act = _keyed(dated(normalize(acts, "act", time_zone=time_zone)), keys)
    return derive(act.join(standing.drop("day", "day_early"), keys, how="left").drop(*keys))


def terms_of(officers: ir.Table, agreements: ir.Table | None) -> ir.Table:
    """One row for each officer and agreement of the officer's agency and model, with the days on which it holds."""
    return coded(_terms(normalize(officers, "officer"), _agreements(agreements)))


SLIM = ("officer_id", "model", "at", "began_on", "time_zone")
"""What of an act decides whose standing it needs, and on which day."""


def _keyed(act: ir.Table, keys: list[str]) -> ir.Table:
    made = {
        "k_officer": act.act_officer_id.coalesce(""),
        "k_model": act.act_model.coalesce(""),
        "k_day": act.day.coalesce(ibis.literal(facts.ALWAYS)),
        "k_early": act.day_early.coalesce(ibis.literal(facts.ALWAYS)),
    }
    return act.mutate(**{key: made[key] for key in keys})


def normalize(table: ir.Table, record: str, *, time_zone: str | None = None) -> ir.Table:
    """The facts of one file as `<record>_<fact>` columns of the wide schema; what the file lacks is null."""
    made = {f"{record}_{name}": _value(table, fact) for name, fact in facts.RECORDS[record].items()}
    if record == "act":
        # Wall clocks as a log tells them that names no zone.
        made |= {
            f"act_{name}_local": table[f"{name}_local"] for name in facts.LOCAL if f"{name}_local" in table.columns
        }
        made["act_time_zone"] = made["act_time_zone"].coalesce(time_zone) if time_zone else made["act_time_zone"]
    return consistent(table.select(**made), record)


def _value(table: ir.Table, fact: Fact) -> ir.Value:
    dtype = "int64" if fact.kind == "time" else fact.dtype
    if fact.name not in table.columns or _holds_nothing(table[fact.name]):
        none = fact.none_when_empty and fact.name in table.columns
        return ibis.literal(facts.NEVER) if none else ibis.null(dtype)
    column = table[fact.name]
    if fact.kind == "time":
        return micros_of(column)
    value = column if column.type() == ibis.dtype(dtype) else column.cast(dtype)
    return value.coalesce(ibis.literal(facts.NEVER)) if fact.none_when_empty else value


def _holds_nothing(column: ir.Column) -> bool:
    """A column that holds nothing at all may come without a type."""
    return bool(column.type().is_null() or column.type().is_unknown())


def _agreements(agreements: ir.Table | None) -> ir.Table | None:
    """Agreements with the days on which each is the one to look at: until the next of its agency and model."""
    if agreements is None:
        return None
    table = normalize(agreements, "agreement")
    agency, ice = signatures(table)
    both = agency.notnull() & ice.notnull()
    table = table.mutate(effective=ibis.ifelse(both, ibis.greatest(agency, ice), ibis.null("date")))
    window = ibis.window(
        group_by=[table.agreement_agency_id, table.agreement_model], order_by=[table.effective.asc(nulls_first=True)]
    )
    table = table.mutate(n=ibis.row_number().over(window), following=table.effective.lead().over(window))
    start = ibis.ifelse(table.n == 0, ibis.null("date"), table.effective)
    return table.mutate(a_from=start, a_to=table.following).drop("n", "following", "effective")


def _terms(officers: ir.Table, agreements: ir.Table | None) -> ir.Table:
    """Officers with the agreements of their agency and model: one row for each pair and the days on which it holds."""
    if agreements is None:
        unknown = {f"agreement_{name}": ibis.null(fact.dtype) for name, fact in facts.AGREEMENT.items()}
        unknown["agreement_flags"] = ibis.null("int64")
        return officers.mutate(**unknown, t_from=officers.officer_valid_from, t_to=officers.officer_valid_to)
    pair = officers.left_join(
        agreements,
        [
            officers.officer_agency_id == agreements.agreement_agency_id,
            officers.officer_model == agreements.agreement_model,
            overlap(officers.officer_valid_from, officers.officer_valid_to, agreements.a_from, agreements.a_to),
        ],
    )
    start, end = shared(pair.officer_valid_from, pair.officer_valid_to, pair.a_from, pair.a_to)
    return pair.mutate(t_from=start, t_to=end).drop("a_from", "a_to")
