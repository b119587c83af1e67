"""The interval behind every accuracy figure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.wilson import wilson


@pytest.mark.parametrize(
    ("hits", "total", "low", "high"),
    [(0, 10, 0.0, 0.2775), (1, 10, 0.0179, 0.4042), (10, 100, 0.0552, 0.1744), (81, 263, 0.2553, 0.3662)],
)
def test_agrees_with_published_values(hits: int, total: int, low: float, high: float) -> None:
    """The last row is the worked example of Newcombe, Statistics in Medicine 17 (1998), table I."""
    assert wilson(hits, total) == pytest.approx((low, high), abs=5e-5)


def test_nothing_observed_leaves_everything_open() -> None:
    assert wilson(0, 0) == (0.0, 1.0)


@pytest.mark.parametrize(("hits", "total"), [(-1, 5), (6, 5), (1, 0)])
def test_refuses_impossible_counts(hits: int, total: int) -> None:
    with pytest.raises(ValueError, match=f"got {hits} of {total}"):
        wilson(hits, total)


@given(st.integers(1, 10**6).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_holds_the_share_and_mirrors(case: tuple[int, int]) -> None:
    hits, total = case
    low, high = wilson(hits, total)
    assert 0 <= low <= hits / total <= high <= 1
    assert wilson(total - hits, total) == pytest.approx((1 - high, 1 - low), abs=1e-12)
