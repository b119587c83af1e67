"""A cell is read alike, and refused with the same sentence, by the reader of decisions and by the reader of logs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import duckdb
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from open287g.activity.log.cells import ZONE_READ, read_cell, zone_is_known
from open287g.activity.log.files_as_sql import typed
from open287g.core.sql import literal, quoted
from open287g.vocabulary import facts
from open287g.vocabulary.cells import FALSE, TRUE, read
from open287g.vocabulary.facts import Fact
from open287g.vocabulary.moments import REPEATED, SKIPPED, Moment, Unreadable
from open287g.vocabulary.zones import zones

FACTS = {f"{record}.{name}": fact for record, names in facts.RECORDS.items() for name, fact in names.items()}
REACHED = "act.released_at"
CHOSEN = ("act.act", "act.place", "act.model", "act.time_zone", "act.force_used", "act.released_at", "act.subject_ref")
CHOSEN += ("officer.exam_score", "officer.exam_failures", "officer.certified_on", "agreement.edition", "act.act_id")

ZONED = st.sampled_from([None, *zones()])
TIMES = st.datetimes(datetime(1995, 1, 1), datetime(2101, 1, 1)).map(lambda moment: moment.isoformat(" "))
CHANGES = st.sampled_from([datetime(2025, 3, 9), datetime(2025, 11, 2), datetime(2031, 3, 9), datetime(1997, 4, 6)])
NEAR_CHANGES = st.builds(lambda day, m: (day + timedelta(minutes=m)).isoformat(), CHANGES, st.integers(0, 240))
OFFSETS = st.sampled_from(
    ["", "Z", "z", " Z", "-05", "-0500", "-05:00", "+00:00", "-00:00", "+14:59", "+15:00", "+05:75"]
)
WRITTEN = st.builds(lambda time, offset: time + offset, TIMES | NEAR_CHANGES, OFFSETS)
PIECES = st.lists(
    st.sampled_from([*"0123456789-:.TZ +eE_,@ Aa#", "nan", "inf", "true", "jail", "\t", "٣", "K", "İ", "é"]),
    max_size=14,
)
WORDS = st.sampled_from(
    [*TRUE, *FALSE, "on", "JEM", "jem", "Jail", "jaİl", "booK", "none", "nan", "inf", "1e3", "٣", "9999-12-31"]
)
SPECIAL = [
    "2025-02-30",
    "0000-02-29",
    "0000-02-30",
    "2025-04-24",
    "24:00",
    "2025-04-24T24:00:00Z",
    "2025-04-24T13:05:60Z",
]
SPECIAL += [
    "2025-04-24T13:05:00.123456789Z",
    "0001-01-01T00:00:00+05:00",
    "9999-12-31T23:59:59-05:00",
    "2100-01-01",
    "1996-09-29",
]
SPECIAL += [
    "2025-06-02T10:00",
    "2025-02-30T10:00:00Z",
    "20250424",
    "2025-W17-4",
    "70.",
    ".5",
    "-0",
    "+70",
    "1_0",
    "100.0000001",
]
SPECIAL += ["person-1984-03-07", "A-012-345-678", "a12.345.678", "A 12 345 678", "A#01234567", "A0123456789"]
SPECIAL += ["\uff11\uff12\uff13-45-6789", "123\u201345\u20136789", "(813) 555-0100", "1984-03-07", "3/7/1984"]
SPECIAL += [
    "A012345678",
    "012-345-678",
    "Jane Roe",
    "roe@example.org",
    "S1a2b3c4",
    "123456",
    " 70 ",
    "70\n",
    "",
    "  ",
    "\u00a070",
    " true ",
    "\u2003No\u00a0",
    " sí",
    "true\t",
]
CELLS = (
    WRITTEN
    | PIECES.map("".join)
    | WORDS
    | st.sampled_from(SPECIAL)
    | st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=10)
)


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    opened = duckdb.connect()
    opened.execute("set timezone = 'UTC'; set enable_progress_bar = false")
    yield opened
    opened.close()


def by_sql(
    con: duckdb.DuckDBPyConnection, fact: Fact, cells: list[str], zone: str | None
) -> list[tuple[object, list[str]]]:
    """The value, and the sentences that refuse it, of each cell."""
    con.register("cells", pa.table({"place__": range(len(cells)), "cell": pa.array(cells, pa.string())}))
    cell = read_cell(fact, "cell", "VARCHAR", ZONE_READ)
    named = "cast(null as varchar)" if zone is None else literal(zone)
    zoned = f"case when {zone_is_known(named)} then {named} end"
    here = f"epoch_us({quoted(fact.name)})" if fact.kind == "time" else quoted(fact.name)
    sentences = ", ".join(f"case when {condition} then {literal(reason)} end" for condition, reason in cell.faults)
    rows = con.execute(f"""
        select {here}, list_filter([{sentences or "null"}]::varchar[], lambda one: one is not null)
        from ({typed([cell], zoned, "cells", "place__")}) order by place__""").fetchall()
    return [(value, reasons) for value, reasons in rows]


def by_python(fact: Fact, cell: str, zone: str | None) -> tuple[object, str | None]:
    try:
        value = read(fact, cell, zone)
    except Unreadable as reason:
        return None, str(reason)
    return value.instant if isinstance(value, Moment) else value, None


def disagreements(con: duckdb.DuckDBPyConnection, name: str, cells: list[str], zone: str | None) -> list[object]:
    fact = FACTS[name]
    required = "empty, and the row needs it"
    unlike: list[object] = []
    for cell, (value, reasons) in zip(cells, by_sql(con, fact, cells, zone), strict=True):
        ours, sentence = by_python(fact, cell, zone)
        refusals = [reason for reason in reasons if reason != required]
        alike = sentence in refusals if sentence is not None else not refusals and ours == value
        if not alike:
            unlike.append((name, cell, zone, (ours, sentence), (value, refusals)))
    return unlike


@settings(max_examples=250, deadline=None)
@given(st.sampled_from(CHOSEN), st.lists(CELLS, min_size=1, max_size=40), ZONED)
@example("act.released_at", SPECIAL, None)
@example("act.released_at", SPECIAL, "America/New_York")
@example("act.released_at", ["never", "Never", "9000-01-01T00:00:00Z", "9999-12-31T00:00:00Z"], None)
@example("officer.certified_on", ["never", "9999-12-31", "9000-01-01"], None)
def test_both_readers_take_and_refuse_the_same_cells_with_the_same_sentence(
    con: duckdb.DuckDBPyConnection, name: str, cells: list[str], zone: str | None
) -> None:
    assert disagreements(con, name, cells, zone) == []


@pytest.mark.parametrize("name", FACTS)
def test_for_every_fact_the_special_cells_are_read_alike(con: duckdb.DuckDBPyConnection, name: str) -> None:
    words = [*SPECIAL, *TRUE, *FALSE, *(word.swapcase() for word in FACTS[name].choices), *FACTS[name].choices]
    assert disagreements(con, name, words, "America/Chicago") == []


@pytest.mark.parametrize("zone", zones())
def test_every_zone_shows_the_same_clock_to_both(con: duckdb.DuckDBPyConnection, zone: str) -> None:
    days = [datetime(year, month, day) for year, month, day in product((1997, 2007, 2025, 2044), (3, 7, 11), (2, 9))]
    cells = [(day + timedelta(minutes=30 * n)).isoformat() for day in days for n in range(9)]
    assert disagreements(con, "act.released_at", cells, zone) == []


def test_an_hour_is_refused_wherever_a_clock_of_a_zone_is_set(con: duckdb.DuckDBPyConnection) -> None:
    times = {zone: [moment.isoformat() for moment in set_back_or_on(zone)] for zone in set(zones().values())}
    assert sum(map(len, times.values())) > 1500
    assert [one for zone, cells in times.items() if cells for one in disagreements(con, REACHED, cells, zone)] == []
    refused = [by_python(FACTS[REACHED], cell, zone)[1] for zone, cells in times.items() for cell in cells]
    assert set(refused) == {SKIPPED, REPEATED}


def set_back_or_on(zone: str) -> Iterator[datetime]:
    """Within each hour that the zone skips or repeats, its middle as the wall clock would show it."""
    place, week = ZoneInfo(zone), timedelta(weeks=1)
    before = datetime(1996, 10, 1, tzinfo=UTC)
    while before.year < 2030:
        after = before + week
        if offset(before, place) != offset(after, place):
            low, high = 0, week // timedelta(minutes=1)
            while high - low > 1:
                middle = (low + high) // 2
                same = offset(before + timedelta(minutes=middle), place) == offset(before, place)
                low, high = (middle, high) if same else (low, middle)
            found = before + timedelta(minutes=high)
            yield found.replace(tzinfo=None) + (offset(before, place) + offset(after, place)) / 2
        before = after


def offset(moment: datetime, place: ZoneInfo) -> timedelta:
    return moment.astimezone(place).utcoffset() or timedelta()


@pytest.mark.parametrize("name", ["Mars/Base", "Europe/Paris", "america/chicago", "Asia/Tokyo"])
def test_a_zone_elsewhere_is_refused_by_both(con: duckdb.DuckDBPyConnection, name: str) -> None:
    assert (
        by_python(FACTS["act.time_zone"], name, None)[1] == by_sql(con, FACTS["act.time_zone"], [name], None)[0][1][0]
    )
