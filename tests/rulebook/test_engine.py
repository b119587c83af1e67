"""From files to the wide table: zones, calendars, joins, and the interpreter beside DuckDB."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from open287g.rulebook.decide import decide
from open287g.rulebook.engine import calendar
from open287g.rulebook.engine.evaluate import evaluate, settle
from open287g.rulebook.engine.prepare import prepare
from open287g.vocabulary import facts
from open287g.vocabulary.zones import zones
from tests.rulebook.logs import loaded
from tests.rulebook.scenarios import start


def rows_of(
    acts: list[dict[str, Any]], officers: list[dict[str, Any]], agreements: list[dict[str, Any]], **more: Any
) -> list[dict[str, Any]]:
    """The wide rows of an audit, with verdicts; officers who serve under two models are settled."""
    with loaded(acts, officers, agreements, **more) as (_, tables):
        found: list[dict[str, Any]] = settle(evaluate(prepare(*tables, **more))).to_pyarrow().to_pylist()
    return found


def verdicts(
    acts: list[dict[str, Any]], officers: list[dict[str, Any]], agreements: list[dict[str, Any]], **more: Any
) -> dict[str, str]:
    return {row["act_act_id"]: row["verdict"] for row in rows_of(acts, officers, agreements, **more)}


def whole(name: str = "WSO serve_arrest_warrant") -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    told = start(name)
    return told["act"], told["officer"], told["agreement"]


def test_an_officer_changes_standing_at_local_midnight() -> None:
    act, officer, agreement = whole()
    officer |= {"revoked_on": "2025-06-03"}
    times = {
        "before-offset": {"at": "2025-06-02T23:59:59-05:00"},
        "after-offset": {"at": "2025-06-03T00:00:00-05:00"},
        "before-greenwich": {"at": "2025-06-03T04:59:59Z", "time_zone": "America/Chicago"},
        "after-greenwich": {"at": "2025-06-03T05:00:00Z", "time_zone": "America/Chicago"},
        "before-local": {"at": "2025-06-02 23:59:59", "time_zone": "America/Chicago"},
        "no-zone": {"at": "2025-06-03T04:59:59Z"},
    }
    notices = {"ice_notified_at": None, "transferred_to_ice_at": None, "picked_up_by_ice_at": None}
    acts = [act | notices | {"act_id": name, "time_zone": None} | more for name, more in times.items()]
    assert verdicts(acts, [officer], [agreement]) == {
        "before-offset": "authorized",
        "after-offset": "not authorized",
        "before-greenwich": "authorized",
        "after-greenwich": "not authorized",
        "before-local": "authorized",
        "no-zone": "undetermined",
    }


def test_local_times_are_read_in_the_zone_given_for_all() -> None:
    act, officer, agreement = whole()
    officer |= {"revoked_on": "2025-06-03"}
    for at in ("2025-06-02 23:30", "2025-06-03T04:30:00Z"):
        told = act | {"act_id": "1", "at": at}
        assert verdicts([told], [officer], [agreement], time_zone="America/Chicago") == {"1": "authorized"}


def test_a_log_that_names_no_zone_is_judged_by_its_offsets_as_a_decision_is() -> None:
    told = start("JEM hold_past_release")
    friday = {"hold_started_at": "2025-10-31T12:00:00-04:00", "hold_ended_at": "2025-11-03T12:00:00-05:00"}
    held = {"act_id": "1", "at": "2025-10-31T12:00:00-04:00", "transferred_to_ice_at": None} | friday
    act = told["act"] | held | {"detainer_issued_at": "2025-10-01T12:00:00-04:00"}
    (row,) = rows_of([act], [told["officer"]], [told["agreement"]])
    known = {name: value for name, value in act.items() if value is not None}
    decision = decide({"act": known, "officer": told["officer"], "agreement": told["agreement"]})
    assert (row["verdict"], row["hold_business_us"]) == (decision.verdict, 24 * facts.HOUR)


def test_an_agreement_that_ends_and_one_that_follows() -> None:
    act, officer, agreement = whole()
    first = agreement | {"agreement_id": "first", "terminated_on": "2025-06-10"}
    second = agreement | {"agreement_id": "second", "agency_signed_on": "2025-06-15", "ice_signed_on": "2025-06-16"}
    days = ["2025-06-09", "2025-06-10", "2025-06-15", "2025-06-16"]
    acts = [act | {"act_id": day, "at": f"{day}T10:00:00-05:00"} for day in days]
    again = {"valid_from": "2025-06-16", "authorization_letter_on": "2025-06-16"}
    officers = [officer | {"valid_to": "2025-06-16"}, officer | again]
    rows = rows_of(acts, officers, [second, first])
    found = {row["act_act_id"]: (row["agreement_agreement_id"], row["verdict"]) for row in rows}
    assert found == {
        "2025-06-09": ("first", "authorized"),
        "2025-06-10": ("first", "not authorized"),
        "2025-06-15": ("first", "not authorized"),
        "2025-06-16": ("second", "authorized"),
    }


def test_a_letter_given_under_an_agreement_that_ended_does_not_reach_the_one_that_follows() -> None:
    act, officer, agreement = whole()
    second = agreement | {"agency_signed_on": "2025-06-15", "ice_signed_on": "2025-06-16"}
    told = act | {"act_id": "1", "at": "2025-06-16T10:00:00-05:00"}
    assert verdicts([told], [officer], [second]) == {"1": "not authorized"}
    found = decide({"act": told, "officer": officer, "agreement": second}).provisions
    failed = [one.id for one in found if one.result == "fail" and one.kind == "condition"]
    assert failed == ["certification.letter-under-agreement"]


def test_an_officer_with_two_rows_is_the_one_of_the_day() -> None:
    act, officer, agreement = whole()
    rows = [
        officer | {"valid_from": None, "valid_to": "2025-06-03", "exam_score": 60},
        officer | {"valid_from": "2025-06-03", "valid_to": None, "exam_score": 80},
    ]
    acts = [act | {"act_id": day, "at": f"{day}T10:00:00-05:00"} for day in ("2025-06-02", "2025-06-03")]
    found = verdicts(acts, rows, [agreement])
    assert found == {"2025-06-02": "not authorized", "2025-06-03": "authorized"}


def test_an_officer_under_two_models_is_judged_by_the_better_and_by_the_one_named() -> None:
    act, officer, agreement = whole("TFM interrogate")
    wso_officer, wso_agreement = officer | {"model": "WSO"}, whole()[2]
    acts = [act | {"act_id": "any"}, act | {"act_id": "named", "model": "WSO"}]
    agreement, wso_agreement = ({**one, "agreement_id": name} for name, one in (("t", agreement), ("w", wso_agreement)))
    rows = rows_of(acts, [officer, wso_officer], [agreement, wso_agreement])
    assert {row["act_act_id"]: row["verdict"] for row in rows} == {"any": "authorized", "named": "not authorized"}
    assert len(rows) == 2


def test_an_officer_not_on_the_roster_stays_undetermined() -> None:
    act, officer, agreement = whole()
    stranger = act | {"act_id": "stranger", "officer_id": "x"}
    assert verdicts([stranger], [officer], [agreement]) == {"stranger": "undetermined"}


def test_an_empty_end_is_none_only_where_the_column_is_there() -> None:
    act, officer, agreement = whole()
    act |= {"act_id": "1"}
    assert verdicts([act], [officer | {"revoked_on": None}], [agreement]) == {"1": "authorized"}
    without = {name: value for name, value in officer.items() if name != "revoked_on"}
    assert verdicts([act], [without], [agreement]) == {"1": "undetermined"}


def test_days_know_weekends_and_federal_holidays() -> None:
    rows = calendar.rows_of_days()
    found = {calendar.EPOCH + timedelta(microseconds=row["midnight"]): row["business"] for row in rows}
    assert [found[date(2025, 7, day)] for day in (3, 4, 5, 6, 7)] == [1, 0, 0, 0, 1]
    assert (found[date(2026, 7, 3)], found[date(2025, 6, 19)], found[date(2019, 6, 19)]) == (0, 0, 1)
    assert sum(found[date(2025, 1, 1) + timedelta(days=n)] for n in range(365)) == 250


def test_the_spans_of_zones_say_what_the_zone_database_says() -> None:
    rows = {(row["zone"], row["span"]): row for row in calendar.rows_of_zones()}
    moment = datetime(2019, 1, 1, tzinfo=UTC)
    while moment < datetime(2028, 1, 1, tzinfo=UTC):
        micros = int(moment.timestamp()) * facts.SECOND
        for zone in ("America/Chicago", "America/Metlakatla", "Pacific/Guam", "US/Hawaii", "EST", "America/Shiprock"):
            row = rows[zone, micros >> calendar.BUCKET]
            passed = (micros >= row["change_1"]) + (micros >= row["change_2"])
            told = moment.astimezone(ZoneInfo(zone)).utcoffset()
            assert told is not None and row[f"offset_{passed}"] == told.total_seconds() * facts.SECOND, (zone, moment)
        moment += timedelta(hours=31)


def test_every_zone_that_is_read_has_its_spans() -> None:
    spans = {row["zone"] for row in calendar.rows_of_zones()}
    assert spans == set(zones()) >= {"US/Hawaii", "Pacific/Saipan", "EST", "America/Shiprock", "UTC"}


def test_a_day_without_its_hour_is_judged_as_far_as_it_goes() -> None:
    act, officer, agreement = whole()
    officer |= {"revoked_on": "2025-06-03"}
    days = {
        "in at": {"at": "2025-06-02"},
        "in began_on": {"at": "", "began_on": "2025-06-02"},
        "after": {"at": "2025-06-03"},
    }
    acts = [act | {"act_id": name, "time_zone": ""} | more for name, more in days.items()]
    rows = {row["act_act_id"]: row for row in rows_of(acts, [officer], [agreement])}
    assert {name: row["verdict"] for name, row in rows.items()} == {
        "in at": "authorized",
        "in began_on": "authorized",
        "after": "not authorized",
    }
    assert {row["duties"] for row in rows.values()} == {"open"}
    assert all(row["act_at"] is None for row in rows.values())


@pytest.mark.parametrize("zone", ["US/Hawaii", "Pacific/Saipan", "EST", "America/Shiprock"])
def test_any_name_of_a_zone_is_read_by_decisions_and_audits_alike(zone: str) -> None:
    act, officer, agreement = whole()
    officer |= {"revoked_on": "2025-06-03"}
    times = {"before": "2025-06-02T23:59:59", "after": "2025-06-03T00:00:00"}
    told = {name: act | {"act_id": name, "at": at, "time_zone": zone} for name, at in times.items()}
    found = verdicts(list(told.values()), [officer], [agreement])
    assert found == {"before": "authorized", "after": "not authorized"}
    alone = {
        name: decide({"act": one, "officer": officer, "agreement": agreement}).verdict for name, one in told.items()
    }
    assert alone == found


@pytest.mark.parametrize("day", ["2025-11-28", "2025-11-29"])
def test_of_days_after_the_newest_list_the_end_is_unknown(day: str) -> None:
    act, officer, agreement = whole()
    listed = {
        name: value
        for name, value in agreement.items()
        if name not in ("agency_signed_on", "ice_signed_on", "terminated_on")
    }
    listed |= {"listed_signed_on": "2025-02-26", "listed_until": "2025-11-28"}
    told = act | {"act_id": "1", "at": f"{day}T10:00:00", "time_zone": "America/Chicago"}
    expected = "authorized if" if day == "2025-11-28" else "undetermined"
    assert verdicts([told], [officer], [listed]) == {"1": expected}
    assert decide({"act": told, "officer": officer, "agreement": listed}).verdict == expected
