"""A list captured before 2021 tells its own day and no other; between two of them the answer is unknown."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from open287g.core.errors import NotFoundError
from open287g.record.asking.record import Record
from open287g.record.early.sources import lists

# What ORIGIN's expansion of ICE's tables counts; where a caption miscounts, the table.
COUNTS = {
    date(2008, 1, 14): 28, date(2008, 3, 24): 41, date(2011, 2, 20): 71, date(2011, 8, 18): 69, date(2012, 1, 20): 68,
    date(2012, 10, 7): 64, date(2013, 1, 18): 57, date(2013, 4, 2): 39, date(2013, 9, 4): 36, date(2014, 4, 14): 37,
    date(2014, 9, 10): 35, date(2015, 1, 6): 34, date(2015, 7, 25): 32, date(2016, 12, 11): 34, date(2017, 8, 1): 58,
}  # fmt: skip


@pytest.mark.parametrize("day", COUNTS, ids=str)
def test_a_captured_list_tells_its_own_day(record: Record, day: date) -> None:
    told = record.asof(day)
    assert told["agreements"] == told["rows"] == COUNTS[day] == record.in_force(day).num_rows
    assert told["publication"] == f"ice-{day}"
    assert sum(told["by_model"].values()) == sum(told["by_state"].values()) == COUNTS[day]


def test_a_caption_is_a_claim_about_another_day(record: Record) -> None:
    told = record.asof(date(2011, 2, 20))
    assert told["agreements"] == 71
    assert told["differences"][0] == "ICE's caption claims 71 as of 2010-10-29; the table captured 2011-02-20 has 71"
    claimed = record.asof(date(2010, 10, 29))
    assert claimed["agreements"] is None
    assert any(claim.startswith("71 on 2010-10-29") for claim in claimed["claims"])


def test_between_two_lists_only_what_both_show_is_told(record: Record) -> None:
    told = record.asof(date(2013, 3, 1))
    assert told["agreements"] is None and told["by_model"] == {} and told["publication"] is None
    assert (told["before"]["day"], told["before"]["agreements"]) == (date(2013, 1, 18), 57)
    assert (told["after"]["day"], told["after"]["agreements"]) == (date(2013, 4, 2), 39)
    assert told["in_both"] == 39 and len(told["only_before"]) == 18 and told["only_after"] == []
    with pytest.raises(NotFoundError, match=r"unknown.*2013-01-18 and 2013-04-02"):
        record.in_force(date(2013, 3, 1))


def test_between_two_lists_that_are_the_same_the_number_is_told_and_the_gap_named(record: Record) -> None:
    told = record.asof(date(2012, 5, 1))
    assert told["agreements"] == 68 and told["publication"] is None
    assert "what came and went between is unknown" in told["says"]


def test_before_the_oldest_list_nothing_is_counted(record: Record) -> None:
    told = record.asof(date(2002, 12, 1))
    assert told["agreements"] is None and told["before"] is None
    assert told["says"] == "unknown: no list that is held is older; the first is of 2008-01-14 and names 28"


def test_the_years_between_the_last_table_and_the_first_workbook_are_unknown(record: Record) -> None:
    told = record.asof(date(2019, 6, 1))
    assert told["agreements"] is None
    assert (told["before"]["day"], told["after"]["day"]) == (date(2017, 8, 1), date(2021, 1, 13))
    assert "NC-mecklenburg-county-sheriffs-office" in told["only_before"]


def test_from_the_first_list_of_the_record_on_its_own_lists_answer(record: Record) -> None:
    assert record.asof(date(2021, 1, 13))["publication"].startswith("participating")


def test_no_day_but_those_of_the_lists_has_a_list(record: Record) -> None:
    days = {source.seen for source in lists()}
    first = min(day for day in days if day is not None)
    told = {first + timedelta(days=n) for n in range(4000) if record.early.on(first + timedelta(days=n))}
    assert told == days and len(days) == 35


def test_what_could_be_known_on_a_day_holds_no_later_list(record: Record) -> None:
    day = date(2011, 8, 18)
    assert record.asof(day, day)["agreements"] == 69
    early = record.asof(day, date(2011, 8, 17))
    assert early["agreements"] is None and early["after"] is None
    assert early["says"] == "unknown: the newest list known then is of 2011-02-20 and names 71"
    assert not any("2011-09-02" in claim or "OIG-12-130" in claim for claim in early["claims"])
    assert record.asof(day, date(2007, 1, 1))["says"] == "unknown: no list is known that tells of this day"


def test_a_mirror_of_a_day_is_named_beside_the_table(record: Record) -> None:
    told = record.asof(date(2017, 8, 1))
    assert told["agreements"] == 58
    assert told["claims"] == ["2 more: two rows that a mirror of ICE's table has beyond the capture of the same day"]
