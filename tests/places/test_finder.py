"""The finder: exact before likeness, no other agency in silence, and "it exists, and is in no list" as an answer."""

from __future__ import annotations

import random
from functools import cache

import pytest

from open287g.core.bundled import read_table
from open287g.places.counties import counties
from open287g.places.finder.agencies import Meant, meant
from open287g.places.finder.entries import agencies, places
from open287g.places.finder.index import CODE, Index
from open287g.places.roster import RosterAgency, roster
from open287g.places.states import states
from open287g.record.asking.finding import known_agencies
from open287g.record.asking.record import Record

BIG_CITIES = """
New York NY|Los Angeles CA|Chicago IL|Houston TX|Phoenix AZ|Philadelphia PA|San Antonio TX|San Diego CA|Dallas TX
Jacksonville FL|Austin TX|Fort Worth TX|San Jose CA|Columbus OH|Charlotte NC|Indianapolis IN|San Francisco CA
Seattle WA|Denver CO|Nashville TN|Oklahoma City OK|Boston MA|El Paso TX|Portland OR|Las Vegas NV|Detroit MI
Memphis TN|Louisville KY|Baltimore MD|Milwaukee WI|Albuquerque NM|Tucson AZ|Fresno CA|Sacramento CA|Mesa AZ
Kansas City MO|Atlanta GA|Omaha NE|Colorado Springs CO|Raleigh NC|Miami FL|Long Beach CA|Virginia Beach VA
Oakland CA|Minneapolis MN|Tulsa OK|Tampa FL|Arlington TX|New Orleans LA|Wichita KS|Cleveland OH|Bakersfield CA
Aurora CO|Anaheim CA|Honolulu HI|Santa Ana CA|Riverside CA|Corpus Christi TX|Lexington KY|Stockton CA
""".replace("\n", "|").strip("|")


@cache
def _without_record() -> Index:
    return Index([*places(), *agencies([])])


@pytest.fixture(scope="module")
def index(record: Record) -> Index:
    """The finder over the record and the roster."""
    return Index([*places(), *agencies(known_agencies(record.connection))])


def _keys(answer: Meant) -> list[str]:
    return [agency.key for agency in answer.agencies]


def test_every_agency_of_the_record_is_found_by_its_name_and_state(record: Record, index: Index) -> None:
    for agency in known_agencies(record.connection):
        for name in {agency.name, *agency.spellings}:
            answer = meant(index, f"{name}, {agency.state}")
            if _stands_twice(agency.state, name):
                assert answer.outcome == "several" and agency.agency_id in _keys(answer), name
                county = counties()[agency.counties[0]].name
                answer = meant(index, f"{name}, {county}, {agency.state}")
            assert (answer.outcome, _keys(answer)) == ("one", [agency.agency_id]), name


def _stands_twice(state: str, name: str) -> bool:
    """Whether the roster has bodies of that name in several counties of the state, and writes the county behind it."""
    place = name.lower().replace(" twp", " township").removesuffix(" police department")
    return sum(row.name.lower().startswith(f"{place}, ") for row in roster().of_state(state)) > 1


def test_every_agency_of_the_record_is_among_those_its_bare_name_means(record: Record, index: Index) -> None:
    for agency in known_agencies(record.connection):
        answer = meant(index, agency.name)
        assert agency.agency_id in _keys(answer) and answer.outcome in ("one", "several"), agency.name


def test_no_county_is_answered_with_an_agency_of_another(index: Index) -> None:
    for county in counties().values():
        if county.until is None:
            answer = meant(index, f"{county.name} {county.state}")
            assert answer.outcome in ("one", "several", "not listed"), county
            assert all(agency.state == county.state for agency in answer.agencies), county
            if answer.outcome == "one":
                assert county.fips in answer.agencies[0].counties, county


def test_police_without_an_agreement_are_told_to_be_in_no_list(index: Index) -> None:
    listed = {code for entry in index.entries if entry.listed for code in entry.codes}
    police = [row for row in roster().rows() if _is_city_police(row) and row.ori not in listed]
    wrong = []
    for row in random.Random(287).sample(police, 2_000):
        answer = meant(index, f"{row.name} PD {row.state}")
        if answer.outcome == "not listed" and row.ori in _keys(answer):
            continue
        wrong.append((row.name, row.state, answer.outcome))
        assert answer.outcome not in ("one", "several"), row
    assert len(wrong) <= 20, wrong


def test_every_name_that_an_answer_shows_is_found_again(index: Index) -> None:
    """As "Police of Houston, TX", and as the whole of what stands there: name, state and code."""
    bodies = [entry for entry in index.entries if entry.kind == "agency"]
    unlisted = random.Random(287).sample([entry for entry in bodies if not entry.listed], 400)
    for body in [*(entry for entry in bodies if entry.listed), *unlisted]:
        shown = f"{body.name}, {body.state} ({body.key}{'' if body.listed else ', in no list'})"
        for text in dict.fromkeys((*body.names, *(f"{name}, {body.state}" for name in body.names), shown)):
            assert body in meant(index, text, near=False).agencies, text


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Police of Houston, TX", "Houston Police Department, TX"),
        ("the Police Department of the City of Mesa AZ", "Mesa Police Department AZ"),
        ("Sheriff of Collier County, Florida", "Collier County Sheriff FL"),
        ("Office of the Sheriff of Cook County IL", "Cook County Sheriff IL"),
    ],
)
def test_a_body_is_named_before_or_behind_its_place(index: Index, text: str, same: str) -> None:
    answer = meant(index, text)
    assert _keys(answer) == _keys(meant(index, same)) != []
    assert answer.outcome in ("one", "not listed")


def _is_city_police(row: RosterAgency) -> bool:
    return row.kind == "police" and row.type == "City" and not row.unit_lost and not row.whole


@pytest.mark.parametrize("named", [name for name in BIG_CITIES.split("|") if name])
def test_a_big_city_comes_first(named: str) -> None:
    city, state = named[:-3], named[-2:]
    assert _without_record().find(city)[0].entry.state == state


@pytest.mark.parametrize(
    ("city", "police"),
    [
        ("Charlotte", "NC0600100"),
        ("Nashville", "TN0190100"),
        ("Las Vegas", "NV0020100"),
        ("Louisville", "KY0568000"),
        ("Miami", "FL0130600"),
        ("NYC", "NY0303000"),
        ("Nueva York", "NY0303000"),
        ("Nueva Orleans", "LANPD0000"),
        ("Filadelfia", "PAPEP0000"),
        ("Philly", "PAPEP0000"),
        ("San Luis, Misuri", "MOSPD0000"),
        ("D.C.", "DCMPD0000"),
    ],
)
@pytest.mark.parametrize("asked", ["policía de {}", "{} police", "{} PD", "Police of {}"])
def test_the_police_of_a_large_city_come_first_whatever_they_or_it_are_called(
    index: Index, asked: str, city: str, police: str
) -> None:
    assert police in index.find(asked.format(city))[0].entry.codes


def test_a_city_is_found_by_its_name_in_spanish_and_keeps_its_own_on_the_page(index: Index) -> None:
    for row in read_table("places/data/city_spellings.csv"):
        police = roster().get(row["ori"])
        cities = [hit.entry for hit in index.find(row["spelling"]) if hit.entry.kind == "city"]
        meant_city = [
            city for city in cities if police and (city.state, city.counties) == (police.state, police.counties)
        ]
        assert meant_city and meant_city[0].name != row["spelling"], row


@pytest.mark.parametrize(
    ("asked", "outcome", "key"),
    [
        ("Macon GA", "one", "GA-bibb-county-sheriffs-office"),
        ("Augusta GA", "not listed", "GA1210000"),
        ("Dallas County Sheriff TX", "not listed", "TX0570000"),
        ("Harris County Sheriff TX", "one", "TX-harris-county-sheriffs-office"),
        ("Tulsa PD", "not listed", "OK0720500"),
        ("Cass County Sheriff IA", "not listed", "IA0150000"),
        ("Condado de Collier, Florida", "one", "FL-collier-county-sheriffs-office"),
        ("alguacil del condado de Collier", "one", "FL-collier-county-sheriffs-office"),
        ("Florida State Guard", "one", "FL-florida-state-guard"),
        ("South Dakota Highway Patrol", "one", "SD-south-dakota-highway-patrol"),
        ("New Hampshire State Police Department", "one", "NH-new-hampshire-state-police-department"),
        ("La Vernia PD", "one", "TX-la-vernia-police-department"),
        ("12021", "one", "FL-collier-county-sheriffs-office"),
        ("fl0110000", "one", "FL-collier-county-sheriffs-office"),
        ("LVMPD", "one", "NV-las-vegas-metropolitan-police-department"),
        ("B.S.O.", "one", "FL-broward-county-sheriffs-office"),
    ],
)
def test_an_agency_is_found_by_what_people_call_it(index: Index, asked: str, outcome: str, key: str) -> None:
    answer = meant(index, asked)
    assert answer.outcome == outcome
    assert key in _keys(answer)


def test_a_name_of_several_states_means_each_of_them(index: Index) -> None:
    answer = meant(index, "Houston PD")
    assert answer.outcome == "several"
    assert answer.agencies[0].key == "TXHPD0000"
    assert "MO-houston-police-department" in _keys(answer)


def test_a_misspelling_is_never_an_answer(index: Index) -> None:
    answer = meant(index, "colier fl")
    assert answer.outcome == "like"
    assert _keys(answer)[0] == "FL-collier-county-sheriffs-office"


@pytest.mark.parametrize(("code", "name"), [("LA", "Louisiana"), ("de", "Delaware"), ("Nueva York", "New York")])
def test_a_state_is_found_by_code_and_in_spanish_and_is_no_agency(index: Index, code: str, name: str) -> None:
    assert index.find(code)[0].entry.name == name
    assert meant(index, code).outcome == "none"


def test_a_county_whose_sheriff_the_roster_lacks_exists_all_the_same(index: Index) -> None:
    answer = meant(index, "Henrico County Sheriff VA")
    assert answer.outcome == "not listed" and answer.agencies == ()
    assert [place.key for place in answer.places] == ["51087"]


def test_with_a_state_nothing_of_another_stands(index: Index) -> None:
    assert {hit.entry.state for hit in index.find("Washington County", state="OR")} == {"OR"}
    assert {hit.entry.state for hit in index.find("Washingtn Cuonty OR")} <= {"OR"}


def test_a_code_beats_every_name(index: Index) -> None:
    assert {hit.how for hit in index.find("12021")} == {CODE}


@pytest.mark.parametrize("text", ["", "   ", "!!!", "%", "\x00", "x" * 5_000, "\u202e"])
def test_nothing_is_meant_by_noise(index: Index, text: str) -> None:
    assert meant(index, text) == Meant("none")


@pytest.mark.parametrize("text", ["'; DROP TABLE agencies; --", "agency", "<script>", "county sheriff"])
def test_nothing_is_answered_to_words_that_name_nothing(index: Index, text: str) -> None:
    assert meant(index, text).outcome in ("none", "like")


@pytest.mark.parametrize(
    ("asked", "means"),
    [
        ("Portland ME police", "ME0030500"),
        ("Kansas City MO PD", "MOKPD0000"),
        ("Kansas City Kansas police", "KS1050200"),
        ("Davidson County TN sheriff", "TN-davidson-county-sheriffs-office"),
        ("harris co tx so", "TX-harris-county-sheriffs-office"),
        ("Nevada MO police", "MO1090100"),
        ("Carson City sheriff", "NV0130000"),
        ("Oklahoma City police", "OK0550600"),
        ("Collier County, FL 34112", "FL-collier-county-sheriffs-office"),
        ("Collier County FL 34112-1234 USA", "FL-collier-county-sheriffs-office"),
        ("guardia estatal de Florida", "FL-florida-state-guard"),
        ("departamento de correcciones de Alaska", "AK-alaska-department-of-corrections"),
        ("universidad de Florida", "FL-university-of-florida-police-department"),
        ("cárcel del condado de Grayson Kentucky", "KY-grayson-county-detention-center"),
        ("Grayson County Jail KY", "KY-grayson-county-detention-center"),
        ("condado Wake Carolina del Norte", "NC-wake-county-sheriffs-office"),
        ("Pinal County Attorney", "AZ-pinal-county-attorneys-office"),
        ("State Attorney 6th Circuit Florida", "FL-office-of-the-state-attorney-sixth-judicial-circuit"),
        ("District Attorney of Okmulgee OK", "OK-okmulgee-county-district-attorneys-office"),
        ("ORI FL 0110000", "FL-collier-county-sheriffs-office"),
        ("FL01100", "FL-collier-county-sheriffs-office"),
        ("FIPS 12021", "FL-collier-county-sheriffs-office"),
        ("Savannah Airport police GA", "GA0252700"),
        ("Mercer University campus police, Georgia", "GA011099E"),
    ],
)
def test_a_state_before_a_kind_of_agency_an_address_and_spanish_words_are_read(
    index: Index, asked: str, means: str
) -> None:
    answer = meant(index, asked)
    assert (answer.outcome, _keys(answer)) in (("one", [means]), ("not listed", [means])), _keys(answer)


def test_police_that_are_not_known_are_never_a_states_department(index: Index) -> None:
    """Of each kind of agency in the roster with "police" behind its name, none is answered by a listed state agency."""
    kinds = {
        row.kind: row for row in roster().rows() if row.state in ("AL", "GA", "FL", "TX", "VA") and not row.unit_lost
    }
    assert kinds.keys() >= {"campus", "school", "tribal", "other"}
    for row in kinds.values():
        for name in (row.name, f"{row.name} annex"):
            answer = meant(index, f"{name} police {states()[row.state].name}", near=False)
            assert answer.outcome != "one" or row.ori in {code for e in answer.agencies for code in e.codes}, row


@pytest.mark.parametrize(("asked", "state"), [("Jefferson Parish", "LA"), ("Orleans Parish Sheriff", "LA")])
def test_a_parish_is_louisianas(index: Index, asked: str, state: str) -> None:
    answer = meant(index, asked)
    assert {e.state for e in (*answer.agencies, *answer.places)} == {state}


def test_new_yorks_police_are_of_five_counties(index: Index) -> None:
    (police,) = meant(index, "NYPD").agencies
    assert police.counties == ("36005", "36047", "36061", "36081", "36085")


@pytest.mark.parametrize("asked", ["Texas DPS", "the", "Jackson Co Sheriff", "Iowa City police"])
def test_no_city_is_called_by_what_is_left_without_its_kind(index: Index, asked: str) -> None:
    answer = meant(index, asked)
    certain = answer.outcome != "like"
    assert not certain or not {"TX0840900", "OK0550700", "IA-iowa-department-of-public-safety"} & {*_keys(answer)}
    assert asked != "Jackson Co Sheriff" or len(answer.agencies) > 1


STATES_OWN = {
    "Virginia State Police": "VA-virginia-department-of-state-police",
    "Wyoming Highway Patrol": "WY-wyoming-state-highway-patrol",
    "Texas Highway Patrol": "TX-texas-department-of-public-safety-texas-highway-patrol",
    "Iowa Department of Public Safety": "IA-iowa-department-of-public-safety",
    "Florida Department of Highway Safety and Motor Vehicles":
        "FL-florida-department-of-highway-safety-and-motor-vehicles-division-of-highway-patrol",
}  # fmt: skip


@pytest.mark.parametrize("name", STATES_OWN)
def test_an_agency_of_a_state_is_found_with_words_that_come_and_go(index: Index, name: str) -> None:
    answer = meant(index, name)
    assert (answer.outcome, _keys(answer)) == ("one", [STATES_OWN[name]])


def test_a_department_named_with_two_of_its_divisions_means_both(index: Index) -> None:
    divisions = {"texas-highway-patrol", "criminal-investigations-division"}
    found = _keys(meant(index, "Texas DPS"))
    assert {key.removeprefix("TX-texas-department-of-public-safety-") for key in found} == divisions


def test_a_states_own_police_are_never_a_city_of_that_name(index: Index) -> None:
    for state in {county.state for county in counties().values()}:
        for written in ("{} Department of Public Safety", "{} State Police", "{} State Patrol"):
            answer = meant(index, written.format(states()[state].name), near=False)
            assert {agency.state for agency in answer.agencies} <= {state}, (state, written)


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("FIU police", "FL0133100"),
        ("UCF police department", "FL0481400"),
        ("UF PD", "FL0010600"),
        ("USF police FL", "FL0290700"),
        ("KSU PD Georgia", "GA0331200"),
        ("Florida Atlantic University Police", "FL0503700"),
        ("Purdue police", "IN0790300"),
        ("University of California Santa Cruz police", "CA0019700"),
        ("Tampa airport police", "FL0290600"),
        ("Sarasota airport police FL", "FL0580600"),
        ("St. Louis airport police MO", "MO0950D00"),
        ("Galveston port police TX", "TX0842400"),
        ("Utah transit police", "UT0184000"),
        ("Broward school police FL", "FL0063600"),
        ("Naperville park police", "IL0225000"),
        ("CSX police KY", "KY118039P"),
        ("Patton hospital police", "CA0365700"),
        ("Miccosukee police", "FL0133900"),
        ("Anaconda police MT", "MT0120000"),
        ("Cusseta GA", "GA0260000"),
        ("Broomfield CO police", "CO0640100"),
        ("Dade County Sheriff FL", "FL0130000"),
        ("Harris Cnty SO TX", "TX1010000"),
        ("NC State police", "NC0921600"),
        ("Houston metro police", "TX1015700"),
        ("Las Vegas metro police", "NV0020100"),
        ("Palm Beach school police", "FL0504200"),
    ],
)
def test_a_body_is_found_by_what_people_call_it(index: Index, text: str, body: str) -> None:
    answer = meant(index, text)
    assert answer.outcome in ("one", "not listed")
    assert [body in agency.codes for agency in answer.agencies] == [True], _keys(answer)


def test_initials_without_a_state_are_only_like_a_body(index: Index) -> None:
    answer = meant(index, "USF police")
    assert answer.outcome == "like" and "FL0290700" in answer.agencies[0].codes


def test_initials_that_two_bodies_of_a_state_share_mean_both(index: Index) -> None:
    answer = meant(index, "GSU police GA")
    assert {agency.key for agency in answer.agencies} == {"GA0600900", "GA0160400"}


@pytest.mark.parametrize(
    "text",
    [
        "Ada County Sheriff MS",
        "Carroll Township police department, Iowa",
        "Miami University police FL",
        "Compton police CA",
        "Palm Coast FL",
        "Decatur school police GA",
        "FL0481409",
        "Texas State police",
        "Florida State police",
    ],
)
def test_what_no_body_is_called_is_no_other_body(index: Index, text: str) -> None:
    assert meant(index, text).outcome in ("like", "none")


def test_a_university_called_as_towns_are_is_told_beside_them(index: Index) -> None:
    assert {agency.state for agency in meant(index, "Yale police").agencies} == {"CT", "MI", "OK"}


def test_a_name_that_the_roster_gives_to_several_counties_means_each_of_them(index: Index) -> None:
    assert meant(index, "Jackson Township Police Department, PA").outcome == "several"
    answer = meant(index, "Jackson Township police, Butler County, PA")
    assert (answer.outcome, _keys(answer)) == ("not listed", ["PA0102200"])
