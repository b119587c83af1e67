"""Every state is a fold of the ledger's entries: on a day, as known at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from open287g.office.ledger.entry import Entry
from open287g.office.model.kinds import kinds, subjects
from open287g.office.model.moves import leads


@dataclass(frozen=True)
class State:
    """A subject on a day as known at a time. `by` gives for each kind of event the account that last recorded it,
    `since` the day on which the state was entered, `entries` the numbers that it rests on.
    """

    subject: str
    agency_id: str = ""
    state: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    by: Mapping[str, str] = field(default_factory=dict)
    since: date | None = None
    entries: tuple[int, ...] = ()

    @property
    def kind(self) -> str:
        """What it is: officer, agreement, act."""
        return self.subject.partition(":")[0]

    @property
    def id(self) -> str:
        """Its name without its kind."""
        return self.subject.partition(":")[2]

    def shown(self) -> dict[str, Any]:
        """As JSON values, for replays and tables."""
        since = self.since.isoformat() if self.since else None
        return {**self.__dict__, "facts": dict(self.facts), "by": dict(self.by), "since": since,
                "entries": list(self.entries)}  # fmt: skip


def in_order(entries: Iterable[Entry], on: date | None = None, known: datetime | None = None) -> list[Entry]:
    """The entries that hold on a day, as known at a time, in the order of their days; without those that were voided by
    then, and without what voided them.
    """
    told = [one for one in entries if known is None or one.known <= known]
    void = {one.data["entry"] for one in told if kinds()[one.kind].voids}
    held = (one for one in told if (on is None or one.on <= on) and not kinds()[one.kind].voids)
    return sorted((one for one in held if one.number not in void), key=lambda one: (one.on, one.number))


def fold(subject: str, entries: Iterable[Entry], on: date | None = None, known: datetime | None = None) -> State:
    """The state of a subject by its own entries: the state "" before the first."""
    grown = _Grown(State(subject, facts=subjects()[subject.partition(":")[0]].starts))
    for entry in in_order(entries, on, known):
        grown.take(entry)
    return grown.state()


def step(state: State, entry: Entry) -> State:
    """The state after one more entry."""
    grown = _Grown(state)
    grown.take(entry)
    return grown.state()


def added(before: State, entries: Sequence[Entry], entry: Entry) -> State:
    """The state with one more entry of any day; `before` is the one of `entries` on its day. One step is enough where
    no entry is of a later day, as of most tallies.
    """
    if kinds()[entry.kind].voids or any(one.on > entry.on for one in entries):
        return fold(before.subject, [*entries, entry])
    return step(before, entry)


class _Grown:
    """A state while it grows, in time proportional to its entries: an operation has thousands of tallies."""

    def __init__(self, start: State) -> None:
        self.subject, self.agency_id, self.name, self.since = start.subject, start.agency_id, start.state, start.since
        self.facts, self.by, self.entries = dict(start.facts), dict(start.by), list(start.entries)
        self.facts |= {name: [*self.facts[name]] for name in LISTS.values() if name in self.facts}

    def take(self, entry: Entry) -> None:
        """One more entry."""
        to = str(entry.after["state"])
        if to != self.name:
            self.name, self.since = to, entry.on
        self.agency_id = entry.agency_id
        self.by[entry.kind] = entry.by
        self.entries.append(entry.number)
        if entry.kind in LISTS:
            self.facts.setdefault(LISTS[entry.kind], []).append({**entry.data, "on": entry.on.isoformat()})
        else:
            self.facts |= effects(self.facts, entry)

    def state(self) -> State:
        """As it stands."""
        return State(self.subject, self.agency_id, self.name, self.facts, self.by, self.since, tuple(self.entries))


def effects(facts: Mapping[str, Any], entry: Entry) -> dict[str, Any]:
    """The facts that an entry changes, given those before it; of kinds that add a row, see LISTS."""
    changed = {**entry.data}
    for name, value in kinds()[entry.kind].sets.items():
        changed[name] = entry.on.isoformat() if value == "$day" else value
    if entry.kind == "officer.examined":
        return _examined(facts, entry)
    if entry.kind == "agreement.text_read" and entry.data["reading"] == "differs":
        changed["text_differs_on"] = entry.on.isoformat()
    if entry.kind.startswith("act."):
        changed |= {name: entry.after[name] for name in ("verdict", "failed", "missing") if name in entry.after}
    return {name: value for name, value in changed.items() if facts.get(name, _NONE) != value}


_NONE = object()

LISTS = {
    "operation.tallied": "tallies",
    "operation.deconflicted": "deconflictions",
    "agreement.cost_recorded": "costs",
}
"""Kinds that add a row to a fact, and the fact."""


def _examined(facts: Mapping[str, Any], entry: Entry) -> dict[str, Any]:
    """Certification rests on the lowest of the latest scores of each examination; every failure
    counts, of examinations whose mark is known.
    """
    exams = {**facts.get("exams", {}), entry.data["exam"]: entry.data["score"]}
    failures = facts.get("exam_failures", 0) + (entry.after["passed"] is False)
    return {"exams": exams, "exam_score": min(exams.values()), "exam_failures": failures}


def broken(subject: str, entries: Iterable[Entry]) -> Entry | None:
    """The first entry that no move leads to, given those of earlier days; None where every one follows."""
    state = ""
    for entry in in_order(entries):
        if not leads(entry.kind, state, str(entry.after["state"])):
            return entry
        state = str(entry.after["state"])
    return None
