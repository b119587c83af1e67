"""Search for an agency: by every name of its own, and never another one in silence."""

from __future__ import annotations

import pytest

from open287g.core.errors import NotFoundError, NotListedError
from open287g.record.asking.record import Record


@pytest.mark.parametrize(
    ("asked", "agency_id"),
    [
        ("lee fl", "FL-lee-county-sheriffs-office"),
        ("collier fl", "FL-collier-county-sheriffs-office"),
        ("Collier County, Florida", "FL-collier-county-sheriffs-office"),
    ],
)
def test_a_name_with_its_state_finds_its_agency(record: Record, asked: str, agency_id: str) -> None:
    assert record.find(asked) == agency_id


@pytest.mark.parametrize("asked", ["lee", "orange county", "washington county"])
def test_a_name_borne_in_several_states_is_answered_by_those_agencies(record: Record, asked: str) -> None:
    with pytest.raises(NotFoundError, match="could be several") as told:
        record.find(asked)
    place = asked.split()[0].title()
    assert told.value.remedy.count(f"{place} County") >= 2
    assert "Leeds" not in told.value.remedy


@pytest.mark.parametrize("asked", ["colier county fl", "colier county sheriff fl"])
def test_a_misspelling_is_told_what_is_like_it_and_not_answered(record: Record, asked: str) -> None:
    with pytest.raises(NotFoundError, match="nothing is called") as told:
        record.find(asked)
    assert "Collier County Sheriff's Office, FL (FL-collier-county-sheriffs-office)" in told.value.remedy


def test_what_exists_and_is_in_no_list_is_said_so_and_its_neighbors_named(record: Record) -> None:
    with pytest.raises(NotListedError, match="is in no list of ICE we hold") as told:
        record.find("Dallas County Sheriff TX")
    assert told.value.exit_code == 3
    assert "Farmers Branch Police Department" in told.value.remedy


def test_what_is_in_no_list_is_told_with_the_states_agencies_that_are(record: Record) -> None:
    with pytest.raises(NotListedError) as told:
        record.agency("Georgia State Patrol")
    assert "The lists name in all of Georgia: " in told.value.remedy
    assert "GA-georgia-department-of-public-safety" in told.value.remedy
    with pytest.raises(NotListedError) as told:
        record.agency("NYPD")
    assert "no agency of Bronx County (NY), Kings County (NY), New York County (NY) and 2 more" in told.value.remedy


def test_several_that_no_list_names_are_told_as_several_each_with_its_state(record: Record) -> None:
    with pytest.raises(NotListedError, match="they exist, and are in no list") as told:
        record.agency("Cook County")
    assert told.value.remedy == "The lists name no agency of Cook County (GA), Cook County (IL), Cook County (MN)."


@pytest.mark.parametrize("asked", ["33901", "zip code 33901", "código postal 33901", "33901-1234"])
def test_a_zip_code_is_told_to_name_no_county(record: Record, asked: str) -> None:
    with pytest.raises(NotFoundError, match="33901 is no FIPS code") as told:
        record.agency(asked)
    assert "city or the county" in (told.value.remedy or "")


def test_a_county_without_a_sheriff_is_named_beside_cities_of_its_name(record: Record) -> None:
    with pytest.raises(NotListedError, match="Kings County, NY"):
        record.agency("Brooklyn")
