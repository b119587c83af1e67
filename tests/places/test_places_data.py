"""The bundled tables are what the raw inputs give, and the newest list is matched as claimed."""

from __future__ import annotations

import gzip
import os
from collections import Counter
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from open287g.places.counties import counties
from open287g.places.match import AgencyRow, PlaceMatch, match_agencies
from open287g.places.names import agency_words
from open287g.places.states import parse_state, state_named
from tools import places_data

SHARED = Path(os.environ.get("OPEN287G_SHARED", Path(__file__).parents[2] / "../shared"))
REFERENCE = SHARED / "data/reference"
PAGE = Path(__file__).parents[2] / "docs/methods/places.md"
NEWEST = SHARED / "data/ice-sheets/participating/participatingAgencies05182026am.xlsx"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not REFERENCE.is_dir(), reason="no raw inputs here; set OPEN287G_SHARED to their folder"),
]


def test_the_roster_is_derived_from_the_fbis_file() -> None:
    rows, unread = places_data.roster_rows(REFERENCE)
    derived = places_data.csv_bytes(places_data.ROSTER_FIELDS, rows)
    assert derived == gzip.decompress((places_data.DATA / "roster.csv.gz").read_bytes())
    assert {text for text in unread if not text.endswith("UNMAPPED COUNTY")} == {"AK VALDEZ-CORDOVA"}


def test_the_residents_of_counties_by_group_are_derived_from_their_file() -> None:
    rows = places_data.group_rows(REFERENCE)
    assert (
        places_data.csv_bytes(places_data.GROUP_FIELDS, rows) == (places_data.DATA / "county_groups.csv").read_bytes()
    )
    assert len(rows) > 3_100


def test_the_ice_areas_are_derived_from_their_file() -> None:
    derived = places_data.csv_bytes(["office", "state", "fips", "notes"], places_data.area_rows(REFERENCE))
    assert derived == (places_data.DATA / "ice_areas.csv").read_bytes()


def test_county_demography_is_the_census_bureaus() -> None:
    rows = places_data.rows_of(REFERENCE / "acs_2017_county_race.csv", "latin-1")
    assert len(rows) == 3142
    for row in rows:
        county = counties()[row["Id2"]]
        assert county.population == int(row["Estimate; Total:"])
        assert f"{county.name}, {state_named(county.state).name}" == row["Geography"]


def newest() -> list[tuple[AgencyRow, PlaceMatch]]:
    lines = CalamineWorkbook.from_path(str(NEWEST)).get_sheet_by_index(0).to_python()[1:]
    rows = [AgencyRow(parse_state(str(r[0])).code, str(r[1]), str(r[3]), str(r[2])) for r in lines]
    return list(zip(rows, match_agencies(rows), strict=True))


def test_the_newest_list_is_matched_as_claimed() -> None:
    found = newest()
    assert len(found) == 1843
    page = " ".join(PAGE.read_text(encoding="utf-8").split())
    with_ori = sum(match.ori is not None or match.ori_tier == "one_a_county" for _, match in found)
    assert f"{with_ori:,} have a known ORI, {with_ori / 1843:.1%}" in page
    statewide = sum(match.county_tier == "statewide" for _, match in found)
    placed = sum(bool(match.counties) for _, match in found)
    assert f"A county is known for {placed:,}; {statewide} are statewide; {1843 - placed - statewide} have none" in page
    unplaced = {row.name.strip() for row, match in found if not match.counties and match.county_tier != "statewide"}
    assert len(unplaced) <= 10
    tiers = Counter(match.ori_tier for _, match in found)
    assert set(tiers) <= {
        *("judged", "exact", "state", "relaxed", "fuzzy", "spelling", "register", "one_a_county", "none_exists"),
        *("no_roster_row", "ambiguous", "county_differs", "near"),
    }


def test_no_two_agencies_of_a_list_share_a_row_but_divisions_of_one() -> None:
    names: dict[str, set[str]] = {}
    for row, match in newest():
        if match.ori is not None:
            names.setdefault(match.ori, set()).add(agency_words(row.name).core)
    shared = {ori for ori, found in names.items() if len(found) > 1}
    assert shared == {"TX0000000"}
