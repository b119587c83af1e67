"""The story of the synthetic office, event by event: who tells it, when, and what."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

YEAR = 365

Said = tuple[datetime, str, dict[str, Any]]
"""When an event is told, by which account, and the event."""

At = Callable[..., datetime]
"""A moment of a day, in minutes after its midnight."""


def story(book: Mapping[str, Any], chance: random.Random, acts: int) -> Iterator[Said]:
    """Every event, in no order; the same chance tells the same story."""
    zone, agency = ZoneInfo(book["agency"]["zone"]), book["agency"]["agency_id"]

    def at(day: date, minutes: int = 600) -> datetime:
        return datetime.combine(day, time(), zone).astimezone(UTC) + timedelta(minutes=minutes)

    begin = date(2025, 1, 2)
    for place, account in enumerate(book["accounts"]):
        yield at(begin, 700 + place), "admin-1", {"kind": "account.opened", "on": begin, **account}
    yield at(begin, 800), "hq-1", {"kind": "agency.enrolled", "on": begin, **book["agency"]}
    for model, told in book["agreements"].items():
        yield from _agreement(agency, model, told, at)
        yield from _officers(agency, model, told, at, chance)
    for number in range(acts):
        yield _act(agency, book, number, at, chance)
    yield from _troubles(agency, at)


def _agreement(agency: str, model: str, told: Mapping[str, Any], at: At) -> Iterator[Said]:
    on, name = told["signed"], {"agreement_id": f"{agency}:{model}:1"}
    asked = {"model": model, "edition": told["edition"], "approved_by": "Board of County Commissioners",
             "approved_on": on - timedelta(days=10)}  # fmt: skip
    reviewed = {"resources_assessed": True, "civil_rights_reviewed": True, "jail_contract": False}
    yield at(on, 540), "manager-1", {"kind": "agreement.requested", "on": on, **name, **asked}
    yield at(on, 550), "hq-1", {"kind": "agreement.reviewed", "on": on, **name, **reviewed}
    yield at(on, 560), "manager-2", {"kind": "agreement.signed_by_agency", "on": on, **name, "signatory": "The Sheriff"}
    yield at(on, 570), "hq-2", {"kind": "agreement.signed_by_ice", "on": on, **name, "signatory": "The Deputy Director"}
    posted = {"posters_displayed": True, "complaint_procedure_disseminated": True}
    yield at(on, 580), "manager-2", {"kind": "agreement.posted", "on": on, **name, **posted}


def _officers(agency: str, model: str, told: Mapping[str, Any], at: At, chance: random.Random) -> Iterator[Said]:
    """Nominated, vetted, trained, certified, authorized within a month. Of each model the last fails twice."""
    for number in range(1, told["officers"] + 1):
        who = {"officer_id": f"{model}-{number:02}", "agency_id": agency, "model": model}
        day = told["signed"] + timedelta(days=1)
        nominated = {"us_citizen": True, "law_enforcement_years": chance.randint(2, 25)}
        yield at(day, 600 + number), "manager-1", {"kind": "officer.nominated", "on": day, **who, **nominated}
        day += timedelta(days=7)
        yield at(day, 600 + number), "supervisor-1", {"kind": "officer.vetted", "on": day, **who}
        day += timedelta(days=7)
        last = model == "JEM" and number == told["officers"]
        score = 61 if last else chance.randint(70, 100)
        yield (
            at(day, 600 + number),
            "manager-1",
            {"kind": "officer.examined", "on": day, **who, "exam": "final", "score": score},
        )
        if last:
            yield (
                at(day, 900),
                "manager-1",
                {"kind": "officer.examined", "on": day, **who, "exam": "final", "score": 66},
            )
            continue
        day += timedelta(days=3)
        yield at(day, 600 + number), "supervisor-1", {"kind": "officer.certified", "on": day, **who}
        day += timedelta(days=1)
        letter = (
            {"authorization_letter_on": day, "form_70_006": True}
            if model == "JEM"
            else {"authorization_states_powers": True}
        )
        yield at(day, 600 + number), "supervisor-1", {"kind": "officer.authorized", "on": day, **who, **letter}
        grant = f"grant-{model}-{number:02}"
        yield (
            at(day, 700 + number),
            "manager-1",
            {"kind": "grant.requested", "on": day, "grant_id": grant, **who, "system": "EID"},
        )
        yield (
            at(day, 800 + number),
            "hq-1",
            {"kind": "grant.granted", "on": day, "grant_id": grant, "agency_id": agency},
        )


def _act(agency: str, book: Mapping[str, Any], number: int, at: At, chance: random.Random) -> Said:
    model = chance.choice(["JEM", "JEM", "TFM"])
    act = chance.choice(sorted(book["acts"][model]))
    officer = chance.randint(1, book["agreements"][model]["officers"] - 1)
    day = book["agreements"][model]["signed"] + timedelta(days=25 + chance.randint(0, YEAR))
    when = at(day, 420 + chance.randint(0, 700))
    told = {"act_id": f"act-{number:05}", "agency_id": agency, "officer_id": f"{model}-{officer:02}", "model": model}
    facts = {"act": act, "at": when.isoformat(), **book["acts"][model][act]}
    if model == "TFM":
        facts["supervisor_contacted_at"] = (when + timedelta(minutes=10)).isoformat()
    if act == "issue_detainer" and number % 9:
        facts["ice_notified_at"] = (when + timedelta(hours=chance.randint(1, 20))).isoformat()
    tuesday = day + timedelta(days=8 - day.weekday())  # By then all that is told of a Sunday has happened.
    return at(tuesday, 480), "manager-2", {"kind": "act.entered", **told, **facts}


def _troubles(agency: str, at: At) -> Iterator[Said]:
    """A hold over a holiday weekend, a complaint, a finding, a revocation: what an office has to deal with."""
    held, who = date(2025, 8, 29), {"officer_id": "JEM-03", "agency_id": agency, "model": "JEM"}
    shown = ("in_agency_custody", "believed_alien", "normal_detention_duty", "under_ice_supervision",
             "warrant_issued_by_immigration_officer")  # fmt: skip
    hold = {"act_id": "act-hold-1", "act": "hold_past_release", "at": at(held, 900).isoformat(), "warrant": "arrest",
            "hold_started_at": at(held, 900).isoformat(), "place": "jail", **dict.fromkeys(shown, True)}  # fmt: skip
    yield at(held, 930), "manager-1", {"kind": "act.entered", **hold, **who}
    day = date(2025, 10, 6)
    told = {"complaint_id": "complaint-1", "received_at": at(day, 600).isoformat(), **who,
            "narrative": "Synthetic text of a complaint."}  # fmt: skip
    yield at(day, 610), "manager-1", {"kind": "complaint.received", "on": day, **told}
    name = {"on": day, "complaint_id": "complaint-1", "agency_id": agency}
    reported = {"reported_at": at(day, 690).isoformat()}
    yield at(day, 700), "manager-1", {"kind": "complaint.reported", **name, **reported}
    yield at(day, 800), "supervisor-1", {"kind": "complaint.assigned", **name, "adjudicator": "hq-2"}
    day = date(2025, 11, 10)
    finding = {"finding_id": "finding-1", "agency_id": agency, "provision": "hold.past-release"}
    says = "A hold went past its hours over a holiday weekend."
    yield at(day), "inspector-1", {"kind": "finding.raised", "on": day, **finding, "says": says}
    for number, leaves in ((20, date(2026, 3, 20)), (21, date(2026, 5, 15)), (22, date(2027, 1, 15))):
        told = {"officer_id": f"JEM-{number}", "agency_id": agency, "model": "JEM", "leaves_on": leaves.isoformat()}
        yield (
            at(date(2026, 1, 26), 600 + number),
            "manager-1",
            {"kind": "officer.leaving", "on": date(2026, 1, 26), **told},
        )
    day = date(2026, 2, 2)
    revoked = {"officer_id": "TFM-02", "agency_id": agency, "model": "TFM", "reason": "After an inquiry."}
    yield (
        at(day),
        "supervisor-2",
        {"kind": "officer.revoked", "on": day, **revoked, "revocation_decided_at": at(day, 590).isoformat()},
    )
