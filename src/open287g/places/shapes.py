"""County shapes as SVG paths: a national map with insets, finer maps of single states, and points.

Derived from the Census Bureau's cartographic boundaries of 2017 (via us-atlas), in the Albers projection, with Alaska,
Hawaii and the territories as insets. National coordinates are whole tenths of a pixel of a plane of 975 by 610, so
paths stay short. Counties changed since 2017 are drawn as those they replaced: see `drawn_as`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from open287g.core.bundled import read_bytes, read_table
from open287g.places.states import state_named, states

_MARGIN = 3
_DIAMOND = 0.6
"""Half a diagonal, in pixels of the plane: as large as the smallest cities that have a shape."""


_Point = tuple[int, int]
_Rings = list[list[_Point]]


@dataclass(frozen=True, slots=True)
class Map:
    """A map in coordinates of its own.

    `view_box` is left, top, width, height; `paths` are path data by county FIPS; `outline` is the border of the state
    or, on the national map, of all states; `unit` is how many pixels of the plane of 975 by 610 one step is (a
    territory's own map has a plane of 400).
    """

    view_box: tuple[int, int, int, int]
    paths: dict[str, str]
    outline: str
    unit: float


@cache
def _content() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(read_bytes("places/data/county_shapes.json.gz"))
    return content


def shapes_source() -> str:
    """Whence the shapes come, for the line under a map."""
    return str(_content()["source"])


@cache
def nation_map() -> Map:
    """Every state, with Alaska, Hawaii and the territories as insets; islets too small to see are left out."""
    unit = _content()["nation"]["unit"]
    paths = {fips: _county(rings, unit) for fips, rings in sorted(_nation().items()) if len(fips) == 5}
    everything = [ring for fips, rings in _nation().items() if len(fips) == 2 for ring in rings]
    return Map(_view_box(everything, unit), paths, "".join(state_paths().values()), unit)


@cache
def state_paths() -> dict[str, str]:
    """Path data of each state's outline on the national map, by postal code."""
    return {state.code: _path(_nation()[state.fips]) for state in states().values()}


@cache
def state_box(code: str) -> tuple[int, int, int, int]:
    """Where a state lies on the national map: left, top, right, bottom, in its coordinates."""
    return _box(_nation()[state_named(code).fips])


@cache
def state_map(code: str) -> Map:
    """One state or territory with all its islands, in finer detail and coordinates of its own."""
    state, content = state_named(code), _content()
    if state.kind == "territory":
        stored, unit = content["territories"][state.fips]["state"], content["nation"]["unit"]
        rings_of = {fips: [_absolute(ring) for ring in rings] for fips, rings in stored.items()}
    else:
        arcs, rings, unit = content["state"]["arcs"], content["rings"], content["state"]["unit"]
        mine = [fips for fips in rings if fips.startswith(state.fips)]
        rings_of = {fips: [_joined(arcs, ring) for ring in rings[fips]] for fips in mine}
    outline = rings_of.pop(state.fips)
    paths = {fips: _county(rings, unit) for fips, rings in sorted(rings_of.items())}
    return Map(_view_box(outline, unit), paths, _path(outline), unit)


def territory_corner(code: str) -> tuple[float, float, float, float]:
    """How the map of a territory lies on the globe: longitude and latitude of its northwestern corner, and pixels to a
    degree of longitude and of latitude."""
    west, north, across, down = _content()["territories"][state_named(code).fips]["fit"]
    return west, north, across, down


@cache
def _nation() -> dict[str, _Rings]:
    """Rings on the national map of every county (five digits) and state (two)."""
    content = _content()
    arcs, islets = content["nation"]["arcs"], content["islets"]
    rings_of: dict[str, _Rings] = {}
    for fips, rings in content["rings"].items():
        hidden = islets.get(fips, ())
        rings_of[fips] = [_joined(arcs, ring) for at, ring in enumerate(rings) if at not in hidden]
    for territory in content["territories"].values():
        rings_of |= {fips: [_absolute(ring) for ring in rings] for fips, rings in territory["nation"].items()}
    return rings_of


@cache
def county_arcs() -> dict[str, frozenset[int]]:
    """The arcs of every county's boundary, by number; counties that border each other share some."""
    rings = _content()["rings"]
    return {
        fips: frozenset(number if number >= 0 else ~number for ring in rings[fips] for number in ring)
        for fips in rings
        if len(fips) == 5
    }


def label_point(fips: str) -> tuple[int, int] | None:
    """Where a county's mark stands on the national map; None where the map has no such county."""
    point = _content()["labels"].get(fips)
    return (point[0], point[1]) if point else None


def lon_lat(fips: str) -> tuple[float, float] | None:
    """An approximate center in degrees: longitude, latitude; None where the boundaries of 2017 lack the county."""
    center = _content()["lonlat"].get(fips)
    return (center[0], center[1]) if center else None


@cache
def _replaced() -> dict[str, tuple[str, ...]]:
    older: dict[str, tuple[str, ...]] = {}
    for row in read_table("places/data/county_changes.csv"):
        older[row["new"]] = (*older.get(row["new"], ()), row["old"])
    return older


def drawn_as(fips: str) -> tuple[str, ...]:
    """The FIPS keys that stand for a county on the map: itself, or the older counties it was made from."""
    return (fips,) if fips in _content()["lonlat"] else _replaced().get(fips, ())


@cache
def points() -> frozenset[str]:
    """Counties that the source draws without any area, three cities of Virginia: a diamond marks their place."""
    arcs = _content()["state"]["arcs"]
    drawn = {fips: [_joined(arcs, ring) for ring in rings] for fips, rings in _content()["rings"].items()}
    return frozenset(fips for fips, rings in drawn.items() if len(fips) == 5 and not any(map(_is_area, rings)))


def _is_area(ring: list[_Point]) -> bool:
    return len(set(ring)) > 2


def _county(rings: _Rings, unit: float) -> str:
    """Path data of a county; of one without any area a diamond, so that it is seen and can be pressed."""
    if any(map(_is_area, rings)):
        return _path(rings)
    (x, y), half = rings[0][0], round(_DIAMOND / unit)
    return _closed([(x - half, y), (x, y - half), (x + half, y), (x, y + half), (x - half, y)])


def _path(rings: _Rings) -> str:
    return "".join(map(_closed, rings))


def _joined(arcs: list[list[int]], ring: list[int]) -> list[_Point]:
    """The points of a ring of arc numbers; ~n is arc n backwards."""
    points: list[_Point] = []
    for number in ring:
        arc = _absolute(arcs[number if number >= 0 else ~number])
        if number < 0:
            arc.reverse()
        points += arc[1:] if points else arc
    return points


def _absolute(deltas: list[int]) -> list[_Point]:
    x = y = 0
    points = []
    for dx, dy in zip(deltas[::2], deltas[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x, y))
    return points


def _closed(points: list[_Point]) -> str:
    """Path data of one ring: its start, then steps; a minus sign needs no space before it."""
    steps = [step for a, b in pairwise(points) if a != b for step in (b[0] - a[0], b[1] - a[1])]
    line = " ".join(map(str, steps[:-2])).replace(" -", "-")
    return f"M{points[0][0]} {points[0][1]}l{line}z" if line else f"M{points[0][0]} {points[0][1]}z"


def _view_box(rings: _Rings, unit: float) -> tuple[int, int, int, int]:
    left, top, right, bottom = _box(rings)
    margin = round(_MARGIN / unit)
    return (left - margin, top - margin, right - left + 2 * margin, bottom - top + 2 * margin)


def _box(rings: _Rings) -> tuple[int, int, int, int]:
    xs, ys = [x for ring in rings for x, _ in ring], [y for ring in rings for _, y in ring]
    return (min(xs), min(ys), max(xs), max(ys))
