"""Spans of days on which an officer's standing does not change, found in the standing's own expression.

A standing asks of a day only on which side of another day it lies: of a signature, an expiry, the start of a law. Those
days part the calendar of an officer into a few spans; the standing on the first day of a span is that of the whole.
"""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.operations as ops
import ibis.expr.types as ir

from open287g.rulebook.engine.standing import by_day, stand
from open287g.rulebook.engine.written_out import WrittenOut, values_of
from open287g.vocabulary import facts

NOBODY = ""
"""Stands for every officer whom the roster lacks."""

_COMPARED = (ops.Less, ops.LessEqual, ops.Greater, ops.GreaterEqual, ops.Equals, ops.NotEquals)
_CHOSEN = (ops.Coalesce, ops.IfElse, ops.SearchedCase)
_UNKNOWN = ibis.literal(facts.ALWAYS)
"""The start of the span that stands for a day that is unknown."""


def standing_by_span(terms: ir.Table, days: ir.Table, models: bool) -> ir.Table:
    """The standing of each officer in each span of days: the columns of `standing.by_day`, which are the officer's,
    the agreement's and the results, with the keys `k_officer`, `k_from`, `k_to` and, where acts name `models`,
    `k_model`.

    `days` is one row, `first` and `last`: no act lies outside of them, unless its day is unknown. An officer under two
    models has a row for each in a span. `NOBODY` has spans too.
    """
    spans = _spans(terms, days)
    if models:
        spans = spans.mutate(k_model=ibis.array(["", *facts.MODELS]).unnest())
    return by_day(spans, terms).drop("day")


def _spans(terms: ir.Table, days: ir.Table) -> ir.Table:
    of_terms, of_law = _days_of_change(terms)
    own = [terms.t_from, terms.t_to, *of_terms]
    parted = terms.select(k_officer=terms.officer_officer_id, k_from=ibis.array(own).unnest())
    everyone = terms.select(k_officer=terms.officer_officer_id).distinct()
    everyone = everyone.union(days.select(k_officer=ibis.literal(NOBODY))).cross_join(days)
    always = everyone.select("k_officer", k_from=ibis.array([_UNKNOWN, everyone["first"], *of_law]).unnest())
    every = parted.union(always).cross_join(days)
    inside = (every.k_from >= every["first"]) & (every.k_from <= every["last"])
    starts = every.filter(inside | (every.k_from == _UNKNOWN)).select("k_officer", "k_from")
    starts = starts.distinct()
    window = ibis.window(group_by=starts.k_officer, order_by=starts.k_from)
    spans = starts.mutate(k_to=starts.k_from.lead().over(window).coalesce(ibis.literal(facts.NEVER)))
    return spans.mutate(day=spans.k_from.nullif(_UNKNOWN))


def _days_of_change(terms: ir.Table) -> tuple[list[ir.Value], list[ir.Value]]:
    """Every day on which a comparison of the standing may turn, or the day after: of `terms`, and of the law."""
    unbound = ibis.table(dict(terms.schema()) | {"day": "date"}, name="terms")
    whole, written = stand(unbound), WrittenOut()
    found: dict[ops.Node, None] = {}
    seen: set[ops.Node] = set()
    for name in whole.columns:
        column = written.column(whole, name)
        if not isinstance(column, ops.Field):
            _collect(column, found, seen)
    of_terms: list[ir.Value] = []
    of_law: list[ir.Value] = []
    for node in found:
        read = list(node.find(ops.Field))
        day = node.replace({field: terms[field.name].op() for field in read}).to_expr() if read else node.to_expr()
        (of_terms if read else of_law).extend([day, day + ibis.interval(days=1)])
    return of_terms, of_law


def _collect(node: ops.Node, found: dict[ops.Node, None], seen: set[ops.Node]) -> None:
    """Note what the day is compared with anywhere in `node`. Raises ValueError where it is used in another way."""
    if node in seen or not _is_daily(node):
        return
    seen.add(node)
    inner = values_of(node)
    if any(map(_is_day, inner)):
        if not isinstance(node, (*_COMPARED, ops.IsNull, ops.NotNull)):
            raise ValueError(f"a standing uses the day in {type(node).__name__}, and not to compare it alone")
        for one in inner:
            found |= dict.fromkeys(day for day in _branches(one) if not _is_day(day))
    for one in inner:
        _collect(one, found, seen)


def _branches(node: ops.Node) -> list[ops.Node]:
    """The days that `node` may be, each the same whatever the day of the act."""
    if _is_day(node) or not _is_daily(node):
        return [] if isinstance(node, ops.Literal) and node.value is None else [node]
    if not isinstance(node, _CHOSEN):
        raise ValueError(f"a day is compared with {type(node).__name__}, which hangs on the day itself")
    return [day for one in _results(node) for day in _branches(one)]


def _results(node: ops.Node) -> list[Any]:
    if isinstance(node, ops.Coalesce):
        return list(node.arg)
    if isinstance(node, ops.IfElse):
        return [node.true_expr, node.false_null_expr]
    return [*node.results, node.default]


def _is_day(node: ops.Node) -> bool:
    return isinstance(node, ops.Field) and node.name == "day"


def _is_daily(node: ops.Node) -> bool:
    return any(field.name == "day" for field in node.find(ops.Field))
