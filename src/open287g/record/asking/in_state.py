"""What was in force on a day, counted in one state."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from open287g.core.errors import UnknownError
from open287g.places.states import state_meant
from open287g.record.asking.asks import Asks

_OF_ALL = (
    *("states", "by_state", "rows", "spellings", "differences"),
    *("claims", "before", "after", "in_both", "only_before", "only_after"),
)
"""What is said of the lists as a whole."""


def asof_in(record: Asks, day: date, known: date | None, state: str) -> dict[str, Any]:
    """What `Record.asof` tells, of one state: its agreements, agencies and models; None where the day is unknown.

    Raises as `Record.asof` does, and NotFoundError for what is no state.
    """
    code = state_meant(state).code
    told = record.asof(day, known)
    own = {name: value for name, value in told.items() if name not in _OF_ALL}
    if told["agreements"] is None:
        return {**own, "state": code}
    try:
        held = counted(record, day, known, code)
    except UnknownError:
        # Both neighbors of the day name the same, by state, and what came and went between them is not known.
        held = {"agreements": told["by_state"].get(code, 0), "agencies": None, "by_model": None}
    return {**own, "state": code, **held, **({"by_model": None} if told["by_model"] is None else {})}


def counted(record: Asks, day: date, known: date | None, state: str) -> dict[str, Any]:
    """The agreements in force in a state on a day: agreements, agencies, by_model."""
    rows = [row for row in record.questions.in_force(day, known).dicts() if row["state"] == state]
    models = sorted({(row["model"] or "", row["agreement_id"]) for row in rows})
    return {
        "agreements": len({row["agreement_id"] for row in rows}),
        "agencies": len({row["agency_id"] for row in rows}),
        "by_model": dict(Counter(model or "unknown" for model, _ in models)),
    }
