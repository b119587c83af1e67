"""The few words in which provisions are written. Each keeps unknown unknown."""

from __future__ import annotations

from typing import Any

import ibis.expr.types as ir

from open287g.rulebook.language.codes import MODEL_BITS
from open287g.vocabulary.facts import DAY, HOUR


def happened(at: Any, said: Any) -> Any:
    """It happened if a time is given for it; otherwise what the log says about it, which may be nothing."""
    return at.notnull() | said


def implies(trigger: Any, then: Any) -> Any:
    """If `trigger`, then `then`."""
    return ~trigger | then


def within(start: Any, end: Any, *, hours: float) -> Any:
    """`end` is not before `start` and no more than `hours` after it, to the microsecond."""
    return (end >= start) & (end - start <= int(hours * HOUR))


def lasted(length: Any, *, hours: float) -> Any:
    """A length of time is no more than `hours`."""
    return length <= int(hours * HOUR)


def within_days(start_local: Any, end_local: Any, *, days: int) -> Any:
    """`end` falls on a calendar day no more than `days` after that of `start`, and not before it."""
    return (end_local >= start_local) & (end_local - end_local % DAY - (start_local - start_local % DAY) <= days * DAY)


def same_day(start_local: Any, end_local: Any) -> Any:
    """Both fall on the same calendar day, the second not before the first."""
    return within_days(start_local, end_local, days=0)


def by(day: Any, deadline: Any) -> Any:
    """`deadline`'s event had taken place on or before `day`."""
    return deadline <= day


def in_force(day: Any, start: Any, end: Any) -> Any:
    """`day` lies in [start, end)."""
    return (start <= day) & (day < end)


def model_is(agreement: Any, *models: str) -> ir.BooleanValue:
    """The act was done under one of `models`."""
    mask = sum(MODEL_BITS[name] for name in models)
    is_one: ir.BooleanValue = (agreement.model_code & mask) != 0
    return is_one
