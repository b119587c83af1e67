"""What an agreement cost as recorded, in the form that a fiscal note is scored by: line, basis, year, usd."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from sqlalchemy import Connection

from open287g.core.errors import InputError, NotFoundError
from open287g.office.office import state_of

COLUMNS = ("line", "basis", "year", "usd")
SIGNED = ("agency_signed_on", "ice_signed_on")


def happened(connection: Connection, agreement_id: str) -> list[dict[str, Any]]:
    """Recorded dollars by line, basis and year of the agreement, 1 for the year that begins with the later signature;
    the line "all" is their sum. Raises NotFoundError, and InputError for an agreement that was never in force.
    """
    agreement = state_of(connection, f"agreement:{agreement_id}")
    if not agreement.state:
        raise NotFoundError("the office has no such agreement", agreement_id, "Write AGENCY:MODEL:NUMBER.")
    days = [str(agreement.facts.get(name) or "") for name in SIGNED]
    if not all(days):
        raise InputError("was not signed by both, so that no year of it has begun", agreement_id)
    begun = date.fromisoformat(max(days))
    sums: Counter[tuple[str, str, int]] = Counter()
    for one in agreement.facts.get("costs", ()):
        year = year_of(begun, date.fromisoformat(one["on"]))
        for line in (one["cost_line"], "all"):
            sums[(line, one["basis"], year)] += one["usd"]
    return [{**dict(zip(COLUMNS, key, strict=False)), "usd": usd} for key, usd in sorted(sums.items())]


def year_of(begun: date, day: date) -> int:
    """Which year of the agreement a day lies in; one before it began is told to its first."""
    years = day.year - begun.year - ((day.month, day.day) < (begun.month, begun.day))
    return max(years, 0) + 1
