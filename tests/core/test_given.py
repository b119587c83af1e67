"""A public function that is given a value of another kind says so in words of our own, and repeats no value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import open287g
from open287g.core.errors import InputError
from open287g.record.asking.record import Record

WRONG: list[Callable[[], Any]] = [
    lambda: open287g.open_record(5),  # type: ignore[arg-type]
    lambda: open287g.law_of(None, "2026-01-01"),  # type: ignore[arg-type]
    lambda: open287g.read_agreement(3),  # type: ignore[arg-type]
    lambda: open287g.compare(None, 3),  # type: ignore[arg-type]
    lambda: open287g.audit(None, None, out=None),  # type: ignore[arg-type]
    lambda: open287g.audit("a.csv", "o.csv", out="out", language=5),  # type: ignore[arg-type]
    lambda: open287g.decide([1]),  # type: ignore[arg-type]
    lambda: open287g.decide("x"),  # type: ignore[arg-type]
    lambda: open287g.decide({"act": "interrogate"}),  # type: ignore[dict-item]
    lambda: open287g.decide({1: {}}),  # type: ignore[dict-item]
    lambda: open287g.decide(act={"act": "detain"}, readings="wide"),  # type: ignore[arg-type]
]


@pytest.mark.parametrize("call", WRONG)
def test_a_value_of_another_kind_is_refused_in_words(call: Callable[[], Any]) -> None:
    with pytest.raises(InputError, match=r"not a (text|path|mapping)"):
        call()


@pytest.mark.parametrize("name", ["agency", "find", "evidence", "agreement"])
def test_a_record_is_asked_by_texts(record: Record, name: str) -> None:
    for value in (None, 12, b"FL"):
        with pytest.raises(InputError, match="not a text"):
            getattr(record, name)(value)
    with pytest.raises(InputError, match="not a text"):
        record.resolve(5, "FL")  # type: ignore[arg-type]


def test_days_in_the_wrong_order_are_refused_and_not_answered_with_nothing(record: Record) -> None:
    with pytest.raises(InputError, match="is after the last"):
        record.changes("2026-05-10", "2026-05-01")
    assert record.changes("2026-05-10", "2026-05-10").num_rows >= 0


def test_an_audit_in_a_language_that_is_not_spoken_is_refused_before_a_file_is_read() -> None:
    with pytest.raises(InputError, match="no such language"):
        open287g.audit("none.csv", "none.csv", out="none", language="fr")
