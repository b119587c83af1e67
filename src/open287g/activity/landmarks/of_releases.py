"""The landmarks of releases: their rows, most first, with the verdict on each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import duckdb

from open287g.activity.landmarks.holders import Holders
from open287g.activity.landmarks.read import Landmarks, Seen
from open287g.activity.releases.load import Release
from open287g.activity.releases.values import WITHHELD, may_name
from open287g.core.errors import InputError
from open287g.record.asking.record import Record

PROGRAM = "287(g) Program"
"""The program's own method of arrest."""

COLUMNS = ("landmark", "area", "rows", "state", "agency_id", "agency", "verdict", "evidence")


def landmarks(
    con: duckdb.DuckDBPyConnection, releases: Sequence[Release], record: Record, method: str | None = None
) -> list[dict[str, Any]]:
    """Rows of COLUMNS and `place`, for the records of one method or of all.

    Every row of the releases, whatever its method, tells how an area writes its landmarks.
    """
    reading = read_landmarks(con, releases, record)
    return [
        {"landmark": landmark, "area": area, "rows": rows, **reading.find(landmark, area)._asdict()}
        for landmark, area, rows in _seen(con, releases, method)
    ]


def told(
    con: duckdb.DuckDBPyConnection, releases: Sequence[Release], rows: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """The rows as anyone may see them: a rare landmark that may be the name of a person is one that is withheld."""
    hidden = unnamed(con, releases)
    return [row | {"landmark": WITHHELD} if row["landmark"] in hidden else row for row in rows]


def unnamed(con: duckdb.DuckDBPyConnection, releases: Sequence[Release]) -> frozenset[str]:
    """The landmarks that are told to nobody, since few rows have them and they may name a person."""
    rows: Counter[str] = Counter()
    for landmark, _, n in _seen(con, releases, None):
        if landmark is not None:
            rows[landmark] += n
    return frozenset(landmark for landmark, n in rows.items() if may_name(landmark, n))


def read_landmarks(con: duckdb.DuckDBPyConnection, releases: Sequence[Release], record: Record) -> Landmarks:
    """The reading of all landmarks of releases. Raises InputError where no row tells a day."""
    days = [day for one in releases for day in (one.first_day, one.last_day) if day is not None]
    if not days:
        raise InputError(
            "no row tells a day", remedy="See what could not be read: open287g activity releases --signals"
        )
    first, last = min(days), max(days)
    by_program = {landmark for landmark, _, _ in _seen(con, releases, PROGRAM) if landmark}
    return Landmarks(Holders(record), _seen(con, releases, None), by_program, first, last)


def _seen(con: duckdb.DuckDBPyConnection, releases: Sequence[Release], method: str | None) -> list[Seen]:
    every = " union all ".join(f"select landmark, area, method from {one.table}" for one in releases)
    return con.execute(
        f"""select landmark, area, count(*) as n from ({every})
        where $method is null or lower(method) = lower($method) group by all order by n desc, landmark, area""",
        {"method": method},
    ).fetchall()
