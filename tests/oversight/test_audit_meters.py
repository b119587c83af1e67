"""The over-detention meter and the early warning, on logs worked by hand."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from open287g.oversight.audit.overdetention import write_overdetention
from open287g.oversight.audit.warning import write_warnings
from open287g.places.settlements import daily_rates


def test_hours_past_release_are_counted_by_person_and_local_day(tmp_path: Path) -> None:
    con = duckdb.connect()
    con.execute("""
        set timezone = 'UTC';
        create table acts as
        select * from (values
            ('a', 'p1', timestamptz '2026-03-07 20:00:00-05', timestamptz '2026-03-09 02:00:00-04'),
            ('b', 'p2', timestamptz '2026-03-08 10:00:00-04', timestamptz '2026-03-08 08:00:00-04'),
            ('c', 'p3', timestamptz '2026-03-08 10:00:00-04', null)
        ) t(act_id, subject_ref, scheduled_release_at, picked_up_by_ice_at);
        alter table acts add column act varchar default 'hold_past_release';
        alter table acts add column agency_id varchar default 'XX-jail';
        alter table acts add column time_zone varchar default 'America/New_York'""")
    write_overdetention(con, tmp_path, None)
    days = con.execute("select day::varchar, people, hours from overdetention_days").fetchall()
    assert days == [("2026-03-07", 1, 4.0), ("2026-03-08", 1, 23.0), ("2026-03-09", 1, 2.0)]
    rates = daily_rates()
    ((holds, measured, unknown, person_days, low, high),) = con.execute(
        "select holds, measured, unknown, person_days, usd_low, usd_high from overdetention"
    ).fetchall()
    assert (holds, measured, unknown, person_days) == (3, 1, 2, 3)
    assert (low, high) == (round(3 * rates[0].usd), round(3 * rates[-1].usd))


def _acts(con: duckdb.DuckDBPyConnection, rows: str) -> None:
    con.execute(f"""
        set timezone = 'UTC';
        create table acts as select *, 'hold_past_release' as act, 'XX-jail' as agency_id from (values {rows})
            t(act_id, time_zone, scheduled_release_at, picked_up_by_ice_at, released_at)""")


def test_an_hour_that_the_clock_skips_or_repeats_is_none_that_passed(tmp_path: Path) -> None:
    con = duckdb.connect()
    _acts(con, "('a', 'America/New_York', timestamptz '2026-03-07 12:00-05', timestamptz '2026-03-09 13:00-04', null)")
    write_overdetention(con, tmp_path, None)
    shown = con.execute("select hours, beyond_48_hours, hours_beyond_48 from overdetention").fetchall()
    assert shown == [(48.0, 0, 0.0)]
    assert con.execute("select sum(hours) from overdetention_days").fetchall() == [(48.0,)]


def test_what_nobody_measured_is_empty_and_no_zero(tmp_path: Path) -> None:
    con = duckdb.connect()
    _acts(con, "('a', null::varchar, timestamptz '2026-06-07 23:00-05', timestamptz '2026-06-08 01:00-05', null)")
    write_overdetention(con, tmp_path, None)
    assert con.execute("from overdetention_days").fetchall() == []
    (row,) = con.execute("from overdetention").fetchall()
    assert row == ("XX-jail", 1, 0, 1, *[None] * 9)


def test_an_end_that_never_came_gives_way_to_one_that_did(tmp_path: Path) -> None:
    con = duckdb.connect()
    never, told = "timestamptz '9000-01-01 00:00+00'", "timestamptz '2026-06-08 01:00-05'"
    _acts(con, f"('a', 'America/Chicago', timestamptz '2026-06-07 23:00-05', {never}, {told})")
    write_overdetention(con, tmp_path, None)
    assert con.execute("select measured, hours from overdetention").fetchall() == [(1, 2.0)]


def test_rates_rest_on_confirmed_cases_that_tell_their_days() -> None:
    assert [round(rate.usd) for rate in daily_rates()] == [557, 10000]


@pytest.mark.parametrize(("broken", "stands_out"), [(0, False), (1, False), (12, True)])
def test_an_officer_stands_out_beside_peers_of_the_same_model_alone(
    tmp_path: Path, broken: int, stands_out: bool
) -> None:
    con = duckdb.connect()
    con.execute(f"""
        create table counted as
        select officer_id, 'XX-jail' as agency_id, 'JEM' as model, 1 as shift, acts, verdict, 'lawful' as lawfulness,
            'kept' as duties
        from (values ('o1', {40 - broken}, 'authorized'), ('o1', {broken}, 'not authorized'),
            ('o2', 970, 'authorized'), ('o2', 30, 'not authorized')) t(officer_id, acts, verdict)
        union all select 'o3', 'XX-city', 'TFM', 1, 5000, 'not authorized', 'lawful', 'kept'""")
    write_warnings(con, tmp_path)
    found = con.execute(
        "select shift, stands_out, peer_share from warnings where officer_id = 'o1' order by 1"
    ).fetchall()
    assert found == [("08-16", stands_out, 0.03), ("all", stands_out, 0.03)]
