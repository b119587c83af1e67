"""When each county or agency first had an agreement, by the record; or by a file that says so."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from open287g.core.errors import InputError
from open287g.oversight.effects.outcomes import form_of, period_numbers, read_table, units_of
from open287g.record.asking.record import open_record

_NEVER = r"(0+(\.0*)?|nan|na)?"
_CLOCKS = {"signed": "valid_from", "listed": "first_listed"}
_MEMBERS = {
    "agency": "SELECT agency_id AS unit, agency_id FROM agencies",
    "county": "SELECT DISTINCT county AS unit, agency_id FROM "
    "(SELECT unnest(counties) AS county, agency_id FROM agencies)",
}


def of_record(unit: str, model: str | None, clock: str, time_unit: str, home: Path | None) -> dict[str, int]:
    """Unit -> the first period in which an agreement was in force (`signed`) or on ICE's list (`listed`).

    Spans of the years before 2021 count from the first list that shows them, under both clocks.
    """
    if unit not in _MEMBERS:
        raise InputError("no treatment is held by this unit", "--unit", "Choose county or agency.", exit_code=2)
    with open_record(home) as record:
        rows = record.connection.execute(
            f"""SELECT unit, min(day) FROM (
                SELECT agency_id, model, {_CLOCKS[clock]} AS day FROM agreements WHERE status <> 'moved'
                UNION ALL SELECT agency_id, model, first_seen FROM early_spans)
            JOIN ({_MEMBERS[unit]}) USING (agency_id)
            WHERE day IS NOT NULL AND (? IS NULL OR model = ?) GROUP BY unit ORDER BY unit""",
            [model, model],
        ).fetchall()
    return {name: day.year * 12 + day.month - 1 if time_unit == "month" else day.year for name, day in rows}


def of_file(path: Path, time_unit: str) -> dict[str, int]:
    """Unit -> first period treated, from a table whose first column is the unit and second the period.

    An empty period, or 0, is a unit never treated. Raises InputError for a period that cannot be read and for a unit
    with two: neither is taken for never treated.
    """
    table = read_table(path)
    if len(table.columns) < 2:
        raise InputError("it has no two columns", str(path), "Give a unit and its first period treated.")
    cells = table.iloc[:, 1].astype("string").str.strip().fillna("")
    rows = pd.DataFrame({
        "unit": units_of(table.iloc[:, 0], str(table.columns[0])),
        "time": period_numbers(cells, time_unit).astype("Float64"),
        "never": cells.str.fullmatch(_NEVER),
    }).dropna(subset="unit")  # fmt: skip
    unread = rows[~rows["never"] & rows["time"].isna()]
    if len(unread):
        raise InputError("its period cannot be read", _row(path, unread), f"Write it as {form_of(time_unit)}.")
    rows["time"] = rows["time"].where(~rows["never"], 0).astype(int)
    twice = rows[rows.drop_duplicates().duplicated("unit").reindex(rows.index, fill_value=False)]
    if len(twice):
        raise InputError("its unit has two first periods", _row(path, twice), "Give one row a unit.")
    return {str(row.unit): int(row.time) for row in rows.itertuples() if row.time > 0}


def _row(path: Path, rows: pd.DataFrame) -> str:
    return f"{path}, row {int(rows.index[0]) + 2}"
