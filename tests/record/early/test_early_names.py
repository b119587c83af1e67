"""Who the printed names are: one body has one id in both eras, by rule or by a verdict with its evidence."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from open287g.core.errors import NotFoundError, NotListedError
from open287g.record.asking.record import Record, open_record
from open287g.record.build import build
from tools import early, early_names


def test_every_name_has_an_agency_a_rule_and_evidence(record: Record) -> None:
    names = record.table("early_names").to_pylist()
    assert {row["tier"] for row in names} == {"exact", "same", "roster", "words", "judgment", "only"}
    assert all(row["evidence"] for row in names)
    assert [row["agency_name"] for row in names if row["agency_id"] is None] == [
        "Cook County State's Attorney's Office"
    ]


def test_agencies_of_both_eras_share_their_id(record: Record) -> None:
    later = {row["agency_id"] for row in record.agencies().to_pylist()}
    early_rows = record.table("early_agencies").to_pylist()
    assert all(row["in_later_lists"] == (row["agency_id"] in later) for row in early_rows)
    assert sum(row["in_later_lists"] for row in early_rows) > 130


def test_the_traps_of_the_names_are_read(record: Record) -> None:
    whose = {(r["state"], r["agency_name"]): r["agency_id"] for r in record.table("early_names").to_pylist()}
    assert whose["MD", "Hartford County Sheriff's Office"] == whose["MD", "Harford County Sheriff's Office"]
    assert whose["NC", "City of Durham Police Department"] == whose["NC", "Durham Police Department"]
    assert whose["TX", "Whitfield County Sheriff's Office"] == "GA-whitfield-county-sheriffs-office"
    assert whose["CA", "San Bernardino County Sheriff's Office Addendum"] == "CA-san-bernardino-county-sheriffs-office"
    assert whose["UT", "Washington County Sheriff Office"] != whose["AR", "Washington County Sheriff's Office"]
    assert whose["NJ", "Salem County Sheriff's Office"] == "NJ-salem-county-sheriffs-office"


def test_no_agency_bears_two_rows_of_one_list(record: Record) -> None:
    twice = record.connection.execute(
        "SELECT source_id, agency_id FROM early_statements WHERE says = 'listed' GROUP BY ALL HAVING count(*) > 1"
    ).fetchall()
    assert twice == []


def test_an_agency_of_the_early_lists_alone_is_found_and_others_still_are_not(record: Record) -> None:
    assert record.find("Maricopa County Sheriff's Office, AZ") == "AZ-maricopa-county-sheriffs-office"
    assert record.find("AZ0070000") == "AZ-maricopa-county-sheriffs-office"
    with pytest.raises(NotListedError, match="2008-01-14 to 2017-08-01"):
        record.find("Coconino County Sheriff, AZ")


@pytest.mark.parametrize("place", ["maricopa az", "houston tx"])
def test_a_place_that_means_several_is_refused_by_every_question_with_those_in_the_lists_first(
    record: Record, place: str
) -> None:
    for ask in (record.find, record.agency):
        with pytest.raises(NotFoundError, match="several") as refused:
            ask(place)
    if place == "maricopa az":
        sheriff, police = refused.value.remedy.split("; ")
        assert "(AZ-maricopa-county-sheriffs-office)" in sheriff and "(AZ0111700, in no list)" in police


@pytest.mark.parametrize("state", ["Florida", "Iowa", "DE", "la"])
def test_the_name_of_a_state_is_no_agency_whatever_cities_are_called_so(record: Record, state: str) -> None:
    with pytest.raises(NotFoundError, match="is a place and no agency"):
        record.find(state)


def test_a_place_in_an_early_source_is_no_name_of_an_agency(record: Record) -> None:
    """A release of 2008 prints places: Florida for its Department of Law Enforcement, El Paso, Texas for Colorado's."""
    with pytest.raises(NotFoundError, match="several"):
        record.find("Washington County")
    released = [s for s in record.table("early_statements").to_pylist() if s["source_id"] == "foia-yale-2008"]
    assert len(released) == 34 and all(s["agency_id"] for s in released)
    whose = {s["agency_name"]: s["agency_id"] for s in released}
    assert whose["Florida"] == "FL-florida-department-of-law-enforcement"
    assert whose["El Paso"] == "CO-el-paso-county-sheriffs-office"


def test_a_home_without_any_list_of_its_own_still_tells_the_early_years(tmp_path: Path) -> None:
    build(tmp_path, shipped=False)
    with open_record(tmp_path) as alone:
        assert alone.asof(date(2011, 2, 20))["agreements"] == 71
        told = alone.asof(date(2019, 6, 1))
        assert told["agreements"] is None and told["after"] is None
        assert alone.agency("AZ-maricopa-county-sheriffs-office")["early"]["spans"]


@pytest.mark.shared
def test_the_bundled_facts_are_those_of_the_raw_inputs(shared: Path) -> None:
    for name, (header, lines) in early.facts(shared / "data" / "history").items():
        with (early.DATA / name).open(encoding="utf-8", newline="") as stream:
            rows = list(csv.reader(stream))
        if name == "names.csv":
            # The words of a rule may change; whom it names may not.
            rows, lines = [row[:3] for row in rows], [line[:3] for line in lines]
            header = header[:3]
        assert rows == [list(header), *map(list, lines)], name


def test_every_verdict_is_about_a_printed_name_and_has_its_evidence() -> None:
    with early_names.JUDGMENTS.open(encoding="utf-8", newline="") as stream:
        verdicts = list(csv.DictReader(stream))
    with (early.DATA / "names.csv").open(encoding="utf-8", newline="") as stream:
        printed = {(row["state"], row["agency_name"]) for row in csv.DictReader(stream)}
    assert all((row["state"], row["name"]) in printed and row["evidence"] for row in verdicts)
    assert all((row["state"], row["name"]) != (row["other_state"], row["other_name"]) for row in verdicts)
