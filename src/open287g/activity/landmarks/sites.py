"""Places of detention that ICE's own lists name: whether a local body ran them, or the government or its contractor."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from open287g.places.facilities.listings import OF_LOCAL_BODIES, Listing, listings
from open287g.places.names import squeeze

_OF_COUNTY = ("COUNTY", "COUNTY (SHERIFF)")
"""Where the list says so, the county runs the place; jailers and corrections may be of several counties or a state."""


class Site(NamedTuple):
    """A listed place: its state, whether its agreement is with a local body, the county that the list says to run it
    (FIPS; None: it does not say), and what the list says."""

    state: str
    local: bool
    county: str | None
    says: str


def facility_of(name: str, within: Iterable[str]) -> Site | None:
    """The one place of that very name in these states; None where no list of ICE names it, or several do."""
    chosen = set(within)
    rows = [row for row in _by_name().get(_plain(name), ()) if row.state in chosen]
    if len({row.facility_id for row in rows}) != 1:
        return None
    # Later lists do not tell who runs a place.
    row = next((row for row in reversed(rows) if row.operator), rows[-1])
    local = row.type in OF_LOCAL_BODIES and (row.operator or "COUNTY").startswith(("COUNTY", "CITY"))
    return Site(
        row.state,
        local,
        row.county if row.operator in _OF_COUNTY else None,
        f"ICE's list of {row.day} has it as {row.type}, run by {row.operator or 'whom it does not say'}",
    )


@cache
def _by_name() -> Mapping[str, Sequence[Listing]]:
    named: dict[str, list[Listing]] = defaultdict(list)
    for row in listings():
        named[_plain(row.name)].append(row)
    return named


_SHORT = (
    ("CORR", r"CORR(ECTION(AL|S)?)?"),
    ("DET", r"DET(ENT(ION)?)?"),
    ("CTR", r"C(E?NTE?R|ENTRE)"),
    ("FAC", r"FAC(ILITY)?"),
)
"""Words that lists and landmarks cut short in their own ways."""


def _plain(name: str) -> str:
    for short, pattern in _SHORT:
        name = re.sub(rf"\b{pattern}\b\.?", short, name.upper())
    return squeeze(name)
