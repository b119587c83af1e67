"""Logs kept in Excel are read as the same log in CSV is, and what cannot be read so is refused with a remedy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from open287g.activity.log.check import check_file
from open287g.core.errors import InputError

HEAD = ("Act ID", "act", "at", "time_zone", "agency_id", "officer_id", "under_ice_supervision", "Shift")
ACT = ("a1", "detain", datetime(2025, 4, 24, 13, 5), "America/New_York", "FL-x", 12.0, True, "night")


def book(path: Path, *sheets: tuple[str, Sequence[Sequence[Any]]]) -> Path:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets:
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    made.save(path)
    return path


def checked(path: Path) -> dict[str, Any]:
    done = check_file(path, "acts", path.parent / "rejects.csv", "500MB", None, False)
    return done.facts


def refused(path: Path) -> InputError:
    with pytest.raises(InputError) as caught:
        checked(path)
    assert caught.value.remedy and path.name in caught.value.where
    return caught.value


def test_the_sheet_with_the_columns_is_read_whatever_stands_beside_it(tmp_path: Path) -> None:
    rows = [HEAD, ACT, ("a2", *ACT[1:]), ("a3", "detain", date(2025, 4, 25), *ACT[3:])]
    path = book(tmp_path / "acts.xlsx", ("Read me", [["Our log"]]), ("Log", [*rows, ("",) * 8]), ("Empty", []))
    assert checked(path) == {"rows": 3, "good": 3, "bad": 0, "columns not read": ["Shift"]}


def test_a_bad_row_is_told_by_its_row_in_the_workbook(tmp_path: Path) -> None:
    path = book(tmp_path / "acts.xlsx", ("Log", [HEAD, ACT, ("a2", "sing", *ACT[2:])]))
    assert checked(path)["bad"] == 1
    told = (tmp_path / "rejects.csv").read_text().splitlines()[1]
    assert told.startswith('acts,acts.xlsx,3,act,"not one of interrogate')


def test_a_folder_may_hold_workbooks_and_csv(tmp_path: Path) -> None:
    folder = tmp_path / "logs"
    folder.mkdir()
    book(folder / "a.xlsx", ("Log", [HEAD[:6], ACT[:6]]))
    (folder / "b.csv").write_text("act_id,act,at,time_zone,agency_id,officer_id\nb1,detain,2025-04-24,,FL-x,o1\n")
    assert checked(folder)["good"] == 2


@pytest.mark.parametrize(
    ("sheets", "what"),
    [
        ([("Log", [["Our log of 2025"], HEAD, ACT])], "its one sheet has not the columns of acts"),
        ([("Log", [HEAD, ACT]), ("Copy", [HEAD, ACT])], "2 sheets have the columns of acts"),
        ([("Log", [(*HEAD, "Last Name"), (*ACT, "Roe")])], "columns that would identify persons: Last Name"),
    ],
)
def test_a_workbook_that_could_be_misread_is_refused(
    tmp_path: Path, sheets: list[tuple[str, Sequence[Sequence[Any]]]], what: str
) -> None:
    error = refused(book(tmp_path / "acts.xlsx", *sheets))
    assert what in error.what
    assert "Roe" not in str(error)


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "acts.xlsx"
    path.write_bytes(b"PK\x03\x04 not a workbook")
    assert "not a workbook" in refused(path).what
