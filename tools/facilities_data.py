"""Rebuild the bundled table of facilities from ICE's detention workbooks. Users never need this.

    python -m tools.facilities_data --workbooks DIR

DIR holds the workbooks that `places/data/facility_lists.csv` names. Rows are kept whose type is an agreement or
contract to hold people for ICE, or a facility of ICE's own; hold rooms, hospitals and children's shelters are left out.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from open287g.core.files import write_atomic
from open287g.places.counties import parse_county
from open287g.places.names import fold, squeeze
from open287g.places.roster import roster
from open287g.places.states import states
from tools.places_data import DATA, csv_bytes

KEPT = {
    "IGSA": "IGSA", "DIGSA": "DIGSA", "USMS IGA": "USMS IGA", "CDF": "CDF", "USMS CDF": "USMS CDF", "SPC": "SPC",
    "FAMILY": "FAMILY", "FAMILY STAGING": "FAMILY", "STATE": "STATE", "DOD": "DOD", "BOP": "BOP", "STAGING": "STAGING",
}  # fmt: skip
FIELDS = [
    "facility_id", "list", "row", "name", "city", "state", "county", "county_by", "type", "capacity", "population",
    "first_used", "last_used", "contract_from", "operator",
]  # fmt: skip
_OF_COUNTY = re.compile(r"(.+?) (?:county|parish|co)\b")
LEVELS = ("Level A", "Level B", "Level C", "Level D")

Row = dict[str, Any]


def sheet_rows(path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Rows of the sheet of facilities with their number in it, by the titles of the header (wherever it stands)."""
    book = CalamineWorkbook.from_path(str(path))
    name = next(name for name in book.sheet_names if name.strip().startswith("Facilit"))
    rows = [
        [str(cell).strip() for cell in row] for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    ]
    header = next(number for number, row in enumerate(rows) if "Type Detailed" in row and "Name" in row)
    for number, row in enumerate(rows[header + 1 :], header + 2):
        yield number, dict(zip(rows[header], row, strict=False))


def listing(row: Mapping[str, str], number: int, source: Mapping[str, str]) -> Row | None:
    """One row of a list as the table has it; None for a row of another kind or without a state."""
    if row.get("Type Detailed") not in KEPT or row["State"] not in states():
        return None
    county, county_by = _county(row)
    return {
        "facility_id": row.get("DETLOC", ""),
        "list": source["list"],
        "row": number,
        "name": row["Name"],
        "city": row["City"].title(),
        "state": row["State"],
        "county": county,
        "county_by": county_by,
        "type": KEPT[row["Type Detailed"]],
        "capacity": _whole(row.get("Capacity", "")),
        "population": _population(row, source["population_column"]),
        "first_used": row.get("Date of First Use", ""),
        "last_used": row.get("Date of Last Use", ""),
        "contract_from": row.get("Best Known Contract Initiation Date", ""),
        "operator": row.get("Facility Operator", ""),
    }


def _whole(text: str) -> str:
    return str(int(float(text))) if text.replace(".", "", 1).isdigit() else ""


def _population(row: Mapping[str, str], column: str) -> str:
    """The average of people held a day in the list's year, with one digit; "levels" is the sum of the four levels."""
    cells = [row.get(level, "") for level in LEVELS] if column == "levels" else [row.get(column, "")]
    if not all(cells):
        return ""
    return f"{sum(map(float, cells)):.1f}"


def _county(row: Mapping[str, str]) -> tuple[str, str]:
    """The county by the facility's own name, by the list's cell, by its city's police; and which of them."""
    state = row["State"]
    of_county = _OF_COUNTY.match(fold(row["Name"]))
    named = parse_county(state, f"{of_county[1]} county").fips if of_county else ()
    cell = parse_county(state, f"{row['County']} county").fips if row.get("County") else ()
    here = {
        fips
        for police in roster().named(state, squeeze(row["City"]))
        if police.kind == "police" and len(police.counties) == 1
        for fips in police.counties
    }
    for fips, how in ((named, "name"), (cell, "list"), (tuple(here), "city")):
        if len(fips) == 1:
            return fips[0], how
    return "", ""


def with_ids(rows: list[Row]) -> list[Row]:
    """Rows of lists without ICE's code get that of the same name, city and state; else an id of their own."""
    codes: dict[tuple[str, ...], set[str]] = {}
    places: dict[str, tuple[str, str]] = {}
    for row in rows:
        if row["facility_id"]:
            codes.setdefault(_key(row), set()).add(row["facility_id"])
            places.setdefault(row["facility_id"], (row["county"], row["county_by"]))
    for row in rows:
        known = codes.get(_key(row), set())
        if not row["facility_id"]:
            row["facility_id"] = known.copy().pop() if len(known) == 1 else "-".join(_key(row))
        if not row["county"]:
            row["county"], row["county_by"] = places.get(row["facility_id"], ("", ""))
    return sorted(rows, key=lambda row: (row["facility_id"], row["list"], row["row"]))


def _key(row: Row) -> tuple[str, str, str]:
    return row["state"], squeeze(row["name"]), squeeze(row["city"])


def main() -> None:
    """Write the bundled table and say how much of it is placed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workbooks", type=Path, required=True)
    rows = facility_rows(parser.parse_args().workbooks)
    write_atomic(DATA / "facilities.csv.gz", gzip.compress(csv_bytes(FIELDS, rows), 9, mtime=0))
    ids = {row["facility_id"] for row in rows}
    print(f"{len(rows)} rows of {len(ids)} facilities; {sum(not row['county'] for row in rows)} without a county")


def facility_rows(workbooks: Path) -> list[Row]:
    """The table of `facilities.csv.gz`. Raises SystemExit where a workbook is not the one the list of lists names."""
    rows: list[Row] = []
    with (DATA / "facility_lists.csv").open(encoding="utf-8", newline="") as lines:
        for source in csv.DictReader(lines):
            path = workbooks / source["file"]
            if hashlib.sha256(path.read_bytes()).hexdigest() != source["sha256"]:
                raise SystemExit(f"{source['file']} is not the file whose sha256 facility_lists.csv holds")
            found = (listing(row, number, source) for number, row in sheet_rows(path) if row.get("State"))
            rows.extend(row for row in found if row is not None)
    return with_ids(rows)


if __name__ == "__main__":
    main()
