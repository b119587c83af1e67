"""A later SIGNED is another signing only where something besides it shows two; else ICE prints the true day at last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from open287g.record.asking.record import Record
from open287g.record.history.agreements import Agreement
from open287g.record.history.force import over, start
from tests.record.small_lists import WSO, Row, participating, pending, understood

FIRST = date(2026, 1, 5)


def _row(signed: date, moa: str = "") -> Row:
    return Row("TEXAS", "Loving County Sheriff's Office", "Loving County", WSO, signed, moa)


def _agreements(folder: Path, weeks: Sequence[Row | None], pended: Sequence[int] = ()) -> list[Agreement]:
    """The agreements of one agency from a list a week: each its row, or None where the list lacks it.

    `pended` are the weeks before which a pending list shows it.
    """
    lists = []
    for week, row in enumerate(weeks):
        day = FIRST + timedelta(weeks=week)
        lists.append(participating(folder, day, [row] if row else []))
        shown = [_row(day)] if week in pended else []
        lists.append(
            pending(folder, day - timedelta(days=1), [*shown, Row("OHIO", "Ada Police Department", "", WSO, day)])
        )
    return [a for a in understood(*lists).agreements if a.agency.state == "TX"]


def _kinds(agreement: Agreement) -> list[str]:
    return list(agreement.instrument.readings)


ONE, TWO = date(2026, 1, 4), date(2026, 2, 1)
OWN, OTHER = "LovingCoTX_WSO_MOA_01042026.pdf", "LovingCoTX_WSO_MOA_02012026.pdf"


def test_a_row_redated_before_its_memorandum_is_one_agreement_in_force_at_the_later_day(tmp_path: Path) -> None:
    (one,) = _agreements(tmp_path, [_row(ONE)] * 4 + [_row(TWO)] * 2 + [_row(TWO, OTHER)])
    assert _kinds(one) == ["same", "redated", "same"]
    assert (start(one, one.last).day, over(one), one.ending) == (TWO, None, None)


def test_a_row_sent_back_to_the_pending_list_and_redated_is_one_agreement(tmp_path: Path) -> None:
    (one,) = _agreements(tmp_path, [_row(ONE)] * 4 + [None] + [_row(TWO)] * 2, pended=[4])
    assert _kinds(one) == ["same", "redated"]
    assert start(one, one.last).day == TWO


def test_a_day_before_the_listing_corrects_it(tmp_path: Path) -> None:
    (one,) = _agreements(tmp_path, [_row(ONE, OWN)] * 4 + [_row(ONE - timedelta(days=1), OWN)])
    assert _kinds(one) == ["same", "corrected"]


def test_a_memorandum_an_absence_and_a_new_application_make_two_agreements(tmp_path: Path) -> None:
    weeks = [_row(ONE, OWN)] * 3 + [None] * 5 + [_row(date(2026, 3, 1))] * 2
    one, two = _agreements(tmp_path, weeks, pended=[7])
    assert (over(one), start(two, two.last).day) == (FIRST + timedelta(weeks=3), date(2026, 3, 1))
    assert one.ended_as == "superseded"


def test_two_memoranda_with_days_of_their_own_make_two_agreements_and_no_day_counts_twice(tmp_path: Path) -> None:
    weeks = [_row(ONE, OWN)] * 4 + [_row(TWO)] * 2 + [_row(TWO, OTHER)]
    one, two = _agreements(tmp_path, weeks)
    assert (over(one), start(two, two.last).day, over(two)) == (TWO, TWO, None)


def test_a_memorandum_years_later_under_the_old_day_is_a_renewal(tmp_path: Path) -> None:
    old, new = "287gWSO_LovingCoTX2020-06-09.pdf", "LovingCoTX_WSO_MOA_01202026.pdf"
    one, two = _agreements(tmp_path, [_row(date(2020, 6, 9), old)] * 3 + [_row(date(2020, 6, 9), new)] * 2)
    assert (start(two, two.last).day, start(two, two.last).basis) == (date(2026, 1, 20), "memorandum")
    assert over(one) == date(2026, 1, 20)


def test_the_same_day_of_another_year_is_a_slip_and_no_renewal(tmp_path: Path) -> None:
    old, new = "LovingCoTX_WSO_MOA_01042025.pdf", "LovingCoTX_WSO_MOA_01042026.pdf"
    (one,) = _agreements(tmp_path, [_row(date(2025, 1, 4), old)] * 3 + [_row(date(2025, 1, 4), new)] * 2)
    assert _kinds(one) == ["same", "same"]


def test_a_mistyped_year_mended_before_any_memorandum_corrects(tmp_path: Path) -> None:
    (one,) = _agreements(tmp_path, [_row(date(2025, 1, 4))] * 3 + [_row(date(2026, 1, 4))] * 2)
    assert _kinds(one) == ["same", "corrected"]


def test_an_agreement_that_leaves_without_a_memorandum_is_withdrawn(tmp_path: Path) -> None:
    (one,) = _agreements(tmp_path, [_row(ONE)] * 3 + [None] * 5)
    assert one.ended_as == "withdrawn"


def _by_id(record: Record, like: str) -> list[dict[str, Any]]:
    return [row for row in record.agreements().to_pylist() if row["agreement_id"].startswith(like)]


@pytest.mark.parametrize(
    ("agreement", "executed"),
    [
        ("FL-fort-walton-beach-police-department:TFM:", date(2025, 8, 4)),
        ("KS-rooks-county-sheriffs-office:WSO:", date(2025, 9, 9)),
        ("PA-stowe-township-police-department:TFM:", date(2025, 12, 11)),
        ("AL-lawrence-county-sheriffs-office:WSO:", None),
        ("AL-lawrence-county-sheriffs-office:JEM:", None),
        ("FL-hardee-county-sheriffs-office:TFM:", None),
        ("FL-northwest-florida-state-college-police-department:TFM:", None),
        ("TX-webb-county-sheriffs-office:JEM:", None),
    ],
)
def test_agreements_that_ice_redated_are_one(record: Record, agreement: str, executed: date | None) -> None:
    (row,) = _by_id(record, agreement)
    assert row["executed"] == executed
    assert row["valid_from"] == (executed or row["signed"])


def test_a_renewal_under_an_unchanged_day_is_told_by_its_memorandum(record: Record) -> None:
    one, two = _by_id(record, "FL-jacksonville-sheriffs-office:JEM:")
    assert (one["valid_to"], two["valid_from"]) == (date(2026, 4, 5), date(2026, 4, 5))


def test_only_a_model_that_came_as_another_left_is_a_change_of_model(record: Record) -> None:
    changes = [event for event in record.events().to_pylist() if event["kind"] == "model_changed"]
    assert changes
    rows = {row["agreement_id"]: row for row in record.agreements().to_pylist()}
    for event in changes:
        before = [r for r in rows.values() if (r["agency_id"], r["model"]) == (event["agency_id"], event["before"])]
        assert all(row["last_listed"] <= event["known"] for row in before)


def test_last_listed_is_the_last_day_on_which_a_file_shows_the_agreement(record: Record) -> None:
    seen = {row["publication_id"]: row["last_seen"] for row in record.publications().to_pylist()}
    sql = "SELECT agreement_id, publication_id FROM observations WHERE agreement_id IS NOT NULL"
    last: dict[str, date] = {}
    for agreement, publication in record.connection.cursor().execute(sql).fetchall():
        last[agreement] = max(last.get(agreement, date.min), seen[publication])
    assert {row["agreement_id"]: row["last_listed"] for row in record.agreements().to_pylist()} == last


@pytest.mark.parametrize("day", [date(2025, 4, 24), date(2025, 8, 4), date(2022, 3, 5), date(2026, 5, 18)])
def test_the_table_of_agreements_counts_what_asof_counts(record: Record, day: date) -> None:
    rows = [r for r in record.agreements().to_pylist() if r["valid_from"] <= day < (r["valid_to"] or date.max)]
    between = [gap.split("/") for row in rows for gap in row["gaps"]]
    out = sum(gone <= day.isoformat() < back for gone, back in between)
    assert len(rows) - out == record.asof(day)["agreements"]


def test_a_row_given_to_a_near_agency_was_never_the_first_ones_and_its_next_signing_is_its_own(record: Record) -> None:
    one, two = _by_id(record, "TX-parker-county-district-attorneys-office:TFM:")
    assert (one["status"], one["valid_to"]) == ("moved", one["valid_from"])
    assert (two["status"], two["valid_from"]) == ("listed", date(2026, 4, 30))
    kinds = [e["kind"] for e in record.events().to_pylist() if e["agreement_id"] == two["agreement_id"]]
    assert kinds == ["listed"]
