"""Derive the county shapes of the room `places` from the npm package us-atlas (Census cartographic boundaries, 2017).

Called by `tools.places_data`. Borders are kept as arcs that neighbors share, so simplifying leaves no gaps.
"""

from __future__ import annotations

import gzip
import itertools
import json
from collections.abc import Iterable, Sequence
from math import cos, radians
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Ring = list[int]

NATION_UNIT, NATION_TOLERANCE = 0.1, 0.55
STATE_UNIT, STATE_TOLERANCE = 0.02, 0.03
SMALLEST_ISLAND = 1.2
# Insets in the Gulf of Mexico on the national map: left, top and longest side in pixels.
INSETS = {"72": (500, 552, 84), "60": (500, 586, 60), "78": (598, 550, 48), "66": (655, 552, 40), "69": (700, 546, 56)}
# Four hundred miles of small islands would shrink the rest of the Marianas to dots.
NOT_IN_INSET = {"69085"}
TERRITORY_SIZE = 400.0


def shapes_bytes(atlas: Path) -> bytes:
    """The bundled file: arcs at two levels of detail, rings of counties and states, label and geographic points."""
    albers = json.loads((atlas / "counties-albers-10m.json").read_text())
    globe = json.loads((atlas / "counties-10m.json").read_text())
    arcs = decode_arcs(albers)
    counties = {g["id"]: rings_of(g) for g in albers["objects"]["counties"]["geometries"]}
    states = {g["id"]: rings_of(g) for g in albers["objects"]["states"]["geometries"]}
    everything = {**counties, **states}
    content = {
        "source": "U.S. Census Bureau cartographic boundaries of 2017, via us-atlas 3.0.1; simplified",
        "nation": {"unit": NATION_UNIT, "arcs": _shrunk(arcs, NATION_UNIT, NATION_TOLERANCE)},
        "state": {"unit": STATE_UNIT, "arcs": _shrunk(arcs, STATE_UNIT, STATE_TOLERANCE)},
        "rings": everything,
        "islets": {fips: islets for fips, rings in everything.items() if (islets := _islets(rings, arcs))},
        "labels": {fips: _label(rings, arcs) for fips, rings in counties.items()},
        "territories": {fips: _territory(globe, fips) for fips in INSETS},
        "lonlat": _lonlat(globe),
    }
    text = json.dumps(content, separators=(",", ":"), sort_keys=True)
    return gzip.compress(text.encode(), 9, mtime=0)


def decode_arcs(topology: dict[str, Any]) -> list[list[Point]]:
    """Arcs as absolute points: TopoJSON stores quantized differences."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    return arcs


def rings_of(geometry: dict[str, Any]) -> list[Ring]:
    """All rings of a polygon or multipolygon, each a list of arc numbers (~n is arc n backwards)."""
    if geometry["type"] == "Polygon":
        return list(geometry["arcs"])
    return [ring for polygon in geometry["arcs"] for ring in polygon]


def points_of(ring: Ring, arcs: Sequence[list[Point]]) -> list[Point]:
    """The points of a ring, without repeating where arcs meet."""
    points: list[Point] = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


def area(points: Sequence[Point]) -> float:
    """Signed area by the shoelace rule."""
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in itertools.pairwise(points)) / 2


def centroid(points: Sequence[Point]) -> Point:
    """Center of mass of a ring; of its points where it has no area."""
    total = area(points)
    if not total:
        return (sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points))
    cx = cy = 0.0
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        cross = x0 * y1 - x1 * y0
        cx, cy = cx + (x0 + x1) * cross, cy + (y0 + y1) * cross
    return (cx / (6 * total), cy / (6 * total))


def simplify(points: list[Point], tolerance: float) -> list[Point]:
    """Douglas-Peucker: drop points nearer than `tolerance` to the line that remains; ends stay."""
    keep = {0, len(points) - 1}
    stack = [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        if last - first < 2:
            continue
        far, at = max((_distance(points[i], points[first], points[last]), i) for i in range(first + 1, last))
        if far > tolerance:
            keep.add(at)
            stack += [(first, at), (at, last)]
    return [points[i] for i in sorted(keep)]


def _distance(point: Point, start: Point, end: Point) -> float:
    (px, py), (ax, ay), (bx, by) = point, start, end
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, ((px - ax) * dx + (py - ay) * dy) / length)) if length else 0.0
    return float(((px - ax - along * dx) ** 2 + (py - ay - along * dy) ** 2) ** 0.5)


def _shrunk(arcs: Iterable[list[Point]], unit: float, tolerance: float) -> list[list[int]]:
    """Arcs as [x, y, dx, dy, ...] in whole `unit`s."""
    return [_deltas(simplify(arc, tolerance), unit) for arc in arcs]


def _deltas(points: Sequence[Point], unit: float) -> list[int]:
    flat: list[int] = []
    last = (0, 0)
    for number, (px, py) in enumerate(points):
        at = (round(px / unit), round(py / unit))
        if number and at == last and number < len(points) - 1:
            continue
        flat += [at[0] - last[0], at[1] - last[1]]
        last = at
    return flat


def _largest(rings: list[Ring], arcs: Sequence[list[Point]]) -> list[Point]:
    return max((points_of(ring, arcs) for ring in rings), key=lambda points: abs(area(points)))


def _islets(rings: list[Ring], arcs: Sequence[list[Point]]) -> list[int]:
    """Positions of rings too small to see on the national map; never the largest."""
    sizes = [abs(area(points_of(ring, arcs))) for ring in rings]
    return [at for at, size in enumerate(sizes) if size < SMALLEST_ISLAND and size != max(sizes)]


def _territory(globe: dict[str, Any], state: str) -> dict[str, Any]:
    """A territory's counties and outline (its two digits) as their own small map and as an inset of the nation's."""
    arcs = decode_arcs(globe)
    geometries = [g for kind in ("counties", "states") for g in globe["objects"][kind]["geometries"]]
    found = {g["id"]: [points_of(r, arcs) for r in rings_of(g)] for g in geometries if g["id"].startswith(state)}
    shown = {fips: rings for fips, rings in found.items() if fips not in NOT_IN_INSET}
    if len(shown) < len(found):
        shown[state] = [ring for fips, rings in shown.items() if fips != state for ring in rings]
    left, top, size = INSETS[state]
    return {
        "state": _fitted(found, 0, 0, TERRITORY_SIZE, 0.4),
        "nation": _fitted(shown, left, top, size, 0.15),
        "fit": [round(number, 6) for number in _fit(found, TERRITORY_SIZE)],
    }


def _fit(shapes: dict[str, list[list[Point]]], size: float) -> tuple[float, float, float, float]:
    """How degrees become pixels from the corner in the northwest: its longitude and latitude, pixels a degree of each.

    Degrees of longitude are shortened by latitude; all lies within `size` pixels.
    """
    points = [point for rings in shapes.values() for ring in rings for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    north, south = max(y for _, y in points), min(y for _, y in points)
    shorten = cos(radians((north + south) / 2))
    scale = size / max((east - west) * shorten, north - south)
    return west, north, shorten * scale, scale


def _fitted(
    shapes: dict[str, list[list[Point]]], left: float, top: float, size: float, tolerance: float
) -> dict[str, list[list[int]]]:
    """Rings in whole tenths of a pixel, north up, within `size` pixels."""
    west, north, across, down = _fit(shapes, size)

    def fit(ring: list[Point]) -> list[int]:
        placed = [(left + (x - west) * across, top + (north - y) * down) for x, y in ring]
        return _deltas(simplify(placed, tolerance), NATION_UNIT)

    return {fips: [fit(ring) for ring in rings] for fips, rings in shapes.items()}


def _label(rings: list[Ring], arcs: Sequence[list[Point]]) -> list[int]:
    x, y = centroid(_largest(rings, arcs))
    return [round(x / NATION_UNIT), round(y / NATION_UNIT)]


def _lonlat(globe: dict[str, Any]) -> dict[str, list[float]]:
    arcs = decode_arcs(globe)
    geometries = globe["objects"]["counties"]["geometries"]
    return {g["id"]: _rounded(centroid(_largest(rings_of(g), arcs)), 2) for g in geometries}


def _rounded(point: Point, digits: int) -> list[float]:
    return [round(point[0], digits), round(point[1], digits)]
