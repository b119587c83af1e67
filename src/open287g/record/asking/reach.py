"""How far an agency reaches: a whole county, a part of one, a whole state, or unknown."""

from __future__ import annotations

from functools import lru_cache

from open287g.places.names import agency_words
from open287g.record.asking.whole_tables import Row

_PART = frozenset({"police", "campus", "school", "constable", "marshal"})
"""Kinds of agencies, by their names, that reach a part of a county even where ICE's list types them as the county's."""


def reach_of(agency: Row) -> str:
    """county, part, state, or an empty text where neither list nor name tells."""
    if not agency["counties"]:
        return "state" if agency["agency_type"] == "state" else ""
    if agency["agency_type"] == "county" and _kind(agency["name"] or "") not in _PART:
        return "county"
    return "part"


@lru_cache(maxsize=8_192)
def _kind(name: str) -> str:
    return agency_words(name).kind
