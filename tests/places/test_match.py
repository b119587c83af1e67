"""Agencies as ICE's lists name them, matched to counties and to the FBI roster."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from open287g.core.bundled import read_table
from open287g.places.counties import counties, parse_county
from open287g.places.match import AgencyRow, match_agencies, match_agency
from open287g.places.roster import roster
from open287g.places.states import states
from tools import accuracy_places

FOUND = [
    ("FL", "Collier County Sheriff's Office", "Collier County", "County", "FL0110000", ("12021",), "exact"),
    ("FL", "Jacksonville Sheriff's Office", "Duval County", "County", "FL0160000", ("12031",), "exact"),
    ("FL", "Miami Dade Sheriff's Office", "", "County", "FL0130000", ("12086",), "exact"),
    ("LA", "St. Bernard Parish Sheriff's Office", "Chalmette Parish", "County", "LA0440000", ("22087",), "exact"),
    ("LA", "Calacasieu Parish Sheriff's Office", "Calacasieu Parish", "County", "LA0100000", ("22019",), "spelling"),
    ("AR", "Dover Police Department", "Pop County", "Municipality", "AR0580700", ("05115",), "exact"),
    ("GA", "Cobb County Sheriff's Office", "Cobb County", "County", "GA0330000", ("13067",), "exact"),
    ("GA", "Bibb County Sheriff's Office", "Bibb County", "County", "GA0110000", ("13021",), "exact"),
    ("TN", "Moore County Sheriff's Office", "Moore County", "County", "TN0640000", ("47127",), "exact"),
    ("TN", "Monroe County Sheriff's Office", "Monroe County", "County", "TN0620000", ("47123",), "exact"),
    ("FL", "Melbourne Police Department", "", "Municipality", "FL0050700", ("12009",), "exact"),
    ("FL", "Melbourne Beach Police Department", "", "Municipality", "FL0050800", ("12009",), "exact"),
    ("FL", "City of Melbourne Police Department", "", "Municipality", "FL0050700", ("12009",), "relaxed"),
    ("FL", "Gulfport PD", "", "Municipality", "FL0520500", ("12103",), "exact"),
    ("FL", "Indian River Shores DPS", "", "Municipality", "FL0310400", ("12061",), "exact"),
    ("PA", "Muncy Borough Police Department", "Lycoming County", "Municipality", "PA0410300", ("42081",), "relaxed"),
    ("PA", "Muncy Township Police Department", "Lycoming County", "Municipality", "PA0411700", ("42081",), "exact"),
    ("PA", "Mahanoy City Borough Police Department", "Schuylkill County", "", "PA0540500", ("42107",), "relaxed"),
    ("NY", "Camden Police Department", "", "Municipality", "NY0322300", ("36065",), "relaxed"),
    ("MI", "Metro Police Authority of Genesee County", "Genesee County", "County", "MI2565000", ("26049",), "exact"),
    (
        "MI",
        "Center Line Division of Public Safety and Security",
        "Macomb County",
        "State",
        "MI5030300",
        ("26099",),
        "exact",
    ),
    ("FL", "University of Florida Police Department", "", "Municipality", "FL0010600", ("12001",), "exact"),
    ("FL", "Florida State University Police Department", "Leon County", "", "FL0370600", ("12073",), "exact"),
    (
        "FL",
        "University of South Florida Police Department",
        "Hillsborough County",
        "",
        "FL0290700",
        ("12057",),
        "exact",
    ),
    (
        "FL",
        "Distict Board of Trustees of Pensacola State College",
        "Escambia County",
        "State",
        "FL0179100",
        None,
        "exact",
    ),
    ("FL", "Lee County Port Authority Police", "Lee County", "County", "FL0360400", ("12071",), "exact"),
    ("VA", "Virginia Beach Police Department", "", "Municipality", "VA1280000", ("51810",), "exact"),
    ("VA", "Portsmouth County Sheriff's Office", "Portsmouth County", "County", "VA1200100", ("51740",), "exact"),
    ("AR", "Arkansas State Police Department", "", "State Agency", "ARASP0000", (), "state"),
    ("VA", "Virginia Department of State Police", "", "State Agency", "VAVSP0000", (), "state"),
    ("WY", "Wyoming State Highway Patrol", "Laramie County", "State Agency", "WYWHP0000", (), "state"),
    ("OK", "Oklahoma Department of Public Safety", "", "State Agency", "OKOHP1200", (), "judged"),
    ("TX", "Tye Police Department", "Galveston County", "Municipality", "TX2210800", ("48441",), "judged"),
    ("OK", "Texas County's Sheriff's Office", "Texas County", "County", "OK0700000", ("40139",), "exact"),
    ("GA", "Morgan County Sheriff's Office", "Morgan County", "County", "GA1040000", ("13211",), "exact"),
    ("GA", "Macon-Bibb County Sheriff's Office", "Bibb County", "County", "GA0110000", ("13021",), "relaxed"),
    ("GA", "Columbus-Muscogee County Sheriff's Office", "", "County", "GA1060000", ("13215",), "relaxed"),
    ("MO", "St. Louis Metropolitan Police Department", "St. Louis City", "", "MOSPD0000", ("29510",), "relaxed"),
    ("KY", "Louisville Police Department", "Jefferson County", "", "KY0568000", ("21111",), "relaxed"),
    ("MS", "Luka Police Department", "Tishomingo County", "", "MS0710100", ("28141",), "fuzzy"),
    ("OK", "Custer Countey Sheriff's Office", "", "County", "OK0200000", ("40039",), "exact"),
    ("SD", "Shannon County Sheriff's Office", "", "County", "SD0560000", ("46102",), "spelling"),
    ("TX", "Kinney County Constable's Office", "Kinney County", "Municipality", "TX1360100", ("48271",), "exact"),
]


@pytest.mark.parametrize(("state", "name", "county", "type_", "ori", "fips", "tier"), FOUND)
def test_an_agency_finds_its_row_and_county(
    state: str, name: str, county: str, type_: str, ori: str, fips: tuple[str, ...] | None, tier: str
) -> None:
    found = match_agency(state, name, county, type_)
    assert (found.ori, found.ori_tier) == (ori, tier)
    if fips is not None:
        assert found.counties == fips
    assert found.ori_evidence
    assert found.county_evidence


NOT_FOUND = [
    ("PA", "Greene Township Constable's Office", "Erie County", "Municipality", "none_exists"),
    ("TX", "Galveston County Constable's Office Pct.1", "Galveston County", "Municipality", "ambiguous"),
    ("TX", "Bexar County Constable Precinct 3", "Bexar County", "Municipality", "ambiguous"),
    ("FL", "Orange County Corrections Department", "Orange County", "County", "no_roster_row"),
    ("VA", "Hopewell Sheriff's Office", "Hopewell County", "Municipality", "no_roster_row"),
    ("FL", "Florida Department of Law Enforcement", "", "State Agency", "no_roster_row"),
    ("PA", "Union Township Police Department", "Berks County", "Municipality", "county_differs"),
    ("PA", "Derry Township Police Department", "Westmoreland County", "Municipality", "county_differs"),
    ("MA", "Crow Wing County Sheriff's Office", "Crow Wing County", "County", "no_roster_row"),
    ("KS", "Kansas Highway Patrol", "", "State Agency", "ambiguous"),
    ("GA", "", "", "", "no_roster_row"),
    ("GA", "   ", "#NA", "#NA", "no_roster_row"),
    (None, "Collier County Sheriff's Office", "Collier County", "County", "unknown_state"),
    ("XX", "Collier County Sheriff's Office", "Collier County", "County", "unknown_state"),
]


@pytest.mark.parametrize(("state", "name", "county", "type_", "tier"), NOT_FOUND)
def test_an_agency_without_a_sure_row_gets_none_and_a_reason(
    state: str | None, name: str, county: str, type_: str, tier: str
) -> None:
    found = match_agency(state, name, county, type_)
    assert (found.ori, found.ori_tier) == (None, tier)
    assert (found.roster_name, found.population, found.officers, found.officers_year) == (None, None, None, None)
    assert found.ori_evidence


def test_plausible_rows_are_offered_as_candidates() -> None:
    found = match_agency("PA", "Union Township Police Department", "Washington County", "Municipality")
    assert set(found.candidates) == {"PA0370800", "PA0543000"}


def test_a_merged_name_of_two_counties_is_no_guess() -> None:
    match = match_agency("GA", "Macon-Bibb County Sheriff's Office")
    assert (match.ori, match.counties) == (None, ())
    assert "Macon County or Bibb County" in match.ori_evidence


def test_the_agency_name_outweighs_a_wrong_county_cell() -> None:
    found = match_agency("PA", "Bradford County Sheriff's Office", "Bedford County", "County")
    assert (found.counties, found.county_tier, found.ori) == (("42015",), "agency_name", "PA0080000")
    assert "Bedford" in found.county_evidence


def test_officers_are_unknown_where_nobody_reported() -> None:
    found = match_agency("WV", "West Virginia State Police Department", "", "State Agency")
    assert (found.ori, found.officers) == ("WVWSP0000", None)


@pytest.mark.parametrize(
    "name", ["x" * 100_000, "\x00", "警察署", "🚓 Police Department", "'; drop table", "<b>Lee</b>"]
)
def test_hostile_names_are_answered(name: str) -> None:
    assert match_agency("FL", name, name, name).ori is None


def test_every_judgment_names_a_row_of_its_state_and_says_why() -> None:
    for row in read_table("places/data/ori_judgments.csv"):
        for ori in [*row["candidates"].split(), row["ori"]]:
            found = roster().get(ori)
            assert ori == "none" or (found is not None and found.state == row["state"])
        assert row["evidence"]


real = st.sampled_from([(row[0], row[1], row[2], row[3]) for row in FOUND])


@given(real, st.sampled_from([str.upper, str.lower, str.title]), st.integers(0, 3), st.sampled_from("'’‘`"))
def test_case_spaces_and_quotes_do_not_change_a_match(
    row: tuple[str, str, str, str], case: Callable[[str], str], spaces: int, quote: str
) -> None:
    state, name, county, type_ = row
    changed = (" " * (spaces + 1)).join(case(name).replace("'", quote).split(" ")) + " " * spaces
    before, after = match_agency(state, name, county, type_), match_agency(state, changed, f" {county} ", type_)
    assert (after.ori, after.ori_tier, after.counties) == (before.ori, before.ori_tier, before.counties)


@settings(max_examples=300)
@given(
    st.sampled_from(sorted(states())),
    st.sampled_from([row[1] for row in FOUND] + [row[1] for row in NOT_FOUND]) | st.text(max_size=60),
    st.sampled_from([row[2] for row in FOUND]) | st.text(max_size=30),
    st.sampled_from(["County", "Municipality", "State Agency", "#NA", ""]),
)
def test_no_match_ever_leaves_its_state(state: str, name: str, county: str, type_: str) -> None:
    found = match_agency(state, name, county, type_)
    assert all(counties()[fips].state == state for fips in found.counties)
    for ori in [*found.candidates, found.ori]:
        row = roster().get(ori) if ori else None
        assert row is None or row.state == state


@pytest.mark.parametrize(
    ("state", "name", "county", "ori", "tier"),
    [
        ("SC", "South Carolina Law Enforcement Division", "", "SCLED0000", "register"),
        ("TX", "Nueces County Constable Pct. Five", "Nueces County", "TX1781100", "register"),
        ("TX", "Nueces County Constable Precinct 6", "Nueces County", None, "no_roster_row"),
        ("FL", "Office of the State Attorney, Sixth Judicial Circuit", "", None, "one_a_county"),
        ("PA", "Constable Unity Township", "Westmoreland County", None, "none_exists"),
        ("TN", "Polk County Constable District 2", "Polk County", None, "none_exists"),
        ("WV", "West Virginia National Guard", "", None, "none_exists"),
        ("TX", "Texas National Guard", "", "TX2273700", "register"),
        ("MT", "Montana Department of Justice", "", None, "no_roster_row"),
        ("NY", "Nassau County Sheriff's Office", "Nassau County", "NY0299000", "register"),
        ("PA", "Union Township Police Department", "Washington County", "PA0633500", "register"),
        ("MO", "Oak Grove Village Police Department", "Franklin County", "MO0361000", "register"),
        ("NH", "Pittsburgh Police Department", "", "NH0045200", "fuzzy"),
    ],
)
def test_an_ori_beside_the_roster_is_cited_or_known_not_to_exist(
    state: str, name: str, county: str, ori: str | None, tier: str
) -> None:
    match = match_agency(state, name, county)
    assert (match.ori, match.ori_tier) == (ori, tier)
    assert match.ori_evidence


def test_the_roster_names_no_body_of_the_kinds_that_have_none() -> None:
    for row in roster().rows():
        assert row.kind != "constable" or row.state not in ("PA", "TN"), row
        assert not re.search(r"national guard|state guard", row.name, re.IGNORECASE), row


def test_no_division_passes_for_its_department_where_the_department_has_several() -> None:
    given = {code for row in read_table("places/data/register_oris.csv") for code in row["ori"].split()}
    assert not given & {"MTMHP0000", "COCSP0000", "TN0194100"}


def test_the_labels_are_met() -> None:
    measures = {row["measure"]: row for row in accuracy_places.matching()}
    assert measures["wrong ORI (all)"]["cases"] == []
    assert measures["wrong ORI (other registers)"]["cases"] == []
    assert measures["missed ORI (all)"]["share"] <= 0.02
    assert len(accuracy_places.labels()) >= 250


def test_scoring_counts_a_wrong_row_and_a_missed_one() -> None:
    label = {"stratum": "random", "state": "FL", "name": "A", "county": "", "type": "", "evidence": ""}
    cases = [label | {"ori": "FL0110000"}, label | {"ori": "none"}, label | {"ori": "FL0110000", "name": "B"}]
    collier = match_agency("FL", "Collier County Sheriff's Office", "", "")
    lost = match_agency("FL", "Nobody", "", "")
    measures = accuracy_places.score(cases, lambda state, name, county, type_: collier if name == "A" else lost)
    assert [(row["wrong"], row["of"]) for row in measures[:2]] == [(1, 2), (1, 2)]


def test_a_whole_list_is_matched_as_its_rows_are() -> None:
    rows = [AgencyRow(r["state"], r["name"], r["county"], r["type"]) for r in accuracy_places.labels()]
    assert match_agencies(rows) == [match_agency(row.state, row.name, row.county, row.type) for row in rows]


def test_the_codes_of_other_registers_begin_as_the_rosters_of_their_county() -> None:
    """Another reading than the one that found them: a code begins with the five signs of its county, or of a state."""
    here: dict[str, Counter[str]] = defaultdict(Counter)
    for row in read_table("places/data/roster.csv.gz"):
        here[row["ori"][:5]].update(row["counties"].split())
    for row in read_table("places/data/register_oris.csv"):
        named = re.match(r".+? County", row["name"])
        county = (row["county"],) if row["county"] else parse_county(row["state"], named[0]).fips if named else ()
        for ori in row["ori"].split():
            assert ori[:2] == row["state"]
            assert here[ori[:5]] or re.fullmatch(r"[A-Z]{5}0[01]00", ori), ori
            assert not county or here[ori[:5]].most_common(1)[0][0] in county, row
