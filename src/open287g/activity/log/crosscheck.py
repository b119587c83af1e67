"""What does not fit between a log, its roster and its agreements: signals for a person, never silently resolved."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from open287g.activity.log.load import Log


@dataclass(frozen=True)
class Signal:
    """`key` is what it is about (an officer, an agency, a column), `times` how many acts or rows it touches."""

    signal: str
    key: str
    times: int
    says: str


_ALWAYS, _NEVER = "date '0001-01-01'", "date '9999-12-31'"
_UNKNOWN_OFFICERS = """
    select officer_id, sum(acts)::bigint from seen where officer_id not in (select officer_id from officers)
    group by all order by all"""
_UNKNOWN_AGENCIES = """
    select agency_id, sum(acts)::bigint from seen where agency_id not in (select agency_id from agreements)
    group by all order by all"""
_OTHER_AGENCY = """
    select seen.officer_id || ' at ' || seen.agency_id, acts from seen
    anti join officers on seen.officer_id = officers.officer_id and seen.agency_id = officers.agency_id
    where seen.officer_id in (select officer_id from officers) order by all"""


def crosscheck(con: duckdb.DuckDBPyConnection, acts: Log, officers: Log, agreements: Log | None) -> list[Signal]:
    """Every misfit between the three checked tables of `con`."""
    con.execute("create temp table seen as select officer_id, agency_id, count(*) as acts from acts group by all")
    signals = _each(
        con, "unknown officer", _UNKNOWN_OFFICERS, "not in the roster; every fact about the officer is unknown"
    )
    signals += _each(con, "other agency", _OTHER_AGENCY, "the roster has the officer at another agency only")
    signals += _overlaps(con, officers)
    if agreements is not None:
        says = "no agreement of this agency is given; every fact about it is unknown"
        signals += _each(con, "unknown agency", _UNKNOWN_AGENCIES, says)
        signals += _same_day(con, agreements)
    for log in (acts, officers, *([agreements] if agreements else [])):
        signals += [
            Signal("column not read", f"{file}: {name}", 1, f"not a column of {log.table}")
            for file, name in log.ignored
        ]
        signals += [Signal("file not read", file, 1, f"{log.table}: no log by its name") for file in log.left_out]
    return signals


def _each(con: duckdb.DuckDBPyConnection, signal: str, sql: str, says: str) -> list[Signal]:
    return [Signal(signal, str(key), int(times), says) for key, times in con.execute(sql).fetchall()]


def _overlaps(con: duckdb.DuckDBPyConnection, officers: Log) -> list[Signal]:
    """Rows of one officer, agency and model whose days of validity overlap."""
    start = f"coalesce(valid_from, {_ALWAYS})" if "valid_from" in officers.columns else _ALWAYS
    end = f"coalesce(valid_to, {_NEVER})" if "valid_to" in officers.columns else _NEVER
    sql = f"""
        with rows as (
            select officer_id, agency_id, model, {start} as day,
                max({end}) over (
                    partition by officer_id, agency_id, model order by {start}, {end}
                    rows between unbounded preceding and 1 preceding) as earlier_end
            from officers
        )
        select concat_ws(' ', officer_id, agency_id, model), count(*) from rows where day < earlier_end
        group by all order by all"""
    says = (
        "rows of one officer overlap; where they disagree the act has several answers and the most favorable is shown"
    )
    return _each(con, "overlapping officer rows", sql, says)


def _same_day(con: duckdb.DuckDBPyConnection, agreements: Log) -> list[Signal]:
    """Agreements of one agency and model that take effect on the same day, or whose day is not known."""
    days = [_signature(agreements, name) for name in ("agency_signed_on", "ice_signed_on")]
    # `greatest` passes over nulls; an agreement with one signature has no day.
    day = f"case when {days[0]} - {days[1]} is not null then greatest({days[0]}, {days[1]}) end"
    sql = f"""
        select concat_ws(' ', agency_id, model), count(*) from agreements
        group by agency_id, model, {day} having count(*) > 1 order by all"""
    return _each(
        con, "agreements of one day", sql, "two agreements of one agency and model cannot be told apart by day"
    )


def _signature(agreements: Log, name: str) -> str:
    """A day of signing, or for one that is unknown the day that ICE's list states."""
    told = [one for one in (name, "listed_signed_on") if one in agreements.columns]
    return f"coalesce({', '.join([*told, 'cast(null as date)'])})"
