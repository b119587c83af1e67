"""Rows put into a table in one statement."""

from __future__ import annotations

import duckdb

from open287g.core.sql import insert, rows


def test_rows_go_in_as_they_are_and_in_their_order() -> None:
    con = duckdb.connect()
    con.execute("create table told (name varchar, times integer, needs varchar[])")
    given = [["one", 1, ["a", "b"]], ["two", None, []], [None, 3, ["c"]]]
    insert(con, "told", given)
    insert(con, "told", [])
    assert [list(row.values()) for row in rows(con, "from told")] == given


def test_a_column_that_is_empty_all_the_way_is_still_one() -> None:
    con = duckdb.connect()
    con.execute("create table told (name varchar, times bigint, needs varchar[])")
    insert(con, "told", [["one", None, []], ["two", None, []]])
    assert [list(row.values()) for row in rows(con, "from told")] == [["one", None, []], ["two", None, []]]
