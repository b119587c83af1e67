"""From three files to one wide table: types, joins and clocks, all lazy.

`prepare` = `normalize` each file, `join` them, `derive` what the provisions read.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from open287g.core.errors import InputError
from open287g.rulebook.engine.derive import coded, dated, derive
from open287g.rulebook.engine.instants import instant_columns
from open287g.rulebook.engine.standing import by_day
from open287g.vocabulary import facts

_TRUE = ("true", "t", "yes", "y", "1")
_FALSE = ("false", "f", "no", "n", "0")


def prepare(
    acts: ir.Table, officers: ir.Table, agreements: ir.Table | None = None, *, time_zone: str | None = None
) -> ir.Table:
    """One row per act with the officer's row and the agreement in force on its day: the wide table of `facts`.

    `time_zone` is the zone of acts that name none. Columns a file lacks are unknown; columns the rulebook does not know
    are left out. Where an officer has several rows in force on one day (two models), each gives a row; see
    `evaluate.settle`. Raises InputError when a file lacks the key it is joined by.
    """
    for name, table, key in (("acts", acts, "act"), ("officers", officers, "officer_id")):
        if key not in table.columns:
            raise InputError(f"the {name} have no column {key!r}", remedy=f"Columns found: {', '.join(table.columns)}.")
    terms = coded(_terms(normalize(officers, "officer"), _agreements(agreements)))
    named = [name for name in SLIM if name in acts.columns]
    keys = ["k_officer", "k_day", *(["k_model"] if "model" in named else [])]
    slim = _keyed(dated(normalize(acts.select(*named), "act", time_zone=time_zone)), keys)
    standing = by_day(slim.select(*keys, "day"), terms)
    act = _keyed(dated(normalize(acts, "act", time_zone=time_zone)), keys)
    return derive(act.join(standing.drop("day"), keys, how="left").drop(*keys))


SLIM = ("officer_id", "model", "at", "time_zone")
"""What of an act decides whose standing it needs, and on which day."""


def _keyed(act: ir.Table, keys: list[str]) -> ir.Table:
    made = {
        "k_officer": act.act_officer_id.coalesce(""),
        "k_model": act.act_model.coalesce(""),
        "k_day": act.day.coalesce(ibis.literal(facts.ALWAYS)),
    }
    return act.mutate(**{key: made[key] for key in keys})


def normalize(table: ir.Table, record: str, *, time_zone: str | None = None) -> ir.Table:
    """The facts of one file as `<record>_<fact>` columns of the wide schema; what the file lacks is null."""
    names = facts.RECORDS[record]
    plain = {}
    for name, fact in names.items():
        if not fact.dtype.startswith("timestamp"):
            column = table[name] if name in table.columns else None
            plain[f"{record}_{name}"] = _value(column, fact.dtype, name in facts.NONE_WHEN_EMPTY)
    if record == "act":
        zone = plain["act_time_zone"] if time_zone is None else plain["act_time_zone"].coalesce(time_zone)
        plain["act_time_zone"] = zone
    instants = [name for name, fact in names.items() if fact.dtype.startswith("timestamp")]
    told = [name for name in instants if name in table.columns and _is_typed(table[name])]
    kept = table.select(**plain, **{f"raw_{name}": table[name] for name in told})
    return instant_columns(kept, record, instants)


def _value(column: ir.Column | None, dtype: str, none_when_empty: bool) -> ir.Value:
    if column is None:
        return ibis.null(dtype)
    empty = column.isnull()
    if not _is_typed(column):
        value = ibis.null(dtype)
    elif column.type().is_string():
        column = (column if dtype == "string" else column.strip()).nullif("")
        empty = column.isnull()
        value = _boolean(column) if dtype == "boolean" else column if dtype == "string" else column.try_cast(dtype)
    else:
        value = column if column.type() == ibis.dtype(dtype) else column.cast(dtype)
    return ibis.ifelse(empty, ibis.literal(facts.NEVER), value) if none_when_empty else value


def _is_typed(column: ir.Column) -> bool:
    """A column that holds nothing at all may come without a type."""
    return not (column.type().is_null() or column.type().is_unknown())


def _boolean(text: ir.StringColumn) -> ir.Value:
    low = text.lower()
    return ibis.cases((low.isin(_TRUE), True), (low.isin(_FALSE), False), else_=ibis.null("boolean"))


def _agreements(agreements: ir.Table | None) -> ir.Table | None:
    """Agreements with the days [from, to) on which each is the one to look at: until the next of its agency and
    model.
    """
    if agreements is None:
        return None
    table = normalize(agreements, "agreement")
    signed = ibis.greatest(table.agreement_agency_signed_on, table.agreement_ice_signed_on)
    both = table.agreement_agency_signed_on.notnull() & table.agreement_ice_signed_on.notnull()
    table = table.mutate(effective=ibis.ifelse(both, signed, ibis.null("date")))
    window = ibis.window(
        group_by=[table.agreement_agency_id, table.agreement_model], order_by=[table.effective.asc(nulls_first=True)]
    )
    table = table.mutate(n=ibis.row_number().over(window), following=table.effective.lead().over(window))
    start = ibis.ifelse(table.n == 0, ibis.literal(facts.ALWAYS), table.effective.coalesce(ibis.literal(facts.ALWAYS)))
    table = table.mutate(a_from=start, a_to=table.following.coalesce(ibis.literal(facts.NEVER)))
    return table.drop("n", "following", "effective")


def _terms(officers: ir.Table, agreements: ir.Table | None) -> ir.Table:
    """Officers with the agreements of their agency and model: one row for each pair and the days on which it holds."""
    officers = officers.mutate(
        o_from=officers.officer_valid_from.coalesce(ibis.literal(facts.ALWAYS)),
        o_to=officers.officer_valid_to.coalesce(ibis.literal(facts.NEVER)),
    )
    if agreements is None:
        unknown = {f"agreement_{name}": ibis.null(fact.dtype) for name, fact in facts.AGREEMENT.items()}
        bounds = {"t_from": officers.o_from, "t_to": officers.o_to}
        return officers.mutate(**unknown, **bounds).drop("o_from", "o_to")
    pair = officers.left_join(
        agreements,
        [
            officers.officer_agency_id == agreements.agreement_agency_id,
            officers.officer_model == agreements.agreement_model,
            agreements.a_from < officers.o_to,
            officers.o_from < agreements.a_to,
        ],
    )
    low = ibis.ifelse(pair.a_from > pair.o_from, pair.a_from, pair.o_from)
    high = ibis.ifelse(pair.a_to < pair.o_to, pair.a_to, pair.o_to)
    return pair.mutate(t_from=low, t_to=high).drop("o_from", "o_to", "a_from", "a_to")
