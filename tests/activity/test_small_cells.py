"""Small counts cannot be had, outright or by any difference of sums."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from open287g.activity.small_cells import LEAST, withheld

KEYS = ("month", "area", "method")


@st.composite
def tables(draw: st.DrawFn) -> list[dict[str, Any]]:
    cells = draw(st.dictionaries(st.tuples(*[st.integers(0, 3)] * 3), st.integers(1, 30), max_size=40))
    return [dict(zip(KEYS, key, strict=True)) | {"arrests": count} for key, count in cells.items()]


@given(tables())
def test_no_sum_gives_a_small_count_away(rows: list[dict[str, Any]]) -> None:
    told = withheld(rows, KEYS, "arrests")
    assert all(after["arrests"] in (None, before["arrests"]) for before, after in zip(rows, told, strict=True))
    assert all(row["arrests"] is None or row["arrests"] >= LEAST for row in told)
    for size in range(len(KEYS)):
        for fixed in combinations(KEYS, size):
            groups: dict[tuple[Any, ...], list[int]] = defaultdict(list)
            for at, row in enumerate(rows):
                groups[tuple(row[key] for key in fixed)].append(at)
            for group in groups.values():
                hidden = [rows[at]["arrests"] for at in group if told[at]["withheld"]]
                whole = len(hidden) == len(group)
                assert not hidden or whole or (len(hidden) >= 2 and sum(hidden) >= LEAST)


@given(tables())
def test_what_is_large_alone_is_told(rows: list[dict[str, Any]]) -> None:
    large = [row | {"arrests": row["arrests"] + LEAST} for row in rows]
    assert not any(row["withheld"] for row in withheld(large, KEYS, "arrests"))


def test_the_smallest_are_withheld_and_what_protects_nothing_any_more_is_told() -> None:
    cells = {("a", "x"): 2, ("a", "y"): 6, ("a", "z"): 900, ("b", "x"): 7, ("b", "y"): 8, ("b", "z"): 800}
    rows = [{"landmark": one, "area": other, "rows": number} for (one, other), number in cells.items()]
    hidden = [
        row for row, told in zip(rows, withheld(rows, ("landmark", "area"), "rows"), strict=True) if told["withheld"]
    ]
    assert sorted(row["rows"] for row in hidden) == [2, 6, 7, 8]


def test_agencies_of_one_name_protect_each_other_only_where_a_sum_over_them_is_told() -> None:
    rows = [
        {"agency": "Washington County", "state": state, "arrests": number}
        for state, number in (("AR", 900), ("UT", 3), ("OR", 40))
    ]
    told = withheld(rows, [("agency", "state")], "arrests")
    assert [row["arrests"] for row in told] == [900, None, None]
