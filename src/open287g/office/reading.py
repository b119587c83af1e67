"""Who reads what: an account sees the subjects that its role may read where they stand, and nothing tells of others.

The roles are asked twice: here by roles.csv, and on PostgreSQL once more by the database itself (`Viewer.reach`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, func, select

from open287g.core.errors import NotFoundError
from open287g.office.entering.admission import stands
from open287g.office.ledger.database import read
from open287g.office.ledger.entry import Entry
from open287g.office.ledger.schema import entries, subjects
from open287g.office.model.kinds import subjects as kinds_of_subjects
from open287g.office.model.roles import Place, may, sees
from open287g.office.model.state import State, fold
from open287g.office.office import Office, entries_of, names_of, place_of, state_of

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
        """What the database is told of who reads (PostgreSQL's second wall)."""
        where = {"agency": self.place.agency_id, "area": self.place.area, "officer": self.place.officer_id}
        return {"role": self.role, "account": self.account, **where}

    def sees(self, kind: str, place: Place, owner: str = "") -> bool:
        """Whether it may read a subject of a kind that stands there; everybody reads what is their own."""
        at_home = kind == "agency" and place.agency_id == self.place.agency_id != ""
        return owner == self.account or at_home or sees(self.role, kind, self.place, place)


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
    place = place_of(connection, state.agency_id, officer_in(subject, state.facts))
    if not state.state or not viewer.sees(kind, place, owner_of(subject, state.facts)):
        raise NotFoundError(NOTHING)
    return state, own


def last_entry(connection: Connection, subject: str, before: int | None = None) -> int | None:
    """The number of the last entry of a subject (`before` an entry): it changes with all that is recorded of it."""
    told = select(func.max(entries.c.number)).where(entries.c.subject == subject)
    return connection.execute(told if before is None else told.where(entries.c.number < before)).scalar()


def agencies_of(connection: Connection, viewer: Viewer, action: str) -> list[str]:
    """The agencies in which the viewer may do `action`."""
    names = [name.partition(":")[2] for name in names_of(connection, "agency")]
    return [name for name in names if may(viewer.role, action, viewer.place, place_of(connection, name))]


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
    connection: Connection, viewer: Viewer, kind: str, wanted: Mapping[str, str], after: str
) -> Iterator[Row[Any]]:
    told = select(subjects).where(subjects.c.kind == kind, subjects.c.subject > after).order_by(subjects.c.subject)
    for name, value in wanted.items():
        told = told.where(subjects.c[name] == value)
    if viewer.role in ("officer", "manager") and kind not in ("account", "token"):
        told = told.where(subjects.c.agency_id == viewer.place.agency_id)
    places: dict[str, Place] = {}
    for row in connection.execution_options(yield_per=500).execute(told):
        facts = _facts(row.facts)
        if row.agency_id not in places:
            places[row.agency_id] = place_of(connection, row.agency_id)
        place = places[row.agency_id]
        there = Place(place.agency_id, place.area, officer_in(row.subject, facts))
        if viewer.sees(kind, there, owner_of(row.subject, facts)):
            yield row


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
