"""A log, roster or agreement list, read and checked: the good rows as a table, every bad row as a reject.

Rows stream; memory is bounded by DuckDB's limit whatever the size of the files.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from open287g.activity.log import rejects
from open287g.activity.log.columns import Schema, schema
from open287g.activity.log.files import find_sources
from open287g.activity.log.files_as_sql import Options, Part, open_part
from open287g.activity.log.folder import inside
from open287g.core.errors import InputError
from open287g.core.progress import step
from open287g.core.sql import literal, number, quoted
from open287g.vocabulary.cells import NOT_A_ZONE
from open287g.vocabulary.zones import zones


@dataclass
class Log:
    """The view `table` of the connection holds the good rows.

    `ignored` names (file, column) that were not read; `left_out` the files of a folder that are no log by their names.
    """

    table: str
    columns: list[str]
    rows: int
    rejected: int
    ignored: list[tuple[str, str]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def connect(scratch: Path, memory: str, threads: int | None = None) -> duckdb.DuckDBPyConnection:
    """A connection that keeps to `memory` (such as "3GB") and spills into `scratch`."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": memory,
        "temp_directory": str(scratch / "spill"),
    }
    if threads:
        settings["threads"] = threads
    try:
        con = duckdb.connect(str(scratch / "work.duckdb"), config=settings)
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise InputError(
            f"memory {memory!r} cannot be used: {reason}", remedy="Write it as 3GB or 800MB.", exit_code=2
        ) from error
    con.execute("set timezone = 'UTC'; set enable_progress_bar = false")
    rejects.create(con)
    return con


def load(
    con: duckdb.DuckDBPyConnection, path: Path, table: str, options: Options, *, hash_columns: bool = False
) -> Log:
    """Read `path` (a file or folder) as `table` of the schema: acts, officers or agreements."""
    if options.time_zone is not None and options.time_zone not in zones():
        raise InputError(f"{options.time_zone!r} is {NOT_A_ZONE}", "the time zone of bare local times", exit_code=2)
    rules = schema(table)
    sources = find_sources(con, path, rules, options.scratch, hash_columns)
    parts: list[Part] = []
    with step(f"checking {table}", total=len(sources)) as progress:
        for source in sources:
            parts.append(open_part(con, source, rules, options, len(parts)))
            progress.advance()
    doubled = _doubled(con, parts, rules)
    for part in parts:
        rejects.collect(con, part, doubled)
    held = dict.fromkeys(name for part in parts for name in part.columns)
    columns = [*(name for name in rules.columns if name in held), *(name for name in held if name not in rules.columns)]
    _view(con, parts, rules, columns, doubled)
    rejected = number(
        con, f'select count(*) from (select distinct file, row from rejects where "table" = {literal(table)})'
    )
    ignored = [(part.source.path.name, name) for part in parts for name in (*part.source.ignored, *part.source.hashed)]
    left_out = [one.name for one in inside(path).left_out]
    return Log(table, columns, number(con, f"select count(*) from {table}"), rejected, ignored, left_out)


def new_key() -> str:
    """A key for one run, so that no one can find a person by hashing guesses."""
    return secrets.token_hex(16)


def _doubled(con: duckdb.DuckDBPyConnection, parts: list[Part], rules: Schema) -> str | None:
    """A table of the keys that stand more than once, with `times`; None when each stands once.

    Most logs are written in the order of their ids, which one pass shows; the rest are grouped.
    """
    if not rules.unique:
        return None
    keys = ", ".join(map(quoted, rules.key))
    every = " union all ".join(f"select {keys} from {part.relation}" for part in parts)
    key = quoted(rules.key[0])
    if len(parts) == 1 and not number(con, _unordered(key, parts[0])):
        return None
    name = f"doubled_{rules.table}"
    given = " and ".join(f"{quoted(key)} is not null" for key in rules.key)
    con.execute(f"""
        create or replace table {name} as
        select {keys}, count(*) as times from ({every}) where {given} group by {keys} having count(*) > 1""")
    return name if number(con, f"select count(*) from {name}") else None


def _unordered(key: str, part: Part) -> str:
    """Whether a key is not greater than the one before it."""
    before = f"select {key}, lag({key}) over () as before from {part.relation}"
    return f"select exists (select 1 from ({before}) where not {key} > before)"


def _view(
    con: duckdb.DuckDBPyConnection, parts: list[Part], rules: Schema, columns: list[str], doubled: str | None
) -> None:
    names = ", ".join(map(quoted, columns))
    every = []
    for part in parts:
        here = ", ".join(map(quoted, part.columns))
        where = "" if part.bad == 0 else " where not bad"
        every.append(f"select {here} from {part.relation}{where}")
    sql = f"select {names} from ({' union all by name '.join(every)})"
    if doubled:
        on = " and ".join(f"t.{quoted(key)} = d.{quoted(key)}" for key in rules.key)
        sql = f"select t.* from ({sql}) t anti join {doubled} d on {on}"
    con.execute(f"create or replace view {rules.table} as {sql}")
