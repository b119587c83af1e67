"""The day of an event and the times it tells: what has happened lies behind, and one thing before another."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from open287g.office.entering.refusal import Reason
from open287g.office.entering.today import today_of
from open287g.office.entering.told import Told, instant
from open287g.office.model.kinds import field
from open287g.office.model.state import State
from open287g.vocabulary.cells import earlier_than
from open287g.vocabulary.facts import ORDERS

AHEAD = frozenset(
    {"leaves_on", "expires_on", "authorization_expires_on", "first_day", "last_day", "scheduled_release_at",
     "observed_until", "valid_from", "valid_to", "suspended_to", "terminated_on", "left_agency_on", "listed_until"}
)  # fmt: skip
"""Days and times of what may still come; all others tell of what has happened."""

SKEW = timedelta(minutes=5)
"""By which the clock of who writes may be ahead."""

OWN_ORDERS = {
    "complaint": (
        ("received_at", "reported_at"), ("received_at", "resolved_at"), ("resolved_at", "result_reported_at"),
    )
}  # fmt: skip
"""Pairs of facts that the office alone has: the first never comes after the second."""


def against_days(connection: Connection, told: Told, agency_id: str, now: datetime) -> list[Reason]:
    """Against the day of an event, and against times of what has happened, where they lie ahead."""
    today, soon = today_of(connection, agency_id, now), now + SKEW
    fields = ((name, value) for name, value in told.data.items() if name not in AHEAD)
    late = [name for name, value in fields if _is_ahead(told.kind.subject, name, value, today, soon)]
    if told.on > today and not told.kind.ahead:
        late.insert(0, "on")
    return [Reason("field", f"{name} lies in the future") for name in late]


def _is_ahead(subject: str, name: str, value: Any, today: date, soon: datetime) -> bool:
    described = field(subject, name)
    if described is None or described.kind not in ("day", "time"):
        return False
    return datetime.fromisoformat(value) > soon if "T" in str(value) else date.fromisoformat(value) > today


def against_orders(told: Told, before: State) -> list[Reason]:
    """Against a time that comes before another one, of which an earlier entry tells."""
    known, new = {**before.facts, **told.data}, told.data.keys()
    pairs = (*ORDERS.get(told.kind.subject, ()), *OWN_ORDERS.get(told.kind.subject, ()))
    apart = [pair for pair in pairs if set(pair) & new and not set(pair) <= new and all(map(known.get, pair))]
    wrong = [(first, second) for first, second in apart if instant(known[second]) < instant(known[first])]
    return [Reason("field", f"{second} is {earlier_than(first)}") for first, second in wrong]
