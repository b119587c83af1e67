"""The schema that `activity` checks is the one that `rulebook` reads, and its page is current."""

from __future__ import annotations

from pathlib import Path

import pytest

from open287g.activity.log.columns import TABLES, schema
from open287g.activity.log.page import page
from open287g.vocabulary import facts

DTYPES = {"id": "string", "code": "string", "zone": "string", "flag": "boolean", "time": "timestamp('UTC')"}
DTYPES |= {"day": "date", "number": "float64", "count": "int64"}
RECORDS = dict(zip(TABLES, ("act", "officer", "agreement"), strict=True))


@pytest.mark.parametrize("table", TABLES)
def test_columns_types_and_words_are_those_of_the_rulebook(table: str) -> None:
    ours = {name: (DTYPES[column.kind], column.values) for name, column in schema(table).columns.items()}
    theirs = {name: (fact.dtype, fact.choices) for name, fact in facts.RECORDS[RECORDS[table]].items()}
    assert ours == theirs


def test_empty_means_none_for_the_same_columns() -> None:
    ours = set().union(*(schema(table).empty_means_none for table in TABLES))
    assert ours == facts.NONE_WHEN_EMPTY


@pytest.mark.parametrize("table", TABLES)
def test_keys_required_columns_and_orders_exist(table: str) -> None:
    rules = schema(table)
    named = {*rules.key, *rules.empty_means_none, *(name for pair in rules.orders for name in pair)}
    assert named <= rules.columns.keys()
    assert set(rules.key) <= {column.name for column in rules.columns.values() if column.required}


def test_the_page_is_current() -> None:
    written = Path(__file__).parents[2] / "docs" / "schema" / "log.md"
    assert written.read_text(encoding="utf-8") == page(), "run: python -m tools.log_schema"
