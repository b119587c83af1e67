"""The table of arrests that ships: small counts withheld, nothing to be had by a difference, what the release gives."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from open287g.activity.small_cells import LEAST
from open287g.oversight.arrests.shipped import by_state, program_arrests
from open287g.places.states import states
from tools import program_arrests as tool


def test_no_small_count_ships_and_none_is_the_rest_of_its_state() -> None:
    rows = program_arrests()
    assert len(rows) > 100 and all(row.arrests is None or row.arrests >= LEAST for row in rows)
    for _, of_state in by_state():
        hidden = [row for row in of_state if row.arrests is None]
        assert len(hidden) != 1 or len(of_state) == 1


def test_each_row_names_an_agency_of_a_state_or_says_that_it_is_unknown() -> None:
    for row in program_arrests():
        assert row.state in states() or row.agency == "unknown"
        assert not row.agency_id or re.fullmatch(rf"{row.state}-[a-z0-9-]+", row.agency_id)
    assert len([state for state, _ in by_state()]) == len({row.state for row in program_arrests()})


def test_the_programs_arrests_at_known_agencies() -> None:
    told = {row.agency_id: row.arrests for row in program_arrests()}
    assert told["NC-mecklenburg-county-sheriffs-office"] == 595
    assert told["GA-gwinnett-county-sheriffs-office"] == 5_962


@pytest.mark.shared
@pytest.mark.slow
def test_the_table_is_counted_from_the_release(shared: Path, home: Path) -> None:
    files = [shared / "data" / "arrests" / f"ice_arrests_fy{year}.csv.gz" for year in (2016, 2017, 2018, 2019)]
    rows = tool.counted(files, home)
    shipped = [(row.state, row.agency_id, row.agency, row.arrests) for row in program_arrests()]
    assert [tuple(row[name] for name in tool.COLUMNS) for row in rows] == shipped
