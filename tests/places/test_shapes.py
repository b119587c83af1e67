"""County shapes: whole, small, and well-formed."""

from __future__ import annotations

import gzip
import re

import pytest

from open287g.core.errors import NotFoundError
from open287g.places.counties import counties, counties_of
from open287g.places.shapes import (
    drawn_as,
    label_point,
    lon_lat,
    nation_map,
    points,
    shapes_source,
    state_box,
    state_map,
    state_paths,
    territory_corner,
)
from open287g.places.states import states
from tools.places_shapes import centroid, simplify

PATH = re.compile(r"(M-?\d+ -?\d+(l-?\d+([ -]-?\d+)*)?z)+")


def test_every_county_of_2017_is_on_the_national_map_but_the_far_marianas() -> None:
    drawn = set(nation_map().paths)
    old = {fips for fips, c in counties().items() if c.since is None}
    assert old - drawn == {"69085"}
    assert drawn <= old


def test_the_national_map_is_light_enough_to_send() -> None:
    text = "".join(nation_map().paths.values()) + nation_map().outline
    assert len(gzip.compress(text.encode())) < 150 * 1024


@pytest.mark.parametrize("code", sorted(states()))
def test_a_state_map_shows_its_counties_inside_its_frame(code: str) -> None:
    drawn = state_map(code)
    assert set(drawn.paths) == {c.fips for c in counties_of(code) if c.since is None}
    left, top, width, height = drawn.view_box
    for path in (*drawn.paths.values(), drawn.outline):
        assert PATH.fullmatch(path)
        starts = [tuple(map(int, pair)) for pair in re.findall(r"M(-?\d+) (-?\d+)", path)]
        assert all(left <= x <= left + width and top <= y <= top + height for x, y in starts)


def test_states_stand_where_they_belong_on_the_national_map() -> None:
    left, top, width, height = nation_map().view_box
    for code in states():
        box = state_box(code)
        assert left <= box[0] < box[2] <= left + width
        assert top <= box[1] < box[3] <= top + height
        assert PATH.fullmatch(state_paths()[code])
    assert state_box("WA")[2] < state_box("ME")[0]
    assert state_box("ND")[3] < state_box("TX")[1]


def test_counties_made_since_2017_are_drawn_as_those_they_replaced() -> None:
    assert drawn_as("12021") == ("12021",)
    assert drawn_as("02063") == ("02261",)
    assert drawn_as("09190") == ("09001", "09005")
    assert all(set(drawn_as(fips)) <= set(nation_map().paths) | {"69085"} for fips in counties())
    assert all(drawn_as(fips) for fips in counties())


def test_what_the_source_draws_without_area_is_a_diamond_that_can_be_pressed() -> None:
    assert points() == {"51610", "51678", "51685"}  # Falls Church, Lexington, Manassas Park
    for drawn in (nation_map(), state_map("VA")):
        for fips in points() | {"51600"}:
            steps = [int(number) for number in re.findall(r"-?\d+", drawn.paths[fips])][2:]
            assert len(steps) >= 4 and max(map(abs, steps)) * drawn.unit > 0.5, fips


def test_a_territory_lies_on_the_globe_where_its_points_do() -> None:
    for code in ("AS", "GU", "MP", "PR", "VI"):
        west, north, across, down = territory_corner(code)
        _, _, width, height = state_map(code).view_box
        for county in counties_of(code):
            lon, lat = lon_lat(county.fips) or (0.0, 0.0)
            assert west < lon < west + width / 10 / across, county
            assert north > lat > north - height / 10 / down, county


def test_points_lie_in_their_place() -> None:
    lon, lat = lon_lat("12021") or (0.0, 0.0)
    assert (round(lon), round(lat)) == (-81, 26)
    x, y = label_point("12021") or (0, 0)
    left, top, right, bottom = state_box("FL")
    assert left < x < right
    assert top < y < bottom
    assert lon_lat("02016") is not None
    assert (lon_lat("09190"), label_point("99999")) == (None, None)


def test_the_source_is_named() -> None:
    assert "Census" in shapes_source()


def test_an_unknown_state_has_no_map() -> None:
    with pytest.raises(NotFoundError):
        state_map("ZZ")


def test_simplifying_keeps_ends_and_what_stands_out() -> None:
    line = [(0.0, 0.0), (1.0, 0.01), (2.0, 0.0), (3.0, 1.0), (4.0, 0.0)]
    assert simplify(line, 0.1) == [(0.0, 0.0), (2.0, 0.0), (3.0, 1.0), (4.0, 0.0)]
    assert simplify(line[:2], 0.1) == line[:2]


def test_the_centroid_of_a_square_is_its_middle() -> None:
    assert centroid([(0, 0), (2, 0), (2, 2), (0, 2), (0, 0)]) == (1.0, 1.0)
    assert centroid([(0, 0), (1, 0), (2, 0), (0, 0)]) == (0.75, 0.0)
