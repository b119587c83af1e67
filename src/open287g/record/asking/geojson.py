"""GeoJSON (RFC 7946) of counties and agencies: shapes turned back from the map's projection into degrees.

The shapes are drawn in Albers' equal-area conic with Alaska and Hawaii as insets (the composite of d3-geo for a scale
of 1300 pixels a radian, centered at 487.5, 305), territories each on a map of its own. Each is turned back with its own
constants; the result is as coarse as the map, about 100 meters for the states' maps and up to 700 for a territory's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import asin, atan2, cos, degrees, hypot, radians, sin, sqrt

from open287g.places import shapes
from open287g.places.counties import County
from open287g.places.states import states
from open287g.record.asking import counts
from open287g.record.asking.loaded import LoadedRecord
from open287g.record.asking.population import current_counties
from open287g.record.asking.whole_tables import Row

SOURCE = "ICE's lists of participating agencies; U.S. Census Bureau, cartographic boundaries of 2017"
LICENSE = "Works of the United States government, not subject to copyright (17 U.S.C. 105)"
POINT_IS = "the center of its first county, not the agency's place"

Ring = list[tuple[float, float]]
Polygon = list[Ring]


@dataclass(frozen=True)
class Albers:
    """An equal-area conic: standard parallels, central meridian, center (degrees), scale and translation (pixels)."""

    parallels: tuple[float, float]
    meridian: float
    center: tuple[float, float]
    scale: float
    translate: tuple[float, float]

    def back(self, x: float, y: float) -> tuple[float, float]:
        """Longitude and latitude of a pixel."""
        first, second = (sin(radians(p)) for p in self.parallels)
        n = (first + second) / 2
        c = 1 + first * (2 * n - first)
        r0 = sqrt(c) / n
        at_x, at_y = self._forward(n, c, r0)
        px = (x - self.translate[0]) / self.scale + at_x
        py = at_y - (y - self.translate[1]) / self.scale
        rest = r0 - py
        lon = atan2(px, rest) / n
        lat = asin(max(-1.0, min(1.0, (c - hypot(px, rest) ** 2 * n * n) / (2 * n))))
        return round(degrees(lon) + self.meridian, 4), round(degrees(lat), 4)

    def _forward(self, n: float, c: float, r0: float) -> tuple[float, float]:
        lon, lat = (radians(value) for value in self.center)
        r = sqrt(c - 2 * n * sin(lat)) / n
        return r * sin(lon * n), r0 - r * cos(lon * n)


@dataclass(frozen=True)
class Corner:
    """A territory's own map: longitude and latitude of its corner in the northwest, pixels to a degree of each."""

    west: float
    north: float
    across: float
    down: float

    def back(self, x: float, y: float) -> tuple[float, float]:
        """Longitude and latitude of a pixel."""
        return round(self.west + x / self.across, 4), round(self.north - y / self.down, 4)


_K, _X, _Y = 1300.0, 487.5, 305.0
LOWER = Albers((29.5, 45.5), -96.0, (-0.6, 38.7), _K, (_X, _Y))
ALASKA = Albers((55.0, 65.0), -154.0, (-2.0, 58.5), _K * 0.35, (_X - 0.307 * _K, _Y + 0.201 * _K))
HAWAII = Albers((8.0, 18.0), -157.0, (-3.0, 19.9), _K, (_X - 0.205 * _K, _Y + 0.212 * _K))


def _projection(state: str) -> Albers | Corner:
    if states()[state].kind == "territory":
        return Corner(*shapes.territory_corner(state))
    return {"AK": ALASKA, "HI": HAWAII}.get(state, LOWER)


@cache
def county_polygons(state: str) -> dict[str, list[Polygon]]:
    """Polygons of each county of a state or territory in degrees."""
    drawn, projection = shapes.state_map(state), _projection(state)
    return {
        fips: _polygons([_degrees(ring, drawn.unit, projection) for ring in _rings(d)])
        for fips, d in drawn.paths.items()
    }


def _polygons(rings: list[Ring]) -> list[Polygon]:
    """Outer rings turn like the largest one; a ring that turns the other way is a hole in it, such as a city."""
    if not rings:
        return []
    ordered = sorted(rings, key=lambda ring: abs(_area(ring)), reverse=True)
    turn = _area(ordered[0]) > 0
    outer = [[_turned(ring, True)] for ring in ordered if (_area(ring) > 0) == turn]
    outer[0] += [_turned(ring, False) for ring in ordered if (_area(ring) > 0) != turn]
    return outer


def _turned(ring: Ring, left: bool) -> Ring:
    return ring if (_area(ring) > 0) == left else ring[::-1]


def _rings(path: str) -> Iterable[list[tuple[int, int]]]:
    for part in path.split("z"):
        numbers = [int(text) for text in re.findall(r"-?\d+", part)]
        if len(numbers) < 6:
            continue
        x, y = numbers[0], numbers[1]
        ring = [(x, y)]
        for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x, y))
        yield ring


def _degrees(ring: list[tuple[int, int]], unit: float, projection: Albers | Corner) -> Ring:
    points = [projection.back(x * unit, y * unit) for x, y in ring]
    if all(lon < -180 for lon, _ in points):  # The Aleutians beyond the antimeridian: no island lies across it.
        points = [(round(lon + 360, 4), lat) for lon, lat in points]
    return [*points, points[0]]


def _area(points: Ring) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(points))


def counties_collection(record: LoadedRecord, state: str | None) -> dict[str, object]:
    """Every county of today's map, with the models in the newest list and its shape."""
    present = counts.county_models(record, record.listed)
    chosen = current_counties(state)
    return _collection(record, [_county(c, present.get(c.fips, set())) for c in chosen])


def _county(county: County, models: set[str]) -> dict[str, object]:
    properties = {
        "fips": county.fips,
        "name": county.name,
        "state": county.state,
        "population": county.population,
        "models": sorted(models),
    }
    return {"type": "Feature", "id": county.fips, "properties": properties, "geometry": _place(county)}


def _place(county: County) -> dict[str, object] | None:
    """The county's shape; of one that the source draws without any area, the point where it lies."""
    if county.fips in shapes.points():
        return {"type": "Point", "coordinates": list(shapes.lon_lat(county.fips) or ())}
    drawn = county_polygons(county.state)
    polygons = [polygon for key in shapes.drawn_as(county.fips) for polygon in drawn.get(key, [])]
    return {"type": "MultiPolygon", "coordinates": polygons} if polygons else None


def agencies_collection(record: LoadedRecord, rows: Iterable[Row]) -> dict[str, object]:
    """Agencies as points at the center of their first county, each said to be that; without a county, none."""
    return _collection(record, [_agency(row) for row in rows])


def _agency(row: Row) -> dict[str, object]:
    point = shapes.lon_lat(row["counties"][0]) if row["counties"] else None
    names = ("agency_id", "name", "state", "agency_type", "counties", "models_now", "ori")
    geometry = {"type": "Point", "coordinates": list(point)} if point else None
    properties = {n: row[n] for n in names} | {"point_is": POINT_IS if point else None}
    return {"type": "Feature", "id": row["agency_id"], "properties": properties, "geometry": geometry}


def _collection(record: LoadedRecord, features: list[dict[str, object]]) -> dict[str, object]:
    """The features, with the day, source and license of what they say as foreign members (RFC 7946, section 6.1)."""
    told = {"date": record.today, "record": record.version, "source": SOURCE, "license": LICENSE}
    return {"type": "FeatureCollection", **told, "features": features}
