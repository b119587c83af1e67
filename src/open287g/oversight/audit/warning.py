"""Early warning: officers whose acts break more than those of their peers under the same model, whole and by shift.

Officers appear by the id the roster gives them. A warning asks for a look; it proves nothing of an officer. Whose
model is not known has no peers.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from open287g.core.bundled import read_yaml
from open287g.core.sql import literal, rows, write_csv
from open287g.vocabulary.verdicts import NOT_AUTHORIZED, NOT_LAWFUL


def write_warnings(con: duckdb.DuckDBPyConnection, out: Path) -> list[dict[str, Any]]:
    """Write warnings below `out`: officer, model and shift, beside the peers; the rows that stand out."""
    rules = read_yaml("oversight/audit/warning.yaml")
    con.execute(f"create temp table warnings as {_warnings(rules)}")
    con.execute(f"copy warnings to {literal(out / 'warnings.parquet')} (format parquet)")
    write_csv(con, "warnings", out / "warnings.csv")
    return rows(con, "from warnings where stands_out")


def _warnings(rules: dict[str, Any]) -> str:
    broken = f"verdict = {literal(NOT_AUTHORIZED)} or lawfulness = {literal(NOT_LAWFUL)} or duties = 'breached'"
    names = ", ".join(map(literal, rules["shifts"]))
    least, broken_least, z = (rules[name] for name in ("least_acts", "least_broken", "deviations"))
    # The last term is for skew (Cornish and Fisher): few of what is rare are many more often than a normal law says.
    return f"""
        with told as (
            select officer_id, agency_id, coalesce(model, 'unknown') as model, [{names}][shift + 1] as shift,
                sum(acts)::bigint as acts, coalesce(sum(acts) filter ({broken}), 0)::bigint as broken
            from counted where officer_id is not null group by all),
        each as (
            select officer_id, agency_id, model, 'all' as shift, sum(acts)::bigint as acts,
                sum(broken)::bigint as broken from told group by all union all from told where shift is not null),
        beside as (
            select *, case when model <> 'unknown' then sum(acts) over peers - acts end as peer_acts,
                sum(broken) over peers - broken as peer_broken
            from each window peers as (partition by model, shift)),
        shares as (
            select *, broken / acts as share, peer_broken / nullif(peer_acts, 0) as peer_share,
                (broken + peer_broken) / (acts + peer_acts) as pooled from beside),
        limits as (
            select *, peer_share + {z} * sqrt(pooled * (1 - pooled) * (1 / acts + 1 / peer_acts))
                + {(z**2 - 1) / 6} * (1 - 2 * pooled) / acts as threshold from shares)
        select officer_id, agency_id, model, shift, acts, broken, round(share, 4) as share,
            round(peer_share, 4) as peer_share, round(threshold, 4) as threshold,
            coalesce(least(acts, peer_acts) >= {least} and broken >= {broken_least} and share > threshold, false)
                as stands_out
        from limits order by stands_out desc, share - peer_share desc nulls last, officer_id, agency_id, model, shift"""
