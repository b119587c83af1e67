"""An expression over several projections, written out over the one table it starts from."""

from __future__ import annotations

from typing import Any

import ibis.expr.operations as ops
import ibis.expr.types as ir


class WrittenOut:
    """Writes columns out; what two of them share is written once."""

    def __init__(self) -> None:
        self._done: dict[ops.Node, ops.Node] = {}

    def column(self, table: ir.Table, name: str) -> ops.Node:
        """The column `name` of `table`, made by projections of one unbound table, over the columns of that table."""
        return self._written(_source(table.op(), name))

    def _written(self, node: ops.Node) -> ops.Node:
        if node not in self._done:
            self._done[node] = self._made(node)
        return self._done[node]

    def _made(self, node: ops.Node) -> ops.Node:
        if isinstance(node, ops.Field):
            source = _source(node.rel, node.name)
            return source if source == node else self._written(source)
        named = zip(node.__argnames__, node.__args__, strict=True)
        return node.copy(**{name: self._argument(value) for name, value in named})

    def _argument(self, value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(self._argument(one) for one in value)
        return self._written(value) if isinstance(value, ops.Value) else value


def values_of(node: ops.Node) -> list[ops.Node]:
    """The values that `node` is computed from; a column of a table is computed from none."""
    if isinstance(node, ops.Field):
        return []
    every = (one for value in node.__args__ for one in (value if isinstance(value, tuple) else (value,)))
    return [one for one in every if isinstance(one, ops.Value)]


def _source(table: ops.Node, name: str) -> Any:
    """What gives a column: what a projection computes for it, or the field of the table that all start from."""
    while not isinstance(table, ops.UnboundTable):
        if isinstance(table, ops.Project):
            return table.values[name]
        table = table.parent
    return ops.Field(table, name)
