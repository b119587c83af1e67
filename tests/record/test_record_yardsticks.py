"""Counts that others published or counted by hand, which the bundled record must reach."""

from __future__ import annotations

from datetime import date

import pytest

from open287g.core.errors import NotFoundError, UnknownError
from open287g.record.asking.headline import headline
from open287g.record.asking.record import Record

NEWEST = date(2026, 5, 18)
APRIL_24 = date(2025, 4, 24)


def test_the_newest_list_has_its_1843_agreements_by_model(record: Record) -> None:
    now = record.asof(NEWEST)
    assert now["publication"] == "participating-2026-05-18-8ec447a3"
    assert (now["agreements"], now["rows"], now["differences"]) == (1843, 1843, [])
    assert now["by_model"] == {"TFM": 1162, "WSO": 499, "JEM": 182}
    assert sum(now["by_state"].values()) == 1843
    assert len(now["by_state"]) == now["states"]


def test_what_was_known_on_24_april_2025_is_the_list_of_10_april(record: Record) -> None:
    then = record.asof(APRIL_24, APRIL_24)
    assert then["publication"] == "participating-2025-04-10-04e0b56b"
    assert (then["agreements"], then["rows"], then["states"], then["spellings"]) == (444, 444, 38, 349)


def test_what_is_known_today_of_24_april_2025_counts_what_was_listed_later(record: Record) -> None:
    today = record.asof(APRIL_24)
    assert today["known"] == NEWEST
    assert 503 <= today["agreements"] <= 525, "later lists hold 503 to 521 signed by then, corrections aside"
    assert today["states"] == 38


def test_differences_between_agreements_and_rows_add_up(record: Record) -> None:
    today = record.asof(APRIL_24)
    listed = record.in_force(NEWEST)["agreement_id"].to_pylist()
    then = record.in_force(APRIL_24)["agreement_id"].to_pylist()
    later, gone = len(set(listed) - set(then)), len(set(then) - set(listed))
    assert any(
        said.startswith(f"{later} agreements of the list were not yet in force") for said in today["differences"]
    )
    assert any(said.startswith(f"{gone} agreements were in force") for said in today["differences"])
    assert today["agreements"] == len(then) == len(set(then)) == 1843 - later + gone


def test_in_force_lists_each_agreement_once(record: Record) -> None:
    ids = record.in_force(NEWEST)["agreement_id"].to_pylist()
    assert len(ids) == len(set(ids)) == 1843


def test_before_any_list_nothing_is_known(record: Record) -> None:
    assert record.asof(date(2020, 1, 1), date(2007, 1, 1))["agreements"] is None


def test_a_day_before_any_list_is_unknown_and_not_none(record: Record) -> None:
    assert record.asof(date(2001, 1, 1))["agreements"] is None


def test_what_was_known_before_the_first_list_is_unknown(record: Record) -> None:
    with pytest.raises(UnknownError, match="2021-01-13"):
        record.asof(NEWEST, date(2020, 1, 1))


def test_an_unknown_state_or_table_is_refused_with_a_remedy(record: Record) -> None:
    with pytest.raises(NotFoundError, match="postal code"):
        record.changes(NEWEST, state="Atlantis")
    with pytest.raises(NotFoundError, match="agreements"):
        record.table("secrets")


def test_the_headline_agrees_with_the_questions_it_sums_up(record: Record) -> None:
    says, now = headline(record), record.asof(NEWEST)
    assert {key: says[key] for key in ("agreements", "agencies", "states", "by_model")} == {
        key: now[key] for key in ("agreements", "agencies", "states", "by_model")
    }
    assert sum(says["ended"].values()) == record.endings().num_rows
    recent = [e for e in record.events().to_pylist() if e["known"] >= says["since"]]
    assert sum(says["changes"].values()) == len(recent) > 0
    assert says["quarantined"] == ["participatingAgencies04212025am.xlsx"]
