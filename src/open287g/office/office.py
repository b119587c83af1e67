"""An office: its database, its keys, its clock, and the reading of its ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path

from sqlalchemy import Connection, Engine, bindparam, inspect, select, text

from open287g.core.errors import InputError, NotFoundError
from open287g.core.settings import home as home_folder
from open287g.office.ledger.append import begin
from open287g.office.ledger.database import connect, is_there, migrate, read, url_of, write
from open287g.office.ledger.entry import Entry, entry_of
from open287g.office.ledger.schema import MOVES, entries, head, subjects
from open287g.office.ledger.signing import Keys, load_keys, make_keys
from open287g.office.model.roles import Place
from open287g.office.model.state import State, fold


def now() -> datetime:
    """The clock of the machine."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Office:
    """What every step needs."""

    engine: Engine
    keys: Keys
    clock: Callable[[], datetime] = field(default=now)


def open_office(database: str | None = None, home: Path | None = None, clock: Callable[[], datetime] = now) -> Office:
    """The office of a database, and of the keys in the home.

    Raises NotFoundError where there is no database file (a slip of the address makes none), DamageError where keys are
    missing.
    """
    url = url_of(database, home)
    if not is_there(url):
        remedy = "Begin one: open287g office init; or look at one: open287g office demo."
        raise NotFoundError("there is no office here yet", "--database", remedy)
    return Office(connect(url), load_keys(key_folder(home)), clock)


def begin_office(database: str | None = None, home: Path | None = None, clock: Callable[[], datetime] = now) -> Office:
    """A new office: its schema, its keys, and the head of an empty ledger. Raises InputError where one is there."""
    engine = connect(url_of(database, home))
    if read(engine, _has_begun):
        raise InputError("this database holds an office already", "office", "Name another database or home.")
    keys = make_keys(key_folder(home))
    migrate(engine)
    write(engine, lambda connection: begin(connection, keys))
    return Office(engine, keys, clock)


def _has_begun(connection: Connection) -> bool:
    return inspect(connection).has_table("head") and connection.execute(select(head.c.size)).first() is not None


def key_folder(home: Path | None) -> Path:
    """Where the keys of the office stand."""
    return home_folder(home) / "office" / "keys"


_held = lru_cache(maxsize=10_000)(entry_of)
"""Entries by their bodies, which tell all of them: most that an office asks for were asked for a moment ago."""


_OF_ONE = select(entries.c.body).where(entries.c.subject == bindparam("names")).order_by(entries.c.number)
_OF_SOME = select(entries.c.body).where(entries.c.subject.in_(bindparam("names", expanding=True)))
_OF_SOME = _OF_SOME.order_by(entries.c.number)
_OF = {(one, rows): told if rows else told.where(text(MOVES)) for one, told in ((True, _OF_ONE), (False, _OF_SOME))
       for rows in (True, False)}  # fmt: skip


def entries_of(connection: Connection, *names: str, rows: bool = True) -> dict[str, list[Entry]]:
    """The entries of each subject, in the order of the ledger; without `rows`, those that only add a row (ROWS), of
    which there may be thousands, are passed over.
    """
    by_subject: dict[str, list[Entry]] = {name: [] for name in names}
    told = _OF[len(names) == 1, rows]
    for body in connection.execute(told, {"names": names[0] if len(names) == 1 else names}).scalars():
        entry = _held(body)
        by_subject[entry.subject].append(entry)
    return by_subject


def agency_of(connection: Connection, subject: str) -> str:
    """The agency that a subject belongs to, as its first entry says; empty where it has none."""
    told = select(entries.c.body).where(entries.c.subject == subject).order_by(entries.c.number).limit(1)
    body = connection.execute(told).scalar()
    return "" if body is None else _held(body).agency_id


def state_of(connection: Connection, subject: str, on: date | None = None, known: datetime | None = None) -> State:
    """The state of a subject on a day, as known at a time; of any day and as known now where none is said."""
    return fold(subject, entries_of(connection, subject)[subject], on, known)


def every_state(connection: Connection, on: date | None = None, known: datetime | None = None) -> list[State]:
    """The state of every subject that has one, by name."""
    of: dict[str, list[Entry]] = {}
    told = select(entries.c.body).order_by(entries.c.number).execution_options(yield_per=5000)
    for body in connection.execute(told).scalars():
        entry = entry_of(body)
        of.setdefault(entry.subject, []).append(entry)
    states = (fold(name, own, on, known) for name, own in sorted(of.items()))
    return [state for state in states if state.state]


def names_of(connection: Connection, kind: str, agencies: Iterable[str] | None = None) -> list[str]:
    """The names of all subjects of a kind, of these agencies."""
    told = select(subjects.c.subject).where(subjects.c.kind == kind).order_by(subjects.c.subject)
    if agencies is not None:
        told = told.where(subjects.c.agency_id.in_(list(agencies)))
    return list(connection.execute(told).scalars())


def entry_numbered(connection: Connection, subject: str, number: int) -> Entry | None:
    """The entry of a subject that has this number; None where it is another's, or none."""
    told = select(entries.c.body).where(entries.c.number == number, entries.c.subject == subject)
    body = connection.execute(told).scalar()
    return None if body is None else _held(body)


def states_of(
    connection: Connection, names: Sequence[str], on: date | None = None, known: datetime | None = None, *,
    rows: bool = True,
) -> list[State]:  # fmt: skip
    """The states of these subjects, without those that have none on that day; without `rows`, as `entries_of` says."""
    states: list[State] = []
    for start in range(0, len(names), 500):
        held = entries_of(connection, *names[start : start + 500], rows=rows)
        states += [fold(name, own, on, known) for name, own in held.items()]
    return [state for state in states if state.state]


def agreement_of(connection: Connection, agency_id: str, model: str, on: date) -> State | None:
    """The agreement of an agency under a model that stands on a day: of those signed by then the last signed, else the
    last requested; None where there is none. One that was requested later is taken where no other was: the days of its
    signatures then tell that it does not hold. Its costs are not read.
    """
    prefix = f"agreement:{agency_id}:{model}:"
    names = [name for name in names_of(connection, "agreement", [agency_id]) if name.startswith(prefix)]
    states = states_of(connection, names, on, rows=False) or states_of(connection, names, rows=False)
    return max(states, key=_standing, default=None)


def next_agreement(connection: Connection, agency_id: str, model: str) -> str:
    """The id of the next agreement of an agency under a model: AGENCY:MODEL:NUMBER, counted from 1."""
    prefix = f"{agency_id}:{model}:"
    held = [name.partition(":")[2] for name in names_of(connection, "agreement", [agency_id])]
    numbers = [int(name.removeprefix(prefix)) for name in held if name.startswith(prefix)]
    return f"{prefix}{max(numbers, default=0) + 1}"


def officer_on(connection: Connection, subject: str, on: date) -> State | None:
    """An officer on a day. One who was nominated later is told with the days of later; None where there is none."""
    own = entries_of(connection, subject)[subject]
    then = fold(subject, own, on)
    officer = then if then.state else fold(subject, own)
    return officer if officer.state else None


def _standing(state: State) -> tuple[bool, str, int]:
    days = [str(state.facts.get(name, "")) for name in ("agency_signed_on", "ice_signed_on")]
    return all(days), max(days), int(state.id.rpartition(":")[2])


def place_of(connection: Connection, agency_id: str, officer_id: str = "") -> Place:
    """Where a subject of an agency stands."""
    area = state_of(connection, f"agency:{agency_id}").facts.get("area", "") if agency_id else ""
    return Place(agency_id, area, officer_id)


def stands(account: State) -> Place:
    """Where an account stands."""
    return Place(*(str(account.facts.get(name, "")) for name in ("agency_id", "area", "officer_id")))
