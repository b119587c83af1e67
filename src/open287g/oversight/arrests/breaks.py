"""Breaks in what records mean, and the words for a comparison that would cross one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from open287g.core.bundled import read_yaml


@dataclass(frozen=True)
class Break:
    """One break: `day` is the first day after it (None: it is of fiscal `years`, each with the first day it lacks)."""

    id: str
    touches: frozenset[str]
    says: str
    evidence: str
    day: date | None = None
    years: Mapping[int, date] = field(default_factory=dict)


@cache
def breaks() -> tuple[Break, ...]:
    """The register, by day."""
    rows = read_yaml("oversight/arrests/breaks.yaml")
    return tuple(Break(**{**row, "touches": frozenset(row["touches"])}) for row in rows)


def crossed(first: date, last: date, touched: Collection[str]) -> list[Break]:
    """The breaks of a day within (first, last] that touch one of these keys."""
    wanted = set(touched)
    return [one for one in breaks() if one.day and first < one.day <= last and one.touches & wanted]


def period_sql(crossing: Collection[Break]) -> str:
    """SQL of the period between breaks that the column `day` lies in, such as "from 2025-07-28"."""
    days = sorted(one.day for one in crossing if one.day)
    cases = [
        f"when day < date '{after}' then '{_between(before, after)}'"
        for before, after in zip([None, *days], days, strict=False)
    ]
    return f"case {' '.join(cases)} else 'from {days[-1]}' end"


def _between(start: date | None, end: date) -> str:
    return f"before {end}" if start is None else f"from {start}, before {end}"
