"""One table of arrests from releases: day, month, year, state, area, method, criminality, agency of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from open287g.activity.landmarks.of_releases import read_landmarks, unnamed
from open287g.activity.releases.load import Release
from open287g.activity.releases.values import WITHHELD
from open287g.core.errors import InputError
from open287g.core.filling import create
from open287g.core.sql import literal
from open287g.places.states import parse_state
from open287g.record.asking.record import Record

TABLE = "arrests"
KEYS = ("day", "month", "year", "state", "area", "method", "criminality", "agency", "landmark")
"""What arrests are counted by; `year` is the fiscal year, which begins in October."""
OF_LANDMARKS = frozenset({"state", "agency"})
"""Keys that the landmark tells: they need the record."""
PROGRAM = "287(g) Program"
LOCAL_JAILS = "CAP Local Incarceration"


_PLACE = ("landmark", "area", "state", "agency", "agency_id", "agency_state")


@dataclass(frozen=True)
class Frame:
    """The table TABLE of `con`, and the first and last day in it."""

    con: duckdb.DuckDBPyConnection
    first: date
    last: date


def arrests_of(con: duckdb.DuckDBPyConnection, releases: Sequence[Release], record: Record | None) -> Frame:
    """Make TABLE of `con` from the arrests among `releases`; without a record state is what the file says, agency null.

    Raises InputError where a file holds something else than arrests, or no arrest tells its day.
    """
    for one in releases:
        if one.kind != "arrests":
            raise InputError(
                f"the file holds {one.kind.replace('_', ' ')}, one row each, and no arrests", one.file, "Name arrests."
            )
    days = [day for one in releases for day in (one.first_day, one.last_day) if day is not None]
    if not days:
        raise InputError(
            "no arrest tells its day",
            ", ".join(one.file for one in releases),
            "See what could not be read: open287g activity releases --signals",
        )
    _places(con, releases, record)
    _states(con, releases)
    every = " union all ".join(f"select * from {one.table}" for one in releases)
    con.execute(
        f"""
        create or replace table {TABLE} as
        select a.moment::date as day, strftime(a.moment, '%Y-%m') as month,
            year(a.moment + interval 3 month)::varchar as year, coalesce(s.code, a.state, p.state) as state, a.area,
            a.method, a.criminality, p.agency, p.agency_id, p.agency_state,
            case when list_contains($hidden, a.landmark) then {literal(WITHHELD)} else a.landmark end as landmark
        from ({every}) a left join arrest_places p
            on a.landmark is not distinct from p.landmark and a.area is not distinct from p.area
            left join arrest_states s on a.state = s.written""",
        {"hidden": sorted(unnamed(con, releases))},
    )
    return Frame(con, min(days), max(days))


def _states(con: duckdb.DuckDBPyConnection, releases: Sequence[Release]) -> None:
    """The table arrest_states: each state as files write it and its postal code, null where it is none."""
    con.execute("create or replace table arrest_states (written varchar, code varchar)")
    every = " union all ".join(f"select state from {one.table}" for one in releases)
    for (written,) in con.execute(f"select distinct state from ({every}) where state is not null").fetchall():
        con.execute("insert into arrest_states values (?, ?)", [written, parse_state(written).code])


def _places(con: duckdb.DuckDBPyConnection, releases: Sequence[Release], record: Record | None) -> None:
    """The table arrest_places: each landmark and area with its state and agency."""
    rows: list[tuple[str | None, ...]] = []
    if record is not None:
        reading = read_landmarks(con, releases, record)
        every = " union all ".join(f"select landmark, area from {one.table}" for one in releases)
        for landmark, area in con.execute(f"select distinct landmark, area from ({every})").fetchall():
            found = reading.find(landmark, area)
            agency_state = found.state if found.agency else None
            rows.append((landmark, area, found.state, found.agency, found.agency_id, agency_state))
    con.execute("drop table if exists arrest_places")
    create(con, "arrest_places", dict.fromkeys(_PLACE, "VARCHAR"), rows)
