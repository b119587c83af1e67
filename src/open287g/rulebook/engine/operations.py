"""Which step each node of the rulebook's expression becomes; `steps` says what a step does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import ibis.expr.operations as ops

from open287g.rulebook.engine.steps import step


def step_of(node: ops.Node) -> tuple[str, list[Any], Sequence[ops.Node]]:
    """The name and constants of a node's step, and the nodes of its arguments. Raises NotImplementedError for a node
    that no step is for: a provision may use those operations alone.
    """
    name, constants, nodes = _step_of(node)
    try:
        step(name, constants)
    except KeyError:
        raise NotImplementedError(f"no step does what {type(node).__name__} does ({name})") from None
    return name, constants, nodes


def _step_of(node: ops.Node) -> tuple[str, list[Any], Sequence[ops.Node]]:
    if isinstance(node, ops.Literal):
        return *_literal(node.value), ()
    if isinstance(node, ops.SearchedCase):
        pairs = zip(node.cases, node.results, strict=True)
        return "cases", [], [*(one for pair in pairs for one in pair), node.default]
    if isinstance(node, ops.IfElse):
        return "cases", [], [node.bool_expr, node.true_expr, node.false_null_expr]
    if isinstance(node, ops.Coalesce):
        return "Coalesce", [], node.arg
    if isinstance(node, ops.InValues):
        return "InValues", [], [node.value, *node.options]
    if isinstance(node, ops.Cast):
        return "whole" if node.to.is_integer() else f"cast to {node.to}", [], [node.arg]
    if isinstance(node, ops.DateAdd | ops.DateSub):
        way = "add" if isinstance(node, ops.DateAdd) else "take"
        return f"{way} {node.right.dtype.unit.name}", [int(node.right.value)], [node.left]
    name = node.__func_name__ if isinstance(node, ops.ScalarUDF) else type(node).__name__
    return name, [], [argument for argument in node.args if isinstance(argument, ops.Node)]


def _literal(value: Any) -> tuple[str, list[Any]]:
    if value is None or isinstance(value, (bool, int, float, str)):
        return "constant", [value]
    if type(value) is date:
        return "day", [value.isoformat()]
    raise NotImplementedError(f"no step holds a constant of {type(value).__name__}")
