"""A joint operation: its days, its agencies, and the authority of every officer on every day of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection

from open287g.office.entering.authority import judge
from open287g.office.entering.refusal import Reason
from open287g.office.entering.told import Told
from open287g.office.entering.words import names_somebody
from open287g.office.model.state import State
from open287g.office.office import agreement_of, names_of, officer_on, state_of, states_of

MOST_DAYS = 100
"""An operation is of days; authority is asked for on each."""


def against_operation(connection: Connection, told: Told, agency_id: str, before: State) -> list[Reason]:
    """Against what an event of an operation says; nothing of another agency's officers but whether they may."""
    if told.kind.name == "operation.planned":
        return list(_plan(connection, told.data, agency_id))
    if told.kind.name == "operation.deconflicted" and told.data["deconflicted_at"][:10] > told.on.isoformat():
        return [Reason("field", "deconflicted_at lies after on")]
    if told.kind.name == "operation.tallied" and before.state:
        return list(_tally(told, before))
    return []


def days_of(plan: Mapping[str, Any]) -> list[date]:
    """Every day of an operation, in order."""
    first, last = (date.fromisoformat(plan[name]) for name in ("first_day", "last_day"))
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def agencies_of(plan: Mapping[str, Any], agency_id: str) -> list[str]:
    """Whoever takes part: the one that plans, those that are named, and those of the officers."""
    named = [one.split(":")[1] for one in plan.get("officers", ()) if one.count(":") == 2]
    return sorted({agency_id, *plan.get("agencies", ()), *named})


def without_authority(connection: Connection, name: str, days: list[date]) -> dict[date, dict[str, Reason]]:
    """The days on which an officer (ID:AGENCY:MODEL) has no authority, and by rule what is against it."""
    _, agency_id, model = name.split(":")
    found: dict[date, dict[str, Reason]] = {}
    for day in days:
        then = officer_on(connection, f"officer:{name}", day)
        against = judge(("standing",), day, then, agreement_of(connection, agency_id, model, day)).against
        if against:
            found[day] = {reason.rule: reason for reason in against}
    return found


def agreed(connection: Connection, agency_id: str, day: date) -> bool:
    """Whether some agreement of an agency is in force on a day."""
    names = names_of(connection, "agreement", [agency_id])
    return any(one.state == "in force" for one in states_of(connection, names, day, rows=False))


def _plan(connection: Connection, plan: Mapping[str, Any], agency_id: str) -> Iterator[Reason]:
    if names_somebody(plan["name"]):
        yield Reason("field", "name is refused: it holds what looks like a person's name")
    if not 0 <= (date.fromisoformat(plan["last_day"]) - date.fromisoformat(plan["first_day"])).days < MOST_DAYS:
        yield Reason("field", f"last_day is before first_day, or {MOST_DAYS} days after it or more")
        return
    days = days_of(plan)
    for agency in plan.get("agencies", ()):
        lacking = [day for day in days if not agreed(connection, agency, day)]
        if lacking:
            yield Reason("agreement", f"{agency}: no agreement of it is in force on {_told(lacking)}.")
    for one in plan["officers"]:
        yield from _officer(connection, one, days, agency_id)


def _officer(connection: Connection, one: str, days: list[date], agency_id: str) -> Iterator[Reason]:
    """Against an officer who takes part, on any of the days. Of other agencies' officers no reason is told: who plans
    an operation learns whether they may take part, and nothing more of them.
    """
    own = one.count(":") == 2 and one.split(":")[1] == agency_id
    found = state_of(connection, f"officer:{one}") if one.count(":") == 2 else None
    if found is None or not found.state:
        says = "is no officer of this office" if own or one.count(":") != 2 else NOT_THEIRS
        yield Reason("field", f"{one}: {says}")
        return
    by_day = without_authority(connection, one, days)
    if by_day and not own:
        yield Reason("field", f"{one}: {NOT_THEIRS}")
        return
    reasons = {rule: reason for against in by_day.values() for rule, reason in against.items()}
    for reason in reasons.values():
        yield Reason(reason.rule, f"{one}: on {_told(list(by_day))}: {reason.says}", reason.cites, reason.missing)


def _tally(told: Told, before: State) -> Iterator[Reason]:
    plan = before.facts
    if not plan["first_day"] <= told.on.isoformat() <= plan["last_day"]:
        yield Reason("field", "on is no day of the operation")
    part = told.data.get("taking_part")
    if part is not None and part not in agencies_of(plan, before.agency_id):
        yield Reason("field", "taking_part is no agency of the plan")


def _told(days: list[date]) -> str:
    return str(days[0]) if len(days) == 1 else f"{len(days)} days from {days[0]}"


NOT_THEIRS = "is no officer with authority on every day"
