"""The numbers of the law, dated, each with the text it is read from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from open287g.core.bundled import read_yaml
from open287g.core.errors import NotFoundError


@dataclass(frozen=True)
class Value:
    """A number in force on [since, until), and its reference."""

    value: float
    since: date
    until: date | None
    cites: str


@dataclass(frozen=True)
class Parameter:
    """One number of the law: what it counts, its unit, and its values through time."""

    name: str
    says: str
    unit: str
    values: tuple[Value, ...]


@cache
def parameters() -> dict[str, Parameter]:
    """Every parameter by name."""
    return {name: _parameter(name, entry) for name, entry in read_yaml("rulebook/law/parameters.yaml").items()}


def _parameter(name: str, entry: dict[str, Any]) -> Parameter:
    dated = sorted(entry["values"], key=lambda one: one["since"])
    ends: list[date | None] = [*(one["since"] for one in dated[1:]), None]
    values = tuple(
        Value(one["value"], one["since"], one.get("until") or end, one["cites"])
        for one, end in zip(dated, ends, strict=True)
    )
    return Parameter(name, entry["says"], entry["unit"], values)


_READ: list[dict[str, None]] = []


@contextmanager
def reading() -> Iterator[dict[str, None]]:
    """Notes the names of the parameters that are read inside the block, in order."""
    _READ.append({})
    try:
        yield _READ[-1]
    finally:
        _READ.pop()


def _note(name: str) -> None:
    for noted in _READ:
        noted[name] = None


def number(name: str, on: date | None = None) -> float:
    """The value of `name` on a day; without a day, its only value."""
    _note(name)
    values = parameters()[name].values
    found = [v for v in values if on is None or (v.since <= on and (v.until is None or on < v.until))]
    if len(found) != 1:
        when = f"on {on.isoformat()}" if on else "without a day"
        raise NotFoundError(f"the rulebook holds no single value of {name} {when}")
    return found[0].value


def by_day(name: str, day: Any) -> Any:
    """The value of `name` on the day of the act, as an expression: null where none is held."""
    import ibis

    _note(name)
    cases = [
        ((day >= v.since) & (ibis.literal(True) if v.until is None else day < v.until), v.value)
        for v in parameters()[name].values
    ]
    return ibis.cases(*cases)
