"""The over-detention meter: hours that people were held past release, by person and day, and the money at risk.

A hold counts from when it began, or else the scheduled release, until it ended, or else ICE took the person or the
person was let go: as the log's columns are described. One that is said never to have ended counts up to the closing
instant of the log. Holds of one person that overlap are one. A person-day is a local day on which a person was held,
however short. The money is what confirmed settlements and verdicts have come to a day (`places.settlements`), the
lowest and the highest of them: it says what such days have cost elsewhere, and is no forecast of a case.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from open287g.core.sql import literal, quoted, rows, write_csv
from open287g.places.settlements import daily_rates

_START = ("hold_started_at", "scheduled_release_at")
_END = ("hold_ended_at", "picked_up_by_ice_at", "released_at")
_CLOSED = "observed_until"
_LONGEST = "timestamptz '2100-01-01 00:00:00+00'"
"""Later times say that something never came."""


def write_overdetention(con: duckdb.DuckDBPyConnection, out: Path, time_zone: str | None) -> list[dict[str, Any]]:
    """Write overdetention_days (agency and day: people, hours) and overdetention (agency: the whole, and the money).

    The rows of the latter.
    """
    held = {row[0] for row in con.execute("describe acts").fetchall()}
    con.execute(f"create temp table held_past as {_held(held, time_zone)}")
    con.execute(f"create temp table held_spans as {_SPANS}")
    rates = daily_rates()
    tables = {"overdetention_days": _DAYS, "overdetention": _whole(rates[0].usd, rates[-1].usd, "at" in held)}
    for name, sql in tables.items():
        con.execute(f"create temp table {name} as {sql}")
        con.execute(f"copy {name} to {literal(out / f'{name}.parquet')} (format parquet)")
        write_csv(con, name, out / f"{name}.csv")
    return rows(con, "from overdetention")


def _held(held: set[str], time_zone: str | None) -> str:
    """Each hold with its zone and the instants at which it started and ended; null where they are not known or
    contradict each other, or where no zone tells their days.
    """
    zone = "time_zone" if "time_zone" in held else "null"
    zone = f"coalesce({zone}, {literal(time_zone) if time_zone else 'null'})::varchar"
    start, end = _first(_START, held), f"coalesce({_first(_END, held)}, {_open(held)})"
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


def _open(held: set[str]) -> str:
    """The closing instant of the log, where a hold is said to have had no end up to it."""
    never = [f"{quoted(name)} >= {_LONGEST}" for name in _END if name in held]
    if not never or _CLOSED not in held:
        return "cast(null as timestamptz)"
    return f"case when {' or '.join(never)} then {quoted(_CLOSED)} end"


_HOUR = 3_600_000_000


def _time(start: str, end: str) -> str:
    """Microseconds between two instants: those that passed, whatever a clock on the wall said. Whole numbers have one
    sum, in whatever order they are added.
    """
    return f"(epoch_us({end}) - epoch_us({start}))"


def _hours(time: str) -> str:
    return f"round({time} / {_HOUR}, 2)"


_SPANS = """
    with apart as (
        select *, started <= max(ended) over (partition by agency_id, person order by started, ended, zone
            rows between unbounded preceding and 1 preceding) as goes_on
        from held_past where started is not null),
    numbered as (
        select *, count(*) filter (goes_on is not true) over (partition by agency_id, person
            order by started, ended, zone rows unbounded preceding) as span from apart)
    select agency_id, person, min(zone) as zone, min(started) as started, max(ended) as ended
    from numbered group by agency_id, person, span"""
"""When each person was held, without a break."""

_DAYS = f"""
    with days as (
        select agency_id, person, started, ended, zone, unnest(generate_series(
                date_trunc('day', timezone(zone, started)), date_trunc('day', timezone(zone, ended)), interval 1 day)
            ) as day
        from held_spans),
    parts as (
        select agency_id, person, day, greatest(started, timezone(zone, day)) as since,
            least(ended, timezone(zone, day + interval 1 day)) as until
        from days where ended > timezone(zone, day))
    select agency_id, cast(day as date) as day, count(distinct person) as people,
        {_hours(f"sum({_time('since', 'until')})")} as hours
    from parts group by all order by all"""


def _whole(low: float, high: float, timed: bool) -> str:
    # The span of a log is that of all its acts: days without a hold count as well.
    span = 'cast(min("at") as date) as first_day, cast(max("at") as date) as last_day'
    limit = 48 * _HOUR
    none = "cast(null as date) as first_day, cast(null as date) as last_day"
    return f"""
        with spans as (select agency_id, {span if timed else none} from acts group by agency_id),
        days as (select agency_id, sum(people)::bigint as person_days from overdetention_days group by all),
        times as (select agency_id, {_time("started", "ended")} as held from held_spans),
        whole as (select agency_id, sum(held) as held, max(held) as longest, count(*) filter (held > {limit}) as beyond,
            sum(greatest(held - {limit}, 0)) as held_beyond from times group by agency_id)
        select agency_id, count(*) as holds, count(started) as measured, count(*) - count(started) as unknown,
            {_hours("any_value(held)")} as hours, {_hours("any_value(longest)")} as longest_hours,
            any_value(beyond) as beyond_48_hours, any_value(person_days) as person_days,
            round(any_value(person_days) * {low!r}) as usd_low, round(any_value(person_days) * {high!r}) as usd_high,
            {_hours("any_value(held_beyond)")} as hours_beyond_48,
            any_value(first_day) as first_day, any_value(last_day) as last_day
        from held_past left join whole using (agency_id) left join days using (agency_id)
            left join spans using (agency_id)
        group by agency_id order by hours desc nulls last, agency_id"""
