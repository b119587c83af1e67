"""What others than ICE say stands with its source beside the list's claim, and changes nothing the lists say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from open287g.core.errors import InputError
from open287g.record.asking.record import Record, open_record
from open287g.record.build import build
from open287g.record.history.statements import COLUMNS, read_statements

HEADER = ",".join(COLUMNS) + "\n"


def test_a_shipped_statement_stands_beside_the_lists_claim(record: Record) -> None:
    (said,) = [row for row in record.table("statements").to_pylist() if "Caney Valley" in row["agency_name"]]
    assert (said["says"], said["listed_from"], said["listed_to"]) == (
        "never_signed",
        date(2026, 3, 16),
        date(2026, 3, 17),
    )
    assert said["agreement_id"] == "OK-caney-valley-public-schools-police-department:TFM:1"
    assert said["source"]


def test_a_statement_is_of_the_agreement_that_had_begun(record: Record) -> None:
    said = [row for row in record.table("statements").to_pylist() if "Walworth" in row["agency_name"]]
    assert [(row["agreement_id"], row["day"]) for row in said] == [
        ("WI-walworth-county-sheriffs-office:WSO:1", date(2025, 7, 7))
    ], "the one signed in 2026 did not end in 2025"


def test_a_homes_own_statements_are_joined_and_change_no_agreement(record: Record, tmp_path: Path) -> None:
    (tmp_path / "statements.csv").write_text(
        HEADER
        + "FL,Lee County Sheriff's Office,,ended,2026-05-01,2026-05-02,the sheriff,a letter\n"
        + "FL,Nobody's Police Department,TFM,signed,,,its mayor,a speech\n",
        encoding="utf-8",
    )
    build(tmp_path)
    with open_record(tmp_path) as own:
        said = [row for row in own.table("statements").to_pylist() if row["state"] == "FL"]
        assert own.agreements() == record.agreements()
    assert {row["agreement_id"] for row in said if row["agency_id"]} >= {"FL-lee-county-sheriffs-office:JEM:1"}
    (unknown,) = [row for row in said if row["agency_id"] is None]
    assert unknown["agency_name"] == "Nobody's Police Department"


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("XX,A,TFM,ended,,,b,c", "state"),
        ("FL,A,TMF,ended,,,b,c", "model"),
        ("FL,A,TFM,maybe,,,b,c", "says"),
        ("FL,A,TFM,ended,05/01/2026,,b,c", "day"),
        ("FL,A,TFM,ended,,,b,", "source"),
    ],
)
def test_a_bad_cell_is_told_with_file_line_and_column(tmp_path: Path, row: str, column: str) -> None:
    (tmp_path / "statements.csv").write_text(HEADER + row + "\n", encoding="utf-8")
    with pytest.raises(InputError) as told:
        read_statements(tmp_path)
    assert column in str(told.value) and "line 2" in str(told.value)


def test_another_header_is_refused(tmp_path: Path) -> None:
    (tmp_path / "statements.csv").write_text("a,b\n", encoding="utf-8")
    with pytest.raises(InputError):
        read_statements(tmp_path)


def test_every_signing_stands_with_its_witness(record: Record) -> None:
    rows = [r for r in record.table("signings").to_pylist() if r["agreement_id"].startswith("KS-rooks")]
    told = {(r["witness"], r["day"], r["read_as"]) for r in rows}
    assert told >= {
        ("list", date(2025, 7, 31), "same"),
        ("list", date(2025, 9, 9), "redated"),
        ("memorandum_name", date(2025, 9, 9), None),
        ("agency_signature", date(2025, 6, 6), None),
        ("ice_signature", date(2025, 9, 9), None),
    }
    assert all(r["source"] and r["file"] and r["row"] for r in rows)
