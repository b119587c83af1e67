"""Counts of a release by month, state and method, on this machine or on a cluster."""

from __future__ import annotations

from pathlib import Path

import duckdb

from open287g.activity.releases.load import Release
from open287g.core.cluster import on_spark
from open287g.core.sql import literal

BY = ("kind", "month", "state", "method")
COLUMNS = (*BY, "records", "without_repeats")


def counts(
    con: duckdb.DuckDBPyConnection, releases: list[Release], method: str | None = None
) -> list[dict[str, object]]:
    """Rows of kind, month (YYYY-MM), state, method, records, and `without_repeats`.

    A repeat is a record of the same person within 24 hours of the one before, or one the file itself marks so;
    a record without a person's reference is never one. What the file does not say is counted as "unknown".
    """
    if not releases:
        return []
    counted = con.execute(_counted(f"({_records(releases)})", method))
    return [dict(zip(COLUMNS, row, strict=True)) for row in counted.fetchall()]


def counts_on_spark(
    con: duckdb.DuckDBPyConnection, releases: list[Release], scratch: Path, master: str, method: str | None = None
) -> list[dict[str, object]]:
    """The same rows, counted by the cluster at `master`; `scratch` is a folder that its workers can read.

    The files are read here, which keeps what identifies persons from travelling; what is counted goes by `scratch`.
    """
    if not releases:
        return []
    records = scratch / "records.parquet"
    con.execute(f"copy ({_records(releases)}) to {literal(records)} (format parquet)")
    with on_spark(master, scratch) as cluster:
        cluster.read_parquet(str(records), table_name="release_records")
        found = cluster.sql(_counted("release_records", method), dialect="duckdb").to_pyarrow()
    return [dict(zip(COLUMNS, row.values(), strict=True)) for row in found.to_pylist()]


def _records(releases: list[Release]) -> str:
    return " union all by name ".join(
        f"""select '{one.kind}' as kind, moment, state, method, subject_ref::varchar as subject_ref,
            try_cast(repeat as boolean) as repeat from {one.table}"""
        for one in releases
    )


def _counted(records: str, method: str | None) -> str:
    """SQL that both engines understand: the counts of a table of kind, moment, state, method, subject_ref, repeat."""
    chosen = "true" if method is None else f"lower(method) = lower({literal(method)})"
    return f"""
        with marked as (
            select kind, moment, state, method,
                coalesce(repeat, moment < lag(moment) over (partition by kind, subject_ref order by moment)
                    + interval '24' hour, false) as is_repeat
            from {records} where subject_ref is not null
            union all
            select kind, moment, state, method, coalesce(repeat, false) from {records} where subject_ref is null
        ), named as (
            select kind, coalesce(strftime(moment, '%Y-%m'), 'unknown') as month, coalesce(state, 'unknown') as state,
                coalesce(method, 'unknown') as method, is_repeat
            from marked where {chosen}
        )
        select kind, month, state, method, count(*) as records,
            sum(case when is_repeat then 0 else 1 end) as without_repeats
        from named group by kind, month, state, method order by kind, month, state, method"""
