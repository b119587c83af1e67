"""The scorecard of an agency, a state or the program on a day, and how the share of unknown went over the years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from open287g.core.errors import UnknownError
from open287g.oversight.controls.checks import CHECKS, Subject, edition_on
from open287g.oversight.controls.register import STATES, Control, Finding, State, controls
from open287g.places.states import parse_state
from open287g.record.asking.record import Record

Submitted = Mapping[str, Mapping[str, Finding]]
_WORST: tuple[State, ...] = ("not", "unknown", "partly", "met")
BASIS = "the text of an agreement is the one its model had on its day of signing; its own pages are not read here"
PROGRAM = ("program", "programme", "nation", "")


def scorecard(record: Record, of: str, day: date | None = None, submitted: Submitted | None = None) -> dict[str, Any]:
    """The controls of an agency, a state or the program, on a day (default: the newest list's).

    `refused` with `reasons` where the record tells no agreement of that day. For an agency each control has its state
    and evidence (of several agreements the worst known); for a state or the program, how many agreements have which.
    """
    when = day or record.publication()["published"]
    try:
        scope, chosen = _agreements(record, of, when)
    except UnknownError as error:
        return {"of": of or "program", "day": when, "refused": True, "reasons": [error.what]}
    return card_of(chosen, of or "program", scope, when, submitted)


def card_of(
    chosen: Sequence[Mapping[str, Any]], of: str, scope: str, when: date, submitted: Submitted | None = None
) -> dict[str, Any]:
    """The scorecard of agreements in force on a day: rows of agreement_id, agency_id, model, signed.

    `scope` is agency, state or program.
    """
    base = {"of": of, "scope": scope, "day": when, "agreements": len(chosen), "basis": BASIS}
    if not chosen:
        return base | {"refused": True, "reasons": [f"the record shows no agreement in force there on {when}"]}
    findings = {row["agreement_id"]: _findings(row, submitted or {}) for row in chosen}
    lines = [_line(control, [found[control.id] for found in findings.values()], scope) for control in controls()]
    share = sum(line["unknown"] for line in lines) / (len(lines) * len(chosen))
    return base | {"refused": False, "reasons": [], "unknown_share": round(share, 4), "controls": lines}


def history(record: Record, of: str, submitted: Submitted | None = None) -> list[dict[str, Any]]:
    """The scorecard at the end of each year that the lists hold, and on the newest list's day: the share of unknown."""
    newest: date = record.publication()["published"]
    first: date = min(row["published"] for row in record.questions.table("publications").dicts())
    days = [date(year, 12, 31) for year in range(first.year, newest.year)] + [newest]
    told = [scorecard(record, of, day, submitted) for day in days]
    keys = ("day", "agreements", "unknown_share")
    return [{key: one.get(key) for key in keys} | _totals(one) for one in told]


def _totals(card: Mapping[str, Any]) -> dict[str, int]:
    return {state: sum(line[state] for line in card.get("controls", [])) for state in STATES if state != "unknown"}


def _agreements(record: Record, of: str, day: date) -> tuple[str, list[dict[str, Any]]]:
    rows = record.questions.in_force(day).dicts()
    if of.lower() in PROGRAM:
        return "program", rows
    state = parse_state(of).code
    if state is not None:
        return "state", [row for row in rows if row["state"] == state]
    agency_id = record.find(of)
    return "agency", [row for row in rows if row["agency_id"] == agency_id]


def _findings(row: Mapping[str, Any], submitted: Submitted) -> dict[str, Finding]:
    signings = int(str(row["agreement_id"]).rpartition(":")[2]) if str(row["agreement_id"])[-1].isdigit() else 1
    edition = edition_on(row["model"], row["signed"])
    subject = Subject(row["agreement_id"], row["model"], row["signed"], signings, edition)
    own = submitted.get(row["agency_id"], {})
    return {control.id: _of(control, subject, own.get(control.id)) for control in controls()}


def _of(control: Control, subject: Subject, submitted: Finding | None) -> Finding:
    """What is shown, and where that is unknown what the agency submits; a contradiction is said and nobody believed."""
    shown = CHECKS[control.id](subject)
    if submitted is None:
        return shown
    if shown.state == "not" and submitted.state in ("met", "partly"):
        return Finding("unknown", f"contradictory: {shown.evidence}; {submitted.evidence}")
    return submitted if shown.state in ("unknown", "partly") else shown


def _line(control: Control, findings: Sequence[Finding], scope: str) -> dict[str, Any]:
    counted = Counter(finding.state for finding in findings)
    told = {"control": control.id, "source": control.source, "says": control.says}
    counts = {state: counted[state] for state in STATES}
    if scope != "agency":
        most = Counter(f"{finding.state}: {finding.evidence}" for finding in findings).most_common(1)[0][0]
        return told | counts | {"evidence": most}
    worst = min(findings, key=lambda finding: _WORST.index(finding.state))
    return told | {"state": worst.state} | counts | {"evidence": worst.evidence}
