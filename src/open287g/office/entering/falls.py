"""What has no authority behind it on a day: officers, the grants of access to cut, and the acts to stop.

It is read from the state of the day, not from a message sent once, so that nothing is left dangling: a grant is on the
list until it was cut, whatever took the authority away (a suspension, an end, a revocation, an expiry).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

from sqlalchemy import ColumnElement, Connection, or_, select

from open287g.office.entering.authority import agreement_row, holds, officer_row
from open287g.office.ledger.entry import canonical
from open287g.office.ledger.schema import subjects
from open287g.office.model.state import State
from open287g.office.office import agreement_of, names_of, states_of
from open287g.rulebook.access import HOLDS, Standing, grants_on, standing_on

SERVING = ("authorized", "suspended", "revoked", "left")
"""States of an officer who has, or had, authority."""

LASTING = ("detain", "hold_past_release", "transport")
"""Acts that go on; the others are over when they are done."""

WAITS = ("awaiting override", "undetermined")
"""States of an act that wait for an override, or for facts."""

ENDS = ("hold_ended_at", "picked_up_by_ice_at", "released_at", "arrived_at_facility_at")
"""Facts that end an act that goes on."""


@dataclass(frozen=True)
class Falls:
    """Names of subjects: officers without authority, their open grants, their acts that go on or wait."""

    officers: tuple[str, ...] = ()
    grants: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()

    def beyond(self, before: Falls) -> Falls:
        """What is here and was not there before."""
        return Falls(*(tuple(x for x in getattr(self, name) if x not in getattr(before, name)) for name in _NAMES))


_ASKED_FOR = 100
"""Officers whose acts are asked of the database by name; of more all acts are read."""

_NAMES = ("officers", "grants", "acts")


def falls(connection: Connection, agency_id: str, day: date, ending: str = "") -> Falls:
    """What has no authority behind it on a day in an agency; with `ending`, if that officer or agreement ended then."""
    states = states_of(connection, names_of(connection, "officer", [agency_id]), day)
    serving = [_ended(one, ending, day) for one in states if one.state in SERVING]
    own = Agreements(connection, agency_id, day, ending)
    without = [one for one in serving if not holds(day, one, own.of(one))]
    grants = _open_grants(connection, agency_id, day)
    lost = {one.subject for one in without}
    acts = [one for one in _going_on(connection, agency_id, day, lost) if officer_of(one) in lost]
    return Falls(
        tuple(one.subject for one in without),
        tuple(_unsupported(grants, serving, own, day)),
        tuple(one.subject for one in acts),
    )


class Agreements:
    """The agreement that stands under each model of an agency on a day, looked up once."""

    def __init__(self, connection: Connection, agency_id: str, day: date, ending: str) -> None:
        def of_model(model: str) -> State | None:
            found = agreement_of(connection, agency_id, model, day)
            return None if found is None else _ended(found, ending, day)

        self.of_model = cache(of_model)

    def of(self, officer: State) -> State | None:
        """That of an officer's model."""
        return self.of_model(officer.id.split(":")[2])


def _ended(state: State, ending: str, day: date) -> State:
    """The state of an officer or agreement, as it would be if it was the one that ended."""
    if state.subject != ending:
        return state
    name = "terminated_on" if state.kind == "agreement" else "revoked_on"
    return replace(state, facts={**state.facts, name: day.isoformat()})


def _unsupported(grants: list[State], serving: list[State], own: Agreements, day: date) -> Iterable[str]:
    """Open grants behind which the rulebook shows no authority."""
    told = [
        {"grant_id": one.id, "officer_id": one.facts["officer_id"], "system": one.facts["system"],
         "granted_on": one.since, "ended_on": None}
        for one in grants
    ]  # fmt: skip
    rows = ((officer_row(one), agreement_row(own.of(one), day)) for one in serving)
    standings = [one for officer, agreement in rows for one in _standing(day, canonical(officer), canonical(agreement))]
    judged = grants_on(day, told, standings)
    return sorted(f"grant:{one.grant_id}" for one in judged if one.state != HOLDS)


@lru_cache(maxsize=8192)
def _standing(day: date, officer: str, agreement: str) -> tuple[Standing, ...]:
    """Where one officer stands, by rows as canonical JSON: asked again and again, and seldom changed."""
    signed = json.loads(agreement)
    return tuple(standing_on(day, [json.loads(officer)], [signed] if signed else []))


def _open_grants(connection: Connection, agency_id: str, day: date) -> list[State]:
    states = states_of(connection, names_of(connection, "grant", [agency_id]), day)
    return [one for one in states if one.state == "open"]


def _going_on(connection: Connection, agency_id: str, day: date, officers: Collection[str]) -> list[State]:
    """Acts that go on or wait, those of these officers among them; one that was settled as it was entered, and is over
    when done, never did. Of an act of one entry the row tells whose it is; of others a later entry may tell another.
    """
    if not officers:
        return []
    lasts = or_(*(_says("act", name) for name in LASTING))
    whose = sorted({one.split(":")[1] for one in officers})
    told = select(subjects.c.subject).where(
        subjects.c.kind == "act", subjects.c.agency_id == agency_id,
        or_(subjects.c.entries > 1, subjects.c.state.in_(WAITS), lasts),
    )  # fmt: skip
    if len(whose) <= _ASKED_FOR:
        told = told.where(or_(subjects.c.entries > 1, *(_says("officer_id", name) for name in whose)))
    names = connection.execute(told.order_by(subjects.c.subject)).scalars().all()
    return [one for one in states_of(connection, names, day) if goes_on(one)]


def _says(name: str, value: str) -> ColumnElement[bool]:
    """Whether a row's facts, as canonical JSON, hold a text under a name."""
    return subjects.c.facts.contains(f'"{name}":{canonical(value)}', autoescape=True)


def goes_on(act: State) -> bool:
    """Whether an act has not ended, or waits for an override or for facts."""
    waits = act.state in WAITS
    lasts = act.facts.get("act") in LASTING and not any(act.facts.get(name) for name in ENDS)
    return act.state != "withdrawn" and (waits or lasts)


def officer_of(state: State) -> str:
    """The officer whom a grant, an act or a complaint is of."""
    return f"officer:{state.facts['officer_id']}:{state.agency_id}:{state.facts['model']}"
