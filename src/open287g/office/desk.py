"""What an account may do, and the lists of what it sees: pages read here, and none reads the tables itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from open287g.core.errors import NotFoundError
from open287g.office.ledger.database import beyond, stand_for
from open287g.office.ledger.entry import Entry
from open287g.office.model.kinds import Kind, kinds, subjects
from open287g.office.model.moves import moves, starts_of
from open287g.office.model.roles import Place, may, rights
from open287g.office.model.state import State, fold
from open287g.office.office import entries_of, names_of, state_of, states_of
from open287g.office.reading import (
    NOBODY,
    NOTHING,
    OF_ACCOUNTS,
    Viewer,
    agencies_of,
    counts,
    names,
    names_of_officer,
    sees_state,
    viewer_of,
)


@dataclass(frozen=True)
class Desk:
    """An account at work, within one transaction: who it is, and what the table opens to it."""

    connection: Connection
    viewer: Viewer
    now: datetime
    _agencies: dict[str, State] = field(default_factory=dict)
    """Agencies, each looked up once."""

    @property
    def name(self) -> str:
        """The account's own name."""
        return self.viewer.account

    @property
    def role(self) -> str:
        """Its role; empty where it is not open."""
        return self.viewer.role

    @property
    def own(self) -> Place:
        """Where it stands."""
        return self.viewer.place

    def beyond(self) -> AbstractContextManager[None]:
        """Within this the program reads, for an answer that rests on more than the account is shown."""
        return beyond(self.connection, self.viewer.reach())

    def grounds(self) -> AbstractContextManager[None]:
        """As `beyond`, for an officer alone: the own authority rests on the agreement, which is not in the own file."""
        return self.beyond() if self.viewer.has_a_file else nullcontext()

    def ever(self, action: str) -> bool:
        """Whether the role may do it anywhere."""
        return (self.role, action) in rights()

    def may(self, action: str, agency_id: str, officer_id: str = "") -> bool:
        """Whether the account may do it there."""
        there = Place(agency_id, str(self._agency(agency_id).facts.get("area", "")), officer_id)
        return may(self.role, action, self.own, there)

    def _agency(self, agency_id: str) -> State:
        if agency_id not in self._agencies:
            self._agencies[agency_id] = state_of(self.connection, f"agency:{agency_id}")
        return self._agencies[agency_id]

    def may_of(self, action: str, state: State) -> bool:
        """Whether the account may do it to this."""
        if action == "read":
            return sees_state(self.connection, self.viewer, state)
        return (
            self.ever(action) if state.kind in OF_ACCOUNTS else self.may(action, state.agency_id, officer_id_of(state))
        )

    def agencies(self, action: str = "read") -> list[str]:
        """The agencies of which the account may see all, or do this; an officer, who has a file alone, has none."""
        return sorted(agencies_of(self.connection, self.viewer, action)) if self.ever(action) else []

    def zone(self, agency_id: str) -> ZoneInfo:
        """The zone of an agency."""
        told = self._agency(agency_id).facts.get("zone") if agency_id else None
        return ZoneInfo(str(told or "UTC"))

    def today(self, agency_id: str = "") -> date:
        """The day it is in an agency; in the account's own where none is named."""
        return self.now.astimezone(self.zone(agency_id or self.own.agency_id)).date()

    def counts(self, kind: str) -> dict[str, int]:
        """State -> how many of a kind the account sees in it."""
        return counts(self.connection, self.viewer, kind)

    def things(self, kind: str, states: Collection[str] = (), part: slice = slice(None)) -> list[State]:
        """What the account sees of a kind, by name, as known now; in these states alone, and of these `part`."""
        return states_of(self.connection, names(self.connection, self.viewer, kind, states, part))

    def of_officer(self, kind: str, officer: State, limit: int) -> tuple[list[State], int]:
        """The grants or acts of an officer that the account sees, of the `limit` newest; and how many there are."""
        officer_id, _, rest = officer.id.partition(":")
        model = rest.rpartition(":")[2]
        names, count = names_of_officer(self.connection, kind, officer.agency_id, officer_id, model, limit)
        found = {state.subject: state for state in states_of(self.connection, names)}
        return [found[name] for name in names if name in found and self.may_of("read", found[name])], count

    def thing(self, subject: str) -> State:
        """One of them. Raises NotFoundError, in the same words for what is elsewhere and for what is nowhere."""
        state = state_of(self.connection, subject) if subject.partition(":")[0] in subjects() else None
        if state is None or not state.state or not self.may_of("read", state):
            raise NotFoundError(NOTHING)
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
        with self.beyond():
            accounts = states_of(self.connection, names_of(self.connection, "account"))
        return [one.id for one in accounts
                if one.state == "open" and (str(one.facts.get("role")), action) in rights()]  # fmt: skip


def officer_id_of(state: State) -> str:
    """The officer whom something is of; empty where it is of none."""
    return state.id.partition(":")[0] if state.kind == "officer" else str(state.facts.get("officer_id", ""))


def desk_of(connection: Connection, account: str, now: datetime) -> Desk:
    """The desk of an account. From here on the transaction is shown what the account is shown, by the database too."""
    viewer = (viewer_of(connection, account) if account else None) or NOBODY
    stand_for(connection, viewer.reach())
    return Desk(connection, viewer, now.astimezone(UTC))


def awaiting(desk: Desk, kind: str) -> list[tuple[State, list[Kind]]]:
    """Those of a kind that wait for a step of this role which moves them on."""
    own = [kinds()[name] for name in AWAITED if name.startswith(f"{kind}.") and desk.ever(name)]
    waiting = {start for one in own for start in starts_of(one.name) if _moves_on(one, start)}
    states: Iterable[State] = desk.things(kind, waiting) if waiting else ()
    found = ((one, [k for k in desk.steps(one) if _moves_on(k, one.state)]) for one in states)
    return [(one, steps) for one, steps in found if steps]


def _moves_on(kind: Kind, state: str) -> bool:
    return kind.name in AWAITED and any(move.to != state for move in moves(kind.name, state))


AWAITED = frozenset(
    {"agreement.confirmed", "agreement.reviewed", "agreement.signed_by_agency", "agreement.signed_by_ice",
     "officer.confirmed", "officer.vetted", "officer.certified", "officer.authorized", "grant.granted",
     "act.overridden", "complaint.assigned", "complaint.resolved", "complaint.told", "finding.answered",
     "finding.closed"}
)  # fmt: skip
"""Steps for which something stands still until somebody takes them."""
