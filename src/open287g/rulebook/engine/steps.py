"""What each step of a compiled expression does to plain Python values; None is unknown, as in Kleene's logic.

A step has a name, constants and arguments: `operations` says which one a node of the expression becomes.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from open287g.rulebook.engine import calendar

Step = Callable[..., Any]
EPOCH = datetime(1970, 1, 1)


def step(name: str, constants: Sequence[Any]) -> Step:
    """The function of the step called `name` with its constants. Raises KeyError for one that there is not."""
    return _MADE[name](*constants) if name in _MADE else _PLAIN[name]


def micros(moment: datetime) -> int:
    """Microseconds from 1970 to a moment without zone."""
    return (moment - EPOCH) // timedelta(microseconds=1)


def _known(function: Step) -> Step:
    """`function`, unknown where an argument is."""
    return lambda *values: None if None in values else function(*values)


def _and(left: bool | None, right: bool | None) -> bool | None:
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


def _or(left: bool | None, right: bool | None) -> bool | None:
    if left is True or right is True:
        return True
    return None if left is None or right is None else False


def _cases(*given: Any) -> Any:
    for place in range(0, len(given) - 1, 2):
        if given[place] is True:
            return given[place + 1]
    return given[-1]


def _first_known(*values: Any) -> Any:
    return next((value for value in values if value is not None), None)


def _is_in(value: Any, *options: Any) -> bool | None:
    if value is None:
        return None
    return True if value in options else None if None in options else False


def _remainder(left: int, right: int) -> int:
    """With the sign of `left`, as in SQL."""
    return left - right * int(left / right) if left < 0 else left % right


def _later_by_days(days: int) -> Step:
    return _known(lambda day: None if (date.max - day).days < days else day + timedelta(days=days))


def _later_by_years(years: int) -> Step:
    """29 February becomes the 28th where there is none."""

    def add(day: date) -> date | None:
        if day.year + years > date.max.year:
            return None
        leap = day.month == 2 and day.day == 29
        return day.replace(year=day.year + years, day=28) if leap else day.replace(year=day.year + years)

    return _known(add)


def _constant(value: Any) -> Step:
    return lambda: value


def _looked(table: str, column: str) -> Step:
    """The column of the row that the calendar's table has under the keys."""
    rows = calendar.TABLES[table]
    return lambda *keys: None if None in keys or (row := rows(*keys)) is None else row[column]


def _zoned(zone: str, moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def _moment(count: int) -> datetime:
    return EPOCH + timedelta(microseconds=count)


_MADE: dict[str, Callable[..., Step]] = {
    "constant": _constant,
    "day": lambda text: _constant(date.fromisoformat(text)),
    "add DAY": _later_by_days,
    "add YEAR": _later_by_years,
    "take DAY": lambda days: _known(lambda day: day - timedelta(days=days)),
    "looked": _looked,
}
"""Steps that are made of constants."""

_PLAIN: dict[str, Step] = {
    "cases": _cases,
    "Coalesce": _first_known,
    "InValues": _is_in,
    "whole": _known(int),
    "And": _and,
    "Or": _or,
    "Not": _known(operator.not_),
    "IsNull": lambda value: value is None,
    "NotNull": lambda value: value is not None,
    "Equals": _known(operator.eq),
    "NotEquals": _known(operator.ne),
    "Less": _known(operator.lt),
    "LessEqual": _known(operator.le),
    "Greater": _known(operator.gt),
    "GreaterEqual": _known(operator.ge),
    "Add": _known(operator.add),
    "Subtract": _known(operator.sub),
    "Multiply": _known(operator.mul),
    "Divide": _known(operator.truediv),
    "Modulus": _known(_remainder),
    "BitwiseAnd": _known(operator.and_),
    "BitwiseXor": _known(operator.xor),
    "BitwiseRightShift": _known(operator.rshift),
    "Date": _known(datetime.date),
    "Uppercase": _known(str.upper),
    "StringReplace": _known(str.replace),
    "StartsWith": _known(str.startswith),
    "StringContains": _known(lambda text, part: part in text),
    "epoch_us": _known(micros),
    "make_timestamp": _known(_moment),
    "make_timestamptz": _known(_moment),
    "timezone": _known(_zoned),
}
"""Steps without constants, by the name of the node or of the engine's function."""
