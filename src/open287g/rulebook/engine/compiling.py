"""A table expression as a program: a list of steps that Python runs for one row at a time, and that JSON can hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import ibis.expr.operations as ops
import ibis.expr.types as ir

from open287g.rulebook.engine.calendar import COLUMNS
from open287g.rulebook.engine.interpret import GIVEN, Program
from open287g.rulebook.engine.operations import step_of


@dataclass(frozen=True)
class _Input:
    name: str


@dataclass(frozen=True)
class _Looked:
    """A column of a small table, looked up by the keys of a left join."""

    link: ops.JoinLink
    column: str


_Source: TypeAlias = Any
"""A node that computes, an input, or a looked-up column; Ibis has no types of its own."""


def program_of(table: ir.Table) -> Program:
    """The columns of a table expression whose only sources are one unbound table and those of the calendar."""
    return _Compiler(table).program


class _Compiler:
    def __init__(self, table: ir.Table) -> None:
        self._links = {link.table: link for chain in table.op().find(ops.JoinChain) for link in chain.rest}
        self._places: dict[_Source, int] = {}
        self.program = Program([], {}, {})
        for name in table.columns:
            self.program.outputs[name] = self._place(self._follow(table.op(), name))

    def _place(self, source: _Source) -> int:
        """The step that computes `source`, made on first use."""
        if source not in self._places:
            name, constants, nodes = self._step(source)
            arguments = [self._place(self._value(node)) for node in nodes]
            self.program.steps.append((name, constants, arguments))
            self._places[source] = len(self.program.steps) - 1
            if isinstance(source, _Input):
                self.program.inputs[source.name] = self._places[source]
        return self._places[source]

    def _step(self, source: _Source) -> Any:
        if isinstance(source, _Input):
            return GIVEN, [], ()
        return self._lookup(source) if isinstance(source, _Looked) else step_of(source)

    def _value(self, node: ops.Node) -> _Source:
        return self._follow(node.rel, node.name) if isinstance(node, ops.Field) else node

    def _follow(self, table: ops.Node, name: str) -> _Source:
        """Where a column comes from: through projections and joins to a computation, an input or a looked-up table."""
        if isinstance(table, ops.UnboundTable):
            return _Input(name)
        if table in self._links:
            return _Looked(self._links[table], _plain_column(table, name))
        if isinstance(table, ops.Project | ops.JoinChain):
            return self._value(table.values[name])
        return self._follow(table.parent, name)

    def _lookup(self, source: _Looked) -> tuple[str, list[Any], list[ops.Node]]:
        """The table on the right of a left join, its column, and the expressions on the left that its keys equal."""
        link = source.link
        (memory,) = link.table.find(ops.InMemoryTable)
        table = COLUMNS[tuple(memory.schema.names)]
        keys = {}
        for predicate in link.predicates:
            left, right = predicate.left, predicate.right
            if isinstance(left, ops.Field) and left.rel == link.table:
                left, right = right, left
            keys[_plain_column(link.table, right.name)] = left
        return "looked", [table, source.column], [keys[name] for name in memory.schema.names if name in keys]


def _plain_column(table: ops.Node, name: str) -> str:
    """What a renamed column of a table held in memory is called there."""
    while not isinstance(table, ops.InMemoryTable):
        if isinstance(table, ops.Project):
            name = table.values[name].name
        table = table.parent
    return name
