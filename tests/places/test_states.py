"""States as lists write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from open287g.core.bundled import read_table
from open287g.core.errors import NotFoundError
from open287g.places.states import StateReading, parse_state, parse_state_cell, state_by_fips, state_named, states


def test_there_are_fifty_states_the_district_and_five_territories() -> None:
    kinds = [state.kind for state in states().values()]
    assert (kinds.count("state"), kinds.count("district"), kinds.count("territory")) == (50, 1, 5)
    assert len(state_by_fips()) == 56


@pytest.mark.parametrize(
    ("text", "code", "how"),
    [
        ("PENNSLYVANIA", "PA", "spelling"),
        ("UTAHJ", "UT", "spelling"),
        ("WEST  VIRGINIA ", "WV", "exact"),
        ("WESt VIRGINIA", "WV", "exact"),
        ("WEST VIRIGINIA", "WV", "spelling"),
        ("MCHIGAN", "MI", "spelling"),
        ("AlABAMA", "AL", "exact"),
        (" texas\u00a0", "TX", "exact"),
        ("nb", "NE", "spelling"),
        ("NORTHERN MARIANA ISLANDS", "MP", "exact"),
        ("fl", "FL", "code"),
        ("", None, "blank"),
        ("   ", None, "blank"),
        ("ATLANTIS", None, "unknown"),
        ("TEXAS OKLAHOMA", None, "unknown"),
    ],
)
def test_a_state_is_read_or_left_unknown(text: str, code: str | None, how: str) -> None:
    assert parse_state(text) == StateReading(code, how)


@pytest.mark.parametrize(
    ("cell", "code", "how"),
    [
        ("NEW HAMSPHIRE", "NH", "slip"),
        ("MISSOURI ", "MO", "exact"),
        ("West Virgina", "WV", "slip"),
        ("FLORDIA", "FL", "slip"),
        ("UTAHJ", "UT", "spelling"),
        ("AKANSAS", None, "unknown"),
        ("SORTH DAKOTA", None, "unknown"),
        ("CAROLINA", None, "unknown"),
        ("IOWAA", None, "unknown"),
        ("MCMULLEN COUNTY", None, "unknown"),
        ("Alabama (AL)", "AL", "spelling"),
        ("WV - West Virginia", "WV", "spelling"),
        ("Virginia/West Virginia", None, "unknown"),
        ("", None, "blank"),
    ],
)
def test_a_cell_with_one_slip_is_the_one_state_it_can_be(cell: str, code: str | None, how: str) -> None:
    assert parse_state_cell(cell) == StateReading(code, how)


@given(st.sampled_from(sorted(states())), st.integers(0, 30), st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
def test_no_slip_of_one_letter_is_read_as_another_state(code: str, at: int, letter: str) -> None:
    name = states()[code].name.upper()
    at %= len(name)
    for slip in (name[:at] + name[at + 1 :], name[:at] + letter + name[at:], name[:at] + letter + name[at + 1 :]):
        assert parse_state_cell(slip).code in {code, None}


def test_free_words_bear_no_slip() -> None:
    assert parse_state("MONTARA").code is None


def test_every_spelling_names_a_state_and_says_why() -> None:
    for row in read_table("places/data/state_spellings.csv"):
        assert row["code"] in states()
        assert row["evidence"]


@given(st.sampled_from(sorted(states())), st.booleans(), st.integers(0, 3))
def test_case_and_spaces_do_not_matter(code: str, upper: bool, spaces: int) -> None:
    name = states()[code].name
    text = " " * spaces + (name.upper() if upper else name.lower()) + "\t" * spaces
    assert parse_state(text).code == code


@given(st.text(max_size=40))
def test_any_text_is_answered_without_failing(text: str) -> None:
    assert parse_state(text).code in {None, *states()}


def test_an_unknown_code_says_what_to_give() -> None:
    with pytest.raises(NotFoundError, match="postal code"):
        state_named("ZZ")
