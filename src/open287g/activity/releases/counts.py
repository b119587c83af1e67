"""Counts of a release by month, state and method."""

from __future__ import annotations

import duckdb

from open287g.activity.releases.load import Release

BY = ("kind", "month", "state", "method")


def counts(
    con: duckdb.DuckDBPyConnection, releases: list[Release], method: str | None = None
) -> list[dict[str, object]]:
    """Rows of kind, month (YYYY-MM), state, method, records, and `without_repeats`.

    A repeat is a record of the same person within 24 hours of the one before, or one the file itself marks so;
    a record without a person's reference is never one. What the file does not say is counted as "unknown".
    """
    if not releases:
        return []
    all_rows = " union all by name ".join(
        f"select '{one.kind}' as kind, moment, state, method, subject_ref, repeat from {one.table}" for one in releases
    )
    counted = con.execute(
        f"""
        with records as ({all_rows}),
        marked as (
            select kind, moment, state, method, coalesce(try_cast(repeat as boolean),
                moment - lag(moment) over (partition by kind, subject_ref order by moment) < interval 24 hours,
                false) as is_repeat
            from records where subject_ref is not null
            union all
            select kind, moment, state, method, coalesce(try_cast(repeat as boolean), false)
            from records where subject_ref is null
        )
        select kind, coalesce(strftime(moment, '%Y-%m'), 'unknown') as month, coalesce(state, 'unknown') as state,
            coalesce(method, 'unknown') as method, count(*) as records,
            count(*) filter (where not is_repeat) as without_repeats
        from marked where $method is null or lower(method) = lower($method)
        group by all order by all""",
        {"method": method},
    )
    names = [column[0] for column in counted.description]
    return [dict(zip(names, row, strict=True)) for row in counted.fetchall()]
