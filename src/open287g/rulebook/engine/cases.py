"""A log's acts as cases: acts that no provision can tell apart, of which the rulebook judges one.

`standing` gives the spans of an officer's standing, `keyed` every act with the key of its case, `cases` each case once,
and `judged` the results of the rulebook's own expression on one act of each. A key holds every truth value that a
result hangs on (`cut`), digit by digit, so that two cases never share one: nothing is hashed.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, reduce
from typing import Any

import ibis
import ibis.expr.types as ir

from open287g.rulebook.engine.cut import Cut, bound, columns_of, cut
from open287g.rulebook.engine.derive import dated, derive
from open287g.rulebook.engine.digits import GROUP, GROUPS, packed, word_names
from open287g.rulebook.engine.evaluate import OUTCOME, evaluate
from open287g.rulebook.engine.prepare import normalize, terms_of
from open287g.rulebook.engine.spans import NOBODY, standing_by_span
from open287g.rulebook.language.wide import wide_schema
from open287g.vocabulary import facts

KEPT = {
    "act_id": "act_act_id",
    "act": "act_act",
    "day": "day",
    "agency_id": "act_agency_id",
    "officer_id": "act_officer_id",
}
"""What is kept of an act beside its results, and its column of the wide table; nothing of the person met."""

STOOD = {"model": "agreement_model", "agreement_id": "agreement_agreement_id", "edition": "agreement_edition"}
"""What is kept of the agreement under which the act was judged."""

STANDING = "standing_class"
"""Acts of one number here have officers and agreements that no provision can tell apart."""


def standing(officers: ir.Table, agreements: ir.Table, days: ir.Table, *, models: bool) -> ir.Table:
    """`spans.standing_by_span` with a number for each row, `standing_row`, and its STANDING class."""
    stood = standing_by_span(terms_of(officers, agreements), days, models)
    here = _cut()
    told = [stood[name] for name in here.standing_plain] + [bound(atom, stood) for atom in here.standing_atoms]
    return stood.mutate(
        standing_row=ibis.row_number().over(order_by=[stood.k_officer, stood.k_from]),
        **{STANDING: ibis.dense_rank().over(order_by=told)},
    )


def keyed(acts: ir.Table, officers: ir.Table, standings: ir.Table, *, time_zone: str | None = None) -> ir.Table:
    """Every act with KEPT, its `standing_row` and the columns of `key_names`; an act of an officer who serves under
    two models has a row for each.
    """
    told = normalize(acts, "act", time_zone=time_zone)
    # What the row alone tells is packed before the joins, so that they carry a tenth of the columns.
    act = dated(told.mutate(**_packed(told, "told", _digits()[0])))
    roster = officers.select(known=officers.officer_id).distinct()
    named = act.left_join(roster, act.act_officer_id == roster.known)
    placed = named.mutate(
        at_officer=named.known.coalesce(NOBODY),
        at_day=named.day.coalesce(ibis.literal(facts.ALWAYS)),
        at_model=named.act_model.coalesce(""),
    )
    met = [
        placed.at_officer == standings.k_officer,
        placed.at_day >= standings.k_from,
        placed.at_day < standings.k_to,
    ]
    if "k_model" in standings.columns:
        met.append(placed.at_model == standings.k_model)
    wide = derive(placed.join(standings, met).drop("known", "at_officer", "at_day", "at_model"))
    late = _packed(wide, "found", _digits()[1])
    kept = {name: wide[column] for name, column in KEPT.items()}
    key = {name: late[name] if name in late else wide[name] for name in key_names()}
    return wide.select(**kept, standing_row=wide.standing_row, **key)


@cache
def key_names() -> tuple[str, ...]:
    """The columns that together name the case of an act."""
    words = [
        f"{prefix}_{place}"
        for prefix, digits in zip(("told", "found"), _digits(), strict=True)
        for place in range(-(-len(digits) // (GROUP * GROUPS)))
    ]
    return (STANDING, *_codes(), *words)


def cases(rows: ir.Table) -> ir.Table:
    """Each case of `keyed` acts once: its key, how many `acts`, and the `act_id` and `standing_row` of one of them."""
    return rows.group_by(list(key_names())).aggregate(
        acts=rows.count(),
        standing_row=rows.standing_row.argmin(rows.act_id),
        act_id=rows.act_id.min(),
    )


def judged(acts: ir.Table, found: ir.Table, standings: ir.Table, *, time_zone: str | None = None) -> ir.Table:
    """The `found` cases with the results of the rulebook, the columns OUTCOME and words, by one act of each."""
    act = dated(normalize(acts.semi_join(found, "act_id"), "act", time_zone=time_zone))
    own = found.rename({f"case_{name}": name for name in found.columns})
    one = act.join(own, act.act_act_id == own.case_act_id)
    stood = standings.drop(STANDING)
    wide = derive(one.join(stood, one.case_standing_row == stood.standing_row).drop("standing_row"))
    results = evaluate(wide)
    key = {name: results[f"case_{name}"] for name in found.columns}
    return results.select(**key, **{name: results[name] for name in outcome_names()})


def outcome_names() -> tuple[str, ...]:
    """The columns of an act's results."""
    return (*OUTCOME, *word_names())


@cache
def _cut() -> Cut:
    few = word_names(standing=True)
    schema = wide_schema() | dict.fromkeys(few, "int64")
    results = evaluate(ibis.table(schema, name="wide")).select(*outcome_names())
    return cut(results, few, _of_standing())


def _of_standing() -> Sequence[str]:
    """Columns of the wide table that `standing_by_span` gives."""
    described = {
        record: ibis.table({name: f.dtype for name, f in facts.RECORDS[record].items()}, name=record)
        for record in ("officer", "agreement")
    }
    days = ibis.table({"first": "date", "last": "date"}, name="days")
    return standing_by_span(terms_of(described["officer"], described["agreement"]), days, models=False).columns


def _codes() -> list[str]:
    """Plain columns that are numbers; a flag is a digit."""
    schema = wide_schema()
    return [name for name in _cut().plain if schema[name] != "boolean"]


@cache
def _digits() -> tuple[list[Any], list[Any]]:
    """Flags by name and atoms: those told by the row of the act alone, and the others."""
    here = _cut()
    told = {f"act_{name}" for name in facts.ACT}
    every = [*(name for name in here.plain if name not in _codes()), *here.atoms]
    early = [one for one in every if ({one} if isinstance(one, str) else columns_of(one)) <= told]
    return early, [one for one in every if one not in early]


def _packed(table: ir.Table, prefix: str, digits: Sequence[Any]) -> dict[str, Any]:
    """Truth values as base-4 digits of words: 0 unknown, 1 false, 2 true."""
    words: dict[str, dict[int, list[Any]]] = {}
    for place, one in enumerate(digits):
        truth = table[one] if isinstance(one, str) else bound(one, table)
        word, inside = divmod(place, GROUP * GROUPS)
        weight = 4 ** (inside % GROUP)
        digit = ibis.cases((truth, _number(2 * weight)), (truth.isnull(), _number(0)), else_=_number(weight))
        words.setdefault(f"{prefix}_{word}", {}).setdefault(inside // GROUP, []).append(digit)
    sums = {
        word: {group: reduce(lambda left, right: left + right, own) for group, own in groups.items()}
        for word, groups in words.items()
    }
    return packed(sums)


def _number(number: int) -> Any:
    return ibis.literal(number, "int32")
