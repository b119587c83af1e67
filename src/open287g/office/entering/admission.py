"""Whether an event may be taken in: who records it, from which state, beside whom, and what the provisions say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from open287g.office.entering.authority import Judged
from open287g.office.entering.case import Case
from open287g.office.entering.refusal import Reason, Refused
from open287g.office.entering.told import Told, read_event
from open287g.office.ledger.entry import Entry
from open287g.office.model.kinds import kind_named, subjects
from open287g.office.model.roles import PUBLIC, Place, may
from open287g.office.model.state import State
from open287g.office.office import entries_of, place_of, state_of

NOT_YOURS = "This account may not do that there, or there is no such thing."
"""One sentence for both, so that nobody learns what exists elsewhere."""


@dataclass(frozen=True)
class Admission:
    """An event that may be appended, with all that its entry says."""

    told: Told
    role: str
    agency_id: str
    before: State
    to: str
    outcome: Mapping[str, Any]
    judged: Judged
    entries: tuple[Entry, ...]


def admit(connection: Connection, actor: str, event: Mapping[str, Any], now: datetime) -> Admission:
    """The event as it may be appended. Raises Refused with every reason against it."""
    account = state_of(connection, f"account:{actor}")
    role = PUBLIC if not actor else str(account.facts.get("role", ""))
    told = read_event(event, _zone(connection, event))
    entries = tuple(entries_of(connection, told.subject)[told.subject])
    agency_id = entries[0].agency_id if entries else told.agency_id
    _check_right(connection, account, role, told, entries, agency_id)
    case = Case(connection, actor, told, entries, agency_id)
    reasons = [*case.of_days(now), *case.of_shape(role), *case.of_persons(account)]
    move = case.move(reasons)
    if reasons:
        raise Refused(reasons)
    to, outcome, judged = move
    return Admission(told, role, agency_id, case.before, to, outcome, judged, entries)


def _zone(connection: Connection, event: Mapping[str, Any]) -> str | None:
    """The zone of the agency that the event names, or that what it is about belongs to."""
    agency = event.get("agency_id") or str(event.get("agreement_id") or "").partition(":")[0]
    if not agency:
        kind = kind_named(str(event.get("kind", "")))
        name = ":".join([kind.subject, *(str(event.get(part)) for part in subjects()[kind.subject].key)])
        agency = state_of(connection, name).agency_id
    told = state_of(connection, f"agency:{agency}").facts.get("zone")
    return None if told is None else str(told)


def _check_right(
    connection: Connection, account: State, role: str, told: Told, entries: tuple[Entry, ...], agency_id: str
) -> None:
    """Raises Refused, saying nothing of what is there, where the account has no right to it."""
    own = Place(*(str(account.facts.get(name, "")) for name in ("agency_id", "area", "officer_id")))
    officer = entries[0].data.get("officer_id", "") if entries else told.data.get("officer_id", "")
    there = place_of(connection, agency_id, str(officer))
    if told.kind.name == "agency.enrolled":
        there = Place(agency_id, str(told.data["area"]))
    closed = role != PUBLIC and account.state != "open"
    if closed or not may(role, told.kind.name, own, there):
        raise Refused([Reason("role", NOT_YOURS)])
