"""Counties, their demography and what a county cell means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from open287g.core.bundled import read_table
from open287g.core.errors import NotFoundError
from open287g.places.counties import counties, counties_of, county, find_counties, other_names, parse_county
from open287g.places.roster import roster
from open287g.places.states import states


def current(state: str) -> int:
    return sum(c.until is None for c in counties_of(state))


def test_the_2020_vintage_is_whole() -> None:
    fifty = [s.code for s in states().values() if s.kind != "territory" and s.code != "CT"]
    assert sum(current(code) for code in fifty) == 3143 - 8
    assert (current("CT"), current("AK"), current("VA"), current("LA"), current("PR")) == (9, 30, 133, 64, 78)


def test_changed_counties_say_since_and_until_when() -> None:
    assert county("02261").until == 2019
    assert {county("02063").since, county("02066").since} == {2019}
    assert (county("09001").until, county("09190").since) == (2022, 2022)
    changes = read_table("places/data/county_changes.csv")
    assert {row["old"] for row in changes} == {c.fips for c in counties().values() if c.until}
    assert {row["new"] for row in changes} == {c.fips for c in counties().values() if c.since}


def test_demography_is_the_sources_and_unknown_where_it_is_silent() -> None:
    collier = county("12021")
    assert (collier.population, collier.hispanic_share, collier.foreign_born_share) == (356774, 0.27174, 0.23817)
    assert county("02020").foreign_born_share is None
    assert county("02020").population == 298225
    assert (county("46102").population, county("46102").foreign_born_share) == (14291, None)
    assert (county("09110").population, county("66010").population) == (None, None)
    for c in counties().values():
        assert c.hispanic_share is None or 0 <= c.hispanic_share <= 1
        assert c.foreign_born_share is None or 0 <= c.foreign_born_share <= 1


def test_accents_are_kept() -> None:
    assert (county("35013").name, county("35013").base) == ("Doña Ana County", "Doña Ana")


@pytest.mark.parametrize(
    ("state", "text", "fips", "tier"),
    [
        ("FL", "Collier County", ("12021",), "exact"),
        ("FL", " collier  county ", ("12021",), "exact"),
        ("FL", "Collier", ("12021",), "suffix"),
        ("FL", "St. Lucie County", ("12111",), "exact"),
        ("FL", "St. Luice County", ("12111",), "fuzzy"),
        ("FL", "Miami Dade County", ("12086",), "exact"),
        ("NM", "Dona Ana", ("35013",), "suffix"),
        ("LA", "LaSalle Parish", ("22059",), "exact"),
        ("LA", "Union County", ("22111",), "suffix"),
        ("LA", "Chalmette Parish", ("22087",), "spelling"),
        ("LA", "German Coast County", ("22089",), "spelling"),
        ("AR", "Pop County", ("05115",), "spelling"),
        ("MO", "North County", ("29189",), "spelling"),
        ("VA", "Hopewell County", ("51670",), "suffix"),
        ("VA", "Richmond County", ("51159",), "exact"),
        ("VA", "Richmond City", ("51760",), "exact"),
        ("VA", "Richmond", (), "ambiguous"),
        ("VA", "King and Queen County", ("51097",), "exact"),
        ("VA", "Rappahannock, Shenandoah & Warren", ("51157", "51171", "51187"), "several"),
        ("FL", "Pasco/Pinellas", ("12101", "12103"), "several"),
        ("FL", "Lee and Collier Counties", ("12071", "12021"), "several"),
        ("MT", "Lewis and Clark County", ("30049",), "exact"),
        ("GA", "Cobb County", ("13067",), "exact"),
        ("GA", "Bobb County", (), "unknown"),
        ("FL", "Lee/Atlantis", (), "unknown"),
        ("AK", "Chugach", ("02063",), "suffix"),
        ("AK", "Valdez-Cordova", ("02063", "02066"), "other_name"),
        ("AK", "Wade Hampton Census Area", ("02158",), "other_name"),
        ("SD", "Shannon County", ("46102",), "other_name"),
        ("FL", "Dade County", ("12086",), "other_name"),
        ("VA", "Bedford City", ("51019",), "other_name"),
        ("NY", "Manhattan", ("36061",), "other_name"),
        ("MS", "Prentiss Couty", ("28117",), "exact"),
        ("OK", "Custer Countey", ("40039",), "exact"),
        ("LA", "Lafayette Parrish", ("22055",), "suffix"),
        ("AK", "Kusilvak Burough", ("02158",), "suffix"),
        ("TX", "Knox Co.", ("48275",), "suffix"),
        ("CA", "County of Los Angeles", ("06037",), "suffix"),
        ("VA", "City of Richmond", ("51760",), "suffix"),
        ("TN", "Johnson City", (), "unknown"),
        ("FL", "Lake City", (), "unknown"),
        ("GA", "Union City", (), "unknown"),
        ("NY", "New York City", (), "unknown"),
        ("VA", "Fairfax City", ("51600",), "exact"),
        ("VA", "Bedford Town", (), "unknown"),
        ("MD", "Kent Island", (), "unknown"),
        ("PA", "Bedford Borough", (), "unknown"),
        ("AK", "Juneau Borough", ("02110",), "suffix"),
        ("GA", "Athens-Clarke County", ("13059",), "consolidated"),
        ("GA", "Macon-Bibb County", (), "unknown"),
        ("CT", "Fairfield Planning Region", (), "unknown"),
        ("CT", "Fairfield County", ("09001",), "exact"),
        ("CT", "Capitol Planning Region", ("09110",), "exact"),
        ("GU", "Kattan District", (), "unknown"),
        ("FL", "#NA", (), "blank"),
        ("FL", "N/A", (), "blank"),
        ("FL", "", (), "blank"),
        (None, "Collier County", (), "unknown"),
    ],
)
def test_a_county_cell_is_read_or_left_unknown(state: str | None, text: str, fips: tuple[str, ...], tier: str) -> None:
    reading = parse_county(state, text)
    assert (reading.fips, reading.tier) == (fips, tier)
    assert reading.evidence


def test_names_one_edit_apart_stay_apart() -> None:
    assert parse_county("TN", "Moore County").fips == ("47127",)
    assert parse_county("TN", "Monroe County").fips == ("47123",)
    assert parse_county("AZ", "Pima County").fips == ("04019",)
    assert parse_county("AZ", "Pinal County").fips == ("04021",)


def test_other_names_say_until_when_and_who_says_so() -> None:
    for (state, _), other in other_names().items():
        assert other.source and all(county(fips).state == state for fips in other.fips)
        assert other.since is None or other.until is None or other.since < other.until
    reading = parse_county("SD", "Shannon County")
    assert "Oglala Lakota County" in reading.evidence and "2015-05-01" in reading.evidence


def test_no_city_of_the_roster_is_read_as_the_county_of_its_name() -> None:
    for row in roster().rows():
        if row.type == "City" and row.state and row.name.endswith(" City"):
            read = {counties()[fips].name for fips in parse_county(row.state, row.name).fips}
            assert all(row.name.casefold() in name.casefold() for name in read), row


def test_every_fix_points_at_counties_of_its_state() -> None:
    for name in ("places/data/county_fixes.csv", "places/data/agency_counties.csv"):
        for row in read_table(name):
            assert all(county(fips).state == row["state"] for fips in row["fips"].split())
            assert row["evidence"]


@pytest.mark.parametrize("text", ["12021", "collier fl", "Collier County, Florida", "COLLIER COUNTY FL"])
def test_a_person_finds_a_county(text: str) -> None:
    assert [c.fips for c in find_counties(text)] == ["12021"]


def test_a_name_of_several_states_gives_all_of_them() -> None:
    assert {c.state for c in find_counties("Orange County")} == {"CA", "FL", "IN", "NC", "NY", "TX", "VT", "VA"}
    assert [c.fips for c in find_counties("Richmond VA")] == ["51159", "51760"]
    assert find_counties("Nowhere") == ()


def test_an_unknown_fips_is_named() -> None:
    with pytest.raises(NotFoundError, match="99999"):
        county("99999")


@given(st.sampled_from(sorted(counties())), st.booleans(), st.integers(0, 2))
def test_a_county_reads_its_own_full_name(fips: str, upper: bool, spaces: int) -> None:
    c = counties()[fips]
    reading = parse_county(c.state, " " * spaces + (c.name.upper() if upper else c.name.lower()) + " " * spaces)
    # Valdez-Cordova is two counties now; Connecticut's old counties are still in daily use.
    assert reading.fips == (("02063", "02066") if fips == "02261" else (fips,))


@given(st.sampled_from(sorted(states())), st.text(max_size=60))
def test_no_cell_ever_leaves_its_state(state: str, text: str) -> None:
    assert all(counties()[fips].state == state for fips in parse_county(state, text).fips)
