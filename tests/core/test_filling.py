"""What goes into a table of DuckDB comes out as it was, in its order, whatever its first rows are."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import duckdb
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from open287g.core.filling import create
from open287g.core.table import TYPES

_TEXT = st.text(st.characters(exclude_categories=["Cs"]))
_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "VARCHAR": _TEXT,
    "INTEGER": st.integers(-(2**31), 2**31 - 1),
    "BIGINT": st.integers(-(2**63), 2**63 - 1),
    "DOUBLE": st.floats(allow_nan=False),
    "BOOLEAN": st.booleans(),
    "DATE": st.dates(),
    "TIMESTAMP": st.datetimes(),
    "VARCHAR[]": st.lists(_TEXT | st.none()),
}


def back(types: dict[str, str], rows: Any) -> list[tuple[Any, ...]]:
    """The rows of a table that was filled with `rows`."""
    with duckdb.connect(config={"threads": 1}) as con:
        assert create(con, "filled", types, rows) == con.execute("SELECT count(*) FROM filled").fetchall()[0][0]
        assert [str(type) for type in con.table("filled").types] == list(types.values())
        return con.execute("FROM filled").fetchall()


@given(st.data())
def test_rows_come_back_as_they_were(data: st.DataObject) -> None:
    names = data.draw(st.lists(st.sampled_from(list(_VALUES)), min_size=1, max_size=4))
    rows = data.draw(st.lists(st.tuples(*(st.none() | _VALUES[name] for name in names)), max_size=6))
    assert back({f"a b{place}": name for place, name in enumerate(names)}, rows) == rows


@pytest.mark.parametrize(
    ("type", "value"),
    [("VARCHAR", "x"), ("VARCHAR[]", ["x"]), ("INTEGER", 7), ("DATE", date(2026, 1, 2)), ("TIMESTAMP", datetime.min)],
)
def test_a_value_that_comes_after_thousands_of_nulls_keeps_its_type(type: str, value: Any) -> None:
    rows = [(None,)] * 20_000 + [(value,)]
    assert back({"x": type}, rows) == rows


def test_columns_of_numbers_go_in_as_they_are() -> None:
    assert back({"a": "INTEGER", "b": "VARCHAR"}, {"b": np.array(["x", None]), "a": np.array([2, 1], np.int32)}) == [
        (2, "x"),
        (1, None),
    ]


def test_what_does_not_fit_is_refused_and_leaves_no_name_behind() -> None:
    with duckdb.connect() as con:
        with pytest.raises(duckdb.Error):
            create(con, "filled", {"a": "INTEGER"}, [(2**40,)])
        with pytest.raises(duckdb.CatalogException):
            con.execute("FROM columns_of_rows_given")
    with duckdb.connect() as con, pytest.raises(ValueError, match="zip"):
        create(con, "ragged", {"a": "INTEGER", "b": "INTEGER"}, [(1,)])


def test_every_type_but_a_time_with_a_zone_is_tried() -> None:
    assert set(TYPES) - set(_VALUES) == {"TIMESTAMP WITH TIME ZONE"}
