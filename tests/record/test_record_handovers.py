"""A row that leaves a list as another enters is the same agency only where nothing in the two names contradicts it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from open287g.places.numbers import numbers
from tests.record.small_lists import TFM, WSO, Row, participating, understood

SIGNED = date(2026, 5, 19)


def _agencies(folder: Path, state: str, before: str, after: str, model: str = TFM) -> int:
    """How many agencies two names, each with its county, make: the first leaves as the second enters."""
    lists = []
    for day, text in ((date(2026, 5, 20), before), (date(2026, 6, 9), after)):
        name, _, county = text.partition(",")
        lists.append(participating(folder, day, [Row(state, name, county.strip(), model, SIGNED)]))
    draft = understood(*lists)
    assert len(draft.participating.days) == 2
    return sum(agency.state != "AL" for agency in draft.agencies)


@pytest.mark.parametrize(
    ("state", "before", "after"),
    [
        ("LOUISIANA", "Ward 6 Marshal's Office, St. Mary Parish", "Ward 7 Marshal's Office, Calcasieu Parish"),
        ("LOUISIANA", "Ward Six Marshal's Office, St. Mary Parish", "Ward Seven Marshal's Office, St. Mary Parish"),
        ("TEXAS", "32nd District Attorney, Nolan County", "39th District Attorney, Nolan County"),
        ("ILLINOIS", "Alton Police Department, Madison County", "Altona Police Department, Knox County"),
        ("TEXAS", "Katy Police Department, Harris County", "Klein Police Department, Harris County"),
        ("TEXAS", "Katy ISD Police Department, Harris County", "Klein ISD Police Department, Harris County"),
        ("TENNESSEE", "Constable District One, Polk County", "Constable District Two, Polk County"),
        ("TENNESSEE", "Constable District II, Polk County", "Constable District III, Polk County"),
        ("PENNSYLVANIA", "East Penn Constable, Carbon County", "West Penn Constable, Carbon County"),
        ("PENNSYLVANIA", "Upper Merion Constable, Montgomery County", "Lower Merion Constable, Montgomery County"),
        ("FLORIDA", "Melbourne Police Department, Brevard County", "Melbourne Beach Police Department, Brevard County"),
    ],
)
def test_a_number_a_county_or_a_proper_name_keeps_two_agencies_apart(
    tmp_path: Path, state: str, before: str, after: str
) -> None:
    assert _agencies(tmp_path, state, before, after) == 2


@pytest.mark.parametrize(
    ("state", "before", "after", "model"),
    [
        ("MINNESOTA", "Freedom County Sheriff's Office,", "Freeborn County Sheriff's Office, Freeborn County", WSO),
        ("NORTH CAROLINA", "Brookfield Constable, Catawba County", "Brookford Constable, Catawba County", TFM),
        ("LOUISIANA", "Ward 6 Marshals Office, St. Mary Parish", "6th Ward Marshal's Office, St. Mary Parish", TFM),
        ("FLORIDA", "Gulf County BOCC, Gulf County", "Gulf County Board of County Commissioners, Gulf County", WSO),
    ],
)
def test_a_slip_of_the_pen_and_a_number_written_otherwise_are_handed_over(
    tmp_path: Path, state: str, before: str, after: str, model: str
) -> None:
    assert _agencies(tmp_path, state, before, after, model) == 1


@pytest.mark.parametrize(
    ("after", "signed", "agencies"),
    [
        ("Stark County", date(2026, 8, 3), 2),
        ("Stark County", SIGNED, 1),
        ("Mahoning County", date(2026, 8, 3), 1),
        ("Butler County", date(2026, 8, 3), 1),
    ],
)
def test_towns_of_one_name_in_two_counties_are_two_agencies_unless_one_agreement_stands_under_both(
    tmp_path: Path, after: str, signed: date, agencies: int
) -> None:
    """Of Jackson Township the roster has a police in Stark County and one in Mahoning County, and none in Butler."""
    name = "Jackson Township Police Department"
    first = participating(tmp_path, date(2026, 5, 20), [Row("OHIO", name, "Mahoning County", TFM, SIGNED)])
    gone = participating(tmp_path, date(2026, 6, 9), [])
    then = participating(tmp_path, date(2026, 8, 9), [Row("OHIO", name, after, TFM, signed)])
    draft = understood(first, gone, then)
    assert sum(agency.state != "AL" for agency in draft.agencies) == agencies


def test_a_row_is_not_said_to_move_between_two_bodies_of_one_kind_told_apart_by_a_number(tmp_path: Path) -> None:
    names = ("Polk County Constable District One", "Polk County Constable District Two")
    lists = [
        participating(tmp_path, day, [Row("TENNESSEE", name, "Polk County", TFM, SIGNED)])
        for day, name in zip((date(2026, 5, 20), date(2026, 6, 9)), names, strict=True)
    ]
    draft = understood(*lists)
    assert not any(agreement.moved_away for agreement in draft.agreements)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Ward Twenty-Two Constable", (22,)),
        ("22nd Ward Constable", (22,)),
        ("Constable Precinct 3 Place 1", (1, 3)),
        ("District IV Task Force", (4,)),
        ("Sixth Judicial Circuit", (6,)),
        ("One Hundred Palms Police Department", (1,)),
        ("V. Division Street Constable", ()),
        ("Collier County Sheriff's Office", ()),
    ],
)
def test_a_number_is_read_however_it_is_written(name: str, found: tuple[int, ...]) -> None:
    assert numbers(name) == found
