"""One event against the state of its subject: its day, what it names, its persons, its move, and the provisions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from open287g.core.errors import InputError
from open287g.office.entering.adjudicator import against_adjudicator
from open287g.office.entering.authority import Judged, decide_act, fails, holds, judge, passes
from open287g.office.entering.number import against_number
from open287g.office.entering.operation import against_operation
from open287g.office.entering.refusal import Reason
from open287g.office.entering.scopes import token_reasons
from open287g.office.entering.told import Told
from open287g.office.ledger.entry import Entry
from open287g.office.model.moves import Move, moves
from open287g.office.model.state import State, broken, fold, in_order, step
from open287g.office.office import agreement_of, names_of, officer_on, state_of, states_of
from open287g.rulebook.language.provision import provisions

NEEDS = {"officer": ("agency_id", "officer_id"), "manager": ("agency_id",), "supervisor": ("area",)}
"""What the account of a role says of where it stands."""


NO_MARK = Reason(
    "examination",
    "No text of this model sets a passing mark: whether it was passed, ICE's certification tells.",
    "TFM MOA, IV: examinations equivalent to those given to ICE officers",
)
"""Said of a score that no provision judges; 70 percent stands in the texts of JEM and WSO (IV.C) alone."""


class Case:
    """One event against the state of its subject."""

    def __init__(
        self, connection: Connection, actor: str, told: Told, entries: tuple[Entry, ...], agency_id: str
    ) -> None:
        self.connection, self.actor, self.told, self.entries = connection, actor, told, entries
        self.agency_id = agency_id
        self.before = fold(told.subject, entries, told.on)
        self.day = entries[0].on if entries and told.kind.subject == "act" else told.on
        """The day on which authority is asked for: that of an act, whenever more is told of it."""

    def of_shape(self, role: str) -> list[Reason]:
        """Against what the event names: things of another agency, or that the office does not know."""
        name, data = self.told.kind.name, self.told.data
        if self.told.agency_id and self.told.agency_id != self.agency_id:
            return [Reason("field", "agency_id is another agency than the one this belongs to")]
        if self.told.kind.subject in ("account", "token") or name == "agency.enrolled":
            return self._of_the_office(name, role, data)
        if not self.agency_id and not moves(name, ""):
            return []  # There is no such thing: the state tells it.
        if not self.agency_id:
            return [Reason("field", "agency_id is missing")]
        if state_of(self.connection, f"agency:{self.agency_id}").state != "enrolled":
            return [Reason("field", "agency_id is no agency of this office")]
        return self._ids(name, data)

    def _of_the_office(self, name: str, role: str, data: Mapping[str, Any]) -> list[Reason]:
        """Against an account, a token, or an agency that is new."""
        if name == "account.opened":
            return self._account(data)
        if name == "account.linked":
            return self._identity(data)
        if name == "token.issued":
            return token_reasons(role, self.told.on, data)
        if name == "account.closed" and self._last_administrator():
            return [Reason("role", "An office keeps one administrator: open another account first.")]
        if name == "agency.enrolled" and data["state"] != str(data["agency_id"])[:2]:
            return [Reason("field", "state is another than that of agency_id")]
        return []

    def _account(self, data: Mapping[str, Any]) -> list[Reason]:
        if data["person"] == self._person(self.actor):
            return [Reason("two persons", "Nobody opens an account for themselves: another administrator does.")]
        lacking = [one for one in NEEDS.get(data["role"], ()) if not data.get(one)]
        return [Reason("field", f"{one} is missing: a {data['role']} stands somewhere") for one in lacking]

    def _identity(self, data: Mapping[str, Any]) -> list[Reason]:
        """One identity opens one account."""
        others = states_of(self.connection, names_of(self.connection, "account"))
        held = [one for one in others if one.state == "open" and one.facts.get("identity") == data["identity"]]
        taken = [one for one in held if one.subject != self.told.subject]
        return [Reason("field", "identity opens another account already")] if taken else []

    def _ids(self, name: str, data: Mapping[str, Any]) -> list[Reason]:
        if name in ("agreement.requested", "agreement.imported"):
            return against_number(self.connection, self.told, self.agency_id, bool(self.entries))
        if name == "attestation.made" and data["asked_at"][:10] != self.told.on.isoformat():
            return [Reason("field", "on is another day than asked_at")]
        if name == "complaint.assigned":
            return against_adjudicator(self.connection, str(data["adjudicator"]), self.agency_id)
        if name == "finding.raised" and data.get("provision", "") not in ("", *(one.id for one in provisions())):
            return [Reason("field", "provision is none of the rulebook")]
        if self.told.kind.subject == "agreement":
            return self._text(name, data)
        if self.told.kind.subject == "operation":
            return against_operation(self.connection, self.told, self.agency_id, self.before)
        return []

    def _text(self, name: str, data: Mapping[str, Any]) -> list[Reason]:
        """Against signing another text than the one that was read, or one that differs until it is accepted; whatever
        day the signature is dated to, by what is known now.
        """
        facts = fold(self.told.subject, self.entries).facts
        known = facts.get("document")
        if name == "agreement.text_accepted" and data["document"] != known:
            return [Reason("document", "This is not the text that was read.")]
        if name not in ("agreement.signed_by_ice", "agreement.confirmed"):
            return []
        if facts.get("text_differs_on"):
            return [Reason("document", "The signed text is not what was requested: another person accepts it first.")]
        if known and data.get("document", known) != known:
            return [Reason("document", "This is not the text that was read.")]
        return []

    def of_persons(self, account: State) -> list[Reason]:
        """Against who records it: whoever recorded what this checks, by whatever account."""
        against = []
        person = account.facts.get("person")
        last = fold(self.told.subject, self.entries).by if self.told.kind.not_by else {}
        for kind in self.told.kind.not_by:
            other = last.get(kind)
            if self._same(other, person):
                against.append(Reason("two persons", f"The same person recorded {kind}: this is for another."))
        voided = next((one for one in self.entries if one.number == self.told.data.get("entry")), None)
        if self.told.kind.voids and voided is not None and self._same(voided.by, person):
            against.append(Reason("two persons", "The same person recorded it: another takes it back."))
        named = {**self.before.facts, **self.told.data}.get(self.told.kind.only)
        if self.told.kind.only and named != self.actor:
            against.append(Reason("two persons", f"This is for the account named as {self.told.kind.only} alone."))
        return against

    def _same(self, other: str | None, person: Any) -> bool:
        """Whether an account is the actor's, or the same person's."""
        return other is not None and (other == self.actor or self._person(other) == person)

    def _person(self, account: str) -> Any:
        return state_of(self.connection, f"account:{account}").facts.get("person")

    def _last_administrator(self) -> bool:
        states = states_of(self.connection, names_of(self.connection, "account"))
        left = [one for one in states if one.state == "open" and one.facts.get("role") == "administrator"]
        return [one.subject for one in left] == [self.told.subject]

    def move(self, reasons: list[Reason]) -> tuple[str, dict[str, Any], Judged]:
        """The state it leads to, what is noted with it, and what the guards said; adds to `reasons` what is against."""
        if self.told.kind.voids:
            return self._without(reasons), {}, Judged()
        choices = moves(self.told.kind.name, self.before.state)
        if not choices:
            now = f"is {self.before.state}" if self.before.state else "has not begun"
            reasons.append(Reason("state", f"{self.told.kind.name} does not follow: on {self.told.on} it {now}."))
            return "", {}, Judged()
        officer, agreement = self._parties()
        outcome: dict[str, Any] = {}
        if self.told.kind.subject == "act" and self.told.kind.name in ("act.entered", "act.completed"):
            outcome = self._verdict(officer, agreement)
        if self.told.kind.name == "attestation.made":
            outcome = {"authority": officer is not None and holds(self.day, officer, agreement)}
        to = self._choose(choices, outcome, agreement)
        after = step(self.before, self._sketch(to, outcome))
        if self.told.kind.subject == "officer":
            officer = after
        if self.told.kind.subject == "agreement":
            agreement = after
        judged = judge(self.told.kind.guards, self.told.on, officer, agreement)
        if outcome.get("passed", True) is None:
            judged = replace(judged, remarks=(*judged.remarks, NO_MARK))
        reasons += judged.against
        wrong = broken(self.told.subject, [*self.entries, self._sketch(to, outcome)])
        if wrong is not None and wrong.number != self._next:
            reasons.append(
                Reason("state", f"entry {wrong.number}, {wrong.kind} of {wrong.on}, could not follow this one.")
            )
        return to, outcome, judged

    def _without(self, reasons: list[Reason]) -> str:
        """The state without the entry that is voided, if what is left still follows."""
        left = {entry.number for entry in in_order(self.entries)}
        if self.told.data["entry"] not in left:
            reasons.append(Reason("field", "entry is none of this, or was voided"))
            return ""
        entries = [*self.entries, self._sketch("", {})]
        wrong = broken(self.told.subject, entries)
        if wrong is not None:
            reasons.append(Reason("state", f"entry {wrong.number}, {wrong.kind} of {wrong.on}, could not stand alone."))
        return fold(self.told.subject, entries, self.told.on).state

    def _choose(self, choices: tuple[Move, ...], outcome: dict[str, Any], agreement: State | None) -> str:
        """The first move whose condition holds."""
        if self.told.kind.name == "officer.examined":
            return self._examined(choices, outcome, agreement)
        for move in choices:
            if move.when in ("", f"verdict {outcome.get('verdict')}"):
                return move.to
        raise InputError("no move of the table holds", self.told.kind.name)

    def _examined(self, choices: tuple[Move, ...], outcome: dict[str, Any], agreement: State | None) -> str:
        """By the provisions: this score alone tells whether the examination was passed, all of them the state. Where no
        text sets a mark, as under TFM, nobody here knows whether it was passed.
        """
        alone = State(self.told.subject, facts={**self.before.facts, "exam_score": self.told.data["score"]})
        outcome["passed"] = passes("training.exam-score", self.told.on, alone, agreement)
        after = step(self.before, self._sketch("", outcome))
        for move in choices:
            if not move.when or fails(move.when.removeprefix("fails "), self.told.on, after, agreement):
                return move.to
        raise InputError("no move of the table holds", self.told.kind.name)

    def _verdict(self, officer: State | None, agreement: State | None) -> dict[str, Any]:
        act = {**self.before.facts, **self.told.data, "agency_id": self.agency_id}
        decision = decide_act(act, self.day, officer, agreement)
        counted = ("condition", "premise")
        failed = [one.id for one in decision.provisions if one.result == "fail" and one.kind in counted]
        return {"verdict": decision.verdict, "failed": failed, "missing": list(decision.missing)}

    def _parties(self) -> tuple[State | None, State | None]:
        """The officer and the agreement that the event is about, on its day."""
        data = {**self.before.facts, **self.told.data}
        if self.told.kind.subject == "officer":
            data |= dict(zip(("officer_id", "agency_id", "model"), self.told.subject.split(":")[1:], strict=True))
        officer_id, model = data.get("officer_id"), data.get("model")
        if not model or self.told.kind.subject == "agreement":
            return None, None
        agreement = agreement_of(self.connection, self.agency_id, model, self.day)
        if not officer_id:
            return None, agreement
        return officer_on(self.connection, f"officer:{officer_id}:{self.agency_id}:{model}", self.day), agreement

    @property
    def _next(self) -> int:
        """A number after every entry: the event stands last among those of its day."""
        return 1 + max((entry.number for entry in self.entries), default=0)

    def _sketch(self, to: str, outcome: Mapping[str, Any]) -> Entry:
        return Entry(
            self._next, datetime.max, self.told.on, self.told.kind.name, self.told.subject, self.agency_id, self.actor,
            "", self.told.data, {}, {"state": to, **outcome},
        )  # fmt: skip
