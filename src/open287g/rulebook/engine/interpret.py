"""A program of the rulebook run over one row.

DuckDB plans an expression anew for every query, which takes a quarter of a second. For one act the same expression,
node for node, is a list of steps that Python runs. A test holds the two together.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from open287g.rulebook.engine.steps import Step, step

GIVEN = "given"
"""The step that stands where an input's value is put."""


@dataclass(frozen=True)
class Program:
    """Steps, each with its name, its constants and the places of the steps whose values it takes; `inputs` and
    `outputs` are places by the names of columns.
    """

    steps: list[tuple[str, list[Any], list[int]]]
    inputs: dict[str, int]
    outputs: dict[str, int]


class Interpreter:
    """Runs a program for one row at a time."""

    def __init__(self, program: Program) -> None:
        self._inputs = [(place, name) for name, place in program.inputs.items()]
        self._outputs = program.outputs
        self._steps: list[tuple[Step, Sequence[int]]] = [
            (_given if name == GIVEN else step(name, constants), places) for name, constants, places in program.steps
        ]
        self._run = [(place, made, _taking(places)) for place, (made, places) in enumerate(self._steps)
                     if made is not _given]  # fmt: skip

    def run(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The columns for one row of plain values; None is unknown."""
        values: list[Any] = [None] * len(self._steps)
        for place, name in self._inputs:
            values[place] = row[name]
        for place, made, take in self._run:
            values[place] = made(*take(values))
        return {name: values[place] for name, place in self._outputs.items()}

    def about(self, row: Mapping[str, Any], varying: Container[str]) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
        """`run` for many rows that are `row` in all but the columns `varying`, of which each row is told those alone.

        What hangs on none of these is computed once.
        """
        values: list[Any] = [None] * len(self._steps)
        inputs = dict(self._inputs)
        late: set[int] = set()
        for place, (made, arguments) in enumerate(self._steps):
            if any(argument in late for argument in arguments) or (place in inputs and inputs[place] in varying):
                late.add(place)
            elif made is _given:
                values[place] = row[inputs[place]]
            else:
                values[place] = made(*[values[argument] for argument in arguments])
        told = [(place, name) for place, name in self._inputs if place in late]
        steps = [one for one in self._run if one[0] in late]

        def run(changed: Mapping[str, Any]) -> dict[str, Any]:
            here = values.copy()
            for place, name in told:
                here[place] = changed[name]
            for place, made, take in steps:
                here[place] = made(*take(here))
            return {name: here[place] for name, place in self._outputs.items()}

        return run


def _taking(places: Sequence[int]) -> Callable[[list[Any]], Sequence[Any]]:
    """Takes the values at `places`, as fast as Python can: a decision runs a thousand steps."""
    if len(places) > 1:
        return itemgetter(*places)
    return itemgetter(slice(places[0], places[0] + 1) if places else slice(0))


def _given() -> None:
    """Stands where an input's value is put."""
