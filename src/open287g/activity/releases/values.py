"""The distinct values of a column, each cleaned once: trimmed, spelled as its code, null where empty or withheld."""

from __future__ import annotations

from collections.abc import Callable

import duckdb

from open287g.activity.areas import office_of
from open287g.activity.releases.kinds import layout
from open287g.core.sql import literal, quoted


def clean_values(con: duckdb.DuckDBPyConnection, stage: str, header: str, column: str, values: str) -> None:
    """Make the table `values`: raw, n, clean, redacted, of the column `header` of `stage` that tells our `column`."""
    spaced = "nullif(trim(regexp_replace(raw, '\\s+', ' ', 'g')), '')"
    con.execute(f"""
        create or replace table {values} as
        with found as (select {quoted(header)} as raw, count(*) as n from {stage} group by all),
        trimmed as (
            select raw, n, {spaced} as text,
                coalesce(regexp_matches(trim(raw), {literal(layout()["redacted"])}, 'i'), false) as redacted
            from found
        )
        select raw, n, redacted, case when redacted then null else {_spelled(column)} end as clean from trimmed""")


def unknown_codes(con: duckdb.DuckDBPyConnection, column: str, values: str) -> dict[str, int]:
    """Values of a coded column that are none of its codes, with their rows; empty for other columns."""
    if column not in _CODED:
        return {}
    found = con.execute(f"""
        select clean, sum(n)::bigint from {values} where clean is not null group by clean order by 2 desc, 1""")
    return {value: n for value, n in found.fetchall() if not _CODED[column](value)}


_CODED: dict[str, Callable[[str], bool]] = {
    "method": lambda value: value in layout()["methods"],
    "area": lambda value: office_of(value).known,
}


def _spelled(column: str) -> str:
    if column in ("state", "landmark"):
        return "upper(text)"
    if column != "method":
        return "text"
    known = ", ".join(f"{literal(code.lower())}: {literal(code)}" for code in layout()["methods"])
    return f"coalesce((map {{{known}}})[lower(text)], text)"
