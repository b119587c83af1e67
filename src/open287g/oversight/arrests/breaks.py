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
    confirmed: bool
    day: date | None = None
    years: Mapping[int, date] = field(default_factory=dict)

    @property
    def told(self) -> str:
        """Its words, with those that its day is not confirmed."""
        return self.says if self.confirmed else f"{self.says} (that it was on {self.day} is not confirmed)"


@cache
def breaks() -> tuple[Break, ...]:
    """The register, by day."""
    rows = read_yaml("oversight/arrests/breaks.yaml")
    return tuple(Break(**{**row, "touches": frozenset(row["touches"])}) for row in rows)


def crossed(first: date, last: date, touched: Collection[str]) -> list[Break]:
    """The breaks of a day within (first, last] that touch one of these keys, by day."""
    wanted = set(touched)
    return sorted(
        (one for one in breaks() if one.day and first < one.day <= last and one.touches & wanted),
        key=lambda one: one.day or last,
    )


def period_sql(crossing: Collection[Break]) -> str:
    """SQL of the period between breaks that the column `day` lies in, such as "from about 2025-07-28".

    "about" stands before a day that is not confirmed; a row without a day is of a period unknown.
    """
    cases, start = ["when day is null then 'unknown'"], ""
    for one in crossing:
        end = f"{'' if one.confirmed else 'about '}{one.day}"
        cases.append(f"when day < date '{one.day}' then '{start}before {end}'")
        start = f"from {end}, "
    return f"case {' '.join(cases)} else '{start.removesuffix(', ')}' end"
