"""State law as a page shows it: what binds agencies on the day of the newest list, and rules of other days."""

from __future__ import annotations

from open287g.places.law import Law, law_of
from open287g.record.asking.loaded import LoadedRecord


def of(record: LoadedRecord, code: str) -> Law:
    """The law of a state on the day of the newest list."""
    return law_of(code, record.today)
