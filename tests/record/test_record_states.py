"""A row under a state that lacks its county is moved by rule, or stays in doubt; no table names agencies for it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.record.small_lists import TFM, WSO, Row, participating, understood

DAY, SIGNED = date(2026, 5, 20), date(2026, 5, 19)


def _states(folder: Path, *rows: Row) -> list[str]:
    draft = understood(participating(folder, DAY, rows))
    return sorted(a.agency.state for a in draft.agreements if a.agency.state != "AL")


def test_a_county_that_one_state_alone_has_moves_the_row_there(tmp_path: Path) -> None:
    assert _states(tmp_path, Row("FLORIDA", "Loving County Sheriff's Office", "Loving County", WSO, SIGNED)) == ["TX"]


def test_of_several_states_the_one_that_shows_the_same_signing_is_meant(tmp_path: Path) -> None:
    before = participating(tmp_path, DAY, [Row("MONTANA", "Cass County Sheriff's Office", "", TFM, SIGNED)])
    after = participating(
        tmp_path, date(2026, 6, 9), [Row("MINNESOTA", "Cass County Sheriff's Office", "Cass County", TFM, SIGNED)]
    )
    assert {a.agency.state for a in understood(before, after).agreements} == {"AL", "MN"}
    assert {a.agency.state for a in understood(before).agreements} == {"AL", "MT"}, "alone it cannot be told"


def test_a_county_that_the_state_has_is_never_moved(tmp_path: Path) -> None:
    rows = [
        Row("MONTANA", "Carbon County Sheriff's Office", "", TFM, SIGNED),
        Row("LOUISIANA", "Frankin Parish Sheriff's Office", "Franklin Parish", TFM, SIGNED),
    ]
    assert _states(tmp_path, *rows) == ["LA", "MT"]


MOORE = "Moore County Sheriff's Office"
TEXAS = Row("TEXAS", MOORE + " ", "Moore County", WSO, SIGNED)
COPY = Row("TENNESSEE", MOORE, "Moore County", WSO, SIGNED)
CITY = Row("TEXAS", "Franklin Police Department", "Robertson County", TFM, SIGNED)
CITY_TOO = CITY._replace(state="TENNESSEE", county="Williamson County")
OTHER = Row("OHIO", "Jackson Township Police Department", "Stark County", TFM, SIGNED)
DAYS = [DAY, date(2026, 5, 21), date(2026, 5, 22), date(2026, 6, 9)]


def _tennessee(folder: Path, *lists: list[Row]) -> tuple[bool, list[str]]:
    """Whether Tennessee's row is said to be that of Texas, and the doubts of it."""
    draft = understood(*(participating(folder, day, rows) for day, rows in zip(DAYS, lists, strict=False)))
    (one,) = [a for a in draft.agreements if a.agency.state == "TN"]
    others = [a for a in draft.agreements if a.agency.state != "TN"]
    assert not any(a.moved_away or a.predecessors for a in others)
    return one.moved_away, [d.kind for d in draft.doubts if d.agency is one.agency]


def test_a_row_that_one_list_shows_beside_the_same_row_of_another_state_was_never_signed(tmp_path: Path) -> None:
    assert _tennessee(tmp_path, [TEXAS], [TEXAS, COPY], [TEXAS], [TEXAS]) == (True, ["row of another state"])


def test_it_stays_one_where_tennessee_signs_later(tmp_path: Path) -> None:
    later = COPY._replace(signed=date(2026, 6, 8))
    draft = understood(
        *(
            participating(tmp_path, day, rows)
            for day, rows in zip(DAYS, [[TEXAS], [TEXAS, COPY], [TEXAS], [TEXAS, later]], strict=True)
        )
    )
    here = [a for a in draft.agreements if a.agency.state == "TN"]
    assert any(a.listed(-1) for a in here)


@pytest.mark.parametrize(
    "lists",
    [
        pytest.param([[TEXAS, COPY], [TEXAS], [TEXAS]], id="both came in one list"),
        pytest.param([[TEXAS], [TEXAS, COPY], [TEXAS, COPY, OTHER], [TEXAS]], id="it stands in two lists"),
        pytest.param(
            [[TEXAS], [TEXAS, COPY._replace(moa="MooreCoTN_WSO.pdf")], [TEXAS]], id="its memorandum is linked"
        ),
        pytest.param([[TEXAS], [TEXAS, COPY._replace(signed=date(2026, 5, 18))], [TEXAS]], id="signed on another day"),
        pytest.param([[TEXAS], [TEXAS, COPY._replace(model=TFM)], [TEXAS]], id="another model"),
        pytest.param([[CITY], [CITY, CITY_TOO], [CITY]], id="another county"),
    ],
)
def test_a_row_that_differs_or_stays_is_the_states_own(tmp_path: Path, lists: list[list[Row]]) -> None:
    assert _tennessee(tmp_path, *lists)[0] is False
