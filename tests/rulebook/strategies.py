"""Facts for property tests: an act in order, with some facts changed and some taken away."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from open287g.vocabulary import facts
from open287g.vocabulary.editions import EDITIONS
from tests.rulebook.scenarios import Facts, start, start_names

NAMES = [(record, name) for record, names in facts.RECORDS.items() for name in names]
KEYS = {
    "act_id",
    "officer_id",
    "agency_id",
    "agreement_id",
    "subject_ref",
    "time_zone",
    "valid_from",
    "valid_to",
    "began_on",
}
ORDER = {"not authorized": 0, "undetermined": 1, "authorized": 2}

days = st.dates(datetime(2019, 1, 1).date(), datetime(2028, 6, 1).date()).map(str)


def near(day: str = "2025-06-02") -> st.SearchStrategy[str]:
    noon = datetime.fromisoformat(f"{day}T12:00:00")
    return st.integers(-6000, 6000).map(lambda minutes: (noon + timedelta(minutes=minutes)).isoformat() + "-05:00")


def value(record: str, name: str) -> st.SearchStrategy[Any]:
    fact = facts.RECORDS[record][name]
    if name == "edition":
        return st.sampled_from([*EDITIONS, "wso 2025", "WSO-2031"])
    if fact.choices:
        return st.sampled_from(fact.choices)
    of_type = {
        "boolean": st.booleans(),
        "date": days,
        "float64": st.sampled_from([0, 1.99, 2, 5, 69.9, 70, 100]).map(lambda number: min(number, fact.high or number)),
        "int64": st.integers(0, 3),
        "string": st.sampled_from(["a", "FL-example-county-sheriffs-office"]),
    }
    return near() if fact.dtype.startswith("timestamp") else of_type[fact.dtype]


def disordered(told: Facts) -> list[tuple[str, str]]:
    """Each fact that stands before the one it follows: a decision refuses them."""
    pairs = [(record, first, second) for record, own in facts.ORDERS.items() for first, second in own]
    given = [(record, second, told[record].get(first), told[record].get(second)) for record, first, second in pairs]
    return [(record, name) for record, name, before, after in given if before and after and str(after) < str(before)]


@st.composite
def changed(draw: st.DrawFn, most: int = 4, *, removing: bool = True) -> Facts:
    """A start with up to `most` facts changed, and as many taken away."""
    given = start(draw(st.sampled_from(start_names())))
    usable = [(record, name) for record, name in NAMES if name not in KEYS]
    for record, name in draw(st.lists(st.sampled_from(usable), max_size=most)):
        given[record][name] = draw(value(record, name))
    for record, name in disordered(given):
        given[record].pop(name, None)
    if removing:
        for record, name in draw(st.lists(st.sampled_from(usable), max_size=most)):
            given[record].pop(name, None)
    return given
