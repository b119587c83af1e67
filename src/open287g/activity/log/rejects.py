"""Every reason why a row of a log cannot be used, with file, row and column: a table a person can read.

What stood in the cell is told nowhere: where columns are shifted it is a name, a birth date or a number of a person.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from open287g.activity.log.files_as_sql import Part, faults, keeping, typed
from open287g.core.sql import literal, number, quoted, write_csv

COLUMNS = ("table", "file", "row", "column", "reason")
_PLACE = {True: "row_in_file", False: "file_row_number"}


def create(con: duckdb.DuckDBPyConnection) -> None:
    """The empty table `rejects`."""
    names = ", ".join(f"{quoted(name)} {'bigint' if name == 'row' else 'varchar'}" for name in COLUMNS)
    con.execute(f"create table rejects ({names})")


def collect(con: duckdb.DuckDBPyConnection, part: Part, doubled: str | None) -> None:
    """Add every reason of every bad row of `part`; `doubled` names a table of keys that stand more than once."""
    if part.cut:
        _collect_cut(con, part)
    if not part.bad - part.cut and not doubled:
        return
    source, rules = part.source, part.rules
    reasons = [_reason(name, condition, literal(why)) for name, condition, why in faults(part.cells)]
    join = ""
    if doubled:
        on = " and ".join(f"d.{quoted(key)} = r.{quoted(key)}" for key in rules.key)
        join = f"left join {doubled} d on {on}"
        times = "'stands ' || d.times || ' times; none of the rows is used'"
        reasons.append(_reason(rules.key[0], "d.times is not null", times))
    con.execute(f"""
        insert into rejects
        with found as (
            select {_row(part)} as place,
                unnest(list_filter([{", ".join(reasons)}], lambda one: one is not null)) as fault
            from ({typed(part.cells, part.zone, _numbered(part), _PLACE[part.source.is_csv])}) r {join}
        )
        select {literal(rules.table)}, {literal(source.path.name)}, place,
            fault."column", fault.reason
        from found""")


def write(con: duckdb.DuckDBPyConnection, target: Path) -> int:
    """The rejects as CSV that a spreadsheet opens without running anything; how many there are."""
    write_csv(con, "(from rejects order by all)", target)
    return number(con, "select count(*) from rejects")


def _reason(column: str, condition: str, reason: str) -> str:
    return f"case when {condition} then {{'column': {literal(column)}, 'reason': {reason}}} end"


def _numbered(part: Part) -> str:
    scan = part.source.scan
    if not part.source.is_csv:
        return scan
    # Only a window without order keeps the order of the file; the header is row 1.
    return f"(select *, row_number() over () + 1 as row_in_file from {keeping(scan, part.cut_table + '_again')})"


def _row(part: Part) -> str:
    if not part.source.is_csv:
        return "file_row_number + 1"
    if not part.cut:
        return "row_in_file"
    before = (
        f"select line - row_number() over (order by line) as before from (select distinct line from {part.cut_table})"
    )
    return f"row_in_file + (select count(*) from ({before}) where before < row_in_file)"


def _collect_cut(con: duckdb.DuckDBPyConnection, part: Part) -> None:
    con.execute(f"""
        insert into rejects
        select {literal(part.rules.table)}, {literal(part.source.path.name)}, line, '',
            'cannot be split into cells: ' || lower(first(error_type)) || '. ' || first(error_message)
        from {part.cut_table} group by line""")
