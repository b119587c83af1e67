"""Every provision over every act, as one expression.

One expression serves a single decision and a hundred million acts, on DuckDB and on Spark.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import reduce
from typing import Any

import ibis
import ibis.expr.types as ir

from open287g.core.period import in_force
from open287g.rulebook.engine.digits import GROUP, any_of, digit, layout, packed, word_names
from open287g.rulebook.language.codes import bits
from open287g.rulebook.language.logic import possibly
from open287g.rulebook.language.provision import Provision, provisions
from open287g.rulebook.language.reach import is_standing
from open287g.rulebook.language.wide import Facts
from open287g.rulebook.law.numbers import covered_at, parameters
from open287g.vocabulary import facts
from open287g.vocabulary.editions import HELD, editions_of
from open287g.vocabulary.results import FAIL, PASS, UNKNOWN
from open287g.vocabulary.verdicts import (
    AUTHORITY,
    AUTHORIZED,
    AUTHORIZED_IF,
    LAWFUL,
    NOT_AUTHORIZED,
    NOT_LAWFUL,
    UNDETERMINED,
)

CODES = {1: "pass", 0: "fail", -1: "not applicable", 2: "unknown"}
"""What a provision's own column says."""

OUTCOME = ("verdict", "lawfulness", "duties")
"""The summaries of an act's results, which every table of an audit carries."""


def evaluate(wide: ir.Table, chosen: Sequence[Provision] | None = None) -> ir.Table:
    """`wide` (of `prepare`) with the results of every provision, or of those `chosen`, and three summaries.

    `verdict`: not authorized when a condition or premise fails; undetermined when a condition is unknown, or when the
    rulebook does not hold the edition, or the law of the day or of every day it may be (unless what holds under every
    text fails); authorized if, when a premise is unknown; authorized otherwise.
    `lawfulness`: not lawful when a standard fails, undetermined when one is unknown, lawful otherwise.
    `duties`: breached when a duty fails, open when one is unknown, kept otherwise.

    The results are given twice: as the columns of `words.word_names`, which are what is computed and what to write when
    there are many acts, and spread out of them as one `int8` for each provision, named `Provision.column`, with CODES.
    """
    chosen = provisions() if chosen is None else chosen
    results = with_words(wide, [p for p in chosen if not is_standing(p)], word_names(standing=False))
    always = [p for p in chosen if p.bars_always]
    conditions, premises, standards, duties = (
        [p for p in chosen if p.kind == kind] for kind in ("condition", "premise", "standard", "duty")
    )
    return results.mutate(
        **{p.column: digit(results, p) - 1 for p in chosen},
        law_known=law_known(results),
        verdict=ibis.cases(
            (any_of(results, always, FAIL), NOT_AUTHORIZED),
            (~law_known(results), UNDETERMINED),
            (any_of(results, [*conditions, *premises], FAIL), NOT_AUTHORIZED),
            (any_of(results, conditions, UNKNOWN), UNDETERMINED),
            (any_of(results, premises, UNKNOWN), AUTHORIZED_IF),
            else_=AUTHORIZED,
        ),
        lawfulness=ibis.cases(
            (any_of(results, standards, FAIL), NOT_LAWFUL),
            (any_of(results, standards, UNKNOWN), UNDETERMINED),
            else_=LAWFUL,
        ),
        duties=ibis.cases(
            (any_of(results, duties, FAIL), "breached"),
            (any_of(results, duties, UNKNOWN), "open"),
            else_="kept",
        ),
    )


def law_known(wide: ir.Table) -> Any:
    """Whether the rulebook holds the edition, and the law of the day of the act or of every day that it may be: of an
    instant whose place is not known, those around it; where none is told, it does not.
    """
    return wide.covered.coalesce(covered_at(wide.act_at)).coalesce(False)


def settle(evaluated: ir.Table) -> ir.Table:
    """One row per `act_act_id`, where an officer serving under two models gave several: the best of them speaks for the
    act.
    """
    rank = ibis.cases(*((evaluated.verdict == word, place) for place, word in enumerate(AUTHORITY)))
    window = ibis.window(
        group_by=evaluated.act_act_id, order_by=[rank, evaluated.agreement_model, evaluated.agreement_agreement_id]
    )
    ranked = evaluated.mutate(place=ibis.row_number().over(window))
    return ranked.filter(ranked.place == 0).drop("place")


def with_words(table: ir.Table, chosen: Sequence[Provision], names: Sequence[str]) -> ir.Table:
    """`table` with the words `names`, in which the results of `chosen` stand."""
    scopes = {scope_of(p) for p in chosen}
    scoped = table.mutate(**{_name(scope): _scope(table, scope) for scope in scopes})
    groups: dict[str, dict[int, list[Provision]]] = {name: {} for name in names}
    for p in chosen:
        word, place = layout()[p.id]
        groups[word].setdefault(place // GROUP, []).append(p)
    digits = {word: {group: _sum(scoped, own) for group, own in inner.items()} for word, inner in groups.items()}
    return scoped.mutate(**packed(digits)).drop(*map(_name, scopes))


def _sum(scoped: ir.Table, chosen: Sequence[Provision]) -> Any:
    """The weighed digits of provisions of one group. Those of the same acts are not looked at for any other act."""
    by_acts: dict[tuple[str, ...], list[Any]] = {}
    for p in chosen:
        by_acts.setdefault(p.acts, []).append(_result(scoped, p, 4 ** (layout()[p.id][1] % GROUP)))
    sums = []
    for acts, own in by_acts.items():
        total = reduce(lambda left, right: left + right, own)
        if acts != facts.ACTS and len(own) > 1:
            elsewhere = (scoped.act_code & bits(acts, facts.ACTS)) == 0
            total = ibis.ifelse(elsewhere, _number(0), total)
        sums.append(total)
    return reduce(lambda left, right: left + right, sums)


Scope = tuple[int, int, int, "date | None", "date | None"]
"""Bits of acts, models and editions (0: all), and the days between which a provision is in force where that matters."""


def scope_of(p: Provision) -> Scope:
    """The fewest tests that say to which acts `p` applies."""
    acts = 0 if p.acts == facts.ACTS else bits(p.acts, facts.ACTS)
    whole = set(p.editions) == set(editions_of(*p.models))
    models = 0 if set(p.editions) == set(HELD) else bits(p.models, facts.MODELS)
    editions = 0 if whole else bits(p.editions, HELD)
    first = parameters()["covered"].values[0].since
    since = None if p.of_edition or p.since is None or p.since <= first else p.since
    return acts, models, editions, since, p.until


def _name(scope: Scope) -> str:
    return "s_" + "_".join(str(part).replace("-", "") for part in scope)


def _scope(wide: ir.Table, scope: Scope) -> Any:
    acts, models, editions, since, until = scope
    masks = (("act_code", acts), ("model_code", models), ("edition_code", editions))
    tests = [possibly(wide[column], mask) for column, mask in masks if mask]
    if since is not None or until is not None:
        tests.append(in_force(wide.day, since, until))
    return reduce(lambda left, right: left & right, tests) if tests else ibis.literal(True)


def _result(scoped: ir.Table, p: Provision, weight: int) -> Any:
    """The digit of `p` times `weight`. Its body is computed only where `p` may apply."""
    act, officer, agreement = (Facts(scoped, record) for record in facts.RECORDS)
    applies = scoped[_name(scope_of(p))]
    body = p.test(act, officer, agreement)
    outside = [(~applies, _number(0))]
    if p.when is not None:
        trigger = p.when(act, officer, agreement)
        outside.append((~trigger, _number(0)))
        applies = applies & trigger
    inside = [(body, _number(PASS * weight)), (applies & ~body, _number(FAIL * weight))]
    return ibis.cases(*outside, *inside, else_=_number(UNKNOWN * weight))


def _number(number: int) -> Any:
    return ibis.literal(number, "int32")
