"""What each node of the rulebook's expression does to plain Python values; None is unknown, as in Kleene's logic."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import ibis.expr.operations as ops

EPOCH = datetime(1970, 1, 1)


def micros(moment: datetime) -> int:
    """Microseconds from 1970 to a moment without zone."""
    return (moment - EPOCH) // timedelta(microseconds=1)


def function_of(node: ops.Node) -> tuple[Callable[..., Any], Sequence[ops.Node]]:
    """The function of a node and the nodes of its arguments."""
    if isinstance(node, ops.Literal):
        value = node.value
        return (lambda: value), ()
    if isinstance(node, ops.SearchedCase):
        return _cases, [*_alternating(node.cases, node.results), node.default]
    if isinstance(node, ops.IfElse):
        return _cases, [node.bool_expr, node.true_expr, node.false_null_expr]
    if isinstance(node, ops.Coalesce):
        return _first_known, node.arg
    if isinstance(node, ops.InValues):
        return _is_in, [node.value, *node.options]
    if isinstance(node, ops.Cast):
        return _CASTS[str(node.to)], [node.arg]
    if isinstance(node, ops.DateAdd):
        return _adding(node.right), [node.left]
    if isinstance(node, ops.DateSub):
        days = timedelta(days=node.right.value)
        return _known(lambda day: day - days), [node.left]
    if isinstance(node, ops.ScalarUDF):
        return _known(_ENGINE[node.__func_name__]), node.args
    return _FUNCTIONS[type(node)], [argument for argument in node.args if isinstance(argument, ops.Node)]


def _alternating(cases: Sequence[ops.Node], results: Sequence[ops.Node]) -> list[ops.Node]:
    return [node for pair in zip(cases, results, strict=True) for node in pair]


def _known(function: Callable[..., Any]) -> Callable[..., Any]:
    """`function`, unknown where an argument is."""
    return lambda *values: None if None in values else function(*values)


def _and(left: bool | None, right: bool | None) -> bool | None:
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


def _or(left: bool | None, right: bool | None) -> bool | None:
    if left is True or right is True:
        return True
    return None if left is None or right is None else False


def _cases(*given: Any) -> Any:
    for place in range(0, len(given) - 1, 2):
        if given[place] is True:
            return given[place + 1]
    return given[-1]


def _first_known(*values: Any) -> Any:
    return next((value for value in values if value is not None), None)


def _is_in(value: Any, *options: Any) -> bool | None:
    if value is None:
        return None
    return True if value in options else None if None in options else False


def _remainder(left: int, right: int) -> int:
    """With the sign of `left`, as in SQL."""
    return left - right * int(left / right) if left < 0 else left % right


def _adding(interval: ops.Node) -> Callable[..., Any]:
    """Adds a literal interval to a day; 29 February becomes the 28th where there is none."""
    amount, unit = interval.value, interval.dtype.unit.name

    def add(day: date) -> date | None:
        if unit == "DAY":
            return None if (date.max - day).days < amount else day + timedelta(days=amount)
        if unit != "YEAR":
            raise NotImplementedError(unit)
        if day.year + amount > date.max.year:
            return None
        leap = day.month == 2 and day.day == 29
        return day.replace(year=day.year + amount, day=28) if leap else day.replace(year=day.year + amount)

    return _known(add)


def _zoned(zone: str, moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def _moment(count: int) -> datetime:
    return EPOCH + timedelta(microseconds=count)


_ENGINE: dict[str, Callable[..., Any]] = {
    "epoch_us": micros,
    "make_timestamp": _moment,
    "make_timestamptz": _moment,
    "timezone": _zoned,
}
"""Functions of the engine, by name."""

_CASTS: dict[str, Callable[[Any], Any]] = {name: _known(int) for name in ("int8", "int16", "int32", "int64")}

_FUNCTIONS: dict[type, Callable[..., Any]] = {
    ops.And: _and,
    ops.Or: _or,
    ops.Not: _known(operator.not_),
    ops.IsNull: lambda value: value is None,
    ops.NotNull: lambda value: value is not None,
    ops.Equals: _known(operator.eq),
    ops.NotEquals: _known(operator.ne),
    ops.Less: _known(operator.lt),
    ops.LessEqual: _known(operator.le),
    ops.Greater: _known(operator.gt),
    ops.GreaterEqual: _known(operator.ge),
    ops.Add: _known(operator.add),
    ops.Subtract: _known(operator.sub),
    ops.Multiply: _known(operator.mul),
    ops.Divide: _known(operator.truediv),
    ops.Modulus: _known(_remainder),
    ops.BitwiseAnd: _known(operator.and_),
    ops.BitwiseXor: _known(operator.xor),
    ops.BitwiseRightShift: _known(operator.rshift),
    ops.Date: _known(datetime.date),
    ops.Uppercase: _known(str.upper),
    ops.StringReplace: _known(str.replace),
    ops.StartsWith: _known(str.startswith),
    ops.StringContains: _known(lambda text, part: part in text),
}
