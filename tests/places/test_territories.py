"""A body of several counties has all of them, with the law or page that says so."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from open287g.core.bundled import read_table
from open287g.places.counties import counties, county, parse_county
from open287g.places.match import match_agency
from open287g.places.numbers import numbers
from open287g.places.states import parse_state
from open287g.places.territories import territory_of

HISTORY = Path(os.environ.get("OPEN287G_SHARED", Path(__file__).parents[2] / "../shared")) / "data/history"


@pytest.mark.parametrize(
    ("state", "name", "cell", "names"),
    [
        ("AR", "Sixteenth Judicial District Prosecuting Attorney", "", "Cleburne Fulton Independence Izard Stone"),
        ("AR", "9th Judicial District West Drug Task Force", "", "Howard Little River Pike Sevier"),
        ("FL", "State Attorney, Ninth Judicial Circuit", "Orange County", "Orange Osceola"),
        ("FL", "Judicial Circuit 18 State Attorney's Office", "", "Brevard Seminole"),
        ("OK", "District Attorney, District 8", "Noble County", "Kay Noble"),
        ("FL", "Sarasota Manatee Airport Authority Police Department", "", "Manatee Sarasota"),
        ("PA", "Greene-Washington Regional Police", "Washington County", "Greene Washington"),
        ("VA", "Pamunkey Regional Jail", "", ""),
        ("PA", "Greene Washington Regional Police", "Berks County", ""),
        ("PA", "Northern York County Regional Police Department", "York County", ""),
        ("PA", "Susquehanna Regional Police Department", "Lancaster County", ""),
        ("TN", "Bradley County Constable District 1", "Bradley County", ""),
        ("TX", "Dallas-Fort Worth Regional Airport", "", ""),
        ("AR", "99th Judicial District", "", ""),
    ],
)
def test_a_body_serves_the_counties_of_its_territory(state: str, name: str, cell: str, names: str) -> None:
    territory = territory_of(state, name, parse_county(state, cell).fips)
    found = " ".join(sorted(counties()[fips].base for fips in territory.fips)) if territory else ""
    assert found == names


def test_an_agency_is_matched_to_every_county_of_its_territory() -> None:
    match = match_agency("VA", "Southwest Virginia Regional Jail Authority")
    assert (len(match.counties), match.county_tier) == (10, "territory")
    assert "smythcounty.gov" in match.county_evidence
    task_force = match_agency("AR", "16th Judicial Distric Drug Task Force", "Independence County", "State Agency")
    assert (len(task_force.counties), task_force.county_tier) == (5, "territory")


def test_every_territory_names_counties_of_its_state_and_a_source() -> None:
    for row in read_table("places/data/territories.csv"):
        assert row["fips"] and row["source"]
        assert all(county(fips).state == row["state"] for fips in row["fips"].split())
    circuits = [
        r["fips"].split() for r in read_table("places/data/territories.csv") if r["source"][:12] == "Fla. Stat. 2"
    ]
    assert sorted(fips for row in circuits for fips in row) == sorted(
        fips for fips, c in counties().items() if c.state == "FL"
    )


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Ward Twenty-Two Marshal", (22,)),
        ("22nd Ward", (22,)),
        ("Eighth District", (8,)),
        ("Precinct IV", (4,)),
        ("Ivy", ()),
        ("Constable Pct. 3-2", (2, 3)),
    ],
)
def test_a_number_is_read_however_it_is_written(name: str, found: tuple[int, ...]) -> None:
    assert numbers(name) == found


@pytest.mark.shared
@pytest.mark.skipif(not HISTORY.is_dir(), reason="no raw inputs here; set OPEN287G_SHARED to their folder")
@pytest.mark.parametrize("name", ["judicial_district_counties.csv", "regional_jail_counties.csv"])
def test_the_territories_are_those_that_were_looked_up(name: str) -> None:
    looked_up: dict[tuple[str, str], set[str]] = {}
    with (HISTORY / name).open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            state = parse_state(row["state"]).code or ""
            looked_up.setdefault((state, row["agency"]), set()).update(parse_county(state, row["county"]).fips)
    for (state, agency), expected in looked_up.items():
        territory = territory_of(state, agency)
        assert territory is not None and set(territory.fips) == expected, agency
