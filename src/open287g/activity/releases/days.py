"""Days as files write them: ISO, month first, day first; never one guessed where a file mixes the last two."""

from __future__ import annotations

import duckdb

_ORDERED = r"^\s*(\d{1,2})/(\d{1,2})/\d{4}\b"
_MIDNIGHT = "[T ]24:"
"""What ends one day or begins the next: ISO says the next, a log often means the day it writes."""
_TIMES = ("", " %H:%M:%S", " %I:%M:%S %p", " %H:%M", " %I:%M %p")


def order_of(con: duckdb.DuckDBPyConnection, values: str) -> str:
    """How the texts `raw` of the table `values` write a day with slashes: "month", "day" or "mixed"."""
    month_first, day_first = con.execute(f"""
        select coalesce(bool_or(try_cast(regexp_extract(raw, '{_ORDERED}', 2) as int) > 12), false),
            coalesce(bool_or(try_cast(regexp_extract(raw, '{_ORDERED}', 1) as int) > 12), false)
        from {values} where raw like '%/%'""").fetchall()[0]
    if month_first and day_first:
        return "mixed"
    return "day" if day_first else "month"


def read_day(order: str) -> str:
    """SQL of the time that `raw` tells, null where it tells none or could be two days."""
    month, day = _formats("%m/%d/%Y"), _formats("%d/%m/%Y")
    iso = f"case when not regexp_matches(raw, '{_MIDNIGHT}') then try_cast(raw as timestamp) end"
    if order == "mixed":
        either = f"try_strptime(raw, {month})", f"try_strptime(raw, {day})"
        return f"""case when raw not like '%/%' then {iso}
            when {either[0]} is not null and {either[1]} is not null and {either[0]} <> {either[1]} then null
            else coalesce({either[0]}, {either[1]}) end"""
    written = day if order == "day" else month
    return f"case when raw like '%/%' then try_strptime(raw, {written}) else {iso} end"


def why_unread(order: str) -> str:
    """SQL of why `raw` tells no day."""
    either = "when raw like '%/%' and regexp_matches(raw, '^\\s*\\d') then 'month or day first: the file has both'"
    midnight = f"when regexp_matches(raw, '{_MIDNIGHT}') then '24:00 may be of this day or the next'"
    return f"case when raw is null then 'no date' {midnight} {either if order == 'mixed' else ''} else 'not a date' end"


def _formats(day: str) -> str:
    return "[" + ", ".join(f"'{day}{time}'" for time in _TIMES) + "]"
