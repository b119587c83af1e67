"""The counties of a body that serves several: a court's district, a regional jail, an airport of two counties.

A judicial district or circuit is known by its number, so every office of it has the same counties; other bodies by
their name. Each row of `territories.csv` says which statute or page shows it. A regional body whose name is nothing but
counties of its state ("Sarasota Manatee Airport") has the counties that it names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from open287g.core.bundled import read_table
from open287g.places.counties import counties, counties_of
from open287g.places.names import fold, squeeze
from open287g.places.numbers import numbers

_COURT = re.compile(r"(?:(\w+) )?judicial (district|circuit)|district attorney")
_SIDES = {"north", "south", "east", "west"}
_SHARED = re.compile(r"\b(?:regional|joint|airport|port authority|district jail|detention center)\b")
_BETWEEN = {"and", "county", "counties", "bi", "tri"}


class Territory(NamedTuple):
    """The counties a body serves, by FIPS, and what shows it."""

    fips: tuple[str, ...]
    source: str


def territory_of(state: str, name: str, cell: tuple[str, ...] = ()) -> Territory | None:
    """The territory of a body by its name; None where it is not known to serve several counties.

    `cell` are the counties its list names: counties read from the name alone must not contradict them.
    """
    known = _territories()
    court = _court(name)
    territory = known.get((state, "body", squeeze(name))) or (known.get((state, *court)) if court else None)
    if territory is not None:
        return territory
    fips = _of_name(state, name)
    if len(fips) < 2 or (cell and not set(cell) & set(fips)):
        return None
    return Territory(fips, f"the name gives {' and '.join(counties()[code].name for code in fips)}")


@cache
def _territories() -> dict[tuple[str, str, str], Territory]:
    return {
        (row["state"], row["kind"], squeeze(row["name"]) if row["kind"] == "body" else row["name"]): Territory(
            tuple(row["fips"].split()), row["source"]
        )
        for row in read_table("places/data/territories.csv")
    }


def _court(name: str) -> tuple[str, str] | None:
    """District or circuit, and its number with its side ("9 west") or its name ("northern")."""
    words = fold(name)
    named = _COURT.search(words)
    if named is None:
        return None
    numbered = numbers(name)
    court = named[2] or "district"
    if len(numbered) == 1:
        side = next((word for word in words.split() if word in _SIDES), "")
        return court, f"{numbered[0]} {side}".strip()
    return (court, named[1]) if named[1] and not numbered else None


def _of_name(state: str, name: str) -> tuple[str, ...]:
    """The counties that a regional body's name is made of; none where a word of it is no county of the state."""
    words = fold(name)
    shared = _SHARED.search(words)
    if shared is None:
        return ()
    parts = [word for word in words[: shared.start()].split() if word not in _BETWEEN]
    ways = list(_ways(parts, _bases(state)))
    return tuple(sorted(ways[0])) if len(ways) == 1 else ()


@cache
def _bases(state: str) -> dict[str, str]:
    """Counties of today by their name without the generic word, where one county alone bears it."""
    named: dict[str, list[str]] = {}
    for county in counties_of(state):
        if county.until is None:
            named.setdefault(fold(county.base), []).append(county.fips)
    return {base: fips[0] for base, fips in named.items() if len(fips) == 1}


def _ways(words: list[str], bases: dict[str, str]) -> Iterator[tuple[str, ...]]:
    """Every way to read all the words as names of counties."""
    if not words:
        yield ()
    for taken in range(1, len(words) + 1):
        fips = bases.get(" ".join(words[:taken]))
        if fips is not None:
            yield from ((fips, *rest) for rest in _ways(words[taken:], bases))
