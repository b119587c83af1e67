"""What the verdict of an act hangs on: the few yes-or-no answers between its facts and the results of all provisions.

A time may take any value, and yet a provision asks of it only whether it is there, or comes before another. Where the
rulebook's expression turns facts of many values into a truth value lies an `atom`. Two acts of the same atoms and plain
facts have the same results, whatever else they hold: they are one case. The cut is found in the expression itself, so
that it knows no provision by name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import ibis.expr.operations as ops
import ibis.expr.types as ir

from open287g.rulebook.engine.written_out import WrittenOut, values_of

_FEW = ("boolean", "int32")
"""Types of columns that hold few values: flags, and codes of acts, models and editions."""


@dataclass(frozen=True)
class Cut:
    """Expressions over the columns of the wide table that settle every result together.

    `plain` are names of columns that hold few values themselves, `atoms` truth values of the others. Those of
    `standing` read nothing but the officer, the agreement and what stands for a span of days; the others read the act.
    """

    plain: tuple[str, ...]
    atoms: tuple[ops.Node, ...]
    standing_plain: tuple[str, ...]
    standing_atoms: tuple[ops.Node, ...]


def cut(outcome: ir.Table, few: Iterable[str], standing: Iterable[str]) -> Cut:
    """The cut of the columns of `outcome`, an expression over one unbound table.

    `few` are columns of that table beside flags and codes that hold few values; `standing` those that say the same of
    each act of a span of days. Raises ValueError where a result is itself a fact of many values, so that no cut exists.
    """
    finder, written = _Finder(frozenset(few)), WrittenOut()
    for name in outcome.columns:
        finder.visit(written.column(outcome, name))
    still = frozenset(standing)
    plain, atoms = list(finder.plain), list(finder.atoms)
    return Cut(
        tuple(name for name in plain if name not in still),
        tuple(atom for atom in atoms if not columns_of(atom) <= still),
        tuple(name for name in plain if name in still),
        tuple(atom for atom in atoms if columns_of(atom) <= still),
    )


def bound(node: ops.Node, table: ir.Table) -> ir.Value:
    """The expression `node` over the columns of `table` instead of the unbound one."""
    named = {field: table[field.name].op() for field in node.find(ops.Field)}
    return node.replace(named).to_expr() if named else node.to_expr()


def nothing_without(node: ops.Node) -> frozenset[str]:
    """Columns without which `node` is null, whatever the others hold."""
    if isinstance(node, ops.Field):
        return frozenset((node.name,))
    if isinstance(node, (*_OPPOSITES, ops.Subtract, ops.Add, ops.Modulus, ops.InValues)):
        return frozenset().union(*map(nothing_without, values_of(node)))
    if isinstance(node, ops.Coalesce):
        return frozenset.intersection(*map(nothing_without, values_of(node)))
    return frozenset()


def columns_of(node: ops.Node) -> frozenset[str]:
    """The columns that `node` reads."""
    return frozenset(field.name for field in node.find(ops.Field))


_OPPOSITES: dict[type[ops.Node], type[ops.Node]] = {
    ops.Less: ops.GreaterEqual,
    ops.GreaterEqual: ops.Less,
    ops.Greater: ops.LessEqual,
    ops.LessEqual: ops.Greater,
    ops.Equals: ops.NotEquals,
    ops.NotEquals: ops.Equals,
}


def _opposite(node: ops.Node) -> ops.Node | None:
    """What is true where `node` is false, and null where it is null."""
    other = _OPPOSITES.get(type(node))
    return other(*node.__args__) if other else None


class _Finder:
    """Walks one expression; what was seen is not walked again."""

    def __init__(self, few: frozenset[str]) -> None:
        self.plain: dict[str, None] = {}
        self.atoms: dict[ops.Node, None] = {}
        self._few = few
        self._low: dict[ops.Node, bool] = {}
        self._visited: set[ops.Node] = set()

    def visit(self, node: ops.Node) -> None:
        """Note what `node` hangs on."""
        if node in self._visited:
            return
        self._visited.add(node)
        inner = values_of(node)
        if isinstance(node, ops.Field):
            if not self._is_low(node):
                raise ValueError(f"a result is {node.name} itself, which holds many values")
            self.plain[node.name] = None
        elif node.dtype.is_boolean() and not all(map(self._is_low, inner)):
            if _opposite(node) not in self.atoms:
                self.atoms[node] = None
        else:
            for one in inner:
                self.visit(one)

    def _is_low(self, node: ops.Node) -> bool:
        """Whether `node` takes few values."""
        if node not in self._low:
            if isinstance(node, ops.Field):
                self._low[node] = str(node.dtype) in _FEW or node.name in self._few
            else:
                self._low[node] = node.dtype.is_boolean() or all(map(self._is_low, values_of(node)))
        return self._low[node]
