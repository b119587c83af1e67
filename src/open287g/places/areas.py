"""ICE areas of responsibility: which field office covers a state or county.

Source: the table of the Deportation Data Project (CC0).
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from open287g.core.bundled import read_table


class Area(NamedTuple):
    """A field office and what the source notes about the assignment; `by` says county or state."""

    office: str
    by: str
    notes: str


@cache
def _areas() -> dict[tuple[str, str], Area]:
    rows = read_table("places/data/ice_areas.csv")
    return {
        (row["state"], row["fips"]): Area(row["office"], "county" if row["fips"] else "state", row["notes"])
        for row in rows
    }


def area_of(state: str, fips: str | None = None) -> Area | None:
    """The field office of a county (its own row first, then its state's); None where the source does not say.

    Four states are split by county, so without `fips` their office is None: see `offices_of`.
    """
    if fips is not None and (area := _areas().get((state, fips))) is not None:
        return area
    return _areas().get((state, ""))


@cache
def offices_of(state: str) -> tuple[str, ...]:
    """Every field office with a part of the state, by name."""
    return tuple(sorted({area.office for (code, _), area in _areas().items() if code == state}))


def offices() -> tuple[str, ...]:
    """All field offices, by name."""
    return tuple(sorted({area.office for area in _areas().values()}))
