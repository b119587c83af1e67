"""State law as a page shows it: what binds agencies on the day of the newest list, and rules of other days."""

from __future__ import annotations

from open287g.places.law import Law, law_of
from open287g.web.snapshot import Snapshot


def of(snapshot: Snapshot, code: str) -> Law:
    """The law of a state on the day of the newest list."""
    return law_of(code, snapshot.today)
