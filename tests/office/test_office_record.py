"""The one way in: what is not allowed is refused with every reason and its citation; what is taken in is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from open287g.core.errors import InputError
from open287g.office.entering.authority import DOUBT, passes
from open287g.office.entering.refusal import Refused
from open287g.office.entering.told import parse
from open287g.office.ledger.database import read, write
from open287g.office.ledger.entry import entry_of
from open287g.office.ledger.schema import entries
from open287g.office.ledger.verify import verify_ledger
from open287g.office.model.state import State
from open287g.office.office import entries_of, state_of
from open287g.office.record import record, record_all
from open287g.office.tables import drift, rebuild
from tests.office.agency import LEE, POLK, House, authorize, house, officer, sign


@pytest.fixture
def office(tmp_path: Path) -> House:
    return house(f"sqlite:///{tmp_path / 'office.sqlite'}", tmp_path)


def refused(office: House, actor: str, kind: str, on: str | None = None, **fields: Any) -> list[str]:
    """The rules that refuse an event, which leaves nothing in the ledger."""
    before = len(bodies(office))
    with pytest.raises(Refused) as caught:
        office.say(actor, kind, on, **fields)
    assert len(bodies(office)) == before
    return [reason.rule for reason in caught.value.reasons]


def bodies(office: House) -> Sequence[str]:
    from sqlalchemy import select

    told = select(entries.c.body).order_by(entries.c.number)
    return read(office.office.engine, lambda c: list(c.execute(told).scalars()))


def test_an_agreement_is_in_force_at_the_later_signature(office: House) -> None:
    name = sign(office)
    assert office.state(f"agreement:{name}").state == "in force"
    early = read(office.office.engine, lambda c: state_of(c, f"agreement:{name}", date(2025, 3, 9)))
    assert early.state == ""


def test_a_ban_of_state_law_refuses_with_its_citation(office: House) -> None:
    agency = "CA-example-county-sheriffs-office"
    where = {"name": "Example", "state": "CA", "area": "Los Angeles", "zone": "America/Los_Angeles"}
    office.say("hq", "agency.enrolled", "2025-01-01", agency_id=agency, **where)
    office.say(
        "root", "account.opened", "2025-01-01", account="ca", role="manager", agency_id=agency, person="staff-ca"
    )
    told = {"agreement_id": f"{agency}:WSO:1", "model": "WSO", "edition": "WSO-2025", "approved_by": "Board"}
    with pytest.raises(Refused) as caught:
        office.say("ca", "agreement.requested", "2025-03-01", **told, approved_on="2025-02-01")
    assert [(reason.rule, "7284.6" in reason.cites) for reason in caught.value.reasons] == [("state law", True)]


def test_a_ban_that_nobody_read_is_a_remark_and_does_not_refuse(office: House) -> None:
    agency = "NM-example-county-sheriffs-office"
    where = {"name": "Example", "state": "NM", "area": "El Paso", "zone": "America/Denver"}
    office.say("hq", "agency.enrolled", "2025-01-01", agency_id=agency, **where)
    office.say(
        "root", "account.opened", "2025-01-01", account="nm", role="manager", agency_id=agency, person="staff-nm"
    )
    told = {"agreement_id": f"{agency}:WSO:1", "model": "WSO", "edition": "WSO-2025", "approved_by": "Board"}
    receipt = office.say("nm", "agreement.requested", "2026-05-20", **told, approved_on="2026-05-19")
    (remark,) = receipt.remarks
    assert remark.says.startswith("banned: ") and remark.says.endswith(DOUBT) and "HB 9" in remark.cites


@pytest.mark.parametrize(("signed", "day", "passed"), [(2024, 12, True), (2024, 13, False), (2025, 12, False)])
def test_a_ban_that_gives_time_bars_what_was_signed_before_it_from_then_on(signed: int, day: int, passed: bool) -> None:
    agency = "DE-some-police-department"
    facts = dict.fromkeys(("agency_signed_on", "ice_signed_on"), f"{signed}-08-01")
    officer, agreement = State(f"officer:1:{agency}:WSO"), State(f"agreement:{agency}:WSO:1", facts=facts)
    assert passes("statute.state-law", date(2025, 8, day), officer, agreement) is passed


def test_a_duty_of_state_law_is_shown_and_does_not_refuse(office: House) -> None:
    told = {"agreement_id": f"{LEE}:WSO:1", "model": "WSO", "edition": "WSO-2025", "approved_by": "Board"}
    receipt = office.say("manager1-lee", "agreement.requested", "2026-03-01", **told, approved_on="2026-02-01")
    assert [reason.says.split(":")[0] for reason in receipt.remarks] == ["required"]


def test_an_edition_of_another_model_is_refused(office: House) -> None:
    told = {"agreement_id": f"{LEE}:WSO:1", "model": "WSO", "edition": "TFM-2025-0307", "approved_by": "Board"}
    rules = refused(office, "manager1-lee", "agreement.requested", "2025-03-01", **told, approved_on="2025-02-01")
    assert rules == ["agreement.edition-of-model"]


def test_a_task_force_officer_with_one_year_is_not_nominated(office: House) -> None:
    sign(office)
    told = {**officer("O-1"), "us_citizen": True}
    assert refused(office, "manager1-lee", "officer.nominated", "2025-04-01", **told, law_enforcement_years=1) == [
        "who.experience"
    ]
    assert refused(office, "manager1-lee", "officer.nominated", "2025-04-01", **told) == ["who.experience"]
    assert office.say("manager1-lee", "officer.nominated", "2025-04-01", **told, law_enforcement_years=2).after == (
        "nominated"
    )


def test_an_officer_of_a_warrant_service_agreement_needs_no_years(office: House) -> None:
    sign(office, model="WSO", edition="WSO-2025")
    told = officer("O-1", model="WSO")
    assert office.say("manager1-lee", "officer.nominated", "2025-04-01", **told, us_citizen=True).after == "nominated"


def test_nobody_is_nominated_without_an_agreement_in_force(office: House) -> None:
    told = {**officer("O-1"), "us_citizen": True, "law_enforcement_years": 9}
    assert "agreement.signed" in refused(office, "manager1-lee", "officer.nominated", "2025-04-01", **told)
    name = sign(office)
    office.say("hq", "agreement.suspended", "2025-04-01", agreement_id=name, reason="an inquiry")
    assert refused(office, "manager1-lee", "officer.nominated", "2025-04-02", **told) == ["agreement.not-suspended"]


def trainee(office: House, model: str) -> dict[str, str]:
    """The fields of an officer who was vetted."""
    sign(office, model=model, edition={"WSO": "WSO-2025", "TFM": "TFM-2025-0307"}[model])
    who = officer("O-1", model=model)
    office.say("manager1-lee", "officer.nominated", "2025-04-01", **who, us_citizen=True, law_enforcement_years=9)
    office.say("super-FL", "officer.vetted", "2025-04-02", **who)
    return who


def test_69_percent_does_not_certify_and_a_second_failure_ends_it(office: House) -> None:
    who = trainee(office, "WSO")
    assert office.say("manager1-lee", "officer.examined", "2025-04-03", **who, exam="final", score=69).after == "retake"
    assert refused(office, "super-FL", "officer.certified", "2025-04-04", **who) == ["state"]
    assert (
        office.say("manager1-lee", "officer.examined", "2025-04-05", **who, exam="final", score=69.9).after == "failed"
    )
    assert refused(office, "manager1-lee", "officer.examined", "2025-04-06", **who, exam="final", score=99) == ["state"]


def test_under_a_text_without_a_mark_a_score_is_neither_passed_nor_failed(office: House) -> None:
    who = trainee(office, "TFM")
    receipt = office.say("manager1-lee", "officer.examined", "2025-04-03", **who, exam="final", score=69)
    assert [one.rule for one in receipt.remarks] == ["examination"]
    entries = read(office.office.engine, lambda c: entries_of(c, receipt.subject)[receipt.subject])
    assert entries[-1].after["passed"] is None
    assert office.state(receipt.subject).facts["exam_failures"] == 0
    assert office.say("super-FL", "officer.certified", "2025-04-04", **who).after == "certified"


def test_one_retake_that_is_passed_certifies(office: House) -> None:
    who = trainee(office, "WSO")
    office.say("manager1-lee", "officer.examined", "2025-04-03", **who, exam="final", score=12)
    assert (
        office.say("manager1-lee", "officer.examined", "2025-04-05", **who, exam="final", score=70).after == "trained"
    )
    assert office.say("super-FL", "officer.certified", "2025-04-06", **who).after == "certified"


def test_every_examination_counts_by_its_latest_score(office: House) -> None:
    who = trainee(office, "WSO")
    office.say("manager1-lee", "officer.examined", "2025-04-03", **who, exam="one", score=95)
    assert office.say("manager1-lee", "officer.examined", "2025-04-04", **who, exam="two", score=60).after == "retake"
    assert office.say("manager1-lee", "officer.examined", "2025-04-05", **who, exam="two", score=75).after == "trained"
    facts = office.state("officer:O-1:" + LEE + ":WSO").facts
    assert (facts["exam_score"], facts["exam_failures"]) == (75, 1)


def test_authorization_under_warrant_service_wants_letter_and_form(office: House) -> None:
    who = trainee(office, "WSO")
    office.say("manager1-lee", "officer.examined", "2025-04-03", **who, exam="final", score=80)
    office.say("super-FL", "officer.certified", "2025-04-04", **who)
    assert refused(office, "super-FL", "officer.authorized", "2025-04-05", **who) == [
        "certification.letter",
        "certification.letter-under-agreement",
        "certification.form-70-006",
    ]
    told = {"authorization_letter_on": "2025-04-05", "form_70_006": True}
    assert office.say("super-FL", "officer.authorized", "2025-04-05", **who, **told).after == "authorized"


def test_a_suspension_is_not_undone_by_a_new_nomination(office: House) -> None:
    sign(office)
    authorize(office, "O-1")
    office.say("super-FL", "officer.suspended", "2025-05-01", **officer("O-1"), reason="an inquiry")
    told = {**officer("O-1"), "us_citizen": True, "law_enforcement_years": 9}
    assert refused(office, "manager1-lee", "officer.nominated", "2025-05-02", **told) == ["state"]


def test_the_one_who_suspended_does_not_reinstate_by_another_account_either(office: House) -> None:
    sign(office)
    authorize(office, "O-1")
    told = {"role": "supervisor", "area": "Miami"}
    office.say("root", "account.opened", "2025-01-01", account="super2", person="staff-s-FL", **told)
    office.say("root", "account.opened", "2025-01-01", account="super3", person="staff-other", **told)
    office.say("super-FL", "officer.suspended", "2025-05-01", **officer("O-1"), reason="an inquiry")
    for account in ("super-FL", "super2"):
        assert refused(office, account, "officer.reinstated", "2025-05-02", **officer("O-1"), reason="x") == [
            "two persons"
        ]
    assert office.say("super3", "officer.reinstated", "2025-05-02", **officer("O-1"), reason="x").after == "authorized"


def test_revoking_gives_at_once_the_grants_to_cut_and_the_acts_to_stop(office: House) -> None:
    sign(office)
    subject = authorize(office, "O-1")
    authorize(office, "O-2")
    for name in ("O-1", "O-2"):
        told = {"grant_id": f"g-{name}", "agency_id": LEE, "officer_id": name, "model": "TFM", "system": "EID"}
        office.say("manager1-lee", "grant.requested", "2025-04-01", **told)
        office.say("hq", "grant.granted", "2025-04-02", grant_id=f"g-{name}")
    office.say(
        "manager1-lee", "act.entered", act_id="a1", agency_id=LEE, officer_id="O-1", model="TFM",
        act="hold_past_release", at="2025-05-01T08:00:00", hold_started_at="2025-05-01T08:00:00", warrant="arrest",
    )  # fmt: skip
    told = {"revocation_decided_at": "2025-05-02T09:00:00", "reason": "an inquiry"}
    receipt = office.say("super-FL", "officer.revoked", "2025-05-02", **officer("O-1"), **told)
    assert receipt.falls.officers == (subject,)
    assert (receipt.falls.grants, receipt.falls.acts) == (("grant:g-O-1",), ("act:a1",))


def test_no_grant_without_an_authority_and_none_under_warrant_service(office: House) -> None:
    sign(office, model="WSO", edition="WSO-2025")
    authorize(office, "O-1", model="WSO")
    told = {"grant_id": "g1", "agency_id": LEE, "officer_id": "O-1", "model": "WSO", "system": "EID"}
    assert refused(office, "manager1-lee", "grant.requested", "2025-04-01", **told) == ["power.query-database"]
    assert refused(office, "manager1-lee", "grant.requested", "2025-04-01", **{**told, "officer_id": "O-9"}) == [
        "access"
    ]


INTERVIEW = {"act": "interrogate", "model": "TFM", "place": "field", "believed_alien": True, "in_jurisdiction": True}
INTERVIEW |= {"under_ice_supervision": True}


def test_an_act_without_authority_waits_for_an_override_by_another_role_and_stays_visible(office: House) -> None:
    sign(office)
    authorize(office, "O-1")
    told = {**INTERVIEW, "act_id": "a1", "agency_id": LEE, "officer_id": "O-1", "at": "2025-03-01T10:00:00"}
    receipt = office.say("manager1-lee", "act.entered", **told)
    assert (receipt.after, receipt.verdict) == ("awaiting override", "not authorized")
    assert "agreement.signed" in receipt.failed
    assert refused(office, "manager1-lee", "act.overridden", "2025-03-01", act_id="a1", reason="x") == ["role"]
    assert refused(office, "super-FL", "act.overridden", "2025-03-01", act_id="a1") == ["field"]
    office.say("super-FL", "act.overridden", "2025-03-01", act_id="a1", reason="entered for the record")
    state = office.state("act:a1")
    assert (state.state, state.facts["verdict"]) == ("overridden", "not authorized")


def test_an_undetermined_act_names_the_facts_that_are_missing_until_they_are_told(office: House) -> None:
    sign(office)
    authorize(office, "O-1")
    told = {**INTERVIEW, "act_id": "a1", "agency_id": LEE, "officer_id": "O-1", "at": "2025-06-01T10:00:00"}
    told.pop("believed_alien")
    receipt = office.say("manager1-lee", "act.entered", **told)
    assert (receipt.after, receipt.missing) == ("undetermined", ("act.believed_alien",))
    after = office.say("manager1-lee", "act.completed", "2025-06-01", act_id="a1", believed_alien=True)
    assert (after.before, after.after) == ("undetermined", "authorized")


@pytest.mark.parametrize(
    "fields",
    [
        {"reason": "he is called Juan Perez"},
        {"reason": "A-012345678"},
        {"subject_ref": "A012345678"},
        {"subject_ref": "Juan Perez"},
        {"full_name": "Juan Perez"},
        {"place": "Juan Perez"},
        {"act_id": "Juan Perez"},
    ],
)
def test_a_person_met_cannot_be_entered_and_is_never_repeated(office: House, fields: dict[str, str]) -> None:
    told = {**INTERVIEW, "act_id": "a1", "agency_id": LEE, "officer_id": "O-1", "at": "2025-06-01T10:00:00"}
    with pytest.raises(Refused) as caught:
        office.say("manager1-lee", "act.entered", **{**told, **fields})
    assert not any(word in str(caught.value) for word in ("Perez", "012345678"))
    assert not any("Perez" in body or "012345678" in body for body in bodies(office))


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"score": 101}, "score is outside 0 to 100"),
        ({"score": "N/A"}, "score is not a number"),
        ({"on": "N/A"}, "on is not a day written YYYY-MM-DD"),
        ({"on": "2025-02-30"}, "on is not a day written YYYY-MM-DD"),
        ({"on": "2099-01-01"}, "on lies in the future"),
        ({"exam": ""}, "exam is missing"),
        ({"exam": "fin\u0430l"}, "exam is no id of plain letters, digits and . _ : -"),
        ({"grade": 3}, "field grade is none of officer.examined"),
    ],
)
def test_what_cannot_be_read_is_refused_by_field(office: House, fields: dict[str, Any], field: str) -> None:
    who = trainee(office, "WSO")
    told = {"on": "2025-04-03", **who, "exam": "final", "score": 80, **fields}
    with pytest.raises(Refused) as caught:
        record(office.office, "manager1-lee", {"kind": "officer.examined", **told})
    assert [reason.says for reason in caught.value.reasons] == [field]


def test_a_certificate_before_its_training_is_refused(office: House) -> None:
    who = trainee(office, "WSO")
    office.say("manager1-lee", "officer.examined", "2025-04-05", **who, exam="final", score=80)
    assert refused(office, "super-FL", "officer.certified", "2025-04-04", **who) == ["state"]


def test_what_is_entered_late_must_fit_what_is_recorded_of_later_days(office: House) -> None:
    sign(office)
    authorize(office, "O-1")
    office.say("manager1-lee", "officer.refreshed", "2025-06-01", **officer("O-1"))
    told = {"revocation_decided_at": "2025-05-02T09:00:00", "reason": "x"}
    with pytest.raises(Refused, match=r"officer.refreshed of 2025-06-01, could not follow"):
        office.say("super-FL", "officer.revoked", "2025-05-02", **officer("O-1"), **told)


def test_an_entry_made_in_error_is_taken_back_by_another_person_and_stays_in_the_ledger(office: House) -> None:
    sign(office)
    subject = authorize(office, "O-1")
    told = {"revocation_decided_at": "2025-05-02T09:00:00", "reason": "the wrong officer"}
    wrong = office.say("super-FL", "officer.revoked", "2025-05-02", **officer("O-1"), **told).number
    fields = {**officer("O-1"), "entry": wrong, "reason": "the wrong officer"}
    assert refused(office, "super-FL", "officer.voided", "2025-05-03", **fields) == ["two persons"]
    assert refused(office, "manager1-lee", "officer.voided", "2025-05-03", **fields) == ["role"]
    assert refused(office, "hq", "officer.voided", "2025-05-03", **{**fields, "entry": 0}) == ["field"]
    before = office.clock()
    receipt = office.say("hq", "officer.voided", "2025-05-03", **fields)
    assert (receipt.before, receipt.after) == ("revoked", "authorized")
    assert refused(office, "hq", "officer.voided", "2025-05-03", **fields) == ["field"]
    engine = office.office.engine
    assert read(engine, lambda c: state_of(c, subject, date(2025, 5, 2))).state == "authorized"
    assert read(engine, lambda c: state_of(c, subject, date(2025, 5, 2), before)).state == "revoked"
    assert any(f'"number":{wrong},' in body for body in bodies(office))
    assert read(engine, drift) == []


def test_an_entry_on_which_others_rest_is_not_taken_back(office: House) -> None:
    sign(office)
    authorize(office, "O-1")
    state = office.state(f"officer:O-1:{LEE}:TFM")
    fields = {**officer("O-1"), "entry": state.entries[2], "reason": "a typing error"}
    assert refused(office, "hq", "officer.voided", "2025-05-03", **fields) == ["state"]


def test_what_was_taken_back_whole_is_as_if_it_had_not_begun(office: House) -> None:
    told = {"complaint_id": "c1", "agency_id": LEE, "received_at": "2026-05-01T10:00:00"}
    number = office.say("manager1-lee", "complaint.received", "2026-05-01", **told).number
    office.say("hq", "complaint.voided", "2026-05-02", complaint_id="c1", entry=number, reason="entered twice")
    assert office.state("complaint:c1").state == ""
    assert read(office.office.engine, drift) == []


def test_a_day_is_told_by_two_clocks(office: House) -> None:
    sign(office)
    subject = authorize(office, "O-1")
    before = office.clock()
    office.clock.now += timedelta(days=10)
    office.say("super-FL", "officer.suspended", "2025-05-01", **officer("O-1"), reason="found later")
    engine, day = office.office.engine, date(2025, 5, 3)
    assert read(engine, lambda c: state_of(c, subject, day)).state == "suspended"
    assert read(engine, lambda c: state_of(c, subject, day, before)).state == "authorized"
    assert read(engine, lambda c: state_of(c, subject, date(2025, 4, 30))).state == "authorized"


def test_a_subject_of_another_agency_is_as_if_it_were_not_there(office: House) -> None:
    told = {"complaint_id": "c1", "agency_id": LEE, "received_at": "2026-05-01T10:00:00"}
    office.say("manager1-lee", "complaint.received", "2026-05-01", **told)
    said = []
    for name in ("c1", "no-such-thing"):
        with pytest.raises(Refused) as caught:
            office.say("manager1-polk", "complaint.reported", "2026-05-02", complaint_id=name, agency_id=LEE,
                       reported_at="2026-05-02T10:00:00")  # fmt: skip
        said.append(str(caught.value))
    assert said[0] == said[1]
    told = {"complaint_id": "c1", "agency_id": POLK, "reported_at": "2026-05-02T10:00:00"}
    assert refused(office, "manager1-polk", "complaint.reported", "2026-05-02", **told) == ["role"]


def test_a_closed_account_and_none_at_all_may_do_nothing(office: House) -> None:
    sign(office)
    office.say("root", "account.closed", "2026-05-01", account="manager1-lee", reason="left")
    told = {"agreement_id": f"{LEE}:TFM:1"}
    assert refused(office, "manager1-lee", "agreement.met", "2026-05-02", **told) == ["role"]
    assert refused(office, "nobody-known", "agreement.met", "2026-05-02", **told) == ["role"]
    assert refused(office, "", "agreement.met", "2026-05-02", **told) == ["role"]


def test_the_last_administrator_stays(office: House) -> None:
    assert refused(office, "root", "account.closed", "2026-05-01", account="root", reason="x") == ["role"]
    office.say("root", "account.opened", "2026-05-01", account="root2", role="administrator", person="staff-r2")
    assert office.say("root", "account.closed", "2026-05-02", account="root", reason="x").after == "closed"


def test_a_complaint_is_heard_by_neither_who_took_it_nor_who_assigned_it(office: House) -> None:
    told = {"complaint_id": "c1", "agency_id": LEE, "received_at": "2026-05-01T10:00:00"}
    office.say("", "complaint.received", "2026-05-01", **told, narrative="Deputy Smith took my papers")
    office.say("super-FL", "complaint.assigned", "2026-05-02", complaint_id="c1", adjudicator="hq2")
    done = {"complaint_id": "c1", "resolved_at": "2026-05-20T10:00:00", "outcome": "unfounded"}
    assert refused(office, "hq", "complaint.resolved", "2026-05-20", **done) == ["two persons"]
    assert office.say("hq2", "complaint.resolved", "2026-05-20", **done).after == "resolved"


def test_what_a_complainant_wrote_is_nowhere_in_the_ledger_and_can_be_erased(office: House, tmp_path: Path) -> None:
    told = {"complaint_id": "c1", "agency_id": LEE, "received_at": "2026-05-01T10:00:00"}
    office.say(
        "",
        "complaint.received",
        "2026-05-01",
        **told,
        narrative="Deputy Smith took my papers",
        contact="me@example.org",
    )
    assert not any("papers" in body for body in bodies(office))
    (entry,) = [entry_of(body) for body in bodies(office) if "complaint.received" in body]
    assert set(entry.private) == {"narrative", "contact"}
    office.say("hq", "complaint.erased", "2026-05-30", complaint_id="c1", reason="asked for")
    found = read(office.office.engine, lambda c: verify_ledger(c, office.office.keys.public))
    assert found.ok
    assert not any(b"papers" in path.read_bytes() for path in tmp_path.glob("office.sqlite*"))


def test_an_operation_wants_authority_of_every_officer_on_every_day(office: House) -> None:
    sign(office)
    authorize(office, "O-1")
    told = {
        "operation_id": "op1",
        "agency_id": LEE,
        "name": "Example",
        "first_day": "2026-05-01",
        "last_day": "2026-05-04",
    }
    mine, other = f"O-1:{LEE}:TFM", f"O-2:{LEE}:TFM"
    assert refused(office, "manager1-lee", "operation.planned", "2026-04-01", **told, officers=[other, mine]) == [
        "field"
    ]
    late = {**told, "first_day": "2027-03-18", "last_day": "2027-03-21"}
    assert refused(office, "manager1-lee", "operation.planned", "2026-04-01", **late, officers=[mine]) == [
        "tfm.two-years"
    ]
    back = {**told, "last_day": "2026-04-30"}
    assert refused(office, "manager1-lee", "operation.planned", "2026-04-01", **back, officers=[mine]) == ["field"]
    assert office.say("manager1-lee", "operation.planned", "2026-04-01", **told, officers=[mine]).after == "planned"


def test_of_another_agencys_officer_an_operation_learns_no_more_than_whether(office: House) -> None:
    sign(office)
    sign(office, POLK)
    theirs = authorize(office, "O-7", POLK).partition(":")[2]
    told = {"agency_id": LEE, "name": "Example", "first_day": "2026-05-01", "last_day": "2026-05-04"}
    planned = ("manager1-lee", "operation.planned", "2026-04-01")
    assert office.say(*planned, operation_id="op1", **told, officers=[theirs]).after == "planned"
    office.say("super-FL", "officer.suspended", "2026-04-01", **officer("O-7", POLK), reason="an inquiry")
    said = []
    for one in (theirs, f"O-99:{POLK}:TFM"):
        with pytest.raises(Refused) as caught:
            office.say(*planned, operation_id="op2", **told, officers=[one])
        said.append(str(caught.value).replace(one, "X"))
    assert said[0] == said[1]


def test_events_together_are_taken_in_all_or_none(office: House) -> None:
    sign(office)
    told = {**officer("O-1"), "on": "2025-04-01", "us_citizen": True, "law_enforcement_years": 5}
    good, bad = (
        {**told, "kind": "officer.nominated"},
        {**told, "kind": "officer.nominated", "officer_id": "O-2", "us_citizen": False},
    )
    with pytest.raises(Refused):
        record_all(office.office, "manager1-lee", [good, bad])
    assert office.state(f"officer:O-1:{LEE}:TFM").state == ""
    assert len(record_all(office.office, "manager1-lee", [good])) == 1


def test_tables_made_again_from_the_ledger_are_the_same(office: House) -> None:
    from sqlalchemy import delete, select, update

    from open287g.office.ledger.schema import subjects

    sign(office)
    authorize(office, "O-1")
    engine = office.office.engine
    rows = read(engine, lambda c: [tuple(row) for row in c.execute(select(subjects).order_by(subjects.c.subject))])
    assert read(engine, drift) == []
    with engine.begin() as behind:
        behind.execute(delete(subjects).where(subjects.c.kind == "officer"))
        behind.execute(update(subjects).values(state="authorized"))
    assert read(engine, drift) != []
    write(engine, rebuild)
    assert (
        read(engine, lambda c: [tuple(row) for row in c.execute(select(subjects).order_by(subjects.c.subject))]) == rows
    )


def test_json_with_a_key_twice_is_refused() -> None:
    assert parse('{"kind": "a"}') == {"kind": "a"}
    for text in ('{"kind": "a", "kind": "b"}', "[]", "{", "NaN"):
        with pytest.raises(InputError):
            parse(text)


def test_the_same_on_both_databases(url: str, tmp_path: Path) -> None:
    found = house(url, tmp_path)
    sign(found)
    authorize(found, "O-1")
    assert read(found.office.engine, drift) == []
    assert read(found.office.engine, lambda c: verify_ledger(c, found.office.keys.public)).ok
    assert found.clock.now > datetime(2026, 6, 1, tzinfo=UTC)
