"""The stories that are known of four agencies, each statement with its source and row; and the traps of the tables."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from open287g.core.errors import NotFoundError
from open287g.record.asking.record import Record
from open287g.rulebook.from_record import agreement_facts

Row = dict[str, Any]


def early(record: Record, name: str, part: str) -> list[Row]:
    rows: list[Row] = record.agency(name)["early"][part]
    return rows


def agreements(record: Record, name: str) -> list[tuple[str, str, str, str]]:
    """Model, day of signing, first day known to be over, and what shows that, of each agreement."""
    rows = early(record, name, "agreements")
    return [(r["model"] or "unknown", str(r["signed"]), str(r["ended_by"]), str(r["end_basis"])) for r in rows]


def test_maricopa(record: Record) -> None:
    assert record.agency("maricopa county sheriff az")["agency_id"] == "AZ-maricopa-county-sheriffs-office"
    assert agreements(record, "maricopa county sheriff az") == [
        ("HYBRID", "2007-02-07", "2009-10-15", "renewed"),
        ("JEM", "2009-10-15", "2011-12-15", "announced"),
    ]
    (span,) = early(record, "maricopa county sheriff az", "spans")
    assert (str(span["last_seen"]), str(span["absent_after"])) == ("2011-10-20", "2012-01-20")
    events = {(e["kind"], str(e["valid"])): e for e in early(record, "maricopa county sheriff az", "events")}
    task_force = record.evidence(events["announced_end", "2009-10-16"]["event_id"])
    assert task_force["model"] == "TFM" and task_force["agreement_id"].endswith(":HYBRID:2007-02-07")
    assert "Arizona Capitol Times" in task_force["cells"]["note"]
    signed = record.evidence(events["renewed", "2009-10-15"]["event_id"])
    assert (signed["file"], signed["row"]) == ("signings_not_listed.csv", 6)
    assert signed["cells"]["moa_file"] == "r_287gmaricopacountyso102609.pdf"
    assert events["announced_end", "2011-12-15"]["model"] == "JEM"


def test_los_angeles(record: Record) -> None:
    assert agreements(record, "los angeles county sheriff ca") == [
        ("JEM", "2005-02-01", "2010-10-12", "renewed"),
        ("JEM", "2010-10-12", "2014-10-07", "renewed"),
        ("JEM", "2014-10-07", "2015-05-12", "announced"),
    ]


def test_mecklenburg_and_wake(record: Record) -> None:
    assert agreements(record, "mecklenburg nc")[-1] == ("JEM", "2017-02-28", "2018-12-05", "announced")
    assert [signed for _, signed, _, _ in agreements(record, "wake nc")] == [
        "2008-06-25", "2009-10-15", "2013-06-28", "2016-06-08",
    ]  # fmt: skip
    assert agreements(record, "wake nc")[-1][2:] == ("2018-12-07", "announced")


@pytest.mark.parametrize(
    "name", ["maricopa county sheriff az", "los angeles county sheriff ca", "mecklenburg nc", "wake nc"]
)
def test_every_event_leads_to_a_row_of_a_file_with_its_hash(record: Record, name: str) -> None:
    for event in early(record, name, "events"):
        proof = record.evidence(event["event_id"])
        assert proof["files"] and len(proof["sha256"]) == 64 and proof["file"]
        assert (proof["cells"] is None) == (proof["row"] is None) == (event["kind"] == "delisted")


def test_the_signed_of_the_tables_before_2013_is_the_first_signing(record: Record) -> None:
    rows = early(record, "etowah al", "statements")
    printed = {str(r["day"]) for r in rows if r["says"] == "listed" and r["told"] < date(2013, 9, 1)}
    assert printed == {"2008-07-08"}
    assert {str(r["day"]) for r in rows if r["source_id"] == "ice-2013-09-04"} == {"2013-06-28"}
    signed = [str(a["signed"]) for a in early(record, "el paso county sheriff co", "agreements")]
    assert signed == ["2007-05-17", "2009-10-15", "2013-07-09"]


def test_joint_is_told_only_where_a_source_says_so_and_by_whom(record: Record) -> None:
    rows = record.table("early_agreements").to_pylist()
    joint = [row for row in rows if row["model"] == "HYBRID"]
    assert len(joint) > 20
    assert all(any(said.startswith("HYBRID: ") for said in row["models"]) for row in joint)
    assert not any(said.startswith("HYBRID: ice-") for row in rows for said in row["models"])
    # The memorandum of 2007 gives task force authority alone, whatever the table of CRS says.
    benton = early(record, "benton county sheriff ar", "agreements")[0]
    assert benton["model"] == "TFM" and "HYBRID: crs-rl32270" in benton["models"]


def test_three_agencies_of_arizona_turn_from_task_force_to_jail_with_the_same_day(record: Record) -> None:
    turned = record.changes(date(2011, 2, 21), date(2011, 8, 18), "AZ").to_pylist()
    assert {e["agency_id"] for e in turned if e["kind"] == "model_changed"} == {
        "AZ-arizona-department-of-public-safety", "AZ-florence-police-department", "AZ-phoenix-police-department",
    }  # fmt: skip


def test_a_missing_row_is_no_end_where_another_source_still_has_it(record: Record) -> None:
    (old, *_) = early(record, "jackson tx", "agreements")
    assert (str(old["signed"]), str(old["last_seen"])) == ("2017-01-26", "2017-07-02")
    assert (str(old["ended_by"]), old["end_basis"]) == ("2020-06-08", "renewed")


def test_a_day_that_wanders_is_one_signing(record: Record) -> None:
    days = {
        str(a["signed"]): a["other_days"]
        for a in early(record, "massachusetts department of corrections", "agreements")
    }
    assert days["2014-04-22"] == ["2014-05-21"]
    san_bernardino = early(record, "san bernardino county sheriff ca", "agreements")[0]
    assert (str(san_bernardino["signed"]), san_bernardino["other_days"]) == ("2005-10-19", ["2005-11-19"])
    assert san_bernardino["signed_source"] == "signed-fixes"


def test_what_no_list_shows_stands_by_the_statement_alone(record: Record) -> None:
    assert agreements(record, "massachusetts state police") == [("unknown", "2006-12-13", "2007-01-11", "announced")]
    assert early(record, "massachusetts state police", "spans") == []


def test_withdrawals_are_known_by_the_chart_that_says_so(record: Record) -> None:
    withdrew = [row for row in record.table("early_agreements").to_pylist() if row["end_basis"] == "withdrew"]
    assert {row["agency_id"] for row in withdrew} == {
        "FL-brevard-county-sheriffs-office", "FL-manatee-county-sheriffs-office",
        "MA-barnstable-county-sheriffs-office", "MA-framingham-police-department",
        "NC-cumberland-county-sheriffs-office",
    }  # fmt: skip
    assert {str(row["ended_by"]) for row in withdrew} == {"2010-05-08"}


def test_the_same_agreement_keeps_its_id_across_the_eras(record: Record) -> None:
    (agreement,) = early(record, "NJ-cape-may-county-sheriffs-office", "agreements")
    assert agreement["agreement_id"] == "NJ-cape-may-county-sheriffs-office:JEM:1" and agreement["in_later_lists"]
    later = record.connection.execute(
        "SELECT signed FROM agreements WHERE agreement_id = ?", [agreement["agreement_id"]]
    )
    assert later.fetchall() == [(agreement["signed"],)]


def test_a_decision_never_takes_an_early_agreement_for_one_of_known_days_nor_a_place_for_an_agency(
    record: Record,
) -> None:
    with pytest.raises(NotFoundError, match=r"JEM:2009-10-15 \(over by 2011-12-15\)"):
        agreement_facts(record, "AZ-maricopa-county-sheriffs-office", date(2010, 6, 1))
    with pytest.raises(NotFoundError, match="several"):
        agreement_facts(record, "maricopa az", date(2010, 6, 1))
