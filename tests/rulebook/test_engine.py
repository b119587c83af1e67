"""From files to the wide table: zones, calendars, joins, and the interpreter beside DuckDB."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import ibis
import pyarrow as pa
import pytest

from open287g.core.errors import InputError
from open287g.rulebook.engine import calendar
from open287g.rulebook.engine.evaluate import evaluate, settle
from open287g.rulebook.engine.prepare import prepare
from open287g.vocabulary import facts
from tests.rulebook.scenarios import start


def judged(
    acts: list[dict[str, Any]], officers: list[dict[str, Any]], agreements: list[dict[str, Any]], **more: Any
) -> ibis.Table:
    con = ibis.duckdb.connect()
    made = []
    for name, rows in (("acts", acts), ("officers", officers), ("agreements", agreements)):
        columns = dict.fromkeys(key for row in rows for key in row)
        con.con.register(name, pa.Table.from_pylist([{key: row.get(key) for key in columns} for row in rows]))
        made.append(con.table(name))
    return evaluate(prepare(*made, **more))


def verdicts(table: ibis.Table) -> dict[str, str]:
    return {row["act_act_id"]: row["verdict"] for row in table.select("act_act_id", "verdict").to_pyarrow().to_pylist()}


def whole(name: str = "WSO serve_arrest_warrant") -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    told = start(name)
    return told["act"], told["officer"], told["agreement"]


def test_an_officer_changes_standing_at_local_midnight() -> None:
    act, officer, agreement = whole()
    officer |= {"revoked_on": "2025-06-03"}
    times = {
        "before, with an offset": {"at": "2025-06-02T23:59:59-05:00"},
        "after, with an offset": {"at": "2025-06-03T00:00:00-05:00"},
        "before, in Greenwich": {"at": "2025-06-03T04:59:59Z", "time_zone": "America/Chicago"},
        "after, in Greenwich": {"at": "2025-06-03T05:00:00Z", "time_zone": "America/Chicago"},
        "before, local": {"at": "2025-06-02 23:59:59", "time_zone": "America/Chicago"},
        "no zone": {"at": "2025-06-03T04:59:59Z"},
    }
    notices = {"ice_notified_at": None, "transferred_to_ice_at": None, "picked_up_by_ice_at": None}
    acts = [act | notices | {"act_id": name, "time_zone": None} | more for name, more in times.items()]
    assert verdicts(judged(acts, [officer], [agreement])) == {
        "before, with an offset": "authorized",
        "after, with an offset": "not authorized",
        "before, in Greenwich": "authorized",
        "after, in Greenwich": "not authorized",
        "before, local": "authorized",
        "no zone": "undetermined",
    }


def test_timestamps_with_zone_and_without_are_read_alike() -> None:
    act, officer, agreement = whole()
    officer |= {"revoked_on": "2025-06-03"}
    local = datetime(2025, 6, 2, 23, 30)
    instant = datetime(2025, 6, 3, 4, 30, tzinfo=UTC)
    for at in (local, instant):
        told = act | {"act_id": "1", "at": at, "time_zone": "America/Chicago"}
        told.pop("time_zone")
        assert verdicts(judged([told], [officer], [agreement], time_zone="America/Chicago")) == {"1": "authorized"}


def test_an_hour_shown_twice_or_never_is_no_instant() -> None:
    act, officer, agreement = whole("TFM interrogate")
    times = {"twice": "2025-11-02 01:30", "never": "2025-03-09 02:30", "once": "2025-11-02 03:30"}
    acts = [act | {"act_id": name, "at": at, "time_zone": "America/Chicago"} for name, at in times.items()]
    rows = judged(acts, [officer], [agreement]).select("act_act_id", "act_at", "day").to_pyarrow().to_pylist()
    found = {row["act_act_id"]: (row["act_at"] is None, row["day"]) for row in rows}
    assert found == {
        "twice": (True, date(2025, 11, 2)),
        "never": (True, date(2025, 3, 9)),
        "once": (False, date(2025, 11, 2)),
    }


def test_an_agreement_that_ends_and_one_that_follows() -> None:
    act, officer, agreement = whole()
    first = agreement | {"agreement_id": "first", "terminated_on": "2025-06-10"}
    second = agreement | {"agreement_id": "second", "agency_signed_on": "2025-06-15", "ice_signed_on": "2025-06-16"}
    days = ["2025-06-09", "2025-06-10", "2025-06-15", "2025-06-16"]
    acts = [act | {"act_id": day, "at": f"{day}T10:00:00-05:00"} for day in days]
    rows = judged(acts, [officer], [second, first]).to_pyarrow().to_pylist()
    found = {row["act_act_id"]: (row["agreement_agreement_id"], row["verdict"]) for row in rows}
    assert found == {
        "2025-06-09": ("first", "authorized"),
        "2025-06-10": ("first", "not authorized"),
        "2025-06-15": ("first", "not authorized"),
        "2025-06-16": ("second", "authorized"),
    }


def test_an_officer_with_two_rows_is_the_one_of_the_day() -> None:
    act, officer, agreement = whole()
    rows = [
        officer | {"valid_from": None, "valid_to": "2025-06-03", "exam_score": 60},
        officer | {"valid_from": "2025-06-03", "valid_to": None, "exam_score": 80},
    ]
    acts = [act | {"act_id": day, "at": f"{day}T10:00:00-05:00"} for day in ("2025-06-02", "2025-06-03")]
    found = verdicts(judged(acts, rows, [agreement]))
    assert found == {"2025-06-02": "not authorized", "2025-06-03": "authorized"}


def test_an_officer_under_two_models_is_judged_by_the_better_and_by_the_one_named() -> None:
    act, officer, agreement = whole("TFM interrogate")
    wso_officer, wso_agreement = officer | {"model": "WSO"}, whole()[2]
    acts = [act | {"act_id": "any"}, act | {"act_id": "named", "model": "WSO"}]
    settled = settle(judged(acts, [officer, wso_officer], [agreement, wso_agreement]))
    assert verdicts(settled) == {"any": "authorized", "named": "not authorized"}
    assert settled.count().to_pyarrow().as_py() == 2


def test_an_officer_not_on_the_roster_and_an_act_without_officer_stay_undetermined() -> None:
    act, officer, agreement = whole()
    acts = [act | {"act_id": "stranger", "officer_id": "x"}, act | {"act_id": "nobody", "officer_id": None}]
    assert verdicts(judged(acts, [officer], [agreement])) == {"stranger": "undetermined", "nobody": "undetermined"}


def test_an_empty_end_is_none_only_where_the_column_is_there() -> None:
    act, officer, agreement = whole()
    act |= {"act_id": "1"}
    assert verdicts(judged([act], [officer | {"revoked_on": None}], [agreement])) == {"1": "authorized"}
    without = {name: value for name, value in officer.items() if name != "revoked_on"}
    assert verdicts(judged([act], [without], [agreement])) == {"1": "undetermined"}


def test_a_file_without_its_key_is_refused() -> None:
    act, _, agreement = whole()
    with pytest.raises(InputError, match="officer_id"):
        judged([act], [{"us_citizen": True}], [agreement])


def test_days_know_weekends_and_federal_holidays() -> None:
    rows = calendar.days().to_pylist()
    found = {calendar.EPOCH + timedelta(microseconds=row["midnight"]): row["business"] for row in rows}
    assert [found[date(2025, 7, day)] for day in (3, 4, 5, 6, 7)] == [1, 0, 0, 0, 1]
    assert (found[date(2026, 7, 3)], found[date(2025, 6, 19)], found[date(2019, 6, 19)]) == (0, 0, 1)
    assert sum(found[date(2025, 1, 1) + timedelta(days=n)] for n in range(365)) == 250


def test_the_spans_of_zones_say_what_the_zone_database_says() -> None:
    rows = {(row["zone"], row["span"]): row for row in calendar.zone_spans().to_pylist()}
    moment = datetime(2019, 1, 1, tzinfo=UTC)
    while moment < datetime(2028, 1, 1, tzinfo=UTC):
        micros = int(moment.timestamp()) * facts.SECOND
        for zone in ("America/Chicago", "America/Phoenix", "America/Metlakatla", "Pacific/Guam"):
            row = rows[zone, micros >> calendar.BUCKET]
            passed = (micros >= row["change_1"]) + (micros >= row["change_2"])
            told = moment.astimezone(ZoneInfo(zone)).utcoffset()
            assert told is not None and row[f"offset_{passed}"] == told.total_seconds() * facts.SECOND, (zone, moment)
        moment += timedelta(hours=31)


def test_times_that_cannot_be_read_are_unknown_and_stop_nothing() -> None:
    act, officer, agreement = whole()
    times = {
        "2025-06-02T10:00:00-05:00": "authorized",
        "2025-06-02 10:00 -0500": "authorized",
        "2025-06-02T10:00": "authorized",  # The day is known, the instant is not, and no condition asks for it.
        "2025-06-02": "undetermined",
        "2025-02-30T10:00:00-05:00": "undetermined",
        "2025-06-02T25:00:00-05:00": "undetermined",
        "nonsense": "undetermined",
        "0001-01-01T00:00:00+05:00": "undetermined",
        "9999-12-31T23:59:59-05:00": "undetermined",
    }
    plain = {name: value for name, value in act.items() if not name.endswith("_at")}
    assert verdicts(judged([plain | {"act_id": at, "at": at} for at in times], [officer], [agreement])) == times
