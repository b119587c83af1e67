"""Places of detention that ICE's own lists name: whether a local body ran them, or the government or its contractor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from open287g.places.facilities.listings import OF_LOCAL_BODIES, Listing, listings
from open287g.places.names import squeeze


class Site(NamedTuple):
    """A listed place: its state, whether its agreement is with a local body, and what the list says."""

    state: str
    local: bool
    says: str


def facility_of(name: str, within: Iterable[str]) -> Site | None:
    """The one place of that very name in these states; None where no list of ICE names it, or several do."""
    chosen = set(within)
    found = {row.facility_id: row for row in _by_name().get(squeeze(name), ()) if row.state in chosen}
    if len(found) != 1:
        return None
    (row,) = found.values()
    local = row.type in OF_LOCAL_BODIES and (row.operator or "COUNTY").startswith(("COUNTY", "CITY"))
    return Site(
        row.state,
        local,
        f"ICE's list of {row.day} has it as {row.type}, run by {row.operator or 'whom it does not say'}",
    )


@cache
def _by_name() -> Mapping[str, Sequence[Listing]]:
    named: dict[str, list[Listing]] = defaultdict(list)
    for row in listings():
        named[squeeze(row.name)].append(row)
    return named
