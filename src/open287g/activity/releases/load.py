"""ICE's record-level releases under FOIA: one row an arrest, detainer, stint in detention, encounter or removal.

Columns are found by name in every edition's layout, identifying ones are never read, what cannot be read is a signal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from open287g.activity.log.privacy import identifies, plain_name
from open287g.activity.releases.sheets import ROW, Sheet, open_sheets
from open287g.core.bundled import read_yaml
from open287g.core.errors import InputError
from open287g.core.sql import literal, number, quoted


@dataclass(frozen=True)
class Signal:
    """Something a reader should look at: where it stands and why."""

    file: str
    sheet: str
    row: int | None
    column: str
    value: str
    reason: str


@dataclass
class Release:
    """One sheet of a release. `table` is in DuckDB: moment, state, method, the kept columns, file, sheet, row."""

    file: str
    sheet: str
    kind: str
    table: str
    rows: int
    dropped: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    signals: list[Signal] = field(default_factory=list)


@cache
def layout() -> dict[str, Any]:
    """The bundled description of columns, kinds and spellings."""
    described: dict[str, Any] = read_yaml("activity/data/releases.yaml")
    return described


def load_releases(con: duckdb.DuckDBPyConnection, paths: list[Path]) -> Iterator[Release]:
    """Read every sheet that holds records in `paths` (.xlsx or .parquet) into tables of `con`."""
    made = 0
    for path in paths:
        any_records = False
        for sheet in open_sheets(con, path, known=_known_names(), made=made):
            any_records = True
            made += 1
            yield _load(con, sheet)
        if not any_records:
            raise InputError(
                "no sheet has a header row of an ICE release",
                where=str(path),
                remedy="Expected columns such as Apprehension Date and Apprehension Method, or Detainer Prepare Date.",
            )


def _known_names() -> frozenset[str]:
    description = layout()
    names = {name for marks in description["kinds"].values() for name in (*marks["marks"], marks["method"])}
    names |= set(description["dropped"]) | set(description["kept"]) | set(description["same"])
    return frozenset(names | {other for others in description["same"].values() for other in others})


def _load(con: duckdb.DuckDBPyConnection, sheet: Sheet) -> Release:
    columns = _canonical(sheet.columns)
    kind = _kind(columns, sheet)
    marks = layout()["kinds"][kind]
    table = f"{sheet.table}_tidy"
    con.execute(f"create or replace table {table} as {_tidy_sql(sheet, columns, marks)}")
    read = {columns[name][0] for name in _wanted(marks) if name in columns}
    others = [name for name in sheet.columns if name not in read]
    release = Release(sheet.file, sheet.name, kind, table, number(con, f"select count(*) from {table}"))
    release.dropped = [name for name in others if plain_name(name) in layout()["dropped"] or identifies(name)]
    release.unused = [name for name in others if name not in release.dropped]
    release.signals = [*_repeated(sheet, columns), *_unread_days(con, sheet, table, columns[marks["day"]][0])]
    con.execute(f"alter table {table} drop column raw_day")
    return release


def _canonical(headers: list[str]) -> dict[str, list[str]]:
    """The header(s) of the file that tell each column of ours, the preferred name first."""
    plain: dict[str, list[str]] = {}
    for header in headers:
        plain.setdefault(plain_name(header), []).append(header)
    told_by = dict(plain)
    for name, others in layout()["same"].items():
        present = [header for key in others for header in plain.get(key, [])]
        if present:
            told_by[name] = present
    return told_by


def _kind(columns: dict[str, list[str]], sheet: Sheet) -> str:
    for kind, marks in layout()["kinds"].items():
        if any(name in columns for name in marks["marks"]) and marks["day"] in columns:
            return str(kind)
    raise InputError(
        f"cannot tell what the records are; columns: {', '.join(sheet.columns[:12])}",
        where=f"{sheet.file}, sheet {sheet.name}",
        remedy="Expected Apprehension Date, Detainer Prepare Date, Event Date, Book In Date Time or Departed Date.",
    )


def _wanted(marks: dict[str, str]) -> list[str]:
    return [marks["day"], marks["state"], marks["method"], *layout()["kept"]]


def _tidy_sql(sheet: Sheet, columns: dict[str, list[str]], marks: dict[str, str]) -> str:
    def text(name: str) -> str:
        if name not in columns:
            return "cast(null as varchar)"
        # ICE writes (b)(6) and the like over what it withholds.
        cell = f"nullif(trim(regexp_replace({quoted(columns[name][0])}, '\\s+', ' ', 'g')), '')"
        return f"case when {cell} similar to '\\(b\\).*' then null else {cell} end"

    known = ", ".join(f"{literal(one.lower())}: {literal(one)}" for one in layout()["methods"])
    method = text(marks["method"])
    kept = ", ".join(f"{text(name)} as {name}" for name in layout()["kept"])
    return f"""
        with cells as (
            select {text(marks["day"])} as raw_day, {text(marks["state"])} as state, {method} as method, {kept},
                {ROW} as row
            from {sheet.table}
        )
        select
            coalesce(try_cast(raw_day as timestamp), try_strptime(raw_day, ['%m/%d/%Y', '%m/%d/%Y %H:%M:%S',
                '%m/%d/%Y %I:%M:%S %p', '%m/%d/%Y %H:%M'])) as moment,
            upper(state) as state, coalesce((map {{{known}}})[lower(method)], method) as method,
            {", ".join(layout()["kept"])}, {literal(sheet.file)} as file, {literal(sheet.name)} as sheet, row, raw_day
        from cells"""


def _repeated(sheet: Sheet, columns: dict[str, list[str]]) -> Iterator[Signal]:
    for headers in columns.values():
        first, *others = headers
        for header in others:
            if plain_name(header) == plain_name(first):
                reason = f"the header stands twice; the column {first!r} was read"
                yield Signal(sheet.file, sheet.name, None, header, "", reason)


def _unread_days(con: duckdb.DuckDBPyConnection, sheet: Sheet, table: str, header: str) -> list[Signal]:
    unread = con.execute(f"""
        select row, coalesce(raw_day, ''), case when raw_day is null then 'no date' else 'not a date' end
        from {table} where moment is null order by row""").fetchall()
    return [Signal(sheet.file, sheet.name, row, header, value, reason) for row, value, reason in unread]
