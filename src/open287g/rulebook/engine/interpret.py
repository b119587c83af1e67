"""The rulebook's expression read over one row by a small interpreter.

DuckDB plans an expression anew for every query, which takes a quarter of a second. For one act the same expression,
node for node, becomes a list of steps that Python runs. A test holds the two together.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, TypeAlias

import ibis.expr.operations as ops
import ibis.expr.types as ir

from open287g.rulebook.engine.operations import function_of


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


class Interpreter:
    """Runs the columns of a table expression whose only source is one unbound table, for one row at a time."""

    def __init__(self, table: ir.Table) -> None:
        self._links = {link.table: link for chain in table.op().find(ops.JoinChain) for link in chain.rest}
        self._tables: dict[ops.JoinLink, dict[Any, dict[str, Any]]] = {}
        self._steps: list[tuple[Callable[..., Any], tuple[int, ...]]] = []
        self._inputs: list[tuple[int, str]] = []
        self._places: dict[_Source, int] = {}
        self._outputs = {name: self._place(self._follow(table.op(), name)) for name in table.columns}
        self._run = [(place, step, _taking(arguments)) for place, (step, arguments) in enumerate(self._steps)
                     if step is not _given]  # fmt: skip

    def run(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The columns for one row of plain values; None is unknown."""
        values: list[Any] = [None] * len(self._steps)
        for place, name in self._inputs:
            values[place] = row[name]
        for place, step, take in self._run:
            values[place] = step(*take(values))
        return {name: values[place] for name, place in self._outputs.items()}

    def about(self, row: Mapping[str, Any], varying: Container[str]) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
        """`run` for many rows that are `row` in all but the columns `varying`, of which each row is told those alone.

        What hangs on none of these is computed once.
        """
        values: list[Any] = [None] * len(self._steps)
        inputs = dict(self._inputs)
        late: set[int] = set()
        for place, (step, arguments) in enumerate(self._steps):
            if any(argument in late for argument in arguments) or (place in inputs and inputs[place] in varying):
                late.add(place)
            elif step is _given:
                values[place] = row[inputs[place]]
            else:
                values[place] = step(*[values[argument] for argument in arguments])
        told = [(place, name) for place, name in self._inputs if place in late]
        steps = [one for one in self._run if one[0] in late]

        def run(changed: Mapping[str, Any]) -> dict[str, Any]:
            here = values.copy()
            for place, name in told:
                here[place] = changed[name]
            for place, step, take in steps:
                here[place] = step(*take(here))
            return {name: here[place] for name, place in self._outputs.items()}

        return run

    def _place(self, source: _Source) -> int:
        """The step that computes `source`, made on first use."""
        if source in self._places:
            return self._places[source]
        arguments: tuple[int, ...] = ()
        if isinstance(source, _Input):
            step: Callable[..., Any] = _given
        elif isinstance(source, _Looked):
            rows, keys = self._rows(source.link)
            step, arguments = _lookup(rows, source.column), tuple(self._place(self._value(key)) for key in keys)
        else:
            step, nodes = function_of(source)
            arguments = tuple(self._place(self._value(node)) for node in nodes)
        self._steps.append((step, arguments))
        place = len(self._steps) - 1
        if isinstance(source, _Input):
            self._inputs.append((place, source.name))
        self._places[source] = place
        return place

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

    def _rows(self, link: ops.JoinLink) -> tuple[dict[Any, dict[str, Any]], list[ops.Node]]:
        """The table on the right of a left join by its keys, and the expressions on the left that they equal."""
        ours, keys = [], []
        for predicate in link.predicates:
            left, right = predicate.left, predicate.right
            if isinstance(left, ops.Field) and left.rel == link.table:
                left, right = right, left
            ours.append(_plain_column(link.table, right.name))
            keys.append(left)
        if link not in self._tables:
            (memory,) = link.table.find(ops.InMemoryTable)
            right_rows = memory.data.to_pyarrow(memory.schema).to_pylist()
            self._tables[link] = {tuple(row[name] for name in ours): row for row in right_rows}
        return self._tables[link], keys


def _taking(places: tuple[int, ...]) -> Callable[[list[Any]], Sequence[Any]]:
    """Takes the values at `places`, as fast as Python can: a decision runs a thousand steps."""
    if len(places) > 1:
        return itemgetter(*places)
    return itemgetter(slice(places[0], places[0] + 1) if places else slice(0))


def _given() -> None:
    """Stands where an input's value is put."""


def _lookup(rows: Mapping[Any, Mapping[str, Any]], column: str) -> Callable[..., Any]:
    nothing: Mapping[str, Any] = {}
    return lambda *key: rows.get(key, nothing).get(column)


def _plain_column(table: ops.Node, name: str) -> str:
    """What a renamed column of a table held in memory is called there."""
    while not isinstance(table, ops.InMemoryTable):
        if isinstance(table, ops.Project):
            name = table.values[name].name
        table = table.parent
    return name
