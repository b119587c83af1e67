"""Refused before the rulebook is asked: times ahead or out of order, numbers, persons; and who has no standing."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from open287g.office.entering.asking import ask
from open287g.office.entering.refusal import Refused
from open287g.office.ledger.database import read
from tests.office.agency import LEE, YUMA, Clock, House, authorize, officer
from tests.office.filled import filled

NEXT = {"model": "TFM", "edition": "TFM-2025-0307", "approved_by": "Board", "approved_on": "2026-03-01"}


@pytest.fixture
def office(tmp_path: Path) -> House:
    found = filled(f"sqlite:///{tmp_path / 'office.sqlite'}", tmp_path)
    found.clock.now = datetime(2026, 6, 1, 12, tzinfo=UTC)
    return found


def refused(office: House, actor: str, kind: str, on: str | None, **fields: Any) -> str:
    with pytest.raises(Refused) as told:
        office.say(actor, kind, on, **fields)
    return " ".join(reason.says for reason in told.value.reasons)


@pytest.mark.parametrize(
    ("actor", "kind", "fields"),
    [
        ("manager1-lee", "agreement.requested", {**NEXT, "agreement_id": f"{LEE}:TFM:2", "approved_on": "2027-01-01"}),
        ("", "complaint.received", {"complaint_id": "c-9", "agency_id": LEE, "received_at": "2026-06-02T10:00:00"}),
        ("manager1-lee", "officer.revoked",
         {**officer("O-1"), "revocation_decided_at": "2026-06-01T18:00:00", "reason": "policy"}),
        ("manager1-lee", "act.completed", {"act_id": f"id-{LEE}", "custody_decided_at": "2026-07-01T10:00:00"}),
        ("manager1-lee", "attestation.made",
         {"attestation_id": "a-9", **officer("O-1"), "asked_at": "2026-06-01T23:00:00"}),
    ],
)  # fmt: skip
def test_what_is_told_as_done_lies_not_ahead(office: House, actor: str, kind: str, fields: dict[str, Any]) -> None:
    assert "lies in the future" in refused(office, actor, kind, "2026-06-01", **fields)


def test_what_may_still_come_may_lie_ahead(office: House) -> None:
    office.say("manager1-lee", "officer.leaving", "2026-06-01", **officer("O-1"), leaves_on="2026-12-01")
    office.say("super-FL", "officer.authorized", "2026-06-01", **officer("O-1"), authorization_expires_on="2027-03-01")


def test_a_later_entry_tells_no_time_before_an_earlier_one(office: House) -> None:
    told = {"revocation_decided_at": "2026-05-20T10:00:00", "reason": "policy"}
    office.say("manager1-lee", "officer.revoked", "2026-05-20", **officer("O-1"), **told)
    early = {"revocation_notified_at": "2026-05-19T10:00:00"}
    said = refused(office, "manager1-lee", "officer.revocation_told", "2026-05-20", **officer("O-1"), **early)
    assert "revocation_notified_at is earlier than revocation_decided_at" in said
    about = {"complaint_id": f"id-{LEE}", "reported_at": "2025-04-30T10:00:00"}
    assert "earlier than received_at" in refused(office, "manager1-lee", "complaint.reported", "2025-05-02", **about)


@pytest.mark.parametrize("number", ["0", "01", "3", "9", "1e1", "99999"])
def test_a_request_has_the_next_number_of_its_agency_and_model(office: House, number: str) -> None:
    told = {**NEXT, "agreement_id": f"{LEE}:TFM:{number}"}
    said = refused(office, "manager1-lee", "agreement.requested", "2026-06-01", **told)
    assert "agreement_id is not" in said


def test_one_request_of_a_model_is_open_at_a_time(office: House) -> None:
    office.say("manager1-lee", "agreement.requested", "2026-06-01", **NEXT, agreement_id=f"{LEE}:TFM:2")
    said = refused(office, "manager1-lee", "agreement.requested", "2026-06-01", **NEXT, agreement_id=f"{LEE}:TFM:3")
    assert "still open" in said
    office.say("manager1-lee", "agreement.withdrawn", "2026-06-01", agreement_id=f"{LEE}:TFM:2", reason="no money")
    office.say("manager1-lee", "agreement.requested", "2026-06-01", **NEXT, agreement_id=f"{LEE}:TFM:3")


@pytest.mark.parametrize("account", ["nobody", "cop", "manager1-yuma", "ig", "closed"])
def test_a_complaint_waits_for_nobody_who_cannot_decide_it(office: House, account: str) -> None:
    told = {"complaint_id": f"id-{LEE}", "adjudicator": account}
    assert "adjudicator is no open account" in refused(office, "super-FL", "complaint.assigned", "2025-05-02", **told)


def test_nobody_opens_an_account_for_themselves(office: House) -> None:
    told = {"account": "more", "role": "headquarters", "person": "staff-0"}
    assert "Nobody opens an account for themselves" in refused(office, "root", "account.opened", "2026-06-01", **told)


def test_a_finding_rests_on_a_provision_that_there_is(office: House) -> None:
    told = {"finding_id": "f-9", "agency_id": LEE, "says": "late"}
    assert "none of the rulebook" in refused(office, "ig", "finding.raised", "2026-06-01", **told, provision="no.such")
    office.say("ig", "finding.raised", "2026-06-01", **told, provision="who.experience")


def test_what_was_not_checked_before_the_signature_is_told(tmp_path: Path) -> None:
    found = filled(f"sqlite:///{tmp_path / 'office.sqlite'}", tmp_path)
    found.say("manager1-lee", "agreement.requested", "2026-06-01", **NEXT, agreement_id=f"{LEE}:TFM:2")
    unchecked = {"resources_assessed": False, "civil_rights_reviewed": True, "jail_contract": False}
    told = found.say("hq", "agreement.reviewed", "2026-06-01", agreement_id=f"{LEE}:TFM:2", **unchecked)
    assert [one.cites for one in told.remarks if one.rule == "review"] == ["GAO-21-186"]


@pytest.mark.parametrize("who", ["O-8", "O-77"])
def test_who_is_not_authorized_or_not_known_acts_without_authority(office: House, who: str) -> None:
    """The office is the record of an officer's standing: what it does not show is not a fact that is missing."""
    told = {"us_citizen": True, "law_enforcement_years": 5}
    office.say("manager1-lee", "officer.nominated", "2026-05-01", **officer("O-8"), **told)
    act = {"act": "interrogate", "at": "2026-05-10T10:00:00", **officer(who)}
    receipt = office.say("manager1-lee", "act.entered", act_id="x-1", **act)
    assert (receipt.verdict, receipt.after) == ("not authorized", "awaiting override")
    assert not [name for name in receipt.missing if name.startswith("officer.")]
    asked = read(office.office.engine, lambda c: ask(c, "manager1-lee", {**act, "on": "2026-05-10"}, Clock()()))
    assert asked.verdict == "not authorized"


def test_who_is_authorized_is_undetermined_only_for_facts_of_the_act(office: House) -> None:
    authorize(office, "O-9", YUMA, on="2026-05-01")
    told = {"act": "interrogate", "at": "2026-05-10T10:00:00", **officer("O-9", YUMA)}
    receipt = office.say("manager1-yuma", "act.entered", act_id="x-2", **told)
    assert receipt.verdict == "undetermined" and all(name.startswith("act.") for name in receipt.missing)


def test_an_agency_stands_in_the_state_of_its_id(office: House) -> None:
    where = {"name": "Polk", "state": "GA", "area": "Miami", "zone": "America/New_York"}
    told = {"agency_id": "FL-collier-county-sheriffs-office", **where}
    assert "state is another" in refused(office, "hq", "agency.enrolled", "2026-06-01", **told)
