"""Early warning: officers whose acts break more than those of their peers under the same model, whole and by shift.

Officers appear by the id the roster gives them. A warning asks for a look; it proves nothing of an officer.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from open287g.core.bundled import read_yaml
from open287g.core.sql import literal, write_csv
from open287g.vocabulary.verdicts import NOT_AUTHORIZED, NOT_LAWFUL


def write_warnings(con: duckdb.DuckDBPyConnection, out: Path) -> int:
    """Write warnings below `out`: officer, model and shift, beside the peers; how many stand out."""
    rules = read_yaml("oversight/audit/warning.yaml")
    con.execute(f"create temp table warnings as {_warnings(rules['least_acts'], rules['deviations'], rules['shifts'])}")
    con.execute(f"copy warnings to {literal(out / 'warnings.parquet')} (format parquet)")
    write_csv(con, "warnings", out / "warnings.csv")
    ((many,),) = con.execute("select count(*) from warnings where stands_out").fetchall()
    return int(many)


def _warnings(least: int, deviations: float, shifts: list[str]) -> str:
    broken = f"verdict = {literal(NOT_AUTHORIZED)} or lawfulness = {literal(NOT_LAWFUL)} or duties = 'breached'"
    names = ", ".join(map(literal, shifts))
    return f"""
        with told as (
            select officer_id, agency_id, coalesce(model, 'unknown') as model, [{names}][shift + 1] as shift,
                sum(acts)::bigint as acts, coalesce(sum(acts) filter ({broken}), 0)::bigint as broken
            from counted group by all),
        each as (
            select officer_id, agency_id, model, 'all' as shift, sum(acts)::bigint as acts,
                sum(broken)::bigint as broken from told group by all union all from told where shift is not null),
        beside as (
            select *, sum(acts) over peers - acts as peer_acts, sum(broken) over peers - broken as peer_broken
            from each window peers as (partition by model, shift)),
        shares as (
            select *, broken / acts as share, peer_broken / nullif(peer_acts, 0) as peer_share from beside),
        limits as (
            select *, peer_share + {deviations} * sqrt(peer_share * (1 - peer_share) / acts) as threshold from shares)
        select officer_id, agency_id, model, shift, acts, broken, round(share, 4) as share,
            round(peer_share, 4) as peer_share, round(threshold, 4) as threshold,
            coalesce(acts >= {least} and share > threshold, false) as stands_out
        from limits order by stands_out desc, share - peer_share desc nulls last, officer_id, agency_id, model, shift"""
