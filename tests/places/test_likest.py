"""The likest entries: the same as by comparing a text with every name of every entry, whatever is asked."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from open287g.core.thresholds import threshold
from open287g.places.finder.asked import Asked, readings, written_out
from open287g.places.finder.entries import Entry, places
from open287g.places.finder.index import BEGINNING, LIKENESS, Hit, Index, _order

LIKE = threshold("places", "query_likeness")
WORDS = ("lee", "leigh", "colier", "collier", "county", "sheriffs", "office", "saint", "police", "of", "la", "o")
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
NAMES_OF_ONE = st.lists(NAMES, min_size=1, max_size=4)
ENTRIES = st.lists(
    st.tuples(
        st.sampled_from(["county", "city", "agency"]), st.sampled_from(["FL", "GA"]), st.lists(NAMES, min_size=1)
    ),
    min_size=1,
    max_size=40,
).map(lambda rows: [_entry(number, *row) for number, row in enumerate(rows)])
SPOILT = st.tuples(NAMES, st.integers(0, 30), st.sampled_from(["", "x", "e", " "])).map(
    lambda drawn: f"{drawn[0][: drawn[1]]}{drawn[2]}{drawn[0][drawn[1] + 1 :]}"
)
PLACES = Index(places())


def _entry(number: int, kind: str, state: str, names: list[str]) -> Entry:
    cores = tuple(dict.fromkeys(name.replace(" ", "") for name in names))
    return Entry(kind, str(number), names[0], state, tuple(names), (), cores=cores, people=number % 7)


def of_every_name(index: Index, text: str, state: str | None, limit: int) -> list[Hit]:
    """What `Index.find` answers where nothing is exact, one name after the other."""
    asked = readings(text, state)
    named = [reading for reading in asked if reading.state is not None or reading.place == "county"] or asked
    best: dict[str, Hit] = {}
    called = [(name, one) for one in index.entries for name in {*map(written_out, one.names), *one.cores}]
    for reading in named:
        for name, entry in sorted(called, key=lambda pair: pair[0]):
            hit = _hit(reading, name, entry) if reading.words and reading.state in (None, entry.state) else None
            if hit is not None and (entry.key not in best or _order(hit) < _order(best[entry.key])):
                best[entry.key] = hit
    return sorted(best.values(), key=_order)[:limit]


def _hit(asked: Asked, name: str, entry: Entry) -> Hit | None:
    wanted = (asked.words, *(core for core in asked.cores if not asked.does))
    begins = name.startswith(asked.words)
    near = 100.0 if begins and len(asked.words) >= 3 else max(fuzz.WRatio(text, name) for text in wanted)
    whole = max(fuzz.ratio(text, name) for text in wanted)
    return Hit(entry, BEGINNING if begins else LIKENESS, (near + whole) / 2) if near >= LIKE else None


def _told(hits: list[Hit]) -> list[tuple[str, int, float]]:
    return [(hit.entry.key, hit.how, round(hit.likeness, 3)) for hit in hits]


@given(ENTRIES, SPOILT, st.sampled_from([None, "FL"]), st.integers(1, 12))
@settings(max_examples=40)
def test_the_best_are_those_of_a_comparison_with_every_name(
    entries: list[Entry], text: str, state: str | None, limit: int
) -> None:
    index = Index(entries)
    found = index.find(text, state=state, limit=limit)
    if not (found and found[0].exact):
        assert _told(found) == _told(of_every_name(index, text, state, limit))


def test_misspelt_counties_are_found_as_by_a_comparison_with_every_place() -> None:
    asked = [f"{entry.name[:2]}{entry.name[3:]}" for entry in PLACES.entries[70::900]]
    for text in (*asked, "Springfeild", "st", "Los Angelos County", "conty", "Harris Conty TX"):
        found = PLACES.find(text, limit=8)
        if not (found and found[0].exact):
            assert _told(found) == _told(of_every_name(PLACES, text, None, 8)), text
