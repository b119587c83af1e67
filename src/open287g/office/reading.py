"""Who reads what: an account sees the subjects that its role may read where they stand, and nothing tells of others.

Pages and API ask here, by roles.csv; PostgreSQL asks once more by itself (`Viewer.reach`).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, func, select

from open287g.core.errors import NotFoundError
from open287g.office.ledger.database import read
from open287g.office.ledger.entry import Entry, canonical
from open287g.office.ledger.schema import entries, subjects
from open287g.office.model.kinds import subjects as kinds_of_subjects
from open287g.office.model.roles import PUBLIC, Place, may, sees
from open287g.office.model.state import State, fold
from open287g.office.office import Office, entries_of, names_of, place_of, stands, state_of

NOTHING = "There is nothing of that name, or this account may not see it."
"""One sentence for both, so that nobody learns what exists elsewhere."""

Done = TypeVar("Done")


@dataclass(frozen=True)
class Viewer:
    """An open account: its role, and where it stands."""

    account: str
    role: str
    place: Place

    def reach(self) -> dict[str, str]:
        """What the database is told of who reads (PostgreSQL's second wall). The public is shown agencies alone."""
        where = {"agency": self.place.agency_id, "area": self.place.area, "officer": self.place.officer_id}
        return {"role": self.role or PUBLIC, "account": self.account, **where}

    def sees(self, kind: str, place: Place, owner: str = "") -> bool:
        """Whether it may read a subject of a kind that stands there; everybody reads what is their own."""
        at_home = kind == "agency" and place.agency_id == self.place.agency_id != ""
        return owner == self.account != "" or at_home or sees(self.role, kind, self.place, place)

    @property
    def has_a_file(self) -> bool:
        """Whether its own file is all it sees: which rows are in it, their facts tell."""
        return self.role == "officer"


NOBODY = Viewer("", "", Place())
"""Whoever has no open account."""


def viewer_of(connection: Connection, account: str) -> Viewer | None:
    """The account as a reader; None where it is not open."""
    state = state_of(connection, f"account:{account}")
    return Viewer(account, str(state.facts["role"]), stands(state)) if state.state == "open" else None


def look(office: Office, viewer: Viewer, work: Callable[[Connection], Done]) -> Done:
    """`work` in one reading transaction, within what the viewer may reach."""
    return read(office.engine, work, viewer.reach())


def one(
    connection: Connection, viewer: Viewer, subject: str, on: date | None = None, known: datetime | None = None
) -> tuple[State, list[Entry]]:
    """A subject that the viewer may see, with its entries. Raises NotFoundError for any other, be it there or not."""
    kind = subject.partition(":")[0]
    if kind not in kinds_of_subjects():
        raise NotFoundError(NOTHING)
    own = entries_of(connection, subject)[subject]
    state = fold(subject, own, on, known)
    if not state.state or not sees_state(connection, viewer, state):
        raise NotFoundError(NOTHING)
    return state, own


def sees_state(connection: Connection, viewer: Viewer, state: State) -> bool:
    """Whether the viewer may read this."""
    place = place_of(connection, state.agency_id, officer_in(state.subject, state.facts))
    return viewer.sees(state.kind, place, owner_of(state.subject, state.facts))


def last_entry(connection: Connection, subject: str, before: int | None = None) -> int | None:
    """The number of the last entry of a subject (`before` an entry): it changes with all that is recorded of it."""
    told = select(func.max(entries.c.number)).where(entries.c.subject == subject)
    return connection.execute(told if before is None else told.where(entries.c.number < before)).scalar()


def agencies_of(connection: Connection, viewer: Viewer, action: str) -> list[str]:
    """The agencies in which the viewer may do `action`, of others too than of their own file."""
    held = [name.partition(":")[2] for name in names_of(connection, "agency")]
    return [name for name in held if may(viewer.role, action, viewer.place, place_of(connection, name))]


def page(
    connection: Connection, viewer: Viewer, kind: str, wanted: Mapping[str, str], after: str, limit: int
) -> tuple[list[Row[Any]], bool]:
    """Rows of the table of subjects that the viewer may see, by name, behind `after`; whether there are more."""
    rows: list[Row[Any]] = []
    for row in _rows(connection, viewer, kind, wanted, after):
        if len(rows) == limit:
            return rows, True
        rows.append(row)
    return rows, False


def _rows(
    connection: Connection, viewer: Viewer, kind: str, wanted: Mapping[str, str], after: str = ""
) -> Iterator[Row[Any]]:
    told = select(subjects).where(*_near(connection, viewer, kind), subjects.c.subject > after)
    for name, value in wanted.items():
        told = told.where(subjects.c[name] == value)
    placed = cache(lambda agency_id: place_of(connection, agency_id))
    for row in connection.execution_options(yield_per=500).execute(told.order_by(subjects.c.subject)):
        facts = _facts(row.facts)
        place = placed(row.agency_id)
        there = Place(place.agency_id, place.area, officer_in(row.subject, facts))
        if viewer.sees(kind, there, owner_of(row.subject, facts)):
            yield row


def _near(connection: Connection, viewer: Viewer, kind: str) -> list[ColumnElement[bool]]:
    """What the database narrows rows of a kind by: exactly, but for whoever sees what is their own alone."""
    near: list[ColumnElement[bool]] = [subjects.c.kind == kind]
    if kind in OF_ACCOUNTS:
        own = (
            subjects.c.subject == f"account:{viewer.account}" if kind == "account" else _says("account", viewer.account)
        )
        return near if viewer.sees(kind, Place()) else [*near, own]
    if viewer.sees(kind, Place()):
        return near
    if viewer.has_a_file and kind in OWN_FILE[1:]:
        near.append(_says("officer_id", viewer.place.officer_id))
    return [*near, subjects.c.agency_id.in_(_agencies(connection, viewer, kind))]


def _says(name: str, value: str) -> ColumnElement[bool]:
    """Whether the facts of a row, which are canonical JSON, say so."""
    return subjects.c.facts.contains(canonical({name: value})[1:-1], autoescape=True)


def _agencies(connection: Connection, viewer: Viewer, kind: str) -> list[str]:
    if viewer.place.agency_id:
        return [viewer.place.agency_id]
    names = [name.partition(":")[2] for name in names_of(connection, "agency")]
    return [name for name in names if viewer.sees(kind, place_of(connection, name))]


def counts(connection: Connection, viewer: Viewer, kind: str) -> dict[str, int]:
    """State -> how many of a kind the viewer sees in it, the states by name."""
    if not _is_exact(viewer, kind):
        return dict(sorted(Counter(str(row.state) for row in _rows(connection, viewer, kind, {})).items()))
    told = select(subjects.c.state, func.count()).where(*_near(connection, viewer, kind)).group_by(subjects.c.state)
    return {str(state): int(n) for state, n in sorted(connection.execute(told).all())}


def names(
    connection: Connection, viewer: Viewer, kind: str, states: Collection[str] = (), part: slice = slice(None)
) -> list[str]:
    """The subjects of a kind that the viewer sees, by name; in these states, where some are named; of these `part`."""
    if not _is_exact(viewer, kind) or (part.start or 0) < 0:
        seen = (row for row in _rows(connection, viewer, kind, {}) if not states or row.state in states)
        return [row.subject for row in seen][part]
    told = select(subjects.c.subject).where(*_near(connection, viewer, kind)).order_by(subjects.c.subject)
    if states:
        told = told.where(subjects.c.state.in_(list(states)))
    start = part.start or 0
    if part.stop is not None:
        told = told.limit(part.stop - start)
    return list(connection.execute(told.offset(start)).scalars())


def names_of_officer(
    connection: Connection, kind: str, agency_id: str, officer_id: str, model: str, limit: int
) -> tuple[list[str], int]:
    """The grants or acts of an officer of an agency under a model: the `limit` whose last entries are newest, newest
    first; and how many there are.
    """
    here = (subjects.c.kind == kind, subjects.c.agency_id == agency_id)
    told = select(subjects.c.subject).where(*here, _says("officer_id", officer_id), _says("model", model)).subquery()
    last = func.max(entries.c.number)
    rows = select(entries.c.subject).where(entries.c.subject.in_(select(told.c.subject))).group_by(entries.c.subject)
    found = connection.execute(rows.order_by(last.desc()).limit(limit)).scalars().all()
    count = connection.execute(select(func.count()).select_from(told)).scalar_one()
    return list(found), count


def _is_exact(viewer: Viewer, kind: str) -> bool:
    return viewer.sees(kind, Place()) or not (viewer.has_a_file or kind in OF_ACCOUNTS)


OF_ACCOUNTS = ("account", "token")
"""They belong to no agency."""

OWN_FILE = ("officer", "grant", "act")
"""What `self` opens to an officer. A complaint or a finding about them is not theirs to read."""


def officer_in(subject: str, facts: Mapping[str, Any]) -> str:
    """The officer whose own file a subject is in."""
    kind, _, rest = subject.partition(":")
    told = rest.split(":")[0] if kind == "officer" else str(facts.get("officer_id", ""))
    return told if kind in OWN_FILE else ""


def owner_of(subject: str, facts: Mapping[str, Any]) -> str:
    """The account whose own an account or a token is."""
    kind, _, rest = subject.partition(":")
    return rest if kind == "account" else str(facts.get("account", "")) if kind == "token" else ""


def _facts(text: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(text)
    return told


HIDDEN: Sequence[str] = ("secret_sha256", "identity", "person")
"""Facts of accounts and tokens that no face shows: they tell who somebody is, or help to guess it."""


def shown(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of a subject as faces show them."""
    return {name: value for name, value in facts.items() if name not in HIDDEN}
