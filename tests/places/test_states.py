"""States as lists write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from open287g.core.bundled import read_table
from open287g.core.errors import NotFoundError
from open287g.places.states import StateReading, parse_state, state_by_fips, state_named, states


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
