"""Rebuild what the room `places` ships from the raw inputs. Users never need this.

    python -m tools.places_data --reference DIR --atlas DIR

DIR of --reference holds fbi_lee.csv, acs_2017_county_race.csv, county_demography_acs2016.csv and
ice-areas-of-responsibility.csv; DIR of --atlas is the unpacked npm package us-atlas 3.0.1.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from open287g.core.cells import csv_of
from open287g.core.files import write_atomic
from tools.places_shapes import shapes_bytes

DATA = Path(__file__).parents[1] / "src/open287g/places/data"
COUNTY_FIELDS = ["fips", "name", "kind", "since", "until", "population", "hispanic_share", "foreign_born_share"]
GROUP_FIELDS = ["fips", "white", "Black", "Hispanic", "Asian", "Native"]
ROSTER_FIELDS = [
    "ori", "state", "name", "type", "counties", "population", "officers", "civilians", "year", "kind", "key",
    "base", "whole",
]  # fmt: skip

REGIONS = {
    "09110": "Capitol",
    "09120": "Greater Bridgeport",
    "09130": "Lower Connecticut River Valley",
    "09140": "Naugatuck Valley",
    "09150": "Northeastern Connecticut",
    "09160": "Northwest Hills",
    "09170": "South Central Connecticut",
    "09180": "Southeastern Connecticut",
    "09190": "Western Connecticut",
}
ALASKA_2019 = {"02063": "Chugach Census Area", "02066": "Copper River Census Area"}
ENDED = {"02261": 2019, **{f"090{n:02}": 2022 for n in range(1, 16, 2)}}
TERRITORY_KINDS = {
    "60": "District",
    "66": "",
    "69": "Municipality",
    "72": "Municipio",
    "78": "Island",
}


def rows_of(path: Path, encoding: str = "utf-8") -> list[dict[str, str]]:
    """The rows of a raw CSV file."""
    with path.open(encoding=encoding, newline="") as handle:
        return list(csv.DictReader(handle, skipinitialspace=True))


def csv_bytes(fields: list[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    """CSV text of `rows`, the same bytes for the same rows."""
    return csv_of(rows, fields).encode()


def county_rows(reference: Path, atlas: Path) -> list[dict[str, Any]]:
    """Counties of the fifty states from the ACS, territories from the atlas, and the changes since 2017."""
    demography = rows_of(reference / "county_demography_acs2016.csv")
    foreign = {row["fips"]: row["foreign_born_pct"] for row in demography}
    rows = [_acs_row(row, foreign) for row in rows_of(reference / "acs_2017_county_race.csv", "latin-1")]
    rows += [{"fips": f, "name": n, "kind": "census area", "since": 2019} for f, n in ALASKA_2019.items()]
    rows += [
        {"fips": f, "name": f"{n} Planning Region", "kind": "planning region", "since": 2022}
        for f, n in REGIONS.items()
    ]
    shapes = json.loads((atlas / "counties-10m.json").read_text())["objects"]["counties"]["geometries"]
    rows += [_territory_row(s["id"], s["properties"]["name"]) for s in shapes if s["id"][:2] in TERRITORY_KINDS]
    return sorted(rows, key=lambda row: str(row["fips"]))


def _acs_row(row: Mapping[str, str], foreign: Mapping[str, str]) -> dict[str, Any]:
    fips = row["Id2"]
    total = int(row["Estimate; Total:"])
    hispanic = int(row["Estimate; Hispanic or Latino:"])
    name = row["Geography"].rsplit(", ", 1)[0]
    return {
        "fips": fips,
        "name": name,
        "kind": _kind(name),
        "until": ENDED.get(fips, ""),
        "population": total,
        "hispanic_share": f"{hispanic / total:.5f}" if total else "",
        "foreign_born_share": f"{float(foreign[fips]) / 100:.5f}" if foreign.get(fips, "NA") != "NA" else "",
    }


def group_rows(reference: Path) -> list[dict[str, Any]]:
    """Residents of each county by group, ACS 2013-17: Hispanic of any race, the others of one race and not Hispanic."""
    alone = "Estimate; Not Hispanic or Latino: - "
    return [
        {
            "fips": row["Id2"],
            "white": row[f"{alone}White alone"],
            "Black": row[f"{alone}Black or African American alone"],
            "Hispanic": row["Estimate; Hispanic or Latino:"],
            "Asian": int(row[f"{alone}Asian alone"])
            + int(row[f"{alone}Native Hawaiian and Other Pacific Islander alone"]),
            "Native": row[f"{alone}American Indian and Alaska Native alone"],
        }
        for row in rows_of(reference / "acs_2017_county_race.csv", "latin-1")
    ]


def _kind(name: str) -> str:
    for kind in ("County", "Parish", "Census Area", "Borough", "Municipality"):
        if name.endswith(kind):
            return kind.lower()
    return "district" if name == "District of Columbia" else "city"


def _territory_row(fips: str, name: str) -> dict[str, Any]:
    kind = TERRITORY_KINDS[fips[:2]]
    if fips[:2] == "60" and name.endswith("Island"):
        kind = ""
    return {"fips": fips, "name": f"{name} {kind}".strip(), "kind": kind.lower() or "island"}


def roster_rows(reference: Path) -> tuple[list[dict[str, Any]], list[str]]:
    """The FBI roster, newest vintage per ORI, and the county texts that could not be read."""
    newest: dict[str, dict[str, str]] = {}
    for row in rows_of(reference / "fbi_lee.csv"):
        kept = newest.get(row["ori"])
        if kept is None or int(row["data_year"]) > int(kept["data_year"]):
            newest[row["ori"]] = row
    for row in rows_of(DATA / "agency_list_2025.csv"):
        newest.setdefault(row["ori"], _listed_only(row))
    unread: list[str] = []
    return [_roster_row(ori, row, unread) for ori, row in sorted(newest.items())], unread


def _listed_only(row: Mapping[str, str]) -> dict[str, str]:
    """An agency of the FBI's list of February 2025 that reported no employees in any vintage at hand."""
    counts = {"population": "", "officer_ct": "0", "civilian_ct": "0", "data_year": ""}
    named = {"pub_agency_name": row["name"], "state_abbr": row["state"], "county_name": row["county"]}
    return {**named, **counts, "agency_type_name": row["type"]}


def _roster_row(ori: str, row: Mapping[str, str], unread: list[str]) -> dict[str, Any]:
    from open287g.places.names import agency_words, state_core
    from open287g.places.states import parse_state, states

    state = parse_state(row["state_abbr"]).code or ""
    name = " ".join(row["pub_agency_name"].split())
    agency_type = row["agency_type_name"]
    # "Reno, Lamar County" is Reno; the county stands in its own column.
    words = agency_words(name.split(", ")[0] if agency_type == "City" else name)
    kind = _roster_kind(agency_type, words.kind)
    key = state_core(name, states()[state].name) if kind == "state" else words.core
    named = [_roster_county(state, text, unread) for text in row["county_name"].split(", ")]
    staffed = row["officer_ct"] != "0" or row["civilian_ct"] != "0"
    return {
        "ori": ori,
        "state": state,
        "name": name,
        "type": agency_type,
        "counties": _more_counties().get(ori) or " ".join(filter(None, named)),
        "population": "" if row["population"] == "0" else row["population"],
        "officers": row["officer_ct"] if staffed else "",
        "civilians": row["civilian_ct"] if staffed else "",
        "year": row["data_year"],
        "kind": kind,
        "key": key,
        "base": words.base if words.base != words.core else "",
        "whole": words.whole if words.whole != key else "",
    }


@cache
def _more_counties() -> dict[str, str]:
    """Counties of bodies for which the roster names none, by ORI."""
    return {row["ori"]: row["fips"] for row in rows_of(DATA / "roster_counties.csv")}


def _roster_county(state: str, text: str, unread: list[str]) -> str:
    from open287g.places.counties import parse_county

    if text == "NOT SPECIFIED" or not state:
        return ""
    reading = parse_county(state, text)
    if len(reading.fips) != 1:
        # The roster writes a bare name for the county and "X CITY" for the independent city.
        reading = parse_county(state, f"{text} county")
    if len(reading.fips) != 1:
        unread.append(f"{state} {text}")
        return ""
    return reading.fips[0]


def _roster_kind(agency_type: str, named: str) -> str:
    if agency_type == "County":
        return "county police" if named == "police" else "sheriff"
    if agency_type == "City":
        return named if named in {"sheriff", "marshal"} else "police"
    fixed = {"University or College": "campus", "Tribal": "tribal", "Federal": "federal"}
    if agency_type in fixed:
        return fixed[agency_type]
    return "state" if agency_type in {"State Police", "Other State Agency"} else named


def area_rows(reference: Path) -> list[dict[str, Any]]:
    """ICE areas of responsibility with state codes and county FIPS."""
    from open287g.places.counties import parse_county
    from open287g.places.states import parse_state

    rows = []
    for row in rows_of(reference / "ice-areas-of-responsibility.csv"):
        state = parse_state(row["state_name"]).code or ""
        name = row["county_name"]
        fips = parse_county(state, f"{name} county").fips if name else ("",)
        if not state or len(fips) != 1:
            raise SystemExit(f"unreadable area row: {row}")
        rows.append({"office": row["office_name"], "state": state, "fips": fips[0], "notes": row["notes"]})
    return sorted(rows, key=lambda r: (r["state"], r["fips"], r["office"]))


def main() -> None:
    """Write the bundled tables and say what could not be read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reference", type=Path, required=True)
    parser.add_argument("--atlas", type=Path, required=True)
    given = parser.parse_args()
    write_atomic(DATA / "counties.csv", csv_bytes(COUNTY_FIELDS, county_rows(given.reference, given.atlas)))
    write_atomic(DATA / "county_groups.csv", csv_bytes(GROUP_FIELDS, group_rows(given.reference)))
    areas = area_rows(given.reference)
    write_atomic(DATA / "ice_areas.csv", csv_bytes(["office", "state", "fips", "notes"], areas))
    rows, unread = roster_rows(given.reference)
    write_atomic(DATA / "roster.csv.gz", gzip.compress(csv_bytes(ROSTER_FIELDS, rows), 9, mtime=0))
    write_atomic(DATA / "county_shapes.json.gz", shapes_bytes(given.atlas))
    print(f"{len(rows)} roster rows, {len(areas)} area rows; county texts not read: {sorted(set(unread))}")


if __name__ == "__main__":
    main()
