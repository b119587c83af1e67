"""The tiers by which an agency's county and its row of the FBI roster are found, or why they are not."""

from __future__ import annotations

from typing import Literal

CellTier = Literal[
    "exact",
    "suffix",
    "spelling",
    "other_name",
    "consolidated",
    "fuzzy",
    "several",
    "blank",
    "ambiguous",
    "unknown",
]
"""How a text was read as counties; the last three give none."""

CountyTier = Literal[CellTier, "agency_name", "roster", "judged", "territory", "statewide"]
"""How an agency's counties were found."""

OriTier = Literal[
    "judged",
    "exact",
    "state",
    "spelling",
    "relaxed",
    "fuzzy",
    "several",
    "register",
    "one_a_county",
    "none_exists",
    "no_roster_row",
    "ambiguous",
    "county_differs",
    "near",
    "unknown_state",
]
"""How an agency's ORI was found: in the roster, in another register (`register`), one for each of its counties
(`one_a_county`: known, but no single one); that it is known to have none; the last five: why it is unknown."""

NO_ORI: frozenset[OriTier] = frozenset({"no_roster_row", "ambiguous", "county_differs", "near", "unknown_state"})
"""Tiers by which it is not known whether an agency has an ORI."""
