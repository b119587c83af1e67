"""What an agency is called, beside its id."""

from __future__ import annotations

from collections.abc import Sequence


def named_sql(of: str, columns: Sequence[str]) -> str:
    """SQL of the rows of `of`, a table or query with these `columns`, in the order it has, with the columns name,
    state, county_names and model wherever it lacks them.

    `name` and `county_names` are those of its `agency_id`, `model` that of its `agreement_id`; null where unknown. A
    table without agency_id takes the agency of its agreement_id.
    """
    have = set(columns)
    agency = "t.agency_id" if "agency_id" in have else "split_part(t.agreement_id, ':', 1)"
    added = []
    if "name" not in have:
        added.append("coalesce(g.name, e.name) AS name")
    if "state" not in have:
        added.append("coalesce(g.state, e.state) AS state")
    if "county_names" not in have:
        added.append("g.county_names AS county_names")
    if "model" not in have and "agreement_id" in have:
        added.append("coalesce(a.model, f.model) AS model")
    joins = f"LEFT JOIN agencies g ON g.agency_id = {agency} LEFT JOIN early_agencies e ON e.agency_id = {agency}"
    if "agreement_id" in have:
        joins += " LEFT JOIN agreements a ON a.agreement_id = t.agreement_id"
        joins += " LEFT JOIN early_agreements f ON f.agreement_id = t.agreement_id"
    numbered = f"(SELECT *, row_number() OVER () AS place FROM {of})"
    return f"SELECT {', '.join(['t.* EXCLUDE (place)', *added])} FROM {numbered} t {joins} ORDER BY t.place"
