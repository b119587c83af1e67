"""Residents of a county by group, as the Census counted them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from open287g.core.bundled import read_table

GROUPS = ("white", "Black", "Hispanic", "Asian", "Native")


@cache
def residents() -> Mapping[str, Mapping[str, int]]:
    """FIPS -> group -> residents, American Community Survey 2013-17 (U.S. Census Bureau).

    Hispanic is of any race, the others are of one race and not Hispanic; Asian has Pacific Islanders with it. Counties
    that came later, as Connecticut's regions, and territories are not in it.
    """
    rows = read_table("places/data/county_groups.csv")
    return {row["fips"]: {group: int(row[group]) for group in GROUPS} for row in rows}
