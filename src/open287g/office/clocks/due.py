"""What is due: every clock that runs, when it has run, and who has to act."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, and_, or_, select, true

from open287g.office.clocks.clock import Clock, clocks
from open287g.office.clocks.counting import deadline
from open287g.office.entering.falls import falls, officer_of
from open287g.office.ledger.append import read_head
from open287g.office.ledger.entry import moment_of
from open287g.office.ledger.schema import subjects
from open287g.office.model.kinds import kinds
from open287g.office.model.state import State
from open287g.office.office import agreement_of, names_of, state_of, states_of
from open287g.rulebook.language.provision import Provision, provision_named
from open287g.rulebook.law.numbers import parameters
from open287g.vocabulary.editions import edition_named

AT_ONCE = "No text sets hours; what has no authority behind it is due at once."
TAKE_OUT = "Take the officer out of the program until the complaint is settled, if it may end in discipline."
REMOVAL = "tfm.no-discipline-pending"
LOSSES = {
    "officer": ("suspended_from", "revoked_on", "left_agency_on", "authorization_expires_on"),
    "agreement": ("suspended_from", "terminated_on"),
}
"""Facts whose day ends the authority of an officer."""

OVER = ("withdrawn", "left", "failed", "rejected")
"""States in which no clock of a subject runs any more."""


@dataclass(frozen=True)
class Due:
    """One clock that runs. `due` is the last moment in UTC, `local` the same in the agency's zone; `who` is the role
    that acts; `overdue` says that it has passed.
    """

    clock: str
    subject: str
    agency_id: str
    who: str
    says: str
    due: datetime
    local: str
    overdue: bool
    cites: str


def due(connection: Connection, now: datetime, agencies: list[str] | None = None) -> list[Due]:
    """All that runs or has run out, the earliest first; of these agencies alone, where they are named."""
    dues: list[Due] = []
    for name in agencies if agencies is not None else [one.partition(":")[2] for one in names_of(connection, "agency")]:
        zone = state_of(connection, f"agency:{name}").facts.get("zone", "UTC")
        case = _Agency(connection, name, zone, now)
        dues += [*case.running(), *case.to_cut(), *case.to_remove()]
    return sorted(dues, key=lambda one: (one.due, one.clock, one.subject))


def _starts(own: Sequence[Clock], facts: Mapping[str, Any]) -> bool:
    """Whether these facts start a clock and do not stop it."""
    return any(
        any(name == "$state" or facts.get(name) for name in clock.starts)
        and not any(facts.get(name) for name in clock.done)
        and (clock.subject != "act" or clock.provision is None or facts.get("act") in clock.provision.acts)
        for clock in own
    )


def _may_start(clock: Clock) -> ColumnElement[bool]:
    """What the database can tell of `_starts` by the text of the facts: true of every row on which a clock starts."""
    if "$state" in clock.starts:
        return true()
    starts = or_(*(subjects.c.facts.contains(f'"{name}":', autoescape=True) for name in clock.starts))
    if clock.subject != "act" or clock.provision is None:
        return starts
    acts = (subjects.c.facts.contains(f'"act":"{name}"', autoescape=True) for name in clock.provision.acts)
    return and_(starts, or_(*acts))


MANY = 10**9
"""More entries than a subject has."""


class _Agency:
    """The clocks of one agency."""

    def __init__(self, connection: Connection, agency_id: str, zone: str, now: datetime) -> None:
        self.connection, self.agency_id, self.zone, self.now = connection, agency_id, zone, now
        self.today = now.astimezone(ZoneInfo(zone)).date()
        self.is_now = moment_of(read_head(connection).known) <= now
        self.agreement = cache(lambda model, day: agreement_of(connection, agency_id, model, day))

    def running(self) -> Iterator[Due]:
        for kind in dict.fromkeys(clock.subject for clock in clocks()):
            own = [clock for clock in clocks() if clock.subject == kind]
            for state in states_of(self.connection, self._may_run(kind, own), self.today, rows=False):
                if state.state not in OVER:
                    yield from (one for clock in own for one in self._runs(clock, state))

    def _may_run(self, kind: str, own: Sequence[Clock]) -> list[str]:
        """The subjects of a kind on which one of its clocks may run today. Their rows tell it, which are of the last
        day the ledger knows: what has changed is asked of the ledger where that day may lie ahead.
        """
        single = 1 if not self.is_now or any(one.ahead for one in kinds().values() if one.subject == kind) else MANY
        here = (subjects.c.kind == kind, subjects.c.agency_id == self.agency_id)
        told = select(subjects.c.subject, subjects.c.entries, subjects.c.facts).where(*here)
        told = told.where(or_(subjects.c.entries > single, *map(_may_start, own)))
        rows = self.connection.execute(told.order_by(subjects.c.subject)).all()
        return [name for name, count, facts in rows if count > single or _starts(own, json.loads(facts))]

    def _runs(self, clock: Clock, state: State) -> Iterator[Due]:
        start = next((told for name in clock.starts if (told := self._fact(state, name))), None)
        if start is None or any(state.facts.get(name) for name in clock.done):
            return
        if (clock.states and state.state not in clock.states) or not self._applies(clock, state, start):
            return
        amount = self._amount(clock, date.fromisoformat(start[:10]))
        if amount is None:
            return
        end = deadline(start, amount, clock.count, self.zone)
        if clock.warn is None or end - timedelta(days=clock.warn) <= self.now:
            yield self._due(clock.name, state.subject, clock.who, clock.says, end, clock.cites)

    def _fact(self, state: State, name: str) -> str | None:
        told = state.since if name == "$state" else state.facts.get(name)
        return None if not told else str(told)

    def _applies(self, clock: Clock, state: State, start: str) -> bool:
        """By the provision: its acts, its models, its editions."""
        parts = state.id.split(":")
        model = parts[2] if state.kind == "officer" else parts[1] if state.kind == "agreement" else None
        model = model or state.facts.get("model")
        p = clock.provision
        if p is not None and state.kind == "act" and state.facts.get("act") not in p.acts:
            return False
        if model is None:
            return state.kind == "complaint" and p is not None and self._any_agreement(p, start)
        if model not in clock.models:
            return False
        return p is None or self._in_edition(p, state if state.kind == "agreement" else self._agreed(model, start))

    def _agreed(self, model: str, start: str) -> State | None:
        agreed: State | None = self.agreement(model, date.fromisoformat(start[:10]))
        return agreed

    def _any_agreement(self, p: Provision, start: str) -> bool:
        """For a complaint that names no officer: any agreement of the agency that the provision is of."""
        return any(self._in_edition(p, found) for model in p.models if (found := self._agreed(model, start)))

    def _in_edition(self, p: Provision, agreement: State | None) -> bool:
        edition = edition_named(str(agreement.facts.get("edition", ""))) if agreement else None
        return edition is not None and edition.name in p.editions

    def _amount(self, clock: Clock, day: date) -> float | None:
        """The number in force on a day; None where the rulebook has none for it."""
        if not clock.number:
            return clock.value
        values = parameters()[clock.number].values
        return next((one.value for one in values if one.since <= day and (one.until is None or day < one.until)), None)

    def to_cut(self) -> Iterator[Due]:
        """Grants and acts without authority behind them, from the day it was lost until that is confirmed."""
        falling = falls(self.connection, self.agency_id, self.today)
        for state in states_of(self.connection, [*falling.grants, *falling.acts]):
            end = deadline(self._lost_on(state).isoformat(), 0, "until", self.zone)
            if state.kind == "grant":
                yield self._due("grant.cut", state.subject, "headquarters", "Cut the access.", end, AT_ONCE)
            else:
                yield self._due(
                    "act.stopped", state.subject, "manager", "Stop the act, or say how it ended.", end, AT_ONCE
                )

    def _lost_on(self, state: State) -> date:
        """The first day up to today on which some fact takes the authority behind a grant or an act away."""
        officer = state_of(self.connection, officer_of(state), self.today)
        agreement = self._agreed(str(state.facts["model"]), self.today.isoformat())
        told = [officer.facts.get(name) for name in LOSSES["officer"]]
        told += [agreement.facts.get(name) for name in LOSSES["agreement"]] if agreement else []
        days = sorted(date.fromisoformat(day) for day in told if day)
        return next((day for day in days if day <= self.today), self.today)

    def to_remove(self) -> Iterator[Due]:
        """Officers under a text by which a complaint takes the officer out until it is settled, who were not."""
        rule = provision_named(REMOVAL)
        for state in states_of(self.connection, names_of(self.connection, "complaint", [self.agency_id]), self.today):
            told = state.facts
            if state.state not in ("received", "assigned") or not (told.get("officer_id") and told.get("model")):
                continue
            officer = state_of(self.connection, officer_of(state), self.today)
            agreement = self._agreed(str(told["model"]), str(told["received_at"]))
            serves = officer.state == "authorized" and not officer.facts["discipline_pending"]
            if serves and self._in_edition(rule, agreement):
                end = deadline(str(told["received_at"]), 0, "hours", self.zone)
                yield self._due(REMOVAL, state.subject, "manager", TAKE_OUT, end, rule.cites)

    def _due(self, clock: str, subject: str, who: str, says: str, end: datetime, cites: str) -> Due:
        local = end.astimezone(ZoneInfo(self.zone)).isoformat(timespec="minutes")
        utc = end.astimezone(UTC)
        return Due(clock, subject, self.agency_id, who, says, utc, local, utc <= self.now, cites)
