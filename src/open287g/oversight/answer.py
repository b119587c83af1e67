"""What a method answers: an estimate with its interval, or a refusal with reasons; in messages that are translated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

from open287g.vocabulary import messages


@dataclass(frozen=True)
class Said:
    """A message of the catalog and what fills its %(name)s places: words, numbers, one or several others."""

    message: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def in_(self, language: str) -> str:
        """The sentence in a language."""
        text = messages.translations(language).gettext(self.message)
        values = {name: _filled(told, language) for name, told in self.values.items()}
        return text % values if values else text


def several(n: int, one: str, many: str) -> Said:
    """`one` of the catalog for a single thing, `many` for any other number, which fills %(n)s."""
    return Said(one if n == 1 else many, {"n": f"{n:,}"})


def _filled(told: Any, language: str) -> Any:
    if isinstance(told, tuple):
        return ", ".join(_filled(one, language) for one in told)
    return told.in_(language) if isinstance(told, Said) else told


@dataclass(frozen=True)
class Estimate:
    """A number with its 95% interval. `of` and `against` are groups or names, `place` and `period` where it is of.

    `p` is the chance of a number so far from none if there were none; `p_adjusted` after all of one method's tests.
    """

    what: str
    value: float
    low: float | None = None
    high: float | None = None
    of: str = ""
    against: str = ""
    place: str = ""
    period: str = ""
    n: int | None = None
    p: float | None = None
    p_adjusted: float | None = None

    def __post_init__(self) -> None:
        for number in (self.value, self.low, self.high, self.p):
            if number is not None and not isfinite(number):
                raise ArithmeticError(f"{self.what} is no finite number")


@dataclass(frozen=True)
class Answer:
    """A method's answer. `refused` is told by `reasons`; else `estimates` hold. `instead`: what could answer it."""

    method: str
    title: str
    estimates: Sequence[Estimate] = ()
    reasons: Sequence[Said] = ()
    reads: Sequence[Said] = ()
    assumes: Sequence[Said] = ()
    cannot: Sequence[Said] = ()
    instead: Sequence[Said] = ()

    @property
    def refused(self) -> bool:
        """Whether these data do not allow it."""
        return bool(self.reasons)

    def plain(self, language: str = "en") -> dict[str, Any]:
        """As JSON tells it."""
        told = {name: [one.in_(language) for one in getattr(self, name)] for name in _TOLD}
        title = messages.translations(language).gettext(self.title)
        rows = [{name: _short(value) for name, value in vars(one).items()} for one in self.estimates]
        return {"method": self.method, "title": title, "refused": self.refused, **told, "estimates": rows}


_TOLD = ("reasons", "reads", "assumes", "cannot", "instead")


def _short(value: Any) -> Any:
    """Six digits: more would tell machines apart."""
    return float(f"{value:.6g}") if isinstance(value, float) else value
