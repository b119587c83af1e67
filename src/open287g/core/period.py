"""In force on a day: one half-open period [start, end), asked of Python, of SQL and of Ibis.

The day `end` is the first one outside it. A bound that is None, or null, is open. Where a bound may be unknown instead,
whoever asks says first that it is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Period:
    """[start, end)."""

    start: date | None = None
    end: date | None = None

    def holds(self, day: date) -> bool:
        """Whether `day` lies in it."""
        return holds(self.start, self.end, day)


def holds(start: date | None, end: date | None, day: date) -> bool:
    """Whether `day` lies in [start, end), for those who ask of ten thousand rows."""
    return (start is None or start <= day) and (end is None or day < end)


def in_force_sql(day: str, start: str, end: str) -> str:
    """The same in DuckDB, of three pieces of SQL, of which `day` stands in it twice; null where the day is."""
    return f"(({start} IS NULL OR {start} <= {day}) AND ({end} IS NULL OR {day} < {end}))"


def in_force(day: Any, start: Any, end: Any) -> Any:
    """The same as an Ibis expression of `day`; each bound is an expression, a day or another plain value, or None."""
    import ibis

    after = [] if start is None else [_open(start) | (day >= start)]
    before = [] if end is None else [_open(end) | (day < end)]
    tests = after + before
    if not tests:
        return ibis.literal(True)
    return tests[0] if len(tests) == 1 else tests[0] & tests[1]


def _open(bound: Any) -> Any:
    """Whether a bound that is an expression is null; a plain value is not."""
    return False if isinstance(bound, (date, int)) else bound.isnull()


def shared(start: Any, end: Any, other_start: Any, other_end: Any) -> tuple[Any, Any]:
    """The bounds of what two periods have in common, as Ibis expressions of the bounds, which are columns."""
    import ibis

    # Each stands in for the other where that one is open: what the largest of a null is differs between engines.
    first = ibis.greatest(start.coalesce(other_start), other_start.coalesce(start))
    return first, ibis.least(end.coalesce(other_end), other_end.coalesce(end))


def overlap(start: Any, end: Any, other_start: Any, other_end: Any) -> Any:
    """Whether two periods have a day in common, if each has one, as an Ibis expression of the bounds, columns all."""
    return (_open(start) | _open(other_end) | (start < other_end)) & (
        _open(other_start) | _open(end) | (other_start < end)
    )
