"""The registers: whole, cited, and the ground of the assumptions that are shipped from them."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from open287g.core.errors import InputError, NotFoundError
from open287g.costs import repayment
from open287g.costs.assumptions import Range, assumptions_for
from open287g.costs.registers.check import faults, faults_of
from open287g.costs.registers.per_diem import per_diem
from open287g.costs.registers.prices import carry, index_of, months, prices_told
from open287g.costs.registers.register import confirmed, penalties_of, register
from open287g.costs.registers.tables import REGISTERS
from open287g.costs.registers.wages import wage


def test_no_register_has_a_fault() -> None:
    assert faults() == []


@pytest.mark.parametrize("name", REGISTERS)
def test_every_row_says_what_it_counts_and_where_it_is_told(name: str) -> None:
    rows = register(name)
    assert len(rows) >= 8
    assert all(row["source"] and row["counts"] for row in rows)


@pytest.mark.parametrize(
    ("name", "change", "column"),
    [
        ("penalties", {"source": None}, "source"),
        ("penalties", {"kind": "a scolding"}, "kind"),
        ("penalties", {"usd": -5.0}, "usd"),
        ("penalties", {"what": None}, "what"),
        ("penalties", {"from": "2026-02-30"}, "from"),
        ("penalties", {"state": "ZZ"}, "state"),
        ("settlements", {"usd": None}, "usd"),
        ("reimbursement", {"from": "autumn"}, "from"),
        ("prices", {"index": None}, "index"),
    ],
)
def test_a_spoiled_row_is_a_fault_of_its_line(name: str, change: dict[str, object], column: str) -> None:
    rows = [dict(row) for row in register(name)]
    assert faults_of(REGISTERS[name], rows) == []
    rows[0] |= change
    assert (2, column) in {(fault.line, fault.column) for fault in faults_of(REGISTERS[name], rows)}
    assert "twice" in faults_of(REGISTERS[name], [rows[1], rows[1]])[-1].why


def test_penalties_that_nobody_read_are_kept_apart() -> None:
    read, heard = penalties_of("TN")
    assert [row["law"] for row in read] == ["T.C.A. § 7-68-103"]
    assert heard and all(row["confirmed"] != "read" and row["read_on"] is None for row in heard)
    assert penalties_of("FL")[0] == [] and penalties_of("WY") == ([], [])


def test_ceilings_of_repayment_are_those_of_the_register() -> None:
    told = {row["what"]: row for row in confirmed("reimbursement") if row["payer"] == "ICE" and row["models"] == "TFM"}
    assert told["overtime"]["share"] == repayment.OVERTIME_CEILING
    assert told["equipment"]["usd"] == repayment.EQUIPMENT_CEILING
    assert told["vehicles"]["usd"] == repayment.VEHICLES_CEILING


def test_what_is_not_confirmed_stands_there_and_carries_nothing() -> None:
    told = {row["place"] for row in register("settlements")} - {row["place"] for row in confirmed("settlements")}
    assert told == {
        "several",
        "Lehigh County",
        "Clackamas County",
        "Frederick County",
        "Spokane",
        "Jefferson County",
    }


def test_money_a_day_held_comes_from_the_settlements() -> None:
    cases = {row["place"]: row for row in confirmed("settlements")}
    new_york, arapahoe, suffolk = (cases[name] for name in ("New York City", "Arapahoe County", "Suffolk County"))
    known = assumptions_for("TFM")
    assert known["usd_per_day_held"].range == Range(
        round(new_york["usd"] / new_york["days"]), 1000, arapahoe["usd"] / arapahoe["days"]
    )
    assert known["class_usd_per_person"].range == Range(*[round(suffolk["usd"] / suffolk["people"])] * 3)


def test_the_share_that_claims_comes_from_the_settlements() -> None:
    shares = [row["claimed"] / row["people"] for row in confirmed("settlements") if row["claimed"]]
    within = assumptions_for("TFM")["claiming_share"].range
    assert within is not None
    assert (round(min(shares), 3), round(max(shares), 3)) == (within.low, within.high)


def test_the_month_without_an_index_is_said() -> None:
    missing = [row for row in register("prices") if row["index"] is None]
    assert [(row["month"], row["confirmed"]) for row in missing] == [("2025-10", "not published")]
    assert prices_told("2025-10")["remark"] == "2025-10 has no index; 2025-09 stands for it"
    value, remark = index_of("2025-10")
    assert value == index_of("2025-09")[0]
    assert "2025-09" in remark
    assert carry(100, "2008", "2008").usd == pytest.approx(100)
    assert carry(100, "2008", months()[1]).usd > 150
    with pytest.raises(NotFoundError, match="index does not hold"):
        index_of("2031-01")


def test_per_diem_knows_its_seasons_and_asks_where_a_name_is_not_enough() -> None:
    assert per_diem("Charleston, SC") == (Range(218, 244, 288), Range(92, 92, 92))
    with pytest.raises(NotFoundError, match="no one such place"):
        per_diem("Charleston, TX")


def oews(path: Path, rows: list[list[object]]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


HEADER: list[object] = ["AREA_TITLE", "OCC_CODE", "OCC_TITLE", "H_PCT25", "H_MEDIAN", "H_PCT75"]


def test_the_bureaus_workbook_gives_the_wage_of_the_models_occupation(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        HEADER,
        ["Ohio", "33-3012", "jailers", 22.5, 26, 29],
        ["Ohio", "33-3051", "police", 31, 36.2, 40],
    ]
    path = oews(tmp_path / "state.xlsx", rows)
    assert wage(path, "ohio", "TFM") == Range(31, 36.2, 40)
    assert wage(path, "Ohio", "JEM") == Range(22.5, 26, 29)
    with pytest.raises(NotFoundError):
        wage(path, "Texas", "TFM")


def test_a_wage_that_is_not_published_is_no_wage(tmp_path: Path) -> None:
    path = oews(tmp_path / "state.xlsx", [HEADER, ["Ohio", "33-3051", "police", "*", "*", "#"]])
    with pytest.raises(NotFoundError, match="row 2"):
        wage(path, "Ohio", "TFM")
    other = oews(tmp_path / "other.xlsx", [["name"], ["x"]])
    with pytest.raises(InputError, match="AREA_TITLE"):
        wage(other, "Ohio", "TFM")
