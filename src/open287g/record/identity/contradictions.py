"""What two names cannot both say of one agency: another number, another county, another proper name.

A row that leaves a list as another enters is handed over only where nothing contradicts it. A number may be written in
digits, as an ordinal, as a word or in Roman figures: Ward 6 and Ward Seven, the 32nd and the 39th district.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol

from rapidfuzz.fuzz import ratio

from open287g.core.thresholds import threshold
from open287g.places.match import PlaceMatch
from open287g.places.names import agency_words, fold
from open287g.places.numbers import numbers
from open287g.places.roster import roster

_SLIP = threshold("record", "slip_likeness")
# Words that part neighbors of one name: East Penn and West Penn, Upper and Lower Merion.
_PARTING = {"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "upper", "lower"}
_PARTING |= {"new", "old", "inner", "outer", "middle", "central", "northern", "southern", "eastern", "western"}
_GENERIC = {"city", "town", "township", "village", "borough", "county", "parish", "of", "the", "and", "s", "at"}
_GENERIC |= {"office", "department", "agency", "authority", "board", "commission", "commissioners", "force", "unit"}
_GENERIC |= {"sheriff", "sheriffs", "police", "constable", "constables", "marshal", "marshals", "public", "safety"}
_GENERIC |= {"district", "state", "attorney", "attorneys", "judicial", "circuit", "court", "ward", "precinct", "law"}
_GENERIC |= {"independent", "school", "university", "college", "campus", "airport", "corrections", "jail", "detention"}
_GENERIC |= {"enforcement", "services", "division", "bureau", "center", "facility", "regional", "bocc"}


class Named(Protocol):
    """A name of one state at its place: a spelling, or an agency."""

    @property
    def state(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def place(self) -> PlaceMatch: ...


def contradiction(one: Named, other: Named) -> str:
    """What keeps two names of one state from being one agency; empty where nothing does."""
    if numbers(one.name) != numbers(other.name):
        return "their numbers differ"
    if one.place.counties and other.place.counties and not set(one.place.counties) & set(other.place.counties):
        return "in different counties"
    if _parting(one.name) != _parting(other.name):
        return "one is north, south, upper, new or the like, and the other is not"
    return "" if _may_be_one_name(one, other) else "their proper names differ"


@lru_cache(16_384)
def proper_words(name: str) -> frozenset[str]:
    """The words of a name that are its own: no number, and none that many agencies bear."""
    return frozenset(word for word in fold(name).split() if word not in _GENERIC and not word[0].isdigit())


def _parting(name: str) -> frozenset[str]:
    return proper_words(name) & _PARTING


def _may_be_one_name(one: Named, other: Named) -> bool:
    """Whether what one name has and the other lacks can be a slip of the pen or a part left out.

    Two names that the state's roster both knows are two bodies, however alike.
    """
    mine, theirs = proper_words(one.name), proper_words(other.name)
    left, right = mine - theirs, theirs - mine
    if not left and not right:
        return True
    if _real(one) and _real(other):
        return False
    return not left or not right or ratio("".join(sorted(left)), "".join(sorted(right))) >= _SLIP


def _real(named: Named) -> bool:
    """Whether the roster has an agency of this bare name in the state."""
    return bool(roster().named(named.state, agency_words(named.name).base))
