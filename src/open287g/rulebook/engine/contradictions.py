"""Facts that contradict each other: they are flagged, and judged as if neither was known.

One check of order serves a decision, an audit and the office. A pair that starts with the time of the act itself costs
the other fact alone, since without its time an act could not be judged at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, reduce
from typing import Any

import ibis
import ibis.expr.types as ir

from open287g.rulebook.law.numbers import parameters
from open287g.rulebook.law.topics.groups import WARRANT_SERVICE
from open287g.vocabulary import facts
from open287g.vocabulary.facts import DAY, HOUR, NEVER, NEVER_AT

OBSERVED = tuple(
    name
    for name, fact in facts.ACT.items()
    if fact.kind == "time" and name not in ("at", "observed_until", "scheduled_release_at")
)
"""Times of what a log can only tell once it has come."""


@dataclass(frozen=True)
class Check:
    """One contradiction: the facts in it and what is wrong, in words. Its place in CHECKS is its bit."""

    facts: tuple[str, ...]
    says: str


def _orders() -> tuple[Check, ...]:
    return tuple(
        Check((f"{record}.{first}", f"{record}.{second}"), f"{record}.{second} is earlier than {first}")
        for record, pairs in facts.ORDERS.items()
        for first, second in pairs
    )


SUPERVISED = Check(
    ("act.under_ice_supervision", "act.supervisor_contacted_at"),
    "an ICE supervisor was contacted for the act, and nobody of ICE supervised it",
)
AFTER_CLOSE = Check(("act.at", "act.observed_until"), "the act is later than the closing instant of the log")
LATE = Check(
    tuple(f"act.{name}" for name in OBSERVED),
    "what is told to have come is later than the closing instant of the log",
)
OTHER_MODEL = Check(("act.model", "officer.model"), "the act is told under another model than the officer's row")
COMPLAINED = Check(
    ("act.complaint_received_at", "act.complaint_received"),
    "what is told of a complaint and of its time do not agree",
)
ENTERING = Check(
    ("act.place", "act.entering_in_view"),
    "the act took place in the jail, and the person was entering the country in the officer's view",
)
MATTER = Check(
    ("act.act", "act.for_immigration_matter"),
    "questions about the right to be here were put, and did not concern it",
)
REPORTED = Check(
    ("act.citizenship_reported_at", "act.citizenship_claimed"), "a claim of citizenship was reported, and none was made"
)
HOLD = Check(
    ("act.hold_started_at", "act.scheduled_release_at", "act.hold_ended_at", "act.picked_up_by_ice_at",
     "act.released_at"),
    "the times told for the hold lead to different answers",
)  # fmt: skip
TRANSFER = Check(
    ("act.picked_up_by_ice_at", "act.hold_ended_at", "act.released_at"),
    "the times told for the end of custody after the transfer lead to different answers",
)
MODEL = Check(("agreement.model", "agreement.edition"), "agreement.edition is no text of agreement.model")
SINCE = Check(
    ("agreement.edition", "agreement.agency_signed_on", "agreement.ice_signed_on"),
    "the agreement was signed before its edition was written",
)
BODY = Check(("agreement.body", "agreement.agency_id"), "agreement.body is not what the agency's name tells")
WRITTEN = Check(
    ("agreement.agency_signed_on", "agreement.written"), "days of signing are told, and no written agreement"
)
CLAIMED = Check(
    ("act.citizenship_claimed_at", "act.citizenship_claimed"),
    "what is told of a claim of citizenship and of its time do not agree",
)
CONTRACTOR = Check(
    ("officer.agency_id", "officer.employment"),
    "the roster names the agency that employs the officer, and a contractor",
)
RELEASED = Check(
    ("act.at_scheduled_release", "act.in_agency_custody"),
    "a warrant was served at the release from criminal custody, on a person who was not in custody",
)
RELEASE_DAY = Check(
    ("act.at_scheduled_release", "act.scheduled_release_at"),
    "what is told of a service at the scheduled release and of the time of that release do not agree",
)
HELD = Check(("act.act", "act.in_agency_custody"), "a person was held past release, and was not in custody")
ENTERED = Check(("act.place", "act.entered"), "the act took place in the jail, and a home or a farm was entered for it")
STATE_LAW = Check(("agreement.state_law_permits",), "the register of state law says otherwise of the agreement's state")

CHECKS: tuple[Check, ...] = (*_orders(), SUPERVISED, AFTER_CLOSE, HOLD, TRANSFER, MODEL, SINCE, BODY, WRITTEN, CLAIMED,
                             CONTRACTOR, RELEASED, RELEASE_DAY, HELD, ENTERED, STATE_LAW, LATE,
                             OTHER_MODEL, REPORTED, COMPLAINED, ENTERING, MATTER)  # fmt: skip
"""Every contradiction that is looked for."""


KEEPING = {check for check in CHECKS if check.facts[0] == "act.at"} | {
    CLAIMED, HELD, ENTERED, REPORTED, COMPLAINED, ENTERING, MATTER,
}  # fmt: skip
"""Those of which the first fact is kept, and the others alone are not judged."""


@cache
def bit(check: Check) -> int:
    """The bit of a check in the column `contradictions`."""
    return 1 << CHECKS.index(check)


def flag(wrong: Any, check: Check) -> Any:
    """The bit of `check` where `wrong` is true, else 0."""
    return ibis.ifelse(wrong, ibis.literal(bit(check), "int64"), ibis.literal(0, "int64"))


def consistent(table: ir.Table, record: str) -> ir.Table:
    """The facts of `record` in `table`, with those that contradict each other unknown, and `<record>_flags`."""
    wrong = {check: test for check, test in _tests(table, record)}
    if not wrong:
        return table.mutate(**{f"{record}_flags": ibis.literal(0, "int64")})
    total = reduce(lambda left, right: left + right, (flag(test, check) for check, test in wrong.items()))
    cleared: dict[str, Any] = dict(_after_close(table)) if record == "act" else {}
    for check, test in wrong.items():
        for name in check.facts[1:] if check in KEEPING else check.facts:
            if check is CONTRACTOR or check is LATE:
                continue
            column = name.replace(".", "_", 1)
            cleared[column] = [*cleared.get(column, []), test]
    return table.mutate(
        **{f"{record}_flags": total},
        **{name: _unless(table[name], tests) for name, tests in cleared.items()},
    )


def _after_close(table: ir.Table) -> dict[str, list[Any]]:
    """For each time of what can only be told once it has come, whether it is told for after the close."""
    tests = {}
    for name in OBSERVED:
        moment = table[f"act_{name}"]
        tests[f"act_{name}"] = [ibis.ifelse(moment > table.act_observed_until, moment < NEVER_AT, False)]
    return tests


def _unless(value: Any, tests: list[Any]) -> Any:
    return ibis.ifelse(reduce(lambda left, right: left | right, tests), ibis.null(value.type()), value)


_TOGETHER = {
    ("suspended_from", "suspended_to"),
    ("citizenship_claimed_at", "citizenship_reported_at"),
    ("complaint_received_at", "complaint_reported_at"),
    ("complaint_received_at", "complaint_resolved_at"),
    ("complaint_resolved_at", "complaint_result_reported_at"),
}
"""Pairs of which the second cannot come without the first: one that never came is later than any."""


def _tests(table: ir.Table, record: str) -> list[tuple[Check, Any]]:
    never = {"time": NEVER_AT, "day": NEVER}
    tests: list[tuple[Check, Any]] = []
    for first, second in facts.ORDERS[record]:
        check = Check((f"{record}.{first}", f"{record}.{second}"), f"{record}.{second} is earlier than {first}")
        before, after = table[f"{record}_{first}"], table[f"{record}_{second}"]
        come = before != ibis.literal(never[facts.RECORDS[record][first].kind])
        wrong = ibis.literal(True) if (first, second) in _TOGETHER else come
        # Seldom so, and then both are known: asked this way round, most rows are asked one question.
        tests.append((check, ibis.ifelse(after < before, wrong, False)))
    if record == "act":
        apart = _hours("supervision.contact_hours")
        contact, at = table.act_supervisor_contacted_at, table.act_at
        near = (contact - at <= apart) & (at - contact <= apart)
        tests.append((SUPERVISED, (near & ~table.act_under_ice_supervision).coalesce(False)))
        tests.append((AFTER_CLOSE, (table.act_observed_until < at).coalesce(False)))
        late = (test for (test,) in _after_close(table).values())
        tests.append((LATE, reduce(lambda left, right: left | right, late)))
        reported = table.act_citizenship_reported_at < NEVER_AT
        tests.append((REPORTED, (~table.act_citizenship_claimed & reported).coalesce(False)))
        claimed = table.act_citizenship_claimed_at
        tests.append((CLAIMED, (table.act_citizenship_claimed != (claimed < NEVER_AT)).coalesce(False)))
        complained = table.act_complaint_received_at
        tests.append((COMPLAINED, (table.act_complaint_received != (complained < NEVER_AT)).coalesce(False)))
        tests += _of_custody(table)
    if record == "agreement":
        signed = table.agreement_agency_signed_on.coalesce(table.agreement_ice_signed_on)
        tests.append((WRITTEN, (~table.agreement_written & (signed < ibis.literal(NEVER))).coalesce(False)))
    if record == "officer":
        tests.append(
            (CONTRACTOR, (table.officer_employment != "employee").coalesce(False) & table.officer_agency_id.notnull())
        )
    return tests


def _hours(name: str) -> int:
    """A number of hours as the law has it now, in microseconds."""
    return int(parameters()[name].values[-1].value * HOUR)


def _of_custody(table: ir.Table) -> list[tuple[Check, Any]]:
    """What is told of where the person was, and of where the officer went."""
    free, at = ~table.act_in_agency_custody, table.act_at
    service, released = table.act_act.isin(WARRANT_SERVICE), table.act_at_scheduled_release
    due = table.act_scheduled_release_at
    apart = (due - at > DAY) | (at - due > DAY)
    early, late = (_hours(f"wso.service_{name}_release_hours") for name in ("before", "at"))
    near = (due - at <= early) & (at - due <= late)
    entered = table.act_entered.isin(("home", "farm"))
    tests = {
        RELEASED: service & released & free,
        # Of an act of which nobody says what it was, that it was no service is not known.
        RELEASE_DAY: (service & released & apart) | (service.coalesce(True) & ~released & near),
        HELD: (table.act_act == "hold_past_release") & free,
        ENTERED: (table.act_place == "jail") & entered,
        MATTER: (table.act_act == "interrogate") & ~table.act_for_immigration_matter,
        ENTERING: (table.act_place == "jail") & table.act_entering_in_view,
    }
    return [(check, test.coalesce(False)) for check, test in tests.items()]
