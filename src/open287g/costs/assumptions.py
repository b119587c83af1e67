"""What a fiscal note rests on: each assumption with its unit, its range, its source and year, or no value at all.

`costs/data/assumptions.csv` ships those that a source supports. The others are the reader's to give; a line of costs
that needs one of them is left out of the sum and named.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from open287g.core.bundled import read_table
from open287g.core.errors import InputError
from open287g.core.suggest import meant
from open287g.vocabulary.messages import N_

COLUMNS = ("name", "unit", "models", "low", "likely", "high", "source", "year", "says", "says_es")
YOURS = "yours"
"""The source of a value that the reader gave without naming one."""


@dataclass(frozen=True)
class Range:
    """What a quantity may be: at least `low`, most likely `likely`, at most `high`, in the assumption's unit."""

    low: float
    likely: float
    high: float

    @property
    def exact(self) -> bool:
        """Whether it is one value."""
        return self.low == self.high


@dataclass(frozen=True)
class Assumption:
    """One assumption; `range` None is unknown. `year` is that of the source, None where it names none."""

    name: str
    unit: str
    range: Range | None
    source: str
    year: int | None
    says: str
    says_es: str


def assumptions_for(model: str) -> dict[str, Assumption]:
    """Every assumption by name, as it stands for `model` (JEM, WSO or TFM) before the reader's own are known."""
    return {row.name: row for models, row in _shipped() if not models or model in models}


def for_other_model(known: Mapping[str, Assumption], model: str) -> dict[str, Assumption]:
    """`known` for another model: what is shipped by model changes, what the reader told stays."""
    by_model = {row for models, row in _shipped() if models}
    shipped = assumptions_for(model)
    return {name: shipped[name] if one in by_model else one for name, one in known.items()}


@cache
def _shipped() -> tuple[tuple[tuple[str, ...], Assumption], ...]:
    rows = read_table("costs/data/assumptions.csv", COLUMNS)
    return tuple((tuple(row["models"].split()), _assumption(row)) for row in rows)


def _assumption(row: Mapping[str, str]) -> Assumption:
    told = (row["low"], row["likely"], row["high"])
    within = Range(*map(float, told)) if all(told) else None
    year = int(row["year"]) if row["year"] else None
    return Assumption(row["name"], row["unit"], within, row["source"], year, row["says"], row["says_es"])


def check(assumption: Assumption, where: str) -> Assumption:
    """The assumption, if its values can be meant. Raises InputError naming `where` and what to write instead."""
    within = assumption.range
    if within is None:
        return assumption
    if not within.low <= within.likely <= within.high:
        raise InputError(f"{assumption.name}: {_UNORDERED}", where, _ORDER)
    if within.low < 0:
        raise InputError(f"{assumption.name}: {_NEGATIVE}", where, _NOT_NEGATIVE)
    if assumption.unit == "share" and within.high > 1:
        raise InputError(f"{assumption.name}: {_OVER_ONE}", where, _AS_SHARE)
    if within.high > _MOST:
        raise InputError(f"{assumption.name}: {_TOO_MUCH}", where, _LESS)
    return assumption


_UNORDERED, _ORDER = N_("low, likely and high are not in order"), N_("Write them from small to large.")
_NEGATIVE, _NOT_NEGATIVE = N_("it is below zero"), N_("Write zero or more.")
_OVER_ONE, _AS_SHARE = N_("a share is between 0 and 1"), N_("Write 40 percent as 0.40, or as 40%.")
_TOO_MUCH, _LESS = N_("it is beyond what can be counted"), N_("Write less than 10^13.")
_MOST = 1e13
"""Above every sum of public money, and small enough that cents are exact in a 64-bit number."""


def with_value(known: Mapping[str, Assumption], name: str, value: float, where: str) -> dict[str, Assumption]:
    """`known` with one exact value of the reader's. Raises InputError for a name or value that cannot be used."""
    if name not in known:
        raise unknown_name(name, known, where)
    told = replace(known[name], range=Range(value, value, value), source=YOURS, year=None)
    return {**known, name: check(told, where)}


def unknown_name(name: str, known: Mapping[str, Assumption], where: str) -> InputError:
    """The error of a name that is no assumption, with the nearest that are."""
    remedy = meant(name, list(known)) or "open287g fiscal-note --list-assumptions names them all."
    return InputError("it names an assumption that there is not", where, remedy, exit_code=2)
