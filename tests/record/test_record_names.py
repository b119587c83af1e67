"""An agency is called as it is meant: ICE's slips are mended by county, memorandum and rule, and old ids lead on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from open287g.record.asking.record import Record
from tests.record.small_lists import JEM, TFM, WSO, Row, participating, understood

DAY, SIGNED = date(2026, 5, 20), date(2026, 5, 19)


def _named(folder: Path, *rows: Row) -> set[str]:
    return {a.agency_id for a in understood(participating(folder, DAY, rows)).agencies if a.state != "AL"}


@pytest.mark.parametrize(
    "words", ["(Addendum)", "- Addendum", "(Amendment)", "[Modification]", "(Addendum 2)", "Addendum II"]
)
def test_a_word_for_the_document_is_no_part_of_a_name_and_its_day_no_signing(tmp_path: Path, words: str) -> None:
    own = Row(
        "FLORIDA",
        "Baker County Sheriff's Office",
        "Baker County",
        WSO,
        date(2019, 5, 6),
        "287gWSO_BakerCoFl2019-05-06.pdf",
    )
    added = own._replace(agency=f"{own.agency} {words}", signed=SIGNED, moa="287gWSOaddendum_BakerCoFL2026-05-19.pdf")
    (agreement,) = [
        a for a in understood(participating(tmp_path, DAY, [own, added])).agreements if a.agency.state == "FL"
    ]
    assert (agreement.agreement_id, agreement.last_signed) == (
        "FL-baker-county-sheriffs-office:WSO:1",
        date(2019, 5, 6),
    )


def test_an_addendums_row_alone_is_in_force_since_its_memorandums_day(record: Record) -> None:
    (row,) = [r for r in record.agreements().to_pylist() if r["agency_id"] == "NJ-monmouth-county-sheriffs-office"]
    assert (row["signed"], row["valid_from"], row["valid_from_basis"]) == (None, date(2016, 6, 8), "memorandum")


@pytest.mark.parametrize(
    ("state", "name", "county", "named"),
    [
        ("TEXAS", "Neuces County Constable Precinct 7", "Nueces County", "TX-nueces-county-constable-precinct-7"),
        ("MICHIGAN", "Berrian County Jail", "Berrien County", "MI-berrien-county-jail"),
        ("MISSOURI", "North County Police Cooperative", "St. Louis County", "MO-north-county-police-cooperative"),
        (
            "PENNSYLVANIA",
            "Northern York County Regional Police",
            "York County",
            "PA-northern-york-county-regional-police",
        ),
    ],
)
def test_a_county_misspelt_in_a_name_is_written_as_the_cell_has_it(
    tmp_path: Path, state: str, name: str, county: str, named: str
) -> None:
    assert _named(tmp_path, Row(state, name, county, JEM, SIGNED)) == {named}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("NJ-monmouth-county-sheriffs-office-addendum", "NJ-monmouth-county-sheriffs-office"),
        ("TX-neuces-county-constable-precinct-5", "TX-nueces-county-constable-precinct-5"),
        ("MI-berrian-county-sheriffs-office", "MI-berrien-county-sheriffs-office"),
        ("NH-pittsburgh-police-department", "NH-pittsburg-police-department"),
        ("PA-east-pennsylvania-township-constable-office", "PA-east-penn-township-constable-office"),
    ],
)
def test_an_id_made_from_a_slip_leads_to_the_agency(record: Record, old: str, new: str) -> None:
    assert record.find(old) == new
    assert {"old_id": old, "new_id": new} in [
        {"old_id": row["old_id"], "new_id": row["new_id"]} for row in record.table("redirects").to_pylist()
    ]


def test_two_agencies_with_one_ori_or_one_county_and_sheriff_are_candidates(tmp_path: Path, record: Record) -> None:
    pairs = {(row["agency_id"], row["other_id"]) for row in record.candidates().to_pylist()}
    assert ("TN-metropolitan-moore-county-sheriffs-office", "TN-moore-county-sheriffs-office") in pairs
    rows = [
        Row("TEXAS", "Loving County Sheriff's Office", "Loving County", WSO, SIGNED),
        Row("TEXAS", "Sheriff of the Big Bend", "Loving County", TFM, SIGNED),
    ]
    draft = understood(participating(tmp_path, DAY, rows))
    assert {c.why_not for c in draft.identity.candidates} == {"two sheriffs of one county"}


@pytest.mark.parametrize(
    ("state", "name", "county", "memorandum", "named"),
    [
        ("MISSISSIPPI", "Luka Police Department", "Tishomingo County", "", "MS-iuka-police-department"),
        ("NEW HAMPSHIRE", "Pittsburgh Police Department", "", "", "NH-pittsburg-police-department"),
        (
            "PENNSYLVANIA",
            "East Pennsylvania Township Police Department",
            "Carbon County",
            "EastPennTownshipPDPA_TFM_MOA_05192026.pdf",
            "PA-east-penn-township-police-department",
        ),
        (
            "PENNSYLVANIA",
            "Western Pennsylvania Hills Police Department",
            "Westmoreland County",
            "WesternPennsylvaniaHillsPDPA_TFM_MOA_05192026.pdf",
            "PA-western-pennsylvania-hills-police-department",
        ),
        (
            "NORTH DAKOTA",
            "Slope County Sheriff's Office",
            "Slope County",
            "SlopCoSheriffsOfficeND_TFM_MOA_05182026.pdf",
            "ND-slope-county-sheriffs-office",
        ),
    ],
)
def test_a_place_misspelt_in_a_name_is_written_as_roster_and_memorandum_show(
    tmp_path: Path, state: str, name: str, county: str, memorandum: str, named: str
) -> None:
    assert _named(tmp_path, Row(state, name, county, TFM, SIGNED, memorandum)) == {named}
