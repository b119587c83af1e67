"""Federal per diem of fiscal year 2026: lodging and meals by destination and season.

Source: General Services Administration and Defense Travel Management Office.
"""

from __future__ import annotations

from open287g.core.bundled import read_table
from open287g.core.errors import NotFoundError
from open287g.core.suggest import suggestion
from open287g.costs.assumptions import Range

SOURCE = "GSA and DTMO per diem, fiscal year 2026"
COLUMNS = ("state", "destination", "from", "to", "lodging_usd", "meals_usd")
STANDARD = "Standard Conus Rate"


def per_diem(place: str) -> tuple[Range, Range]:
    """Lodging a night and meals a day at a place such as "Charleston SC": least, middle and most over the year.

    Raises NotFoundError naming places of that state that the table has.
    """
    name, _, state = place.replace(",", " ").strip().rpartition(" ")
    rows = [row for row in read_table("costs/registers/data/per_diem.csv", COLUMNS) if row["state"] == state.upper()]
    chosen = [row for row in rows if name.strip().casefold() in row["destination"].casefold()] if name.strip() else []
    if len({row["destination"] for row in chosen}) != 1:
        places = list(dict.fromkeys(f"{row['destination']} {row['state']}" for row in chosen or rows))
        remedy = suggestion(place, places, "It has") if places else "Name one with its state's code: Charleston SC."
        raise NotFoundError(f"the per diem table has no one such place: {place!r}", remedy=remedy)
    return _range(chosen, "lodging_usd"), _range(chosen, "meals_usd")


def _range(rows: list[dict[str, str]], column: str) -> Range:
    dollars = sorted(float(row[column]) for row in rows)
    return Range(dollars[0], dollars[len(dollars) // 2], dollars[-1])
