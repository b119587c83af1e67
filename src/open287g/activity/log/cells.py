"""How a cell is read, in SQL: its text, its typed value and what may be wrong with it.

A cell that cannot be read is never turned into an unknown: its row is rejected, with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass

from open287g.activity.log.columns import Column
from open287g.core.sql import literal, quoted

TYPES = {
    "id": "VARCHAR",
    "code": "VARCHAR",
    "zone": "VARCHAR",
    "flag": "BOOLEAN",
    "time": "TIMESTAMP WITH TIME ZONE",
    "day": "DATE",
    "number": "DOUBLE",
    "count": "BIGINT",
}
FIRST, LAST = "1996-09-30", "2100-01-01"
"""287(g) was enacted on 30 September 1996 (IIRIRA); a time outside these is an error or a filler such as 9999-12-31."""

_HOUR = r"^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?"
_OFFSET = r" ?([Zz]|[+-]\d\d(:?\d\d)?)$"
ZONES = "(select name from pg_timezone_names())"
ZONE_READ = "zone__read"
"""Alias of the row's time zone, null where it names none."""
_FIXED, _BARE = 1, 2
NO_ZONE = "a local time without an offset, and no time zone is given"


@dataclass(frozen=True)
class Cell:
    """`source` reads the file's column, `value` is over the alias `text_of`, faults (condition, reason) over both."""

    column: Column
    source: str
    value: str
    faults: tuple[tuple[str, str], ...]


def text_of(name: str) -> str:
    """The alias of a column as it stands in the file."""
    return quoted(f"{name}__text")


def form_of(name: str) -> str:
    """The alias of how a time written as text is written."""
    return quoted(f"{name}__form")


def read_cell(column: Column, header: str, type_: str, zone: str | None, native: bool = False) -> Cell:
    """How to read the file's column `header` of SQL type `type_`; `zone` is the SQL of the row's time zone, if any.

    `native` says that the file has types of its own (Parquet), so that text in it is meant as it stands.
    """
    text, here = text_of(column.name), quoted(header)
    native = native and type_ == TYPES[column.kind]
    if native and column.kind not in {"id", "code", "zone"}:
        return _cell(column, here, text, ())
    if column.kind == "time" and type_.startswith("TIMESTAMP"):
        value, faults = _local(f"cast({text} as timestamp)", text, column, zone)
        return _cell(column, here, value, faults)
    if column.kind == "number" and type_ in {"BIGINT", "INTEGER", "FLOAT"}:
        return _cell(column, here, f"cast({text} as double)", ())
    if column.kind == "id" and native:
        # Trimming ten million ids takes longer than judging them; Parquet is written by programs, which add no spaces.
        return _cell(column, f"nullif({here}, '')", *_plain(column, text))
    source = f"nullif(trim(cast({here} as varchar)), '')"
    if column.kind == "time":
        return _cell(column, source, *_time(column, text, zone))
    return _cell(column, source, *_plain(column, text))


def _plain(column: Column, text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Every kind but a time."""
    here = quoted(column.name)
    if column.kind == "id":
        return text, (
            (_personal(text), "looks like a name or number of a person"),
        ) if column.name == "subject_ref" else ()
    if column.kind == "code":
        words = ", ".join(map(literal, column.values))
        value = f"{'upper' if column.values[0].isupper() else 'lower'}({text})"
        return value, ((f"{here} not in ({words})", f"not one of {', '.join(column.values)}"),)
    if column.kind == "zone":
        return text, ((f"{here} not in {ZONES}", "not the name of a time zone, such as America/Chicago"),)
    value, reason = {
        "flag": (f"try_cast({text} as boolean)", "not true or false"),
        "day": (_only(text, r"\d{4}-\d\d-\d\d", "date"), "not a day written YYYY-MM-DD"),
        "count": (_only(text, r"\d{1,9}", "bigint"), "not a whole number"),
        "number": (_only(text, r"[+-]?\d{1,12}(\.\d+)?", "double"), "not a number"),
    }[column.kind]
    return value, ((f"{text} is not null and {here} is null", reason),)


def _personal(text: str) -> str:
    number = literal("^[Aa]?[-# ]*[0-9]{2,3}-?[0-9]{2,3}-?[0-9]{3,4}$")
    looks = f"strlen({text}) between 7 and 13 and regexp_matches({text}, {number})"
    return f"({looks}) or contains({text}, ' ') or contains({text}, ',') or contains({text}, '@')"


def _only(text: str, pattern: str, type_: str) -> str:
    return f"case when regexp_full_match({text}, {literal(pattern)}) then try_cast({text} as {type_}) end"


def _time(column: Column, text: str, zone: str | None) -> tuple[str, tuple[tuple[str, str], ...]]:
    here, form = quoted(column.name), form_of(column.name)
    local, faults = _local(
        f"case when {form} = {_BARE} then try_cast({text} as timestamp) end",
        f"nullif({form} = {_BARE}, false)",
        column,
        zone,
    )
    value = f"case when {form} = {_FIXED} then try_cast({text} as timestamptz) else {local} end"
    day = f"{form} = 0 and length({text}) = 10 and try_cast({text} as date) is not null"
    told = "" if zone is None else f" and {zone} is null"
    unread = f"{text} is not null and {here} is null and not ({day}) and not ({form} = {_BARE}{told})"
    return value, ((unread, "not a time such as 2025-04-24T13:05:00-04:00"), (day, "a day without an hour"), *faults)


def form_sql(cell: Cell) -> str:
    """How a time is written: with an offset, without, or (0) neither; looked at once, since patterns are slow."""
    text = text_of(cell.column.name)
    fixed, bare = literal(_HOUR + _OFFSET), literal(_HOUR + "$")
    return (
        f"case when regexp_matches({text}, {fixed}) then {_FIXED} when regexp_matches({text}, {bare}) then {_BARE} "
        f"when {text} is not null then 0 end as {form_of(cell.column.name)}"
    )


def _local(local: str, given: str, column: Column, zone: str | None) -> tuple[str, tuple[tuple[str, str], ...]]:
    """A local time in the row's zone; an hour that the change of the clocks skips or repeats is a fault."""
    if zone is None:
        return "cast(null as timestamptz)", ((f"{given} is not null", NO_ZONE),)
    here = quoted(column.name)
    value = f"timezone({zone}, {local})"
    seen = f"case when {given} is not null then timezone({zone}, {here}) end"
    again = (
        f"timezone({zone}, {here} + interval 1 hour) = {local} or timezone({zone}, {here} - interval 1 hour) = {local}"
    )
    return value, (
        (f"{given} is not null and {zone} is null", NO_ZONE),
        (f"{seen} <> {local}", "an hour that daylight saving skips in this zone"),
        (f"{seen} = {local} and ({again})", "an hour that daylight saving repeats in this zone; write the offset"),
    )


def _cell(column: Column, source: str, value: str, faults: tuple[tuple[str, str], ...]) -> Cell:
    here, found = quoted(column.name), list(faults)
    if column.kind in {"time", "day"}:
        found.append((f"not ({here} between {literal(FIRST)} and {literal(LAST)})", f"outside {FIRST} to {LAST}"))
    if column.low is not None and column.high is not None:
        low, high = column.low, column.high
        found.append((f"not ({here} between {low} and {high})", f"outside {low:g} to {high:g}"))
    if column.required:
        found.append((f"{text_of(column.name)} is null", "empty, and the row needs it"))
    return Cell(column, source, value, tuple(found))
