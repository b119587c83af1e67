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
from open287g.office.entering.times import against_days, against_orders
from open287g.office.entering.told import Told, read_event
from open287g.office.ledger.entry import Entry
from open287g.office.model.kinds import Kind, kind_named, subjects
from open287g.office.model.moves import starts_of
from open287g.office.model.roles import PUBLIC, Place, may
from open287g.office.model.state import LISTS, State
from open287g.office.office import agency_of, entries_of, entry_numbered, place_of, stands, state_of

NOT_YOURS = "This account may not do that there, or there is no such thing."
"""One sentence for both, so that nobody learns what exists elsewhere."""


@dataclass(frozen=True)
class Admission:
    """An event that may be appended, with all that its entry says.

    `entries` are those of its subject on which it rests: all, or all but the rows it neither adds nor takes back; by
    `more` there are then more of them than before.
    """

    told: Told
    role: str
    agency_id: str
    before: State
    to: str
    outcome: Mapping[str, Any]
    judged: Judged
    entries: tuple[Entry, ...]
    more: int | None


def admit(connection: Connection, actor: str, event: Mapping[str, Any], now: datetime) -> Admission:
    """The event as it may be appended. Raises Refused with every reason against it."""
    account = state_of(connection, f"account:{actor}")
    role = PUBLIC if not actor else str(account.facts.get("role", ""))
    told = _read(connection, account, role, event)
    entries, more = _resting_on(connection, told)
    agency_id = entries[0].agency_id if entries else told.agency_id
    _check_right(connection, account, role, told, entries, agency_id)
    if told.kind.subject == "token" and told.kind.only:
        _check_owner(actor, (entries[0].data if entries else told.data).get(told.kind.only))
    case = Case(connection, actor, told, entries, agency_id)
    times = [*against_days(connection, told, agency_id, now), *against_orders(told, case.before)]
    reasons = [*times, *case.of_shape(role), *case.of_persons(account)]
    move = case.move(reasons)
    if reasons:
        raise Refused(reasons)
    to, outcome, judged = move
    return Admission(told, role, agency_id, case.before, to, outcome, judged, entries, more)


def _resting_on(connection: Connection, told: Told) -> tuple[tuple[Entry, ...], int | None]:
    """The entries of its subject on which an event rests. Rows, of which there may be thousands, follow from any that
    move it and move nothing: one more, or one taken back, asks for no other.
    """
    taken = told.data.get("entry") if told.kind.voids else None
    row = None if taken is None else entry_numbered(connection, told.subject, int(taken))
    if told.kind.name not in LISTS and (row is None or row.kind not in LISTS):
        return tuple(entries_of(connection, told.subject)[told.subject]), None
    moving = entries_of(connection, told.subject, rows=False)[told.subject]
    if row is None:
        return tuple(moving), 1
    return tuple(sorted([*moving, row], key=lambda one: one.number)), -1


def _read(connection: Connection, account: State, role: str, event: Mapping[str, Any]) -> Told:
    """The event, field by field. What is wrong with its fields is told to those who have a right to it alone."""
    try:
        return read_event(event, _zone(connection, event))
    except Refused:
        name = _named(event)
        entries = tuple(entries_of(connection, name, rows=False)[name])
        agency_id = entries[0].agency_id if entries else str(event.get("agency_id") or _owner(event))
        officer_id = str(event.get("officer_id") or "")
        _check_place(connection, account, role, kind_named(str(event.get("kind"))), entries, agency_id, officer_id)
        raise


def _named(event: Mapping[str, Any]) -> str:
    """The subject of an event, as it is told."""
    kind = kind_named(str(event.get("kind", "")))
    return ":".join([kind.subject, *(str(event.get(part)) for part in subjects()[kind.subject].key)])


def _owner(event: Mapping[str, Any]) -> str:
    return str(event.get("agreement_id") or "").partition(":")[0]


def _zone(connection: Connection, event: Mapping[str, Any]) -> str | None:
    """The zone of the agency that the event names, or that what it is about belongs to."""
    agency = event.get("agency_id") or _owner(event) or agency_of(connection, _named(event))
    told = state_of(connection, f"agency:{agency}").facts.get("zone")
    return None if told is None else str(told)


def _check_right(
    connection: Connection, account: State, role: str, told: Told, entries: tuple[Entry, ...], agency_id: str
) -> None:
    """Raises Refused, saying nothing of what is there, where the account has no right to it."""
    if told.kind.name == "agency.enrolled" and not entries:
        _check(account, role, told.kind, Place(agency_id, str(told.data["area"])))
        return
    _check_place(connection, account, role, told.kind, entries, agency_id, str(told.data.get("officer_id", "")))


def _check_place(
    connection: Connection, account: State, role: str, kind: Kind, entries: tuple[Entry, ...], agency_id: str, who: str
) -> None:
    """As above, by where the subject stands. What is not there and cannot begin so stands where the foreign does."""
    officer = entries[0].data.get("officer_id", "") if entries else who
    nowhere = not entries and "" not in starts_of(kind.name)
    _check(account, role, kind, Place() if nowhere else place_of(connection, agency_id, str(officer)))


def _check(account: State, role: str, kind: Kind, there: Place) -> None:
    closed = role != PUBLIC and account.state != "open"
    if closed or not may(role, kind.name, stands(account), there):
        raise Refused([Reason("role", NOT_YOURS)])


def _check_owner(actor: str, owner: object) -> None:
    """A token belongs to one account, and stands at no agency by which its right could be told."""
    if actor != owner:
        raise Refused([Reason("role", NOT_YOURS)])
