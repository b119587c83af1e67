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
    tables = {"overdetention_days": _DAYS, "overdetention": _whole(rates[0].usd, rates[-1].usd, "at" in held)}
    for name, sql in tables.items():
        con.execute(f"create temp table {name} as {sql}")
        con.execute(f"copy {name} to {literal(out / f'{name}.parquet')} (format parquet)")
        write_csv(con, name, out / f"{name}.csv")


def _held(held: set[str], time_zone: str | None) -> str:
    """Each hold with its zone and the instants at which it started and ended; null where they are not known or
    contradict each other, or where no zone tells their days.
    """
    zone = "time_zone" if "time_zone" in held else "null"
    zone = f"coalesce({zone}, {literal(time_zone) if time_zone else 'null'})::varchar"
    start, end = (_first(names, held) for names in (_START, _END))
    person = "coalesce(subject_ref, act_id)" if "subject_ref" in held else "act_id"
    known = "ended > started and zone is not null"
    return f"""
        select agency_id, {person} as person, zone,
            case when {known} then started end as started, case when {known} then ended end as ended
        from (select *, {zone} as zone, {start} as started, {end} as ended from acts where act = 'hold_past_release')"""


def _first(names: tuple[str, ...], held: set[str]) -> str:
    """The first time that is told of something that came."""
    came = [f"case when {quoted(name)} < {_LONGEST} then {quoted(name)} end" for name in names if name in held]
    return f"coalesce({', '.join([*came, 'cast(null as timestamptz)'])})"


def _hours(start: str, end: str) -> str:
    """Hours between two instants: those that passed, whatever a clock on the wall said."""
    return f"(epoch_us({end}) - epoch_us({start})) / 3600e6"


_DAYS = f"""
    with days as (
        select agency_id, person, started, ended, zone, unnest(generate_series(
                date_trunc('day', timezone(zone, started)), date_trunc('day', timezone(zone, ended)), interval 1 day)
            ) as day
        from held_past where started is not null),
    parts as (
        select agency_id, person, day, greatest(started, timezone(zone, day)) as since,
            least(ended, timezone(zone, day + interval 1 day)) as until
        from days where ended > timezone(zone, day))
    select agency_id, cast(day as date) as day, count(distinct person) as people,
        round(sum({_hours("since", "until")}), 2) as hours
    from parts group by all order by all"""


def _whole(low: float, high: float, timed: bool) -> str:
    # The span of a log is that of all its acts: days without a hold count as well.
    span = 'cast(min("at") as date) as first_day, cast(max("at") as date) as last_day'
    none = "cast(null as date) as first_day, cast(null as date) as last_day"
    return f"""
        with spans as (select agency_id, {span if timed else none} from acts group by agency_id),
        days as (select agency_id, sum(people)::bigint as person_days from overdetention_days group by all),
        holds as (select *, {_hours("started", "ended")} as held from held_past)
        select agency_id, count(*) as holds, count(held) as measured, count(*) - count(held) as unknown,
            round(sum(held), 2) as hours, round(max(held), 2) as longest_hours,
            case when count(held) > 0 then count(*) filter (held > 48) end as beyond_48_hours,
            any_value(person_days) as person_days,
            round(any_value(person_days) * {low!r}) as usd_low, round(any_value(person_days) * {high!r}) as usd_high,
            round(sum(greatest(held - 48, 0)) filter (held is not null), 2) as hours_beyond_48,
            any_value(first_day) as first_day, any_value(last_day) as last_day
        from holds left join days using (agency_id) left join spans using (agency_id)
        group by agency_id order by hours desc nulls last, agency_id"""
