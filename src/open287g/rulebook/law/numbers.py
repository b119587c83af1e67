"""The numbers of the law, dated, each with the text it is read from.

A change of law is a change of `parameters.yaml` alone: a provision reads each number by the day of the act. A number
of an edition holds from that edition's first day, and names it instead of a day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache, reduce
from typing import Any

from open287g.core.bundled import read_yaml
from open287g.core.errors import DamageError
from open287g.core.period import in_force
from open287g.rulebook.language.expressions import cases
from open287g.vocabulary.editions import EDITIONS
from open287g.vocabulary.facts import DAY

_FILE = "rulebook/law/parameters.yaml"


@dataclass(frozen=True)
class Value:
    """A number in force on [since, until), and its reference."""

    value: float
    since: date
    until: date | None
    cites: str

    def in_force(self, day: Any) -> Any:
        """Whether it is in force on `day`, an Ibis expression."""
        return in_force(day, self.since, self.until)


@dataclass(frozen=True)
class Parameter:
    """One number of the law: what it counts, its unit, and its values through time."""

    name: str
    says: str
    unit: str
    values: tuple[Value, ...]


@cache
def parameters() -> dict[str, Parameter]:
    """Every parameter by name. Raises DamageError for values of one parameter whose days overlap or are none."""
    return {name: _parameter(name, entry) for name, entry in read_yaml(_FILE).items()}


def _parameter(name: str, entry: dict[str, Any]) -> Parameter:
    given = [told | {"since": _first_day(name, told["since"])} for told in entry["values"]]
    dated = sorted(given, key=lambda told: told["since"])
    values = []
    for told, following in zip(dated, [*dated[1:], None], strict=True):
        limit = following["since"] if following else None
        until = told.get("until", limit)
        if until is not None and not told["since"] < until <= (limit or until):
            raise DamageError(
                f"the value of {name} since {told['since']} ends neither after that day nor before the next value",
                _FILE,
                "Give each value days of its own; `until` is the first day on which it no longer holds.",
            )
        values.append(Value(told["value"], told["since"], until, told["cites"]))
    return Parameter(name, entry["says"], entry["unit"], tuple(values))


def _first_day(name: str, since: date | str) -> date:
    """A day as it is written, or the first day of the edition that is named in its place."""
    if isinstance(since, date):
        return since
    if since not in EDITIONS:
        told = f"a value of {name} is since {since!r}, which is neither a day nor an edition"
        raise DamageError(told, _FILE, f"Write a day, or one of {', '.join(EDITIONS)}.")
    return EDITIONS[since].since


_READ: list[dict[str, None]] = []


@contextmanager
def reading() -> Iterator[dict[str, None]]:
    """Notes the names of the parameters that are read inside the block, in order."""
    _READ.append({})
    try:
        yield _READ[-1]
    finally:
        _READ.pop()


def _values_of(name: str) -> tuple[Value, ...]:
    for noted in _READ:
        noted[name] = None
    return parameters()[name].values


def by_day(name: str, act: Any, then: Callable[[float], Any]) -> Any:
    """What `then` makes of the value of `name` on the day of `act`, as an expression: null where none is held.

    `then` gets each value as a plain number, of which it may make an interval. A number that has had one value, and no
    end, is that value even where the day of the act is unknown.
    """
    values = _values_of(name)
    if len(values) == 1 and values[0].until is None:
        return then(values[0].value)
    return _cases(values, act.day, then)


def on_day(name: str, day: Any) -> Any:
    """The value of `name` on a day, as an expression: null where the day is unknown or none is held."""
    return _cases(_values_of(name), day, lambda value: value)


def _cases(values: tuple[Value, ...], day: Any, then: Callable[[float], Any]) -> Any:
    return cases(*((value.in_force(day), then(value.value)) for value in values))


def covered_on(day: Any) -> Any:
    """Whether the law of `day` is known to the rulebook, as an expression: null where the day is unknown."""
    return reduce(lambda left, right: left | right, (v.in_force(day) for v in _values_of("covered") if v.value))


def covered_at(instant: Any) -> Any:
    """Whether the law is known of every day that a calendar may have shown at `instant`, microseconds since 1970 in
    UTC, as an expression: null where the instant is unknown.
    """
    inside = (
        in_force(instant, _midnight(v.since) + DAY, v.until and _midnight(v.until) - DAY)
        for v in _values_of("covered")
        if v.value
    )
    return reduce(lambda left, right: left | right, inside)


def _midnight(day: date) -> int:
    return (day - date(1970, 1, 1)).days * DAY
