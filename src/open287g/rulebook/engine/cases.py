"""A log's acts as cases: acts that no provision can tell apart, of which the rulebook judges one.

`standing` gives the spans of an officer's standing, `keyed` every act with the key of its case, `cases` each case once,
and `judged` the results of the rulebook's own expression on one act of each. A key holds every truth value that a
result hangs on (`cut`), digit by digit, so that two cases never share one: nothing is hashed.
"""

from __future__ import annotations

import operator
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, reduce
from typing import Any

import ibis
import ibis.expr.operations as ops
import ibis.expr.types as ir

from open287g.rulebook.engine.cut import Cut, bound, columns_of, cut, nothing_without
from open287g.rulebook.engine.derive import dated, derive
from open287g.rulebook.engine.digits import GROUP, GROUPS, packed, word_names
from open287g.rulebook.engine.evaluate import OUTCOME, evaluate
from open287g.rulebook.engine.prepare import normalize, terms_of
from open287g.rulebook.engine.spans import BEHIND, NOBODY, standing_by_span
from open287g.rulebook.language.provision import provisions
from open287g.rulebook.language.wide import wide_schema
from open287g.vocabulary import facts

STANDING = "standing_class"
"""Acts of one number here have officers and agreements that no provision can tell apart."""


def standing(terms: ir.Table, days: ir.Table, *, models: bool) -> ir.Table:
    """`spans.standing_by_span` with a number for each row, `standing_row`, its STANDING class, and whether it is one of
    `several` of its officer and days. Spans that follow one another in the same class are one.
    """
    stood = standing_by_span(terms, days, models)
    here = _cut()
    told = [stood[name] for name in here.standing_plain] + [bound(atom, stood) for atom in here.standing_atoms]
    told += [stood[column].isnull() for column in _asked().values() if not column.startswith("act_")]
    keys = ["k_officer", "k_behind", *(["k_model"] if models else [])]
    stood = stood.mutate(**{STANDING: ibis.dense_rank().over(order_by=told).cast("int32")})
    stood = stood.mutate(
        several=stood.count().over(group_by=[*keys, "k_from"]) > 1,
        place=ibis.row_number().over(group_by=[*keys, "k_from"], order_by=[STANDING, "agreement_agreement_id"]),
    )
    flags = [name for name in stood.columns if name.endswith("_flags")]
    joined = _joined(stood, [*keys, STANDING, "several", "place", "officer_officer_id", *flags, *_beside_acts()])
    return joined.mutate(
        standing_row=ibis.row_number().over(order_by=[joined.k_officer, joined.k_from, joined.k_behind]).cast("int32")
    ).drop("place")


def _joined(stood: ir.Table, alike: list[str]) -> ir.Table:
    """Spans that are alike and follow one another, joined."""
    following = ibis.window(group_by=alike, order_by="k_from")
    begun = stood.mutate(begins=(stood.k_to.lag().over(following) != stood.k_from).coalesce(True))
    numbered = begun.mutate(
        island=begun.begins.cast("int32").sum().over(ibis.cumulative_window(group_by=alike, order_by="k_from"))
    )
    whole = numbered.mutate(k_to=numbered.k_to.max().over(group_by=[*alike, "island"]))
    return whole.filter(whole.begins).drop("begins", "island")


def _beside_acts() -> list[str]:
    """Columns of the standing that are compared with facts of the act, or told of it."""
    read = {name for atom in _cut().atoms for name in columns_of(atom)} & set(_of_standing())
    return sorted(read | {"agreement_agreement_id", "agreement_model", "agreement_edition", "officer_agency_id"})


def keyed(acts: ir.Table, officers: ir.Table, standings: ir.Table, *, time_zone: str | None = None) -> ir.Table:
    """Every act: its `act_id`, `day`, `shift` (the third of the local day in which it began, 0 to 2), `standing_row`,
    the bits of its `contradictions` and the columns of `key_names`, and its `agency_id` and `officer_id` where they
    are not those of that standing.

    An act of an officer who serves under two models has a row for each.
    """
    told = normalize(acts, "act", time_zone=time_zone)
    # What the row alone tells is packed before the joins, so that they carry a tenth of the columns.
    act = dated(told.mutate(**_packed(told, "told", _digits()[0])))
    roster = officers.select(known=officers.officer_id).distinct()
    named = act.left_join(roster, act.act_officer_id == roster.known)
    placed = named.mutate(
        at_officer=named.known.coalesce(NOBODY),
        at_day=named.day.coalesce(ibis.literal(facts.ALWAYS)),
        at_behind=_behind(named),
        at_model=named.act_model.coalesce(""),
    )
    met = [
        placed.at_officer == standings.k_officer,
        placed.at_day >= standings.k_from,
        placed.at_day < standings.k_to,
        placed.at_behind == standings.k_behind,
    ]
    if "k_model" in standings.columns:
        met.append(placed.at_model == standings.k_model)
    wide = derive(placed.join(standings, met).drop("known", "at_officer", "at_day", "at_behind", "at_model"))
    late = _packed(wide, "found", _digits()[1])
    kept = {
        "act_id": wide.act_act_id,
        "day": wide.day,
        "agency_id": _unlike(wide.act_agency_id, wide.officer_agency_id),
        "officer_id": _unlike(wide.act_officer_id, wide.officer_officer_id),
    }
    key = {name: late[name] if name in late else wide[name] for name in key_names()}
    kept["contradictions"] = wide.contradictions
    kept["shift"] = (wide.at_local % facts.DAY // (8 * facts.HOUR)).cast("int8")
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
    key = {name: results[f"case_{name}"] for name in found.columns} | {"act": results.act_act}
    return results.select(**key, **lacking(results), **{name: results[name] for name in outcome_names()})


def lacking(wide: ir.Table) -> dict[str, Any]:
    """The bits of the facts that conditions ask for and an act lacks, in words named as `asked_bits` has them. All acts
    of a case lack the same.
    """
    columns = _asked()
    absent = {name: wide[columns[name]].isnull() for name in columns}
    absent["act.time_zone"] = wide.day.isnull() & wide.act_at.notnull()
    words: dict[str, list[Any]] = {}
    for name, (word, place) in asked_bits().items():
        words.setdefault(word, []).append(ibis.ifelse(absent[name], ibis.literal(1 << place, "int64"), 0))
    return {word: _sum(bits).cast("int64") for word, bits in words.items()}


@cache
def asked_bits() -> dict[str, tuple[str, int]]:
    """The word and the bit of each fact that a condition asks for."""
    names = dict.fromkeys([*_asked(), "act.time_zone"])
    return {name: (f"lacking_{place // 62}", place % 62) for place, name in enumerate(names)}


@cache
def _asked() -> dict[str, str]:
    """Every fact that a condition asks for, and its column of the wide table."""
    return {name: name.replace(".", "_", 1) for p in provisions() if p.kind == "condition" for name in p.needs}


_REQUIRED = tuple(f"act_{name}" for name, fact in facts.ACT.items() if fact.required and not fact.instead)
_ALWAYS = {f"act_{name}" for name, fact in facts.ACT.items() if fact.required} | {"at_local", "act_place"}
"""Columns that most acts have."""


def outcome_names() -> tuple[str, ...]:
    """The columns of an act's results."""
    return (*OUTCOME, *word_names())


@cache
def _cut() -> Cut:
    results = evaluate(ibis.table(_schema(), name="wide")).select(*outcome_names())
    return cut(results, word_names(standing=True), _of_standing())


def _schema() -> dict[str, str]:
    """The wide table with the results of the officer's standing."""
    return wide_schema() | dict.fromkeys(word_names(standing=True), "int64")


def _of_standing() -> Sequence[str]:
    """Columns of the wide table that `standing_by_span` gives."""
    described = {
        record: ibis.table({name: f.dtype for name, f in facts.RECORDS[record].items()}, name=record)
        for record in ("officer", "agreement")
    }
    days = ibis.table({"first": "date", "last": "date"}, name="days")
    stood = standing_by_span(terms_of(described["officer"], described["agreement"]), days, models=False)
    return tuple(stood.columns)


def _codes() -> list[str]:
    """Plain columns that are numbers; a flag is a digit."""
    schema = wide_schema()
    return [name for name in _cut().plain if schema[name] != "boolean"]


@cache
def _digits() -> tuple[list[Any], list[Any]]:
    """Flags by name and atoms: those told by the row of the act alone, and the others."""
    here = _cut()
    told = {f"act_{name}" for name in facts.ACT}
    flags = [name for name in here.plain if name not in _codes()]
    asked = [column for column in _asked().values() if column in told and column not in (*flags, *_REQUIRED)]
    wide = ibis.table(_schema(), name="wide")
    known = [wide[column].notnull().op() for column in (*asked, "day")]
    atoms = [atom for atom in here.atoms if columns_of(atom) != {"act_act"}]  # The code of the act tells them.
    every = [*flags, *dict.fromkeys([*atoms, *known])]
    early = [one for one in every if ({one} if isinstance(one, str) else columns_of(one)) <= told]
    return _by_needed(early), _by_needed([one for one in every if one not in early])


def _by_needed(digits: list[Any]) -> list[Any]:
    """The digits with those together that are null without the same column."""
    needed, known = _needed(digits), _known(digits)
    order = list(dict.fromkeys(needed.values()))
    return sorted(digits, key=lambda one: (order.index(needed[one]), sorted(known[one])))


def _needed(digits: Sequence[Any]) -> dict[Any, str]:
    """For each digit a column without which it is null, "" for none; the fewest columns that serve."""
    left = {one: frozenset() if isinstance(one, str) else nothing_without(one) - _ALWAYS for one in digits}
    needed = {one: "" for one, names in left.items() if not names}
    while len(needed) < len(left):
        open_ = {one: names for one, names in left.items() if one not in needed}
        often = Counter(name for names in open_.values() for name in sorted(names))
        chosen = max(often, key=lambda name: (often[name], name))
        needed |= {one: chosen for one, names in open_.items() if chosen in names}
    return needed


def _packed(table: ir.Table, prefix: str, digits: Sequence[Any]) -> dict[str, Any]:
    """Truth values as base-4 digits of words: 0 unknown, 1 false, 2 true."""
    known = _known(digits)
    words: dict[str, dict[int, dict[frozenset[str], list[Any]]]] = {}
    for place, one in enumerate(digits):
        truth = table[one] if isinstance(one, str) else bound(one, table)
        word, inside = divmod(place, GROUP * GROUPS)
        weight = 4 ** (inside % GROUP)
        digit = _digit(truth, weight, told=_is_told(one))
        groups = words.setdefault(f"{prefix}_{word}", {}).setdefault(inside // GROUP, {})
        groups.setdefault(known[one], []).append(digit)
    sums = {
        word: {group: _sum(_where(table, *own) for own in of.items()) for group, of in groups.items()}
        for word, groups in words.items()
    }
    return packed(sums)


def _known(digits: Sequence[Any]) -> dict[Any, frozenset[str]]:
    """For each digit the columns that are looked at first: where one is unknown, so is the digit."""
    needed = _needed(digits)
    return {one: nothing_without(one) if _is_told(one) else frozenset({needed[one]} - {""}) for one in digits}


def _is_told(one: Any) -> bool:
    """Whether a digit is unknown only where one of the columns is without which it is."""
    if isinstance(one, str):
        return False
    return isinstance(one, (ops.NotNull, ops.IsNull)) or nothing_without(one) == columns_of(one)


def _digit(truth: Any, weight: int, told: bool) -> Any:
    """0 for unknown, `weight` for false, twice that for true; one that is `told` is never unknown. To ask first whether
    it is unknown costs least; but of `x in (...)` and the like that is SQL which Spark cannot read, and there the
    opposite is asked.
    """
    if told:
        return ibis.ifelse(truth, _number(2 * weight), _number(weight))
    if isinstance(truth.op(), (ops.Field, ops.Comparison)):
        return ibis.cases((truth.isnull(), _number(0)), (truth, _number(2 * weight)), else_=_number(weight))
    return ibis.cases((truth, _number(2 * weight)), (~truth, _number(weight)), else_=_number(0))


def _where(table: ir.Table, names: frozenset[str], digits: list[Any]) -> Any:
    """The sum of `digits` where the columns are known, else 0: most times of most acts are not told, and then nothing
    is reckoned.
    """
    told = [table[name].notnull() for name in sorted(names)]
    return ibis.ifelse(reduce(operator.and_, told), _sum(digits), _number(0)) if told else _sum(digits)


def _sum(values: Iterable[Any]) -> Any:
    return reduce(lambda left, right: left + right, values)


def _behind(act: ir.Table) -> Any:
    """By how many days the day was earlier in Washington."""
    behind = [(act.day_early == act.day - ibis.interval(days=one), ibis.literal(one, "int8")) for one in BEHIND if one]
    return ibis.cases(*behind, else_=ibis.literal(0, "int8"))


def _unlike(own: Any, other: Any) -> Any:
    """`own` where it is another than `other`: ten million names take a gigabyte."""
    return own.nullif(other)


def _number(number: int) -> Any:
    return ibis.literal(number, "int32")
