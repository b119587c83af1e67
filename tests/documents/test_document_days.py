"""Days on a signature line."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from open287g.documents.findings.written_days import FIRST, LAST, days_in
from open287g.vocabulary.file_names import day_in_name


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Date: March 5, 2025", date(2025, 3, 5)),
        ("April2, 2025", date(2025, 4, 2)),
        ("OCT 1 5 2019", date(2019, 10, 15)),
        ("SEP - 9 2019", date(2019, 9, 9)),
        ("SEP - 9 2819", date(2019, 9, 9)),
        ("04/16/2025", date(2025, 4, 16)),
        ("7/16/20", date(2020, 7, 16)),
        ("04- 3 0 - 2 ① 2 ①", date(2020, 4, 30)),
        ("Date: 2020.06.09 14:38:27 -04'00'", date(2020, 6, 9)),
        ("2020.06.0810:55:08", date(2020, 6, 8)),
        ("the 3rd: June 3rd, 2025", date(2025, 6, 3)),
    ],
)
def test_a_day_is_read_as_written(written: str, day: date) -> None:
    assert [read.day for read in days_in(written)] == [day]


@pytest.mark.parametrize(
    "written", ["13/45/2025", "Section 287(g)", "1-833-4ICE-OPR", "02/30/2025", "Date: ____", "1899-01-01"]
)
def test_what_is_no_day_is_unknown(written: str) -> None:
    assert list(days_in(written)) == []


def test_a_mended_digit_is_told_of() -> None:
    assert [read.mended for read in days_in("OCT 15 2819")] == [True]


@pytest.mark.parametrize(
    ("written", "as_typed"),
    [("04/16/2025", True), ("4/3/2025", True), ("March 5, 2025", True), ("2020.06.09 14:38:27", True),
     ("3-17-25", False), ("07.01.2020", False), ("6/3/19", False), ("3-3-2020", False)],
)  # fmt: skip
def test_numbers_with_dashes_or_a_short_year_are_how_a_hand_writes(written: str, as_typed: bool) -> None:
    assert [read.as_typed for read in days_in(written)] == [as_typed]


@given(st.text(max_size=200))
def test_no_text_breaks_it_or_leaves_these_years(text: str) -> None:
    assert all(FIRST <= read.day <= LAST for read in days_in(text))


@given(st.dates(date(2016, 1, 1), date(2029, 12, 31)))
def test_typed_days_come_back(day: date) -> None:
    assert [r.day for r in days_in(day.strftime("%B %d, %Y"))] == [day]
    assert [r.day for r in days_in(day.strftime("%m/%d/%Y"))] == [day]


@pytest.mark.parametrize(
    ("file", "day"),
    [
        ("LeeCoSheriffsOffice_JEM_MOA_02.20.2025.pdf", date(2025, 2, 20)),
        ("MineralCountyNV_WSO_MOA_031025.pdf", date(2025, 3, 10)),
        ("287gJEM_LaPazCoAZ2020-03-12.pdf", date(2020, 3, 12)),
        ("287gJEM_%20etowahCoAL_06-09-2020.pdf", date(2020, 6, 9)),
        ("287g-DAKOTACounty.pdf", None),
        ("PlaqueminesLA_6.13.25.pdf", date(2025, 6, 13)),
        ("FranklinCoSheriffsOfficeAL_TFM_MOA_1162025.pdf", None),
    ],
)
def test_the_day_in_a_file_name(file: str, day: date | None) -> None:
    assert day_in_name(file) == day
