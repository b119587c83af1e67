"""Names like a text: the same scores as of every name, whatever is asked."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz, process

from open287g.places.counties import counties
from open287g.places.finder.asked import written_out
from open287g.places.finder.near import Spellings

NAMES = sorted({written_out(county.name) for county in counties().values()} | {"walla walla", "ñandú", "b", ""})
COUNTIES = Spellings(NAMES)
WORDS = st.text("abcdeñ ", max_size=14).map(lambda text: " ".join(text.split()))


def of_every(names: list[str], text: str, least: float) -> list[float]:
    return process.cdist([text], names, scorer=fuzz.WRatio, dtype=np.float32, score_cutoff=least)[0].tolist()


@given(st.lists(WORDS, min_size=1, max_size=30), WORDS.filter(bool), st.integers(60, 100))
def test_no_name_that_reaches_the_mark_is_left_out(names: list[str], text: str, least: int) -> None:
    assert Spellings(names).scores(text, least).tolist() == of_every(names, text, least)


@given(st.sampled_from([name for name in NAMES if name]), st.data())
def test_a_misspelt_county_is_compared_as_with_every_county(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(name) - 1))
    text = " ".join((name[:at] + data.draw(st.sampled_from(["", "x", "county ", " "])) + name[at + 1 :]).split()) or "x"
    assert COUNTIES.scores(text, 82).tolist() == of_every(NAMES, text, 82)


@pytest.mark.parametrize("text", ["colier", "colier county", "st. loius", "walla walla county", "zz"])
def test_only_the_names_asked_for_are_compared(text: str) -> None:
    among = list(range(0, len(NAMES), 3))
    found = COUNTIES.scores(text, 82, among)
    assert found[among].tolist() == of_every([NAMES[at] for at in among], text, 82)
    assert found.sum() == found[among].sum()
