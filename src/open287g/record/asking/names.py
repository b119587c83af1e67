"""What an agency is called, beside its id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from open287g.record.asking.rows import Rows

if TYPE_CHECKING:
    import pyarrow as pa


def named(rows: Rows, table: pa.Table) -> pa.Table:
    """`table` with the columns name, county_names and model wherever it lacks them, in the order it had.

    `name` and `county_names` are those of its `agency_id`, `model` that of its `agreement_id`; None where unknown. A
    table without agency_id takes the agency of its agreement_id.
    """
    have = set(table.column_names)
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
    if not added:
        return table
    joins = f"LEFT JOIN agencies g ON g.agency_id = {agency} LEFT JOIN early_agencies e ON e.agency_id = {agency}"
    if "agreement_id" in have:
        joins += " LEFT JOIN agreements a ON a.agreement_id = t.agreement_id"
        joins += " LEFT JOIN early_agreements f ON f.agreement_id = t.agreement_id"
    cursor = rows.connection.cursor()
    cursor.register("asked", table)
    numbered = "(SELECT *, row_number() OVER () AS place FROM asked)"
    query = f"SELECT t.* EXCLUDE (place), {', '.join(added)} FROM {numbered} t {joins} ORDER BY t.place"
    told: pa.Table = cursor.sql(query).to_arrow_table()
    return told
