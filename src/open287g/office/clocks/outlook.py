"""What lies ahead of an agency: whose authority ends soon, and who stands on a roster without any."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from open287g.office.clocks.due import Due
from open287g.office.entering.authority import judge
from open287g.office.entering.falls import Falls, falls
from open287g.office.entering.refusal import Reason
from open287g.office.model.state import State
from open287g.office.office import agreement_of, names_of, officer_on, states_of

WITHIN = (30, 60, 90)
"""Days ahead that a manager plans by; the clocks of authority are shown for the last of them."""

ENDS = ("tfm.two-years", "authorization.not-expired")
"""Clocks with which the authority of an officer ends."""

SERVES = ("authorized", "suspended")
"""States in which an officer stands on the roster."""


@dataclass(frozen=True)
class Ending:
    """An officer whose authority ends: the last day, the days until then, and what ends it."""

    subject: str
    agency_id: str
    day: date
    days: int
    clock: str


def endings(connection: Connection, dues: Iterable[Due], now: datetime, agencies: list[str]) -> list[Ending]:
    """Those that end within the longest of `WITHIN`, by the clocks and by who will leave; the soonest first."""
    found = [Ending(one.subject, one.agency_id, one.due.date(), (one.due - now).days, one.clock)
             for one in dues if one.clock in ENDS and not one.overdue]  # fmt: skip
    for state in states_of(connection, names_of(connection, "officer", agencies)):
        day = date.fromisoformat(state.facts["leaves_on"]) if state.facts.get("leaves_on") else None
        if day is not None and state.state in SERVES and now.date() <= day <= now.date() + timedelta(days=WITHIN[-1]):
            found.append(Ending(state.subject, state.agency_id, day, (day - now.date()).days, "officer.leaving"))
    return sorted(found, key=lambda one: (one.days, one.subject))


def by_window(found: Iterable[Ending]) -> dict[int, list[Ending]]:
    """Days ahead -> who ends within them and not within fewer."""
    windows: dict[int, list[Ending]] = {days: [] for days in WITHIN}
    for one in found:
        window = next((days for days in WITHIN if one.days <= days), None)
        if window is not None:
            windows[window].append(one)
    return windows


def against(connection: Connection, officer: State, day: date) -> tuple[Reason, ...]:
    """What is against an officer's authority on a day, by provision; empty where it holds."""
    then = officer_on(connection, officer.subject, day)
    agreement = agreement_of(connection, officer.agency_id, officer.id.split(":")[2], day)
    return judge(("standing",), day, then, agreement).against


@dataclass(frozen=True)
class Without:
    """What has no authority behind it in an agency. `serving` are officers on the roster all the same."""

    agency_id: str
    serving: tuple[State, ...]
    falls: Falls


def without_authority(connection: Connection, agency_id: str, day: date, ending: str = "") -> Without:
    """By the state of a day; with `ending`, if that officer or agreement ended then."""
    falling = falls(connection, agency_id, day, ending)
    officers = states_of(connection, falling.officers, day)
    return Without(agency_id, tuple(one for one in officers if one.state in SERVES), falling)
