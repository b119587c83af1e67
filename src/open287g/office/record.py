"""The one way in: fold, ask the roles, the moves, the two-person rules and the rulebook; refuse, or append.

receipt = record(office, "manager-1", {"kind": "officer.nominated", "on": "2025-05-03", "officer_id": "O-17", ...})
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from open287g.office.entering.admission import Admission, admit
from open287g.office.entering.falls import Falls, falls
from open287g.office.entering.refusal import Reason
from open287g.office.ledger import private
from open287g.office.ledger.append import Draft, append
from open287g.office.ledger.database import read, write
from open287g.office.ledger.entry import Entry
from open287g.office.model.state import State, added
from open287g.office.office import Office
from open287g.office.tables import count_of, project

LOSSES = frozenset(
    {"agreement.suspended", "agreement.terminated", "officer.suspended", "officer.revoked", "officer.left",
     "officer.discipline_opened"}
)  # fmt: skip
"""Events after which somebody may have less authority than before."""


@dataclass(frozen=True)
class Receipt:
    """What came of an event: its place in the ledger, the state it leads to, and the checkpoint that is signed over it.

    `remarks` are duties that are broken or open, and what state law says. `verdict`, `failed` and `missing` are the
    rulebook's on an act. `falls` is what has to be cut and stopped after a loss of authority.
    """

    number: int
    leaf: str
    subject: str
    before: str
    after: str
    checkpoint: Mapping[str, Any]
    remarks: tuple[Reason, ...] = ()
    verdict: str = ""
    failed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    falls: Falls = field(default_factory=Falls)


@dataclass(frozen=True)
class Attempt:
    """What would come of an event, of which nothing was taken in."""

    subject: str
    before: str
    after: str
    remarks: tuple[Reason, ...] = ()
    verdict: str = ""
    failed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def attempt(office: Office, actor: str, event: Mapping[str, Any]) -> Attempt:
    """Whether an event would be taken in, and what would come of it. Raises Refused with every reason."""
    found = read(office.engine, lambda connection: admit(connection, actor, event, office.clock()))
    return Attempt(found.told.subject, found.before.state, found.to, found.judged.remarks, *_outcome(found))


def _outcome(found: Admission) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The rulebook's verdict on an act, what failed, and what is missing."""
    told = found.outcome
    return str(told.get("verdict", "")), tuple(told.get("failed", ())), tuple(told.get("missing", ()))


def record(office: Office, actor: str, event: Mapping[str, Any]) -> Receipt:
    """Take one event in, durably. Raises Refused with every reason."""
    return record_all(office, actor, [event])[0]


def record_all(office: Office, actor: str, events: Sequence[Mapping[str, Any]]) -> list[Receipt]:
    """Take events in, all or none, each on the state the one before it left. Raises Refused with every reason."""
    return write(office.engine, lambda connection: [record_in(connection, office, actor, one) for one in events], actor)


def record_in(connection: Connection, office: Office, actor: str, event: Mapping[str, Any]) -> Receipt:
    """Take one event in, within a transaction that others began. Raises Refused with every reason."""
    now = office.clock()
    admission = admit(connection, actor, event, now)
    lost = admission.told.kind.name in LOSSES or admission.told.kind.voids
    before = falls(connection, admission.agency_id, admission.told.on) if lost else Falls()
    sealed = {name: private.commit(text) for name, text in admission.told.private.items()}
    commitments = {name: commitment for name, (_, commitment) in sealed.items()}
    (entry,), head = append(connection, office.keys, [_draft(admission, actor, commitments)], now)
    texts = {commitment: (salt, admission.told.private[name]) for name, (salt, commitment) in sealed.items()}
    private.keep(connection, office.keys, entry.subject, texts)
    if entry.kind == "complaint.erased":
        private.erase(connection, entry.subject)
    state = added(admission.before, admission.entries, entry)
    more = admission.more
    project(connection, state, None if more is None else count_of(connection, state.subject) + more)
    after = falls(connection, admission.agency_id, admission.told.on) if lost else Falls()
    verdict, failed, missing = _outcome(admission)
    return Receipt(
        number=entry.number,
        leaf=head.previous,
        subject=entry.subject,
        before=admission.before.state,
        after=admission.to,
        checkpoint=head.checkpoint(),
        remarks=admission.judged.remarks,
        verdict=verdict,
        failed=failed,
        missing=missing,
        falls=after.beyond(before),
    )


def _draft(found: Admission, actor: str, commitments: Mapping[str, str]) -> Draft:
    told = found.told

    def made(number: int, known: Any, previous: str, clock: str) -> Entry:
        return Entry(
            number=number,
            known=known,
            on=told.on,
            kind=told.kind.name,
            subject=told.subject,
            agency_id=found.agency_id,
            by=actor,
            role=found.role,
            data=told.data,
            before=_shown(found.before, told.data),
            after={"state": found.to, **found.outcome},
            private=commitments,
            reason=told.reason,
            provisions=found.judged.asked,
            previous=previous,
            clock=clock,
        )

    return made


def _shown(before: State, data: Mapping[str, Any]) -> dict[str, Any]:
    """The state before, and what the fields of the event were."""
    return {"state": before.state, "facts": {name: before.facts[name] for name in data if name in before.facts}}
