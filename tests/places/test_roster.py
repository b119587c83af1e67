"""The FBI roster, ICE areas and state law."""

from __future__ import annotations

from datetime import date

import pytest

from open287g.core.bundled import read_bytes, read_table
from open287g.core.errors import NotFoundError
from open287g.places.areas import Area, area_of, offices, offices_of
from open287g.places.counties import counties, counties_of
from open287g.places.law import law_of, rules
from open287g.places.names import agency_words, state_core
from open287g.places.roster import Roster, RosterAgency, roster, roster_agency, search_roster
from open287g.places.states import states


def test_the_roster_is_whole_and_within_its_states() -> None:
    assert len(roster()) == 18330 + len(read_table("places/data/agency_list_2025.csv"))
    for code in states():
        for row in roster().of_state(code):
            assert all(counties()[fips].state == code for fips in row.counties)
            assert row.year is None or 2018 <= row.year <= 2025


def test_the_comparable_names_are_those_the_matcher_makes() -> None:
    for code, state in states().items():
        for row in roster().of_state(code):
            words = agency_words(row.name.split(", ")[0] if row.type == "City" else row.name)
            assert row.key == (state_core(row.name, state.name) if row.kind == "state" else words.core), row.name


def test_a_row_carries_what_the_fbi_says() -> None:
    row = roster_agency("fl0110000 ")
    assert (row.name, row.type, row.counties, row.population) == ("Collier", "County", ("12021",), 382493)
    assert (row.officers, row.civilians, row.year, row.unit_lost) == (561, 381, 2025, False)


def test_what_nobody_reported_is_unknown_not_zero() -> None:
    assert (roster_agency("WVWSP0000").officers, roster_agency("WVWSP0000").civilians) == (None, None)
    listed = roster_agency("GA1040000")
    assert (listed.officers, listed.population, listed.year) == (None, None, None)
    assert (roster_agency("FL0010600").population, roster_agency("PA0080000").population) == (None, None)


def test_a_name_cut_before_its_unit_is_known_as_such() -> None:
    assert roster_agency("KSKHP0100").unit_lost
    assert {row.ori for row in search_roster("FL", "highway patrol:")} >= {"FL0379000", "FL0409000"}


def test_an_unknown_ori_says_how_to_find_one() -> None:
    with pytest.raises(NotFoundError, match="places county"):
        roster_agency("FL9999999")


def test_a_county_row_of_an_ice_area_outweighs_its_state() -> None:
    assert area_of("NY", "36001") == Area("Buffalo", "county", "Counties in Upstate New York not in the NYC AOR")
    assert area_of("NY", "36061") == Area("New York City", "county", "")
    assert area_of("FL", "12021") == Area("Miami", "state", "")
    assert area_of("TX") is None
    assert offices_of("TX") == ("Dallas", "El Paso", "Harlingen", "Houston", "San Antonio")


def test_every_county_has_an_office_but_those_of_american_samoa() -> None:
    without = {c.state for code in states() for c in counties_of(code) if area_of(code, c.fips) is None}
    assert without == {"AS"}
    assert len(offices()) == 25


@pytest.mark.parametrize(
    ("state", "day", "status"),
    [
        ("FL", date(2022, 12, 31), "unknown"),
        ("FL", date(2023, 1, 1), "required"),
        ("TX", date(2025, 12, 31), "unknown"),
        ("TX", date(2026, 1, 1), "required"),
        ("MD", date(2026, 2, 16), "unknown"),
        ("MD", date(2026, 2, 17), "banned"),
        ("NM", date(2026, 5, 19), "unknown"),
        ("NM", date(2026, 5, 20), "banned"),
        ("VA", date(2026, 3, 1), "unknown"),
        ("VA", date(2026, 7, 1), "allowed"),
        ("VA", date(2028, 7, 1), "unknown"),
        ("TN", date(2026, 5, 25), "allowed"),
        ("TN", date(2026, 5, 26), "unknown"),
        ("AZ", date(2026, 5, 18), "unknown"),
        ("OH", date(2026, 5, 18), "unknown"),
        ("GU", date(2026, 5, 18), "unknown"),
    ],
)
def test_the_law_of_a_day_is_what_is_certain(state: str, day: date, status: str) -> None:
    assert law_of(state, day).status == status


def test_state_agencies_rules_do_not_bind_local_ones_but_are_shown() -> None:
    law = law_of("VA", date(2026, 3, 1))
    assert [rule.who for rule in law.rules] == ["state agencies"]
    assert len(law.other) == 1


def test_every_rule_is_cited_sourced_and_never_confirmed_while_disputed() -> None:
    for rule in rules():
        assert rule.state in states()
        assert rule.citation
        assert rule.says
        assert all(rule.sources)
        assert not (rule.confirmed and rule.disputed)
        assert rule.start is None or rule.end is None or rule.start < rule.end


def test_what_must_be_confirmed_before_use_says_so() -> None:
    assert law_of("TX", date(2026, 5, 1)).confirmed
    assert law_of("MD", date(2026, 5, 1)).confirmed
    assert not law_of("ME", date(2026, 8, 1)).confirmed
    assert not law_of("OH", date(2026, 5, 1)).confirmed


def test_a_state_that_is_none_is_refused() -> None:
    with pytest.raises(NotFoundError):
        law_of("ZZ", date(2026, 1, 1))


def test_a_state_read_alone_has_the_rows_it_has_among_all() -> None:
    content = read_bytes("places/data/roster.csv.gz")
    whole = Roster(content)
    by_state: dict[str, list[RosterAgency]] = {}
    for row in whole.rows():
        by_state.setdefault(row.state, []).append(row)
    for state in states():
        assert Roster(content).of_state(state) == by_state.get(state, []) == whole.of_state(state)
    begun = [row for row in by_state["TX"] if row.key.startswith("s")]
    assert begun and Roster(content).of_state("TX", "s") == begun == whole.of_state("TX", "s")


def test_every_comparable_name_may_be_named_and_no_other_word() -> None:
    names = {name for row in roster().rows() for name in (row.key, row.base, row.whole) if name}
    assert all(map(roster().may_name, names))
    assert not any(map(roster().may_name, ("leefl", "nosuchname", "policedepartmentofnowhere")))
