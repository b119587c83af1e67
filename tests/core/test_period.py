"""In force on a day: Python, SQL and Ibis give one answer."""

from __future__ import annotations

from datetime import date, timedelta

import duckdb
import ibis
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from open287g.core.period import Period, in_force, in_force_sql, overlap, shared

FIRST = date(2025, 1, 1)
NEAR = st.integers(0, 6).map(lambda days: FIRST + timedelta(days=days))
BOUND = st.none() | NEAR
ROWS = st.lists(st.tuples(BOUND, BOUND, BOUND, BOUND, BOUND), min_size=1, max_size=40)
NAMES = ("day", "start", "end", "other_start", "other_end")


def table(rows: list[tuple[date | None, ...]]) -> pa.Table:
    columns = zip(*rows, strict=True)
    return pa.table(
        {name: pa.array(column, pa.date32()) for name, column in zip(NAMES, columns, strict=True)}
        | {"n": list(range(len(rows)))}
    )


@given(st.dates(), st.dates(), st.dates())
def test_a_period_holds_its_start_and_not_its_end(start: date, end: date, day: date) -> None:
    assert Period(start, end).holds(day) == (start <= day < end)
    assert Period(start).holds(day) == (start <= day)
    assert Period(None, end).holds(day) == (day < end)


@given(ROWS)
def test_python_sql_and_ibis_agree(rows: list[tuple[date | None, ...]]) -> None:
    told = table(rows)
    with duckdb.connect() as con:
        con.register("told", told)
        by_sql = con.execute(f"select {in_force_sql('day', 'start', chr(34) + 'end' + chr(34))} from told order by n")
        answers = [held for (held,) in by_sql.fetchall()]
    t = ibis.memtable(told)
    by_ibis = t.select("n", held=in_force(t.day, t.start, t.end)).order_by("n").to_pyarrow()["held"].to_pylist()
    assert answers == by_ibis
    for (day, start, end, *_), held in zip(rows, answers, strict=True):
        if day is not None:
            assert held is Period(start, end).holds(day)
        else:
            assert held is (True if start is None and end is None else None)


@given(ROWS, BOUND, BOUND)
def test_bounds_that_are_days_hold_as_columns_do(
    rows: list[tuple[date | None, ...]], start: date | None, end: date | None
) -> None:
    days = [(day, start, end, None, None) for day, *_ in rows]
    t = ibis.memtable(table(days))
    found = t.select("n", one=in_force(t.day, start, end), other=in_force(t.day, t.start, t.end)).to_pyarrow()
    assert found["one"].to_pylist() == found["other"].to_pylist()


@given(ROWS)
def test_two_periods_hold_on_the_days_they_share(rows: list[tuple[date | None, ...]]) -> None:
    days = [FIRST + timedelta(days=n) for n in range(-1, 8)]
    t = ibis.memtable(table(rows))
    start, end = shared(t.start, t.end, t.other_start, t.other_end)
    met = overlap(t.start, t.end, t.other_start, t.other_end)
    found = t.select("n", first=start, last=end, met=met).order_by("n").to_pyarrow().to_pylist()
    for (_, *bounds), row in zip(rows, found, strict=True):
        one, other = Period(*bounds[:2]), Period(*bounds[2:])
        both = [day for day in days if one.holds(day) and other.holds(day)]
        assert both == [day for day in days if Period(row["first"], row["last"]).holds(day)]
        assert row["met"] or not both
