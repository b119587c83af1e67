"""What an account may see and do: every face reads here, by the table of roles, and none reads the tables itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from open287g.core.errors import NotFoundError
from open287g.office.entering.admission import NOT_YOURS
from open287g.office.ledger.entry import Entry
from open287g.office.model.kinds import Kind, kinds, subjects
from open287g.office.model.moves import moves, starts_of
from open287g.office.model.roles import Place, may, rights
from open287g.office.model.state import State, fold
from open287g.office.office import entries_of, names_of, place_of, state_of, states_of

OWN_FILE = ("officer", "grant", "act")
"""What `self` opens to an officer. A complaint or a finding about them is not theirs to read."""

OF_ACCOUNTS = "account.opened"
"""Accounts belong to no agency; whoever may open one sees them."""


@dataclass(frozen=True)
class Desk:
    """An account at work, within one transaction: its role, where it stands, and what the table opens to it."""

    connection: Connection
    account: State
    now: datetime

    @property
    def name(self) -> str:
        """The account's own name."""
        return self.account.id

    @property
    def role(self) -> str:
        """Its role; empty where it is not open."""
        return str(self.account.facts.get("role", "")) if self.account.state == "open" else ""

    @cached_property
    def own(self) -> Place:
        """Where it stands."""
        return Place(*(str(self.account.facts.get(name, "")) for name in ("agency_id", "area", "officer_id")))

    def ever(self, action: str) -> bool:
        """Whether the role may do it anywhere."""
        return (self.role, action) in rights()

    def may(self, action: str, agency_id: str, officer_id: str = "") -> bool:
        """Whether the account may do it there."""
        area = self._areas.get(agency_id)
        there = Place(agency_id, area, officer_id) if area is not None else place_of(self.connection, agency_id)
        return may(self.role, action, self.own, there)

    def may_of(self, action: str, state: State) -> bool:
        """Whether the account may do it to this."""
        if state.kind == "account":
            return self.ever(OF_ACCOUNTS if action == "read" else action)
        if state.kind == "agency" and action == "read" and state.id == self.own.agency_id:
            return self.ever("read")
        officer = officer_id_of(state) if action != "read" or state.kind in OWN_FILE else ""
        return self.may(action, state.agency_id, officer)

    @cached_property
    def _areas(self) -> dict[str, str]:
        states = states_of(self.connection, names_of(self.connection, "agency"))
        return {one.id: str(one.facts.get("area", "")) for one in states}

    def agencies(self, action: str = "read") -> list[str]:
        """The agencies of which the account may see all, or do this; an officer, who has a file alone, has none."""
        return sorted(name for name in self._areas if self.may(action, name))

    def zone(self, agency_id: str) -> ZoneInfo:
        """The zone of an agency."""
        told = state_of(self.connection, f"agency:{agency_id}").facts.get("zone") if agency_id else None
        return ZoneInfo(str(told or "UTC"))

    def today(self, agency_id: str = "") -> date:
        """The day it is in an agency; in the account's own where none is named."""
        return self.now.astimezone(self.zone(agency_id or self.own.agency_id)).date()

    def things(self, kind: str) -> list[State]:
        """Everything of a kind that the account may see, by all that is known now."""
        if kind == "account":
            return states_of(self.connection, names_of(self.connection, kind)) if self.ever(OF_ACCOUNTS) else []
        if not self.ever("read"):
            return []
        wide = self.agencies()
        agencies = wide or ([self.own.agency_id] if self.own.agency_id else [])
        return [one for one in states_of(self.connection, names_of(self.connection, kind, agencies))
                if self.may_of("read", one)]  # fmt: skip

    def thing(self, subject: str) -> State:
        """One of them. Raises NotFoundError, in the same words for what is elsewhere and for what is nowhere."""
        state = state_of(self.connection, subject) if subject.partition(":")[0] in subjects() else None
        if state is None or not state.state or not self.may_of("read", state):
            raise NotFoundError(NOT_YOURS)
        today = self.today(state.agency_id)
        return fold(subject, self.history(state), today) if self._then(state, today) else state

    def _then(self, state: State, today: date) -> bool:
        return any(entry.on <= today for entry in self.history(state))

    def history(self, state: State) -> list[Entry]:
        """Its entries, in the order of the ledger."""
        return entries_of(self.connection, state.subject)[state.subject]

    def steps(self, state: State) -> list[Kind]:
        """The steps that the role and the table of moves allow now; whether they are taken, `record` says."""
        return [
            kind
            for kind in kinds().values()
            if kind.subject == state.kind
            and moves(kind.name, state.state)
            and (not kind.only or state.facts.get(kind.only) == self.name)
            and self.may_of(kind.name, state)
        ]

    def voids(self, state: State) -> str:
        """The kind by which the account may take an entry of this back; empty where it may not."""
        name = f"{state.kind}.voided"
        return name if name in kinds() and self.may_of(name, state) else ""

    def begins(self, subject: str) -> list[Kind]:
        """The steps with which the role may begin a new one, anywhere; a secret is made by `login`, never entered."""
        return [
            kind for kind in kinds().values() if kind.subject == subject and "" in starts_of(kind.name)
            and self.ever(kind.name) and "secret_sha256" not in kind.needs
        ]  # fmt: skip

    def who_may(self, action: str) -> list[str]:
        """The open accounts whose role may do it somewhere, by name."""
        accounts = states_of(self.connection, names_of(self.connection, "account"))
        return [one.id for one in accounts
                if one.state == "open" and (str(one.facts.get("role")), action) in rights()]  # fmt: skip


def officer_id_of(state: State) -> str:
    """The officer whom something is of; empty where it is of none."""
    return state.id.partition(":")[0] if state.kind == "officer" else str(state.facts.get("officer_id", ""))


def desk_of(connection: Connection, account: str, now: datetime) -> Desk:
    """The desk of an account."""
    return Desk(connection, state_of(connection, f"account:{account}"), now.astimezone(UTC))


def awaiting(desk: Desk, states: Iterable[State]) -> list[tuple[State, list[Kind]]]:
    """Those that wait for a step of this role which moves them on."""
    found = ((one, [k for k in desk.steps(one) if _moves_on(k, one)]) for one in states)
    return [(one, steps) for one, steps in found if steps]


def _moves_on(kind: Kind, state: State) -> bool:
    return kind.name in AWAITED and any(move.to != state.state for move in moves(kind.name, state.state))


AWAITED = frozenset(
    {"agreement.confirmed", "agreement.reviewed", "agreement.signed_by_agency", "agreement.signed_by_ice",
     "officer.confirmed", "officer.vetted", "officer.certified", "officer.authorized", "grant.granted",
     "act.overridden", "complaint.assigned", "complaint.resolved", "complaint.told", "finding.answered",
     "finding.closed"}
)  # fmt: skip
"""Steps for which something stands still until somebody takes them."""
