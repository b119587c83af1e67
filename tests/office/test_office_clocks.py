"""What is due, until when: each clock ends at the last moment at which the rulebook's provision still passes."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from sqlalchemy import Connection, true

from open287g.office.clocks import due as due_module
from open287g.office.clocks.clock import clocks
from open287g.office.clocks.counting import COUNTS, anniversary, deadline
from open287g.office.clocks.due import Due, due
from open287g.office.clocks.feed import feed
from open287g.office.entering import falls as falling
from open287g.office.entering.falls import Falls, falls
from open287g.office.ledger.database import read
from open287g.office.model.kinds import field, kinds, subjects
from open287g.office.model.moves import states_of
from open287g.office.model.roles import ROLES
from open287g.rulebook.decide import decide
from open287g.rulebook.law.numbers import parameters
from open287g.vocabulary import facts
from tests.office.agency import LEE, House, authorize, house, officer, sign

ZONES = ("America/New_York", "America/Chicago", "America/Phoenix", "Pacific/Guam", "Pacific/Honolulu")
MICRO = timedelta(microseconds=1)
moments = st.datetimes(datetime(2019, 6, 1), datetime(2027, 11, 1), timezones=st.just(UTC))


def result(provision: str, act: dict[str, str], model: str, edition: str) -> str:
    found = decide(act=act, agreement={"model": model, "edition": edition}, officer={"model": model})
    return next(one.result for one in found.provisions if one.id == provision)


def iso(moment: datetime, zone: str) -> str:
    return moment.astimezone(ZoneInfo(zone)).isoformat()


@given(moments, st.sampled_from(ZONES))
def test_a_hold_passes_at_its_deadline_and_fails_after_it(start: datetime, zone: str) -> None:
    end = deadline(start.isoformat(), 48, "business hours", zone)
    act = {"act": "hold_past_release", "at": iso(start, zone), "hold_started_at": iso(start, zone), "time_zone": zone}
    said = [
        result("hold.past-release", {**act, "hold_ended_at": iso(moment, zone)}, "JEM", "JEM-2025")
        for moment in (end, end + MICRO)
    ]
    assert said == ["pass", "fail"]


@given(moments, st.sampled_from(ZONES))
def test_a_complaint_is_reported_in_time_at_its_deadline_and_not_after_it(start: datetime, zone: str) -> None:
    end = deadline(start.isoformat(), 48, "weekday hours", zone)
    act = {"act": "interrogate", "at": iso(start, zone), "complaint_received_at": iso(start, zone), "time_zone": zone}
    said = [
        result("complaint.reported", {**act, "complaint_reported_at": iso(moment, zone)}, "WSO", "WSO-2025")
        for moment in (end, end + MICRO)
    ]
    assert said == ["pass", "fail"]


@given(moments.filter(lambda moment: moment > datetime(2020, 1, 3, tzinfo=UTC)), st.sampled_from(ZONES))
def test_a_result_is_in_time_until_the_end_of_the_thirtieth_day(start: datetime, zone: str) -> None:
    end = deadline(start.isoformat(), 30, "days", zone)
    act = {"act": "interrogate", "at": iso(start, zone), "complaint_received": "true", "time_zone": zone}
    act["complaint_resolved_at"] = iso(start, zone)
    said = [
        result(
            "complaint.result-reported", {**act, "complaint_result_reported_at": iso(moment, zone)}, "JEM", "JEM-2025"
        )
        for moment in (end - MICRO, end)
    ]
    assert said == ["pass", "fail"]


@given(st.dates(date(2025, 2, 1), date(2025, 12, 31)) | st.just(date(2024, 2, 29)))
def test_an_authorization_of_two_years_ends_where_the_rulebook_ends_it(day: date) -> None:
    end = deadline(day.isoformat(), 2, "years", "America/New_York").astimezone(ZoneInfo("America/New_York")).date()
    told = {"model": "TFM", "authorized_on": day.isoformat()}

    def on(other: date) -> str:
        agreement = {"model": "TFM", "edition": "TFM-2025-0307"}
        found = decide(act={"act": "interrogate", "began_on": other}, officer=told, agreement=agreement)
        return next(one.result for one in found.provisions if one.id == "tfm.two-years")

    assert (on(end - timedelta(days=1)), on(end)) == ("pass", "fail")


def test_a_hold_over_a_holiday_weekend_runs_to_the_end_of_wednesday_by_the_regulation() -> None:
    friday = "2026-09-04T15:00:00-04:00"  # Labor Day is Monday, 7 September 2026.
    by_regulation = deadline(friday, 48, "business hours", "America/New_York")
    assert by_regulation.astimezone(ZoneInfo("America/New_York")).isoformat() == "2026-09-09T15:00:00-04:00"
    assert deadline(friday, 48, "hours", "America/New_York").isoformat() == "2026-09-06T19:00:00+00:00"


def test_plain_hours_run_through_the_change_of_the_clocks() -> None:
    before = "2026-03-07T12:00:00-05:00"
    end = deadline(before, 48, "hours", "America/New_York").astimezone(ZoneInfo("America/New_York"))
    assert end.isoformat() == "2026-03-09T13:00:00-04:00"


def test_29_february_has_its_anniversary_on_the_28th() -> None:
    assert anniversary(date(2024, 2, 29), 2) == date(2026, 2, 28)


def test_every_clock_names_facts_states_roles_and_numbers_that_exist() -> None:
    for clock in clocks():
        assert clock.subject in subjects() and clock.who in ROLES and clock.count in COUNTS and clock.cites
        known = {
            name for kind in kinds().values() if kind.subject == clock.subject for name in (*kind.fields, *kind.sets)
        }
        named = {*clock.starts, *clock.done} - {"$state"}
        assert named <= known | set(facts.RECORDS.get(clock.subject, {}))
        assert all(field(clock.subject, name) is not None for name in named)
        assert set(clock.states) <= set(states_of(clock.subject))
        assert clock.count == "until" or clock.value or clock.number in parameters()


@pytest.fixture
def office(tmp_path: Path) -> House:
    return house(f"sqlite:///{tmp_path / 'office.sqlite'}", tmp_path)


def listed(office: House) -> dict[tuple[str, str], Due]:
    items = read(office.office.engine, lambda c: due(c, office.clock.now))
    return {(one.clock, one.subject): one for one in items}


def test_an_hold_shows_both_clocks_until_it_ends(office: House) -> None:
    sign(office, model="JEM", edition="JEM-2025")
    authorize(office, "O-1", model="JEM")
    office.clock.now = datetime(2025, 9, 1, 12, tzinfo=UTC)
    told = {"act_id": "a1", "agency_id": LEE, "officer_id": "O-1", "model": "JEM", "act": "hold_past_release"}
    office.say("manager1-lee", "act.entered", **told, at="2025-08-29T15:00:00", hold_started_at="2025-08-29T15:00:00",
               warrant="arrest")  # fmt: skip
    found = listed(office)
    assert found["hold.past-release-by-form", "act:a1"].overdue
    assert not found["hold.past-release", "act:a1"].overdue
    assert found["hold.past-release", "act:a1"].local == "2025-09-03T15:00-04:00"
    office.say("manager1-lee", "act.completed", "2025-08-29", act_id="a1", hold_ended_at="2025-08-30T10:00:00")
    assert not [name for name, subject in listed(office) if subject == "act:a1" and name.startswith("hold.past")]


def test_a_claim_of_citizenship_is_due_within_the_hour_under_a_jail_model_and_has_no_clock_under_task_force(
    office: House,
) -> None:
    for model, edition in (("JEM", "JEM-2025"), ("TFM", "TFM-2025-0307")):
        sign(office, model=model, edition=edition)
        authorize(office, "O-1", model=model)
        told = {"act_id": f"a-{model}", "agency_id": LEE, "officer_id": "O-1", "model": model, "act": "interrogate"}
        office.say("manager1-lee", "act.entered", **told, at="2026-05-01T10:00:00", citizenship_claimed=True,
                   citizenship_claimed_at="2026-05-01T10:05:00")  # fmt: skip
    claims = {subject: one for (name, subject), one in listed(office).items() if name.startswith("citizenship")}
    assert list(claims) == ["act:a-JEM"]
    assert (claims["act:a-JEM"].local, claims["act:a-JEM"].overdue) == ("2026-05-01T11:05-04:00", True)


def test_a_complaint_under_task_force_takes_the_officer_out_until_it_is_settled(office: House) -> None:
    sign(office)
    authorize(office, "O-1")
    told = {"complaint_id": "c1", "agency_id": LEE, "officer_id": "O-1", "model": "TFM"}
    office.say("manager1-lee", "complaint.received", "2026-05-01", **told, received_at="2026-05-01T10:00:00")
    assert ("tfm.no-discipline-pending", "complaint:c1") in listed(office)
    assert listed(office)["complaint.resolved", "complaint:c1"].local == "2026-07-31T00:00-04:00"
    office.say("manager1-lee", "officer.discipline_opened", "2026-05-01", **officer("O-1"), reason="a complaint")
    assert ("tfm.no-discipline-pending", "complaint:c1") not in listed(office)


def test_authority_that_ends_is_shown_ninety_days_before(office: House) -> None:
    sign(office)
    subject = authorize(office, "O-1", on="2025-03-20")
    office.clock.now = datetime(2026, 12, 19, 12, tzinfo=UTC)
    assert ("tfm.two-years", subject) not in listed(office)
    office.clock.now = datetime(2026, 12, 21, 12, tzinfo=UTC)
    assert listed(office)["tfm.two-years", subject].local == "2027-03-20T00:00-04:00"


def test_access_without_authority_is_overdue_from_the_day_it_was_lost_until_it_is_cut(office: House) -> None:
    name = sign(office)
    authorize(office, "O-1")
    told = {"grant_id": "g1", "agency_id": LEE, "officer_id": "O-1", "model": "TFM", "system": "EID"}
    office.say("manager1-lee", "grant.requested", "2025-04-01", **told)
    office.say("hq", "grant.granted", "2025-04-02", grant_id="g1")
    assert ("grant.cut", "grant:g1") not in listed(office)
    office.say("hq", "agreement.suspended", "2026-05-01", agreement_id=name, reason="an inquiry")
    found = listed(office)["grant.cut", "grant:g1"]
    assert (found.local, found.overdue, found.who) == ("2026-05-01T00:00-04:00", True, "headquarters")
    office.say("hq", "grant.cut", "2026-05-02", grant_id="g1")
    assert ("grant.cut", "grant:g1") not in listed(office)


def test_a_grant_whose_authority_ran_out_is_due_though_nobody_recorded_anything(office: House) -> None:
    sign(office)
    authorize(office, "O-1", on="2025-03-20")
    told = {"grant_id": "g1", "agency_id": LEE, "officer_id": "O-1", "model": "TFM", "system": "EID"}
    office.say("manager1-lee", "grant.requested", "2025-04-01", **told)
    office.say("hq", "grant.granted", "2025-04-02", grant_id="g1")
    office.clock.now = datetime(2027, 3, 20, 12, tzinfo=UTC)
    assert listed(office)["grant.cut", "grant:g1"].overdue


def test_the_feed_is_a_calendar_of_all_that_is_due(office: House) -> None:
    name = sign(office, model="WSO", edition="WSO-2025")
    items = read(office.office.engine, lambda c: due(c, office.clock.now))
    events = Calendar.from_ical(feed(items, office.clock.now)).walk("VEVENT")
    assert [str(event["uid"]).partition("@")[0] for event in events] == [f"agreement.yearly-meeting/agreement:{name}"]
    assert [event["dtstart"].dt for event in events] == [one.due for one in items]


def test_what_is_asked_of_the_database_alone_is_what_reading_every_act_tells(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three officers, one of them suspended and one revoked later; acts of one entry and of more, that wait, go on,
    ended or run a clock: on each day the same falls, the same is due.
    """
    office = house(url, tmp_path)
    sign(office)
    dice = random.Random(287)
    for name in ("O-1", "O-2", "O-3"):
        authorize(office, name)
    for number in range(30):
        act = dice.choice(["interrogate", "detain", "transport", "hold_past_release", "issue_detainer"])
        day = f"2025-0{dice.choice('4567')}-1{dice.randrange(10)}"
        more = {"hold_started_at": f"{day}T08:00:00"} if act == "hold_past_release" else {}
        office.say("manager1-lee", "act.entered", day, act_id=f"a-{number}", act=act, at=f"{day}T09:00:00", **more,
                   **officer(dice.choice(["O-1", "O-2", "O-3"])))  # fmt: skip
        if dice.random() < 0.3:
            office.say("manager1-lee", "act.completed", day, act_id=f"a-{number}", released_at=f"{day}T12:00:00")
    office.say("super-FL", "officer.suspended", "2025-05-20", **officer("O-1"), reason="x")
    days = [date(2025, month, 15) for month in range(3, 9)]

    def told() -> list[object]:
        def work(connection: Connection) -> list[object]:
            moments = [datetime(day.year, day.month, day.day, 20, tzinfo=UTC) for day in days]
            endings = ("", f"officer:O-2:{LEE}:TFM", f"agreement:{LEE}:TFM:1")
            return [*(falls(connection, LEE, day, ending) for day in days for ending in endings),
                    *(due(connection, moment) for moment in moments)]  # fmt: skip

        return read(office.office.engine, work)

    quick = told()
    monkeypatch.setattr(falling, "_ASKED_FOR", -1)
    monkeypatch.setattr(due_module, "_may_start", lambda clock: true())
    assert told() == quick
    assert any(one.acts for one in quick if isinstance(one, Falls))
