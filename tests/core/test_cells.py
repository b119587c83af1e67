"""One rule for cells of CSV, in Python and in DuckDB."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from open287g.core.cells import cell_text, csv_of, csv_text, plain_cell, safe_cell
from open287g.core.sql import write_csv

# Surrogates cannot be written, and neither DuckDB nor a spreadsheet holds a NUL.
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
FORMULAS = st.builds(
    str.__add__,
    st.sampled_from(["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", "'=", "''-", "'-5", "-5"]),
    TEXT,
)
CELL = st.none() | TEXT | FORMULAS


@given(TEXT | FORMULAS)
@example("'=1+1")
@example("'-5")
@example("-٣")
@example("＝HYPERLINK(A1)")
def test_no_cell_runs_and_every_text_comes_back(text: str) -> None:
    cell = safe_cell(text)
    assert plain_cell(cell) == text
    if cell.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")):
        assert cell.isascii() and float(cell) is not None, "only a number may start so"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (date(2025, 4, 24), "2025-04-24"),
        (datetime(2025, 4, 24, 9, 30), "2025-04-24T09:30:00"),
        (["12021", "12071"], "12021; 12071"),
        (("Smith", None), "Smith; unknown"),
        ([], ""),
        ({"row": 3, "day": date(2025, 4, 24)}, "row 3; day 2025-04-24"),
        ([{"row": 3}, {"row": 4}], '[{"row": 3}, {"row": 4}]'),
        (2.5, "2.5"),
    ],
)
def test_a_value_as_a_cell(value: Any, cell: str) -> None:
    assert cell_text(value) == cell


def test_a_column_that_a_row_lacks_is_unknown_there() -> None:
    assert csv_of([{"a": 1}, {"b": "=x", "a": None}], ["a", "b"]) == "a,b\n1,\n,'=x\n"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(CELL, st.none() | st.lists(st.none() | TEXT | FORMULAS, max_size=3), st.none() | st.booleans()),
        max_size=8,
    )
)
@example([("=1", ["-x", None], True), ("\r", [], None), ("-5", None, False)])
def test_duckdb_and_python_write_the_same_cells(rows: list[tuple[Any, ...]]) -> None:
    kinds = {"text": pa.string(), "texts": pa.list_(pa.string()), "flag": pa.bool_()}
    table = pa.table({name: pa.array([row[i] for row in rows], kind) for i, (name, kind) in enumerate(kinds.items())})
    assert _by_duckdb(table) == _cells(csv_text(list(kinds), rows))


def test_duckdb_writes_days_numbers_and_times_that_read_the_same() -> None:
    time = datetime(2025, 4, 24, 9, 30, 0, 500000, tzinfo=UTC)
    row = (date(2025, 4, 24), 7, -2.5, time)
    table = pa.table({str(i): pa.array([value]) for i, value in enumerate(row)})
    header, (day, count, number, at) = _by_duckdb(table)
    assert [day, count, number] == _cells(csv_text(header, [row]))[1][:3]
    assert datetime.fromisoformat(at) == time


def _by_duckdb(table: pa.Table) -> list[list[str]]:
    with TemporaryDirectory() as folder, duckdb.connect() as con:
        con.execute("set timezone = 'UTC'")
        con.register("rows_here", table)
        write_csv(con, "rows_here", Path(folder) / "out.csv")
        return _cells((Path(folder) / "out.csv").read_bytes().decode())


def _cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))
