"""The columns of a log are the facts of the vocabulary, and their page and words are current."""

from __future__ import annotations

from pathlib import Path

import pytest

from open287g.activity.log.columns import RECORDS, TABLES, schema
from open287g.activity.log.page import page
from open287g.vocabulary import facts
from open287g.vocabulary.fact_words import hint, kind_says, says, spoken


@pytest.mark.parametrize("table", TABLES)
def test_keys_required_columns_and_orders_exist_and_are_of_one_kind(table: str) -> None:
    rules = schema(table)
    assert set(rules.key) <= {name for name, fact in rules.columns.items() if fact.required}
    assert {fact.instead for fact in rules.columns.values()} - {""} <= rules.columns.keys()
    for first, second in rules.orders:
        assert rules.columns[first].kind == rules.columns[second].kind
    assert rules.columns.keys() == facts.RECORDS[RECORDS[table]].keys()


def test_every_number_is_bounded_and_every_code_has_its_words() -> None:
    for names in facts.RECORDS.values():
        for fact in names.values():
            assert (fact.kind == "code") == bool(fact.choices)
            assert (fact.kind in ("number", "count")) == (fact.low is not None and fact.high is not None)


def test_every_fact_is_said_in_spanish_in_one_sentence() -> None:
    assert spoken("es") == {record: set(names) for record, names in facts.RECORDS.items()}
    for record, names in facts.RECORDS.items():
        for fact in names.values():
            said = says(record, fact, "es")
            assert said.endswith(".") and said != fact.says


def test_every_kind_is_said_and_asked_for_in_both_languages() -> None:
    for names in facts.RECORDS.values():
        for fact in names.values():
            for language in ("en", "es"):
                assert kind_says(fact, language) and hint(fact, language)
    assert hint(facts.OFFICER["exam_score"], "es") == "0 a 100"


def test_the_page_is_current() -> None:
    written = Path(__file__).parents[2] / "docs" / "schema" / "log.md"
    assert written.read_text(encoding="utf-8") == page(), "run: python -m tools.log_schema"
