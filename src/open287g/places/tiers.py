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
    "no_roster_row",
    "ambiguous",
    "county_differs",
    "near",
    "unknown_state",
]
"""How an agency's row of the roster was found; the last five give none."""
