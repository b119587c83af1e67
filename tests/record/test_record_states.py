"""A row under a state that lacks its county is moved by rule, or stays in doubt; no table names agencies for it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

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
