"""The axis of estimates: round numbers that hold every interval, a minus that is one."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from open287g.ui.charts.intervals import Dot, _ticks, intervals


@given(st.floats(-1e6, 1e6), st.floats(1e-6, 1e6))
def test_ticks_hold_what_is_drawn_and_are_few(low: float, span: float) -> None:
    high = low + span
    ticks = _ticks(low, high)
    slack = 1e-6 * (ticks[1] - ticks[0]) + 1e-9 * abs(low)
    assert ticks[0] <= low + slack and ticks[-1] >= high - slack
    assert 2 <= len(ticks) <= 8


def test_ticks_are_numbers_that_a_person_would_choose() -> None:
    assert [f"{one:g}" for one in _ticks(-0.0674, 0.107)] == ["-0.1", "-0.05", "0", "0.05", "0.1", "0.15"]
    assert [f"{one:g}" for one in _ticks(0.754, 1.0)] == ["0.75", "0.8", "0.85", "0.9", "0.95", "1"]
    assert len(_ticks(0.5, 0.5)) >= 2


def test_a_negative_number_has_a_minus_and_no_hyphen() -> None:
    drawn = str(intervals([Dot("a", -0.03, -0.0674, 0.0107)], "title", 0.0))
    told = re.findall(r'text-anchor="middle">([^<]*)<', drawn)
    assert "−0.06" in told and not any("-" in one for one in told)
