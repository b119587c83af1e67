"""The over-detention meter: hours that people were held past release, by person and day, and the money at risk.

A hold counts from the time of release until ICE took the person, the person was let go, or the hold ended. The money is
what confirmed settlements and verdicts have come to a day (`places.settlements`), the lowest and the highest of them:
it says what such days have cost elsewhere, and is no forecast of a case.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from open287g.core.sql import literal, quoted, write_csv
from open287g.places.settlements import daily_rates

_START = ("scheduled_release_at", "hold_started_at")
_END = ("picked_up_by_ice_at", "hold_ended_at", "released_at")
_LONGEST = "timestamptz '2100-01-01 00:00:00+00'"
"""Later times say that something never came."""


def write_overdetention(con: duckdb.DuckDBPyConnection, out: Path, time_zone: str | None) -> None:
    """Write overdetention_days (agency and day: people, hours) and overdetention (agency: the whole, and the money)."""
    held = {row[0] for row in con.execute("describe acts").fetchall()}
    con.execute(f"create temp table held_past as {_held(held, time_zone)}")
    rates = daily_rates()
    tables = {"overdetention_days": _DAYS, "overdetention": _whole(rates[0].usd, rates[-1].usd)}
    for name, sql in tables.items():
        con.execute(f"create temp table {name} as {sql}")
        con.execute(f"copy {name} to {literal(out / f'{name}.parquet')} (format parquet)")
        write_csv(con, name, out / f"{name}.csv")


def _held(held: set[str], time_zone: str | None) -> str:
    """Each hold with its local start and end; null where they are not known or contradict each other."""
    zone = "time_zone" if "time_zone" in held else "null"
    zone = f"coalesce({zone}, {literal(time_zone or 'UTC')})"
    start, end = (_first(names, held) for names in (_START, _END))
    person = "coalesce(subject_ref, act_id)" if "subject_ref" in held else "act_id"
    return f"""
        select agency_id, {person} as person,
            case when ended > started and ended < {_LONGEST} then timezone(zone, started) end as started,
            case when ended > started and ended < {_LONGEST} then timezone(zone, ended) end as ended
        from (select *, {zone} as zone, {start} as started, {end} as ended from acts where act = 'hold_past_release')"""


def _first(names: tuple[str, ...], held: set[str]) -> str:
    return f"coalesce({', '.join([*(quoted(name) for name in names if name in held), 'cast(null as timestamptz)'])})"


_DAYS = """
    with days as (
        select agency_id, person, started, ended,
            unnest(generate_series(date_trunc('day', started), date_trunc('day', ended), interval 1 day)) as day
        from held_past where started is not null)
    select agency_id, cast(day as date) as day, count(distinct person) as people,
        round(sum(epoch(least(ended, day + interval 1 day) - greatest(started, day))) / 3600, 2) as hours
    from days where ended > day group by all order by all"""


def _whole(low: float, high: float) -> str:
    return f"""
        with days as (select agency_id, sum(people)::bigint as person_days from overdetention_days group by all)
        select agency_id, count(*) as holds, count(started) as measured, count(*) - count(started) as unknown,
            round(coalesce(sum(epoch(ended - started)), 0) / 3600, 2) as hours,
            round(max(epoch(ended - started)) / 3600, 2) as longest_hours,
            count(*) filter (ended - started > interval 48 hour) as beyond_48_hours,
            coalesce(any_value(person_days), 0) as person_days,
            round(coalesce(any_value(person_days), 0) * {low!r}) as usd_low,
            round(coalesce(any_value(person_days), 0) * {high!r}) as usd_high
        from held_past left join days using (agency_id) group by agency_id order by hours desc, agency_id"""
