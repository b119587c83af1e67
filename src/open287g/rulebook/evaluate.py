"""Every provision over every act, as one expression.

One expression serves a single decision and a hundred million acts, on DuckDB and on Spark.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import Any

import ibis
import ibis.expr.types as ir

from open287g.rulebook import facts
from open287g.rulebook.editions import HELD, editions_of
from open287g.rulebook.parameters import parameters
from open287g.rulebook.provision import Facts, Provision, bits, provisions

PASS, FAIL, NOT_APPLICABLE = 1, 0, -1
"""Results of a provision; null is unknown."""

RESULTS = {PASS: "pass", FAIL: "fail", NOT_APPLICABLE: "not applicable", None: "unknown"}
AUTHORIZED, NOT_AUTHORIZED, UNDETERMINED = "authorized", "not authorized", "undetermined"


def evaluate(wide: ir.Table, chosen: Sequence[Provision] | None = None) -> ir.Table:
    """`wide` with one `int8` column per provision (1 pass, 0 fail, -1 not applicable, null unknown) and two summaries.

    `verdict`: not authorized when a condition or premise fails; undetermined when a condition is unknown, or when the
    rulebook does not hold the edition or the day; authorized otherwise.
    `duties`: breached when a duty fails, open when one is unknown, kept otherwise.
    Columns are named by `Provision.column`.
    """
    chosen = provisions() if chosen is None else chosen
    met = {p.id: _met(wide, p) for p in chosen}
    codes = {p.column: _code(met[p.id]) for p in chosen}
    conditions = _all([met[p.id][1] for p in chosen if p.kind == "condition"])
    premises = _all([_not_false(met[p.id][1]) for p in chosen if p.kind == "premise"])
    duties = _all([met[p.id][1] for p in chosen if p.kind == "duty"])
    authority = conditions & premises
    return wide.mutate(
        **codes,
        verdict=ibis.cases(
            (_false(wide.covered), UNDETERMINED),
            (authority, AUTHORIZED),
            (~authority, NOT_AUTHORIZED),
            else_=UNDETERMINED,
        ),
        duties=ibis.cases((duties, "kept"), (~duties, "breached"), else_="open"),
    )


def settle(evaluated: ir.Table) -> ir.Table:
    """One row per `act_act_id`, where an officer serving under two models gave several: the one that speaks for the
    act.
    """
    rank = ibis.cases((evaluated.verdict == AUTHORIZED, 0), (evaluated.verdict == UNDETERMINED, 1), else_=2)
    window = ibis.window(
        group_by=evaluated.act_act_id, order_by=[rank, evaluated.agreement_model, evaluated.agreement_agreement_id]
    )
    ranked = evaluated.mutate(place=ibis.row_number().over(window))
    return ranked.filter(ranked.place == 0).drop("place")


def _met(wide: ir.Table, p: Provision) -> tuple[Any, Any]:
    """Whether the provision applies, and whether it is met or does not apply: both true, false or unknown."""
    act, officer, agreement = (Facts(wide, record) for record in facts.RECORDS)
    scope = _scope(wide, p)
    if p.when is not None:
        scope = [*scope, p.when(act, officer, agreement)]
    body = p.test(act, officer, agreement)
    if not scope:
        return None, body
    applies = _all(scope)
    return applies, ~applies | body


def _scope(wide: ir.Table, p: Provision) -> list[Any]:
    """The tests of act, model, edition and day that `p` needs; the fewest that say the same."""
    scope = []
    if p.acts != facts.ACTS:
        scope.append((wide.act_code & bits(p.acts, facts.ACTS)) != 0)
    if set(p.editions) == set(editions_of(*p.models)):
        if set(p.editions) != set(HELD):
            scope.append((wide.model_code & bits(p.models, facts.MODELS)) != 0)
    else:
        scope.append((wide.model_code & bits(p.models, facts.MODELS)) != 0)
        scope.append((wide.edition_code & bits(p.editions, HELD)) != 0)
    covered = parameters()["covered"].values[0]
    if p.since > covered.since:
        scope.append(wide.day >= p.since)
    if p.until is not None:
        scope.append(wide.day < p.until)
    return scope


def _code(met: tuple[Any, Any]) -> Any:
    applies, ok = met
    result = ok.cast("int8")
    return result if applies is None else ibis.ifelse(~applies, ibis.literal(NOT_APPLICABLE, "int8"), result)


def _all(tests: list[Any]) -> Any:
    return reduce(lambda left, right: left & right, tests) if tests else ibis.literal(True)


def _false(test: Any) -> Any:
    """True exactly when `test` is false."""
    return ibis.ifelse(~test, True, False)


def _not_false(test: Any) -> Any:
    return ibis.ifelse(~test, False, True)
