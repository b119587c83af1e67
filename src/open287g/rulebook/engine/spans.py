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

BEHIND = (0, 1)
"""By how many days Washington's calendar may be behind that of the act."""

_DAYS = ("day", "day_early")
_COMPARED = (ops.Less, ops.LessEqual, ops.Greater, ops.GreaterEqual, ops.Equals, ops.NotEquals)
_CHOSEN = (ops.Coalesce, ops.IfElse, ops.SearchedCase)
_UNKNOWN = ibis.literal(facts.ALWAYS)
"""The start of the span that stands for a day that is unknown."""


def standing_by_span(terms: ir.Table, days: ir.Table, models: bool) -> ir.Table:
    """The standing of each officer in each span of days: the columns of `standing.by_day`, which are the officer's,
    the agreement's and the results, with the keys `k_officer`, `k_from`, `k_to`, `k_behind` (by how many days the day
    was earlier in Washington) and, where acts name `models`, `k_model`.

    `days` is one row, `first` and `last`: no act lies outside of them, unless its day is unknown. An officer under two
    models has a row for each in a span. `NOBODY` has spans too.
    """
    spans = _spans(terms, days)
    if models:
        spans = spans.mutate(k_model=ibis.array(["", *facts.MODELS]).unnest())
    return by_day(spans, terms).drop(*_DAYS)


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
    day = spans.k_from.nullif(_UNKNOWN)
    spans = spans.mutate(k_behind=ibis.array([ibis.literal(one, "int8") for one in BEHIND]).unnest(), day=day)
    earlier = ibis.cases(*((spans.k_behind == one, spans.day - ibis.interval(days=one)) for one in BEHIND if one))
    return spans.mutate(day_early=ibis.ifelse(spans.k_behind == 0, spans.day, earlier))


def _days_of_change(terms: ir.Table) -> tuple[list[ir.Value], list[ir.Value]]:
    """Every day on which a comparison of the standing may turn, or soon after: of `terms`, and of the law."""
    unbound = ibis.table(dict(terms.schema()) | dict.fromkeys(_DAYS, "date"), name="terms")
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
        late = [day + ibis.interval(days=days) for days in range(1, max(BEHIND) + 2)]
        (of_terms if read else of_law).extend([day, *late])
    return of_terms, of_law


def _collect(node: ops.Node, found: dict[ops.Node, None], seen: set[ops.Node]) -> None:
    """Note what the day is compared with anywhere in `node`. Raises ValueError where it is used in another way."""
    if node in seen or not _is_daily(node):
        return
    seen.add(node)
    inner = values_of(node)
    if isinstance(node, _COMPARED):
        sides = [_branches(one) for one in inner]
        if any(_is_day(day) for side in sides for day in side):
            found |= dict.fromkeys(day for side in sides for day in side if not _is_day(day))
    elif any(map(_is_day, inner)) and not isinstance(node, (ops.IsNull, ops.NotNull, *_CHOSEN)):
        raise ValueError(f"a standing uses the day in {type(node).__name__}, and not to compare it alone")
    for one in inner:
        _collect(one, found, seen)


def _branches(node: ops.Node) -> list[ops.Node]:
    """The values that `node` may take: the day, or what is the same whatever the day."""
    if _is_day(node) or not _is_daily(node):
        return [] if isinstance(node, ops.Literal) and node.value is None else [node]
    if not isinstance(node, _CHOSEN):
        if node.dtype.is_temporal():
            raise ValueError(f"a day is compared with {type(node).__name__}, which hangs on the day itself")
        return []  # Made of truth values, which are looked at by themselves.
    return [day for one in _results(node) for day in _branches(one)]


def _results(node: ops.Node) -> list[Any]:
    if isinstance(node, ops.Coalesce):
        return list(node.arg)
    if isinstance(node, ops.IfElse):
        return [node.true_expr, node.false_null_expr]
    return [*node.results, node.default]


def _is_day(node: ops.Node) -> bool:
    return isinstance(node, ops.Field) and node.name in _DAYS


def _is_daily(node: ops.Node) -> bool:
    return any(map(_is_day, node.find(ops.Field)))
