"""One file of a log as SQL: the typed columns, the rows that cannot be used, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from open287g.activity.log.cells import (
    REQUIRED,
    ZONE_READ,
    Cell,
    form_of,
    form_sql,
    read_cell,
    text_of,
    wall_clock,
    with_day,
    zone_is_known,
)
from open287g.activity.log.columns import Schema
from open287g.activity.log.files import Source
from open287g.core.errors import InputError
from open287g.core.files import reason
from open287g.core.sql import literal, number, quoted
from open287g.vocabulary.facts import LOCAL

FEW = 50_000
"""Rows of a Parquet file up to which all columns are looked at in one statement: asking each by itself takes longer to
plan than to run."""


@dataclass
class Part:
    """A file and its SQL. `relation` gives the typed columns and the flag `bad`.

    `cut` counts rows that could not be split into cells; they stand in `cut_table`.
    """

    source: Source
    rules: Schema
    cells: list[Cell]
    zone: str
    relation: str
    bad: int
    cut: int
    cut_table: str = ""

    @property
    def columns(self) -> list[str]:
        """Our names of the columns it holds."""
        return [cell.column.name for cell in self.cells]


@dataclass(frozen=True)
class Options:
    """How files are to be read: where to stage text, the zone of bare local times, the key of hashes."""

    scratch: Path
    time_zone: str | None = None
    key: str | None = None


def open_part(con: duckdb.DuckDBPyConnection, source: Source, rules: Schema, options: Options, order: int) -> Part:
    """Check every row of `source`; text is staged as Parquet so that later passes need not parse it again."""
    cells = _cells(source, rules, options)
    zone = _zone(source, options) if _asks_zone(cells) else ""
    rows = typed(cells, zone, source.scan)
    checked = f"select {_names(cells)}, {_any_fault(cells)} as bad from ({rows})"
    if not source.is_csv:
        whole = f"select count(*) from ({checked}) where bad"
        few = number(con, f"select count(*) from {source.scan}") <= FEW
        bad = 0 if not few and _is_clean(con, rows, cells) else number(con, whole)
        relation = checked if bad else f"select {_names(cells)} from ({rows})"
        return Part(source, rules, cells, zone, f"({relation})", bad, 0)
    target = options.scratch / f"{rules.table}-{order}.parquet"
    cut_table = f"cut_{rules.table}_{order}"
    _stage(con, checked.replace(source.scan, keeping(source.scan, cut_table)), target, source.path)
    cut = number(con, f"select count(distinct line) from {cut_table}")
    staged = f"read_parquet({literal(target)})"
    bad = number(con, f"select count(*) from {staged} where bad")
    return Part(source, rules, cells, zone, staged, bad, cut, cut_table)


def _cells(source: Source, rules: Schema, options: Options) -> list[Cell]:
    zone = ZONE_READ if options.time_zone or "time_zone" in source.headers else None
    native = not source.is_csv
    cells = [
        read_cell(rules.columns[ours], name, source.types[ours], zone, native) for ours, name in source.headers.items()
    ]
    read = {cell.column.name: cell for cell in cells}
    for cell in cells:
        day = rules.columns.get(cell.column.instead)
        if day is not None and (form_of(cell.column.name) in cell.value or day.name in read):
            read[cell.column.name], read[day.name] = with_day(cell, read.get(day.name), day, zone)
    if rules.table == "acts" and source.is_csv and not options.time_zone:
        # Where no zone is named the offset that a time is written with tells its wall clock.
        read |= {f"{name}_local": wall_clock(name, zone) for name in LOCAL if name in read}
    return [_hashed(cell, options.key) if options.key else cell for cell in read.values()]


def _asks_zone(cells: list[Cell]) -> bool:
    said = (text for cell in cells for text in (cell.value, *(condition for condition, _ in cell.faults)))
    return any(ZONE_READ in text for text in said)


def _zone(source: Source, options: Options) -> str:
    """SQL of the zone in which a row's local times are read: its own, else the one given for all."""
    own = text_of("time_zone") if "time_zone" in source.headers else "null"
    zone = f"coalesce({own}, {literal(options.time_zone)})" if options.time_zone else own
    return f"case when {zone_is_known(zone)} then {zone} end"


def _hashed(cell: Cell, key: str) -> Cell:
    """The reference to a person under a keyed hash; the key is made for one run and kept nowhere."""
    if not cell.column.personal:
        return cell
    return Cell(cell.column, cell.source, f"left(sha256({literal(key)} || {text_of(cell.column.name)}), 16)", ())


def typed(cells: list[Cell], zone: str, scan: str, place: str = "") -> str:
    """Every column of `scan` as text and as its typed value, after the column `place` where one is named."""
    read = ", ".join(f"{cell.source} as {text_of(cell.column.name)}" for cell in cells)
    values = ", ".join(f"{cell.value} as {quoted(cell.column.name)}" for cell in cells)
    read += "".join(f", {form_sql(cell)}" for cell in cells if form_of(cell.column.name) in cell.value)
    kept = f"{place}, " if place else ""
    zoned = f", {zone} as {ZONE_READ}" if zone else ""
    return f"select *, {values} from (select {kept}{read}{zoned} from {scan})"


def _names(cells: list[Cell]) -> str:
    return ", ".join(quoted(cell.column.name) for cell in cells)


def faults(cells: list[Cell]) -> Iterator[tuple[str, str, str]]:
    """Column, condition and reason of everything that makes a row unusable.

    Times that contradict each other do not: the rulebook flags them, and judges the row as far as it goes.
    """
    for cell in cells:
        yield from ((cell.column.name, condition, reason) for condition, reason in cell.faults)


def _is_clean(con: duckdb.DuckDBPyConnection, sql: str, cells: list[Cell]) -> bool:
    """Whether no row has a fault, column by column: a Parquet file's statistics answer for most of them."""
    by_column: dict[str, list[str]] = {}
    for name, condition, _ in faults(cells):
        by_column.setdefault(name, []).append(f"({condition})")
    with_faults = [f"exists (select 1 from ({sql}) where {' or '.join(tests)})" for tests in by_column.values()]
    return not number(con, f"select {' or '.join(with_faults)}") if with_faults else True


def _any_fault(cells: list[Cell]) -> str:
    """Whether a row has a fault. The tests of a column are made of what stands in it: most cells of a log are empty.

    A case, unlike a bare condition, tries the second of two tests only on rows that passed the first.
    """
    every = []
    for cell in cells:
        empty = [f"({condition})" for condition, reason in cell.faults if reason == REQUIRED]
        written = [f"({condition})" for condition, reason in cell.faults if reason != REQUIRED]
        held = [f"({text_of(cell.column.name)} is not null and ({' or '.join(written)}))"] if written else []
        every += held + empty
    return f"case when {' or '.join(every)} then true else false end" if every else "false"


def keeping(scan: str, table: str) -> str:
    """The CSV scan, with rows it cannot split kept in `table`."""
    kept = f"rejects_table = {literal(table)}, rejects_scan = {literal(table + '_scan')}"
    return f"{scan[:-1]}, store_rejects = true, rejects_limit = 0, {kept})"


def _stage(con: duckdb.DuckDBPyConnection, sql: str, target: Path, path: Path) -> None:
    try:
        con.execute(f"copy ({sql}) to {literal(str(target))} (format parquet)")
    except duckdb.InvalidInputException as error:
        raise InputError(
            f"cannot be read as CSV: {reason(error)}", where=str(path), remedy="Save the file as CSV UTF-8."
        ) from error
