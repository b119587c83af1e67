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


def test_ten_holds_worked_by_hand(tmp_path: Path) -> None:
    con = duckdb.connect()
    con.execute("set timezone = 'UTC'")
    con.execute("""
        create table acts as
        select act_id, subject_ref, 'hold_past_release' as act, 'XX-jail' as agency_id, 'America/Chicago' as time_zone,
            due::timestamptz as scheduled_release_at, began::timestamptz as hold_started_at,
            ended::timestamptz as hold_ended_at, taken::timestamptz as picked_up_by_ice_at,
            '2026-06-10 12:00-05'::timestamptz as observed_until
        from (values
            ('a', 'p1', '2026-06-01 08:00-05', '2026-06-01 10:00-05', '2026-06-01 16:00-05', '2026-06-01 17:00-05'),
            ('b', 'p2', '2026-06-01 22:00-05', null, null, '2026-06-02 01:00-05'),
            ('c', 'p3', null, '2026-06-01 00:00-05', '2026-06-04 12:00-05', null),
            ('d', 'p3', null, '2026-06-02 00:00-05', '2026-06-03 00:00-05', null),
            ('e', 'p4', null, '2026-06-02 06:00-05', '2026-06-02 10:00-05', null),
            ('f', 'p4', null, '2026-06-02 14:00-05', '2026-06-02 16:00-05', null),
            ('g', null, null, '2026-06-03 01:00-05', '2026-06-03 02:00-05', null),
            ('h', 'p5', null, '2026-06-10 00:00-05', '9000-01-01 00:00+00', null),
            ('i', 'p6', null, '2026-06-03 01:00-05', null, null),
            ('j', 'p7', null, '2026-06-03 05:00-05', '2026-06-03 04:00-05', null)
        ) t(act_id, subject_ref, due, began, ended, taken)""")
    write_overdetention(con, tmp_path, None)
    days = con.execute("select day::varchar, people, hours from overdetention_days").fetchall()
    # p1 6 h, p2 2 h and p3 24 h; p2 1 h, p3 24 h, p4 4 + 2 h; p3 24 h and g 1 h; p3 12 h; p5 until the log closes.
    assert days == [("2026-06-01", 3, 32.0), ("2026-06-02", 3, 31.0), ("2026-06-03", 2, 25.0), ("2026-06-04", 1, 12.0),
                    ("2026-06-10", 1, 12.0)]  # fmt: skip
    told = "holds, measured, unknown, hours, longest_hours, beyond_48_hours, hours_beyond_48, person_days"
    assert con.execute(f"select {told} from overdetention").fetchall() == [(10, 8, 2, 112.0, 84.0, 1, 36.0, 10)]


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


@pytest.mark.parametrize(
    ("own", "peers", "model"),
    [((20, 1), (1_000, 0), "JEM"), ((20, 5), (3, 0), "JEM"), ((40, 12), (1_000, 30), None)],
    ids=["one of twenty", "three acts of peers", "unknown model"],
)
def test_chance_few_peers_and_unknown_models_warn_of_nobody(
    tmp_path: Path, own: tuple[int, int], peers: tuple[int, int], model: str | None
) -> None:
    con = duckdb.connect()
    con.execute("create table counted (officer_id varchar, model varchar, acts bigint, verdict varchar)")
    for officer, (acts, broken) in (("o1", own), ("o2", peers)):
        for many, verdict in ((acts - broken, "authorized"), (broken, "not authorized")):
            con.execute("insert into counted values (?, ?, ?, ?)", [officer, model, many, verdict])
    con.execute("""
        alter table counted add column agency_id varchar default 'XX-jail';
        alter table counted add column shift integer default 1;
        alter table counted add column lawfulness varchar default 'lawful';
        alter table counted add column duties varchar default 'kept'""")
    assert write_warnings(con, tmp_path) == []
    assert con.execute(
        "select count(*) from warnings where (peer_share is null) <> (model = 'unknown')"
    ).fetchall() == [(0,)]
