"""ICE's record-level releases under FOIA: one row an arrest, detainer, stint in detention, encounter or removal.

Columns are found by name in every edition's layout, identifying ones are never read, what cannot be read is a signal,
and a ledger tells what became of every row and column.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import duckdb

from open287g.activity.log.load import connect
from open287g.activity.log.privacy import heading, identifies, plain_name, shown
from open287g.activity.releases.days import order_of, read_day, why_unread
from open287g.activity.releases.kinds import Kind, canonical, kind_of, known_names, layout
from open287g.activity.releases.ledger import ColumnLedger, Ledger, RowLedger, Signal
from open287g.activity.releases.sheets import Sheet, open_sheets
from open287g.activity.releases.titles import title_of
from open287g.activity.releases.values import clean_values, unknown_codes
from open287g.activity.releases.workbooks import ROW
from open287g.core.days import today
from open287g.core.errors import InputError
from open287g.core.folders import scratch_folder
from open287g.core.progress import step
from open287g.core.sql import literal, number, quoted
from open287g.vocabulary.moments import FIRST

KEPT = ("state", "method", *layout()["kept"])
_SIGNALS = 1000
_TOTAL = r"^(grand |sub-?)?totals?:?$"


@dataclass
class Release:
    """One sheet of a release. `table` is in DuckDB: moment, the columns KEPT, file, sheet, row.

    `first_day` and `last_day` are None where no row tells a day.
    """

    file: str
    sheet: str
    kind: str
    table: str
    rows: int
    first_day: date | None
    last_day: date | None
    ledger: Ledger
    signals: list[Signal] = field(default_factory=list)

    @property
    def dropped(self) -> list[str]:
        """Headers refused as personal."""
        return [column.header for column in self.ledger.columns if column.use == "personal"]

    @property
    def unused(self) -> list[str]:
        """Headers that nothing here needs."""
        return [column.header for column in self.ledger.columns if column.use == "unused"]


@contextmanager
def reading(memory: str = "3GB", threads: int | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection for releases: its memory bounded, the rest spilled into a scratch folder that is gone afterwards."""
    with scratch_folder("open287g-reading-") as scratch:
        con = connect(scratch, memory, threads)
        try:
            yield con
        finally:
            con.close()


def load_releases(con: duckdb.DuckDBPyConnection, paths: list[Path]) -> Iterator[Release]:
    """Read every sheet that holds records in `paths` into tables of `con`.

    Raises InputError for a file that cannot be read, has no header of a release, or whose header fits two kinds alike.
    """
    made = 0
    for path in paths:
        any_records = False
        with step(f"reading {path.name}"):
            for sheet in open_sheets(con, path):
                any_records = True
                made += 1
                yield _load(con, sheet, f"release_{made}")
        if not any_records:
            raise InputError(
                "no sheet has a header row of an ICE release",
                where=str(path),
                remedy="Expected columns such as Apprehension Date and Apprehension Method, or Detainer Prepare Date.",
            )


def _load(con: duckdb.DuckDBPyConnection, sheet: Sheet, table: str) -> Release:
    kind = _kind(sheet)
    columns = canonical(sheet.columns)
    day = next(columns[name][0] for name in kind.day if name in columns)
    read = {name: columns[source][0] for name, source in _sources(kind).items() if source in columns}
    cut = sheet.store(table, list(dict.fromkeys([day, *read.values()])))
    values = {name: f"{table}_{name}" for name in read}
    for name, header in read.items():
        clean_values(con, table, header, name, values[name], coded=_is_coded(kind, name))
    order = _days(con, table, day)
    con.execute(_tidy(table, day, read, sheet))
    ledger = _ledger(con, sheet, kind, table, day, read, cut)
    signals = [*_repeated(sheet, columns), *_unread_days(con, sheet, table, day, order)]
    ((first, last),) = con.execute(f"select min(moment)::date, max(moment)::date from {table}_tidy").fetchall()
    con.execute(f"drop table {table}")
    return Release(
        sheet.file, sheet.name, kind.name, f"{table}_tidy", ledger.rows.records, first, last, ledger, signals
    )


def _kind(sheet: Sheet) -> Kind:
    verdict = kind_of(sheet.columns)
    if verdict.kind is None:
        raise InputError(
            f"cannot tell what the records are: {verdict.reason}; the file has {shown(sheet.columns, known_names())}",
            where=f"{sheet.file}, sheet {sheet.name}" if sheet.name else sheet.file,
            remedy="Expected one row a record, with Apprehension Date and Apprehension Method, Detainer Prepare Date, "
            "Event Date, Book In Date Time or Departed Date.",
        )
    return verdict.kind


def _sources(kind: Kind) -> dict[str, str]:
    """Our columns and the canonical name that tells each in this kind."""
    return {"state": kind.state, "method": kind.method, **{name: name for name in layout()["kept"]}}


def _days(con: duckdb.DuckDBPyConnection, table: str, day: str) -> str:
    """Make `<table>_days`, the moment of each distinct text; gives how days with slashes are written.

    A day before 287(g) was enacted or to come is unread: it may be of birth, and stretches the days that a file holds.
    """
    con.execute(
        f"create or replace table {table}_days as select {quoted(day)} as raw, count(*) as n from {table} group by 1"
    )
    order = order_of(con, f"{table}_days")
    again = f"lower(regexp_replace(coalesce(raw, ''), '\\s+', ' ', 'g')) = lower({literal(day)})"
    possible = f"told::date between {literal(FIRST.isoformat())}::date and {literal(today().isoformat())}::date"
    con.execute(f"""
        create or replace table {table}_days as
        select raw, n, case when {possible} then told end as moment, {again} as header_again,
            case when told is not null then 'a day before {FIRST} or to come' else {why_unread(order)} end as why
        from (select *, {read_day(order)} as told from {table}_days)""")
    return order


def _tidy(table: str, day: str, read: dict[str, str], sheet: Sheet) -> str:
    """The records: no header again, no row that tells neither a day nor anything else, no title, note or total."""
    joins = " ".join(f"left join {table}_{name} v_{name} on s.{quoted(h)} = v_{name}.raw" for name, h in read.items())
    cells = ", ".join(f"v_{name}.clean as {name}" if name in read else f"null::varchar as {name}" for name in KEPT)
    told = " or ".join(["d.moment is not null", *(f"s.{quoted(h)} is not null" for h in read.values() if h != day)])
    told = f"({told}) and not ({_is_note(day, read, sheet.columns[0])})"
    return f"""
        create or replace table {table}_tidy as
        select d.moment, {cells}, {literal(sheet.file)} as file, {literal(sheet.name)} as sheet, s.{ROW} as row
        from {table} s left join {table}_days d on s.{quoted(day)} = d.raw {joins}
        where not coalesce(d.header_again, false) and ({told})"""


def _is_note(day: str, read: dict[str, str], first: str) -> str:
    """SQL of a row without a day that is no record: a total, or words in the first column and in no other."""
    others = [header for header in read.values() if header not in {day, first}]
    if first not in read.values() or len(others) < 2:
        return "false"
    alone = " and ".join(f"nullif(trim(s.{quoted(header)}), '') is null" for header in [day, *others])
    total = f"regexp_matches(lower(trim(s.{quoted(first)})), '{_TOTAL}')"
    return f"d.moment is null and coalesce({total} or ({alone}), false)"


def _ledger(
    con: duckdb.DuckDBPyConnection, sheet: Sheet, kind: Kind, table: str, day: str, read: dict[str, str], cut: int
) -> Ledger:
    again = number(con, f"select sum(n) from {table}_days where header_again")
    records = number(con, f"select count(*) from {table}_tidy")
    title, span = title_of(sheet.above)
    rows = RowLedger(
        records,
        again,
        number(con, f"select count(*) from {table}") - again - records,
        cut,
        number(con, f"select count(*) from {table}_tidy where moment is null"),
        number(con, f"select count(*) from {table}_tidy where try_cast(repeat as boolean)"),
    )
    outside = None
    if span is not None:
        first, last = (literal(bound.isoformat()) for bound in span)
        outside = number(con, f"select count(*) from {table}_tidy where moment::date not between {first} and {last}")
    columns = [_of_day(con, table, day), *(_of_column(con, table, kind, name, read[name]) for name in read)]
    others = [(place, name) for place, name in enumerate(sheet.columns, 1) if name not in {day, *read.values()}]
    known = known_names().union(layout()["dropped"])
    columns += [
        ColumnLedger("", heading(name, place, known), "personal" if _personal(name) else "unused")
        for place, name in others
    ]
    return Ledger(rows, tuple(columns), title, outside)


def _personal(header: str) -> bool:
    return plain_name(header) in layout()["dropped"] or identifies(header)


def _of_day(con: duckdb.DuckDBPyConnection, table: str, day: str) -> ColumnLedger:
    empty, unread, count = con.execute(f"""
        select coalesce(sum(n) filter (raw is null), 0)::bigint,
            coalesce(sum(n) filter (raw is not null and moment is null and not header_again), 0)::bigint, count(*)
        from {table}_days""").fetchall()[0]
    return ColumnLedger("day", day, "read", empty, 0, unread, empty + unread, count)


def _of_column(con: duckdb.DuckDBPyConnection, table: str, kind: Kind, name: str, header: str) -> ColumnLedger:
    values = f"{table}_{name}"
    empty, redacted, null, count = con.execute(f"""
        select coalesce(sum(n) filter (nullif(trim(raw), '') is null), 0)::bigint,
            coalesce(sum(n) filter (redacted), 0)::bigint,
            coalesce(sum(n) filter (clean is null), 0)::bigint, count(distinct clean)
        from {values}""").fetchall()[0]
    unknown = unknown_codes(con, name, values) if _is_coded(kind, name) else {}
    return ColumnLedger(name, header, "read", empty, redacted, 0, null, count, unknown)


def _is_coded(kind: Kind, column: str) -> bool:
    """Whether the codes that are held are those of this column; what detainers call their type has none."""
    return column != "method" or kind.method == "apprehension_method"


def _repeated(sheet: Sheet, columns: dict[str, list[str]]) -> Iterator[Signal]:
    for headers in columns.values():
        first, *others = headers
        for header in others:
            if plain_name(header) == plain_name(first):
                reason = f"the header stands twice; the column {first!r} was read"
                yield Signal(sheet.file, sheet.name, None, header, reason)


def _unread_days(con: duckdb.DuckDBPyConnection, sheet: Sheet, table: str, day: str, order: str) -> list[Signal]:
    unread = con.execute(f"""
        select t.row, coalesce(d.why, 'no date')
        from {table}_tidy t join {table} s on t.row = s.{ROW} left join {table}_days d on s.{quoted(day)} = d.raw
        where t.moment is null order by t.row limit {_SIGNALS}""").fetchall()
    return [Signal(sheet.file, sheet.name, row, day, reason) for row, reason in unread]
