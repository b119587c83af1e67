"""The counts of 24 months in two records: each agreement that differs has its reason, and one without is told."""

from __future__ import annotations

from datetime import date
from typing import Any

from open287g.record.asking.record import Record
from tools.monthly import DAYS, Change, Month, changes, months, table

ON = date(2025, 6, 1)


def row(**facts: Any) -> dict[str, Any]:
    """An agreement as the record has it, listed and in force since March 2025."""
    usual = {"status": "listed", "valid_from": date(2025, 3, 1), "valid_from_basis": "signed", "valid_to": None}
    return {**usual, "ended_as": None, "gaps": [], **facts}


def there(*ids: str) -> list[dict[str, Any]]:
    """Agreements as another record has them in force."""
    return [{"agreement_id": name, "valid_from": date(2025, 2, 1), "valid_to": None} for name in ids]


def test_a_record_differs_in_nothing_from_itself_and_counts_as_asof_does(record: Record) -> None:
    told = months(record, record.path)
    assert [month.day for month in told] == DAYS and (DAYS[0], DAYS[-1]) == (date(2024, 6, 1), date(2026, 5, 1))
    for month in told:
        assert month.before == month.now == record.asof(month.day)["agreements"] and month.changes == ()


def test_each_kind_of_change_is_told_with_its_reason() -> None:
    rows = {
        "A:TFM:1": row(),
        "B:TFM:1": row(valid_from=date(2025, 7, 1), valid_from_basis="executed"),
        "C:TFM:1": row(status="moved"),
        "D:TFM:1": row(valid_to=date(2025, 5, 1), ended_as="superseded"),
        "E:TFM:1": row(gaps=["2025-05-01/2025-07-01"]),
        "F:TFM:1": row(),
    }
    redirects = {"A:TFM:2": ("A:TFM:1", "one signing"), "Old": ("F", "renamed")}
    other = there("A:TFM:1", "A:TFM:2", "B:TFM:1", "C:TFM:1", "D:TFM:1", "E:TFM:1", "Gone:TFM:1", "Old:TFM:1")
    told = {change.agreement_id: change for change in changes(ON, {"A:TFM:1", "F:TFM:1"}, other, rows, redirects)}
    reasons = {name: change.reason for name, change in told.items()}
    assert reasons.pop("Gone:TFM:1") is None
    assert {name: str(reason)[:30] for name, reason in reasons.items()} == {
        "A:TFM:2": "counted beside A:TFM:1: one si",
        "B:TFM:1": "in force from 2025-07-01 (the ",
        "C:TFM:1": "ICE moved the row to another a",
        "D:TFM:1": "over on 2025-05-01 at the late",
        "E:TFM:1": "off the list in between: 2025-",
    }
    (come,) = changes(ON, {"A:TFM:1"}, [], rows, redirects)
    assert come.here and come.reason == "in force from 2025-03-01 (SIGNED)"


def test_a_change_without_a_reason_stands_in_the_table() -> None:
    text = table([Month(ON, 2, 1, (Change(ON, "Gone:TFM:1", False, None),))])
    assert "| 2025-06-01 | 2 | 1 | 1 | 0 |" in text and "| `Gone:TFM:1` | gone | 2025-06 | NONE FOUND |" in text
