"""Which counties border each other, by the arcs that their boundaries share."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from open287g.places.shapes import county_arcs, drawn_as


def neighbors(fips: str) -> tuple[str, ...]:
    """The counties that share a border with this one, sorted; empty where the map of 2017 lacks it or it is an island.

    Counties that only touch in a point, or across water where the map draws none, are no neighbors.
    """
    mine = {key for drawn in drawn_as(fips) for key in _bordering().get(drawn, ())}
    return tuple(sorted(mine - {fips, *drawn_as(fips)}))


@cache
def _bordering() -> dict[str, set[str]]:
    holders: dict[int, set[str]] = defaultdict(set)
    for fips, arcs in county_arcs().items():
        for arc in arcs:
            holders[arc].add(fips)
    bordering: dict[str, set[str]] = defaultdict(set)
    for together in holders.values():
        for fips in together:
            bordering[fips] |= together
    return bordering
