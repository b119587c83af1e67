"""What the rulebook says of a step: the office has no rules of law of its own, it asks the provisions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from typing import Any

from open287g.office.entering.refusal import Reason
from open287g.office.ledger.entry import canonical
from open287g.office.model.state import State
from open287g.places.law import law_of
from open287g.rulebook.access import standing_on
from open287g.rulebook.decide import Decision, Result, decide
from open287g.rulebook.language.provision import provision_named, provisions
from open287g.rulebook.language.reach import is_standing
from open287g.vocabulary import facts
from open287g.vocabulary.verdicts import NOT_AUTHORIZED

AN_ACT = "query_database"
"""Provisions of standing are asked of every act alike; one has to be named to ask them."""

DOUBT = "This was not read in the law's own text, or sources disagree: confirm it before use."
"""Said of a rule of the register that is not certain; it stands in no one's way."""

OTHERS = ("state law", "access", "review")
"""Guards that are no provision."""

CHECKS = {
    "resources_assessed": Reason("review", "The agency's resources were not assessed.", "GAO-21-186"),
    "civil_rights_reviewed": Reason("review", "Its civil-rights record was not reviewed.", "OIG-10-63"),
}
"""What auditors ask to be known before ICE signs; no text makes it a condition, so it is told and stops nobody."""

Row = dict[str, Any]


@dataclass(frozen=True)
class Judged:
    """What the guards of an event said: reasons against it, remarks beside it, and every provision asked."""

    against: tuple[Reason, ...] = ()
    remarks: tuple[Reason, ...] = ()
    asked: tuple[str, ...] = ()


@cache
def standing_provisions() -> tuple[str, ...]:
    """The provisions of an officer's standing: conditions and premises that look at nothing of an act but its day."""
    return tuple(p.id for p in provisions() if is_standing(p) and p.counts)


def officer_row(state: State | None) -> Row:
    """The facts of an officer for the rulebook."""
    if state is None:
        return {}
    officer_id, agency_id, model = state.id.split(":")
    return _facts("officer", state.facts) | {"officer_id": officer_id, "agency_id": agency_id, "model": model}


def agreement_row(state: State | None, day: date) -> Row:
    """The facts of an agreement for the rulebook; whether state law permits it is asked of the register. A ban is left
    to the rulebook, which knows whom it binds and what it gives those of before it.
    """
    if state is None:
        return {}
    agency_id, model, _ = state.id.split(":")
    row = _facts("agreement", state.facts) | {"agreement_id": state.id, "agency_id": agency_id, "model": model}
    permits = law_of(agency_id[:2], day).permits
    return row | {"state_law_permits": True} if permits else row


def _facts(record: str, told: Mapping[str, Any]) -> Row:
    return {name: value for name, value in told.items() if name in facts.RECORDS[record]}


def judge(guards: Sequence[str], day: date, officer: State | None, agreement: State | None) -> Judged:
    """Ask the guards of an event, on the facts as they would be after it."""
    if not guards:
        return Judged()
    against: list[Reason] = []
    remarks: list[Reason] = []
    wanted = dict.fromkeys(name for guard in guards for name in _named(guard))
    if wanted:
        for result in _results(wanted, day, officer, agreement):
            _sort(result, against, remarks)
    if "state law" in guards and agreement is not None:
        _state_law(agreement.id[:2], day, against, remarks)
    if "access" in guards:
        against += _access(day, officer, agreement)
    if "review" in guards and agreement is not None:
        remarks += [reason for name, reason in CHECKS.items() if agreement.facts.get(name) is not True]
    return Judged(tuple(against), tuple(remarks), (*wanted, *(one for one in guards if one in OTHERS)))


def fails(provision: str, day: date, officer: State, agreement: State | None) -> bool:
    """Whether a provision fails on these facts."""
    return any(one.result == "fail" for one in _results([provision], day, officer, agreement))


def passes(provision: str, day: date, officer: State, agreement: State | None) -> bool | None:
    """Whether a provision does not fail on these facts; None where it is not of this model."""
    results = {one.result for one in _results([provision], day, officer, agreement)}
    return "fail" not in results if results else None


def holds(day: date, officer: State, agreement: State | None) -> bool:
    """Whether the officer has authority on a day: nothing of the standing fails, and every condition is shown."""
    return _holds(day, canonical(officer_row(officer)), canonical(agreement_row(agreement, day)))


@lru_cache(maxsize=8192)
def _holds(day: date, officer: str, agreement: str) -> bool:
    """The same of rows as canonical JSON: an office asks it of every officer, and few of them changed since."""
    against: list[Reason] = []
    chosen = set(standing_provisions())
    act = {"act": AN_ACT, "began_on": day}
    for result in decide(act=act, officer=json.loads(officer), agreement=json.loads(agreement)).provisions:
        if result.id in chosen:
            _sort(result, against, [])
    return not against


def decide_act(act: Mapping[str, Any], day: date, officer: State | None, agreement: State | None) -> Decision:
    """The rulebook's decision on an act. The office is the record of an officer's standing: what it does not show of it
    is not so, and nobody acts on what may turn out.
    """
    told = decide(act=_facts("act", act), officer=officer_row(officer), agreement=agreement_row(agreement, day))
    known = set(standing_provisions())
    lacking = {
        one.id for one in told.provisions
        if one.id in known and one.kind == "condition" and one.result == "unknown"
    }  # fmt: skip
    if not lacking:
        return told
    provisions_ = tuple(replace(one, result="fail") if one.id in lacking else one for one in told.provisions)
    open_ = {name for one in provisions_ if one.result == "unknown" for name in one.missing}
    missing = tuple(name for name in told.missing if name in open_ and not name.startswith("officer."))
    return replace(told, verdict=NOT_AUTHORIZED, provisions=provisions_, missing=missing)


def _named(guard: str) -> Iterable[str]:
    if guard == "standing":
        return standing_provisions()
    return () if guard in OTHERS else (guard,)


def _results(wanted: Iterable[str], day: date, officer: State | None, agreement: State | None) -> list[Result]:
    chosen = set(wanted)
    told = decide(
        act={"act": AN_ACT, "began_on": day}, officer=officer_row(officer), agreement=agreement_row(agreement, day)
    )
    return [one for one in told.provisions if one.id in chosen]


def _sort(found: Result, against: list[Reason], remarks: list[Reason]) -> None:
    """A broken condition or premise is against the event, and a condition that is not shown; a duty or standard is a
    remark.
    """
    reason = Reason(found.id, found.says, found.cites, found.missing)
    bars = found.kind in ("condition", "premise") and found.result == "fail"
    if bars or (found.kind == "condition" and found.result == "unknown"):
        against.append(reason)
    elif found.kind in ("duty", "standard") and found.result != "pass":
        remarks.append(reason)


def _state_law(state: str, day: date, against: list[Reason], remarks: list[Reason]) -> None:
    """A ban is against the event where it was read in the law's own text and no source disputes it; else a remark."""
    law = law_of(state, day)
    if law.status == "unknown":
        remarks.append(Reason("state law", f"The register does not know the law of {state} on {day}."))
    for rule in law.rules:
        if rule.who != "state agencies":
            doubt = "" if rule.certain else f" {DOUBT}"
            reason = Reason("state law", f"{rule.status}: {rule.says}{doubt}", rule.citation)
            (against if rule.status == "banned" and rule.certain else remarks).append(reason)


def _access(day: date, officer: State | None, agreement: State | None) -> list[Reason]:
    """Against access to federal systems: what the rulebook says is in the way of this officer."""
    rows = [agreement_row(agreement, day)] if agreement else []
    standings = standing_on(day, [officer_row(officer)] if officer and officer.state else [], rows)
    if not standings:
        return [Reason("access", "The office knows no such officer under that model.")]
    why = [] if standings[0].authority == "authorized" else [provision_named(id) for id in standings[0].why]
    return [Reason(p.id, p.says, p.cites) for p in why]
