"""What in a row contradicts what is known otherwise is said with its file and row, and changes nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from open287g.record.asking.record import Record
from tests.record.small_lists import TFM, WSO, Row, participating, understood

DAY, SIGNED = date(2026, 5, 20), date(2026, 5, 19)


def _doubts(folder: Path, *rows: Row) -> set[tuple[str, str, str]]:
    """Kind, column and what contradicts, of rows that enter with the second list."""
    lists = [participating(folder, date(2026, 5, 18), []), participating(folder, DAY, rows)]
    draft = understood(*lists)
    for doubt in draft.doubts:
        assert doubt.proof.file.endswith(f"{DAY:%m%d%Y}am.xlsx") and doubt.proof.row
    return {(doubt.kind, doubt.column, doubt.against) for doubt in draft.doubts}


def _loving(signed: date = SIGNED, moa: str = "", model: str = WSO, kind: str = "County") -> Row:
    return Row("TEXAS", "Loving County Sheriff's Office", "Loving County", model, signed, moa, kind)


def test_a_row_without_a_contradiction_is_not_in_doubt(tmp_path: Path) -> None:
    assert _doubts(tmp_path, _loving(moa="LovingCoSheriffsOfficeTX_WSO_MOA_05192026.pdf")) == set()


@pytest.mark.parametrize("signed", [date(2025, 5, 18), date(2016, 5, 18)])
def test_signed_long_before_the_first_listing(tmp_path: Path, signed: date) -> None:
    assert _doubts(tmp_path, _loving(signed)) == {("signed long before listing", "SIGNED", str(DAY))}


@pytest.mark.parametrize(
    ("file", "doubt"),
    [
        ("LovingCoSheriffsOfficeTX_WSO_MOA_02012026.pdf", ("memorandum of another day", "MOA", str(SIGNED))),
        ("LovingCoSheriffsOfficeTX_TFM_MOA_05192026.pdf", ("memorandum of another model", "MOA", "WSO")),
        ("LovingCoSheriffsOfficeOK_WSO_MOA_05192026.pdf", ("memorandum of another agency", "MOA", "OK")),
        (
            "AutaugaCoSheriffsOfficeAL_WSO_MOA_05192026.pdf",
            ("memorandum of another agency", "MOA", "AL"),
        ),
    ],
)
def test_a_memorandum_named_for_something_else(tmp_path: Path, file: str, doubt: tuple[str, str, str]) -> None:
    assert _doubts(tmp_path, _loving(moa=file)) == {doubt}


def test_one_memorandum_for_two_agencies(tmp_path: Path) -> None:
    file = "LovingCoSheriffsOfficeTX_WSO_MOA_05192026.pdf"
    other = Row("TEXAS", "Ward County Sheriff's Office", "Ward County", WSO, SIGNED, file)
    kinds = {kind for kind, _, _ in _doubts(tmp_path, _loving(moa=file), other)}
    assert "memorandum of two agencies" in kinds


def test_a_county_that_only_other_states_have(tmp_path: Path) -> None:
    row = Row("SOUTH CAROLINA", "Scranton Police Department", "Lackawanna County", TFM, SIGNED, "", "Municipality")
    assert _doubts(tmp_path, row) == {("county of another state", "COUNTY", "PA")}


@pytest.mark.parametrize(
    ("name", "kind", "doubted"),
    [
        ("Shirley Police Department", "County", True),
        ("Shirley Police Department", "Municipality", False),
        ("Henry County Sheriff's Office", "Municipality", True),
        ("Henry County Jail", "State Agency", True),
        ("Indiana Department of Correction", "State Agency", False),
        ("Purdue University Police Department", "State Agency", False),
        ("Henry County Police Department", "County", False),
    ],
)
def test_a_type_that_the_name_denies(tmp_path: Path, name: str, kind: str, doubted: bool) -> None:
    row = Row("INDIANA", name, "Henry County", TFM, SIGNED, "", kind)
    assert bool(_doubts(tmp_path, row)) == doubted


@pytest.mark.parametrize(
    ("signed", "file", "meant"),
    [
        (date(2026, 12, 5), "", date(2026, 5, 12)),
        (date(2026, 1, 5), "", date(2026, 5, 1)),
        (date(2026, 5, 4), "LovingCoSheriffsOfficeTX_WSO_MOA_04052026.pdf", date(2026, 4, 5)),
    ],
)
def test_a_day_that_may_be_the_month(tmp_path: Path, signed: date, file: str, meant: date) -> None:
    assert ("day and month exchanged", "SIGNED", str(meant)) in _doubts(tmp_path, _loving(signed, file))


@pytest.mark.parametrize("signed", [date(2026, 5, 4), date(2026, 5, 5), date(2026, 4, 30), date(2026, 4, 5)])
def test_a_day_that_fits_as_printed_is_not_taken_for_the_month(tmp_path: Path, signed: date) -> None:
    assert "day and month exchanged" not in {kind for kind, _, _ in _doubts(tmp_path, _loving(signed))}


def test_a_date_printed_otherwise_before(tmp_path: Path) -> None:
    lists = [
        participating(tmp_path, date(2026, 5, 20), [_loving(SIGNED)]),
        participating(tmp_path, date(2026, 6, 9), [_loving(date(2026, 4, 19))]),
    ]
    (doubt,) = understood(*lists).doubts
    assert (doubt.kind, doubt.value, doubt.against) == (
        "signed against an earlier print",
        "2026-04-19",
        str(SIGNED),
    )


@pytest.mark.parametrize(
    ("agreement", "kind"),
    [
        ("GA-gilmer-county-sheriffs-office:WSO:1", "memorandum of another agency"),
        ("PA-montour-county-sheriffs-office:TFM:1", "memorandum of another agency"),
        ("IN-rush-county-sheriffs-office:WSO:1", "memorandum of another model"),
        ("FL-melbourne-beach-police-department:TFM:1", "signed against an earlier print"),
        ("TX-tenaha-police-department:TFM:1", "signed long before listing"),
    ],
)
def test_doubts_of_the_shipped_record_stand_in_its_table_and_among_its_signals(
    record: Record, agreement: str, kind: str
) -> None:
    (doubt,) = [
        row for row in record.table("doubts").to_pylist() if (row["agreement_id"], row["kind"]) == (agreement, kind)
    ]
    places = {(row["kind"], row["file"], row["row"]) for row in record.signals().to_pylist()}
    assert (kind, doubt["file"], doubt["row"]) in places
