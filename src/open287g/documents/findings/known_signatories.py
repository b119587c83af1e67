"""The officials known to have signed for ICE, and who they were: `data/ice_signatories.csv`."""

from __future__ import annotations

from functools import cache

from open287g.core.bundled import read_table


@cache
def known_signatories() -> tuple[tuple[str, str], ...]:
    """Name and surname of each."""
    return tuple((row["name"], row["surname"]) for row in read_table("documents/data/ice_signatories.csv"))
