"""Areas as releases write them ("St. Paul Area of Responsibility") and the field offices they are."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from open287g.core.bundled import read_table
from open287g.places.areas import area_of, offices

_ENDING = re.compile(r"\s+area of responsibility$", re.IGNORECASE)


class Office(NamedTuple):
    """`known` tells whether the name is an area's at all; `name` is the field office, None for headquarters."""

    known: bool
    name: str | None


@cache
def office_of(area: str | None) -> Office:
    """The field office of an area's name, with or without "Area of Responsibility", in any case."""
    bare = _ENDING.sub("", " ".join((area or "").split()))
    key = bare.casefold()
    if key in _written():
        return Office(True, _written()[key])
    return Office(False, None)


def covers(office: str, state: str, fips: str) -> bool:
    """Whether an office covers a county, today or in the days of the releases that have it under another."""
    area = area_of(state, fips)
    if area is None:
        return False
    return office in (area.office, _then().get((area.office, "")), _then().get((area.office, fips)))


@cache
def _then() -> dict[tuple[str, str], str]:
    return {(row["office"], row["fips"]): row["then"] for row in read_table("activity/data/areas_then.csv")}


@cache
def _written() -> dict[str, str | None]:
    others = {row["written"].casefold(): row["office"] or None for row in read_table("activity/data/areas.csv")}
    return {office.casefold(): office for office in offices()} | others
