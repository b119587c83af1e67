"""In which order a file writes its days: told by those that can be read one way alone."""

from __future__ import annotations

import duckdb

_ISO = r"^\s*\d{4}-\d{1,2}-\d{1,2}"
_SLASH = r"^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})"


def order_of_days(con: duckdb.DuckDBPyConnection) -> str:
    """Of the view `timed`: iso, month, day, mixed (some so, some so) or unsure (all can be read both ways)."""
    part = f"try_cast(regexp_extract(day, '{_SLASH}', %d) as integer)"
    ((iso, day_first, month_first, slashed),) = con.execute(
        f"""select count(*) filter (regexp_matches(day, '{_ISO}')), count(*) filter ({part % 1} > 12),
            count(*) filter ({part % 2} > 12), count(*) filter (regexp_matches(day, '{_SLASH}')) from timed"""
    ).fetchall()
    if day_first and month_first:
        return "mixed"
    if day_first:
        return "day"
    if month_first:
        return "month"
    return "unsure" if slashed else "iso" if iso else "none"


def day_sql(order: str) -> str:
    """SQL of the day that the text `day` tells; null where the order is not sure or the text no day."""
    iso = f"case when regexp_matches(day, '{_ISO}') then try_cast(left(trim(day), 10) as date) end"
    if order not in ("day", "month"):
        return iso
    month, day = (2, 1) if order == "day" else (1, 2)
    cut = [f"regexp_extract(day, '{_SLASH}', {at})" for at in (3, month, day)]
    return f"coalesce({iso}, try_cast({cut[0]} || '-' || {cut[1]} || '-' || {cut[2]} as date))"
