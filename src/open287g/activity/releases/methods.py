"""Whether the rows of releases have a method that is asked for: a count of none is told, never given in silence."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from open287g.activity.releases.kinds import layout
from open287g.activity.releases.load import Release
from open287g.core.errors import InputError
from open287g.core.suggest import suggestion


def absent(con: duckdb.DuckDBPyConnection, releases: Sequence[Release], method: str | None) -> str | None:
    """What to say where no row has a method that ICE's releases know; None where rows have it, or none is asked for.

    Raises InputError, with the nearest of those there are, for a method that neither the rows nor ICE's releases know.
    """
    if method is None:
        return None
    every = " union all ".join(f"select method from {one.table}" for one in releases)
    found = con.execute(f"select distinct method from ({every}) where method is not null order by 1").fetchall()
    there = [str(name) for (name,) in found]
    if method.casefold() in (name.casefold() for name in there):
        return None
    if method.casefold() not in (str(name).casefold() for name in layout()["methods"]):
        raise InputError("no row has this method", "--method", suggestion(method, there, "The rows have"), exit_code=2)
    return f"no row has this method; the rows have: {', '.join(there) or 'none'}"
