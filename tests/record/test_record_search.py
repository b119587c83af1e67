"""Search for an agency: forgiving, and never a wrong one in silence."""

from __future__ import annotations

import pytest

from open287g.core.errors import NotFoundError
from open287g.record.asking.record import Record


@pytest.mark.parametrize(
    ("asked", "agency_id"),
    [
        ("lee fl", "FL-lee-county-sheriffs-office"),
        ("collier fl", "FL-collier-county-sheriffs-office"),
        ("colier county fl", "FL-collier-county-sheriffs-office"),
        ("Collier County, Florida", "FL-collier-county-sheriffs-office"),
    ],
)
def test_a_name_with_its_state_finds_its_agency(record: Record, asked: str, agency_id: str) -> None:
    assert record.find(asked) == agency_id


@pytest.mark.parametrize("asked", ["lee", "orange county", "washington county"])
def test_a_name_borne_in_several_states_is_answered_by_those_agencies(record: Record, asked: str) -> None:
    with pytest.raises(NotFoundError, match="could be several") as told:
        record.find(asked)
    place = asked.split()[0].title()
    assert told.value.remedy.count(f"{place} County") >= 2
    assert "Leeds" not in told.value.remedy.split(";")[0].split(",")[0]
