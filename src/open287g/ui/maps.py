"""County maps as references into shared files of shapes, so that a page carries only what has which model.

Counties are filled for agencies of the whole county, dots stand for those of a town or a campus, hatching for those of
a whole state. Dots stand around the middle of their county (by a coast some stand in the sea): no source gives a place.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from math import cos, pi, sin, sqrt

from cachetools import LRUCache
from markupsafe import Markup, escape

from open287g.places import shapes
from open287g.places.states import states
from open287g.record.asking import counts
from open287g.record.asking.loaded import LoadedRecord
from open287g.record.asking.reach import reach_of
from open287g.record.asking.whole_tables import Row

ORDER = ("OTHER", "WSO", "JEM", "TFM")
"""The order in which models are painted: the widest stands on top."""
NATION = "nation"
_SMALLEST, _LARGEST = 1.3, 5.0
"""Radius of a dot, in pixels of a plane of 975 by 610: of an agency of unknown size, and the largest."""
_KEPT = 32
_GOLDEN = pi * (3 - sqrt(5))


@dataclass(frozen=True)
class Dot:
    """An agency of a part of a county: where its dot stands, how large it is, and its model."""

    agency_id: str
    county: str
    model: str
    x: int
    y: int
    r: int


@dataclass(frozen=True)
class Map:
    """What a map shows: shapes by model, dots, hatched states, the frame, and what has no county to color.

    `groups` holds the FIPS keys of the shapes file, which may be older counties (`shapes.drawn_as`); a county stands
    under each of its models. `counties` is the number of counties of today with any agency seated there.
    """

    day: date
    groups: Mapping[str, list[str]]
    dots: Sequence[Dot]
    hatched: Sequence[str]
    counties: int
    frame: str
    file: str
    statewide: list[Row]
    fills: Markup
    """The colored shapes, the hatched states and the dots, as references into the file."""
    labels: Sequence[tuple[int, int, str]] = ()
    """Where the names of states stand that are drawn as insets: x, y, postal code."""


def nation(record: LoadedRecord, base: str, day: date) -> Map:
    """What was in force on `day`, as known today."""
    return _map(record, base, NATION, day, counts.in_force(record, day), counts.turn(record, day))


def state(record: LoadedRecord, base: str, code: str, rows: Iterable[Row]) -> Map:
    """One state's counties, by rows that carry `agency_id` and `model`."""
    chosen = list(rows)
    what = tuple((row["agency_id"], row["model"]) for row in chosen)
    return _map(record, base, code, record.today, chosen, what)


def _map(record: LoadedRecord, base: str, name: str, day: date, rows: list[Row], what: Hashable) -> Map:
    """The map of `rows`, which `what` names; those last drawn are kept: a day often has what the day before had."""
    kept: LRUCache[object, Map] = record.once("maps", lambda: LRUCache(_KEPT))
    key = (base, name, what)
    made = kept.get(key)
    if made is None:
        made = kept[key] = _drawn(record, base, name, day, rows)
    return made if made.day == day else replace(made, day=day)


def _drawn(record: LoadedRecord, base: str, name: str, day: date, rows: list[Row]) -> Map:
    drawn = _shapes(name)
    groups: dict[str, dict[str, None]] = {model: {} for model in ORDER}
    parts: dict[str, set[str]] = {}
    hatched = set()
    reaches: dict[str, tuple[str, list[str]]] = record.once(("reaches", name), dict)
    for row in rows:
        key = row["agency_id"]
        known = reaches.get(key)
        if known is None:
            known = reaches[key] = _reach(record.agencies[key], drawn)
        reach, keys = known
        if reach == "county":
            groups[known_model(row["model"])] |= dict.fromkeys(keys)
        elif reach == "part":
            parts.setdefault(key, set()).add(known_model(row["model"]))
        elif reach == "state":
            hatched.add(row["state"])
    filled = {model: sorted(found) for model, found in groups.items() if found}
    dots = placed(record, name, parts)
    file = f"{base}/map/{name}.svg"
    return Map(
        day=day,
        groups=filled,
        dots=dots,
        hatched=sorted(hatched),
        counties=len(counts.county_models(record, rows)),
        frame=frame(name),
        file=file,
        statewide=without_county(record, rows),
        fills=_fills(file, filled, sorted(hatched), dots),
        labels=insets() if name == NATION else (),
    )


def _reach(agency: Row, drawn: shapes.Map) -> tuple[str, list[str]]:
    """How far an agency reaches, and the shapes of its counties."""
    keys = [key for fips in agency["counties"] or () for key in shapes.drawn_as(fips) if key in drawn.paths]
    return reach_of(agency), keys


def _fills(file: str, groups: Mapping[str, list[str]], hatched: Sequence[str], dots: Sequence[Dot]) -> Markup:
    at = str(escape(file))
    filled = (
        f'<g class="{model.lower()}">{"".join([f"""<use href="{at}#c{key}"/>""" for key in keys])}</g>'
        for model, keys in groups.items()
    )
    hatching = "".join([f'<use href="{at}#s{code}"/>' for code in hatched])
    by_model: dict[str, list[str]] = {model: [] for model in ORDER}
    for dot in dots:
        by_model[dot.model].append(f'<circle cx="{dot.x}" cy="{dot.y}" r="{dot.r}"/>')
    dotted = "".join(f'<g class="dots {m.lower()}">{"".join(drawn)}</g>' for m, drawn in by_model.items() if drawn)
    return Markup(f'{"".join(filled)}<g class="hatch">{hatching}</g>{dotted}')


def frame(name: str) -> str:
    """The viewBox of a file of shapes."""
    return " ".join(map(str, _shapes(name).view_box))


@cache
def insets() -> tuple[tuple[int, int, str], ...]:
    """Where the names of states stand that the national map draws apart: x, y, postal code."""
    codes = [code for code, one in states().items() if one.kind == "territory" or code in ("AK", "HI")]
    boxes = {code: shapes.state_box(code) for code in codes}
    return tuple((box[0], box[1] - 25, code) for code, box in boxes.items())


def known_model(model: str) -> str:
    """A model as the map paints it: what is none of the three stands as OTHER."""
    return model if model in ORDER else "OTHER"


def placed(record: LoadedRecord, name: str, parts: Mapping[str, set[str]]) -> list[Dot]:
    """The dots of each county in a spiral from its middle, the largest in the middle."""
    unit = _shapes(name).unit
    ordered = sorted(parts, key=lambda key: (-(record.agencies[key]["officers"] or 0), key))
    last: dict[str, int] = {}
    dots = []
    for key in ordered:
        agency = record.agencies[key]
        fips = agency["counties"][0]
        middle = next((m for drawn in shapes.drawn_as(fips) if (m := _middle(name, drawn))), None)
        if middle is None:
            continue
        nth = last[fips] = last.get(fips, -1) + 1
        away, radius = 2.6 * sqrt(nth), _radius(agency["officers"])
        x, y = (int(m + away * turn(nth * _GOLDEN) / unit) for m, turn in zip(middle, (cos, sin), strict=True))
        dots.append(Dot(key, fips, counts.widest(parts[key]), x, y, round(radius / unit)))
    return dots


def _radius(officers: int | None) -> float:
    return _SMALLEST if not officers else min(_LARGEST, max(_SMALLEST, sqrt(officers) / 4))


@cache
def _middle(name: str, fips: str) -> tuple[float, float] | None:
    """The middle of the largest ring of a county's shape; None where the map lacks it."""
    path = _shapes(name).paths.get(fips)
    boxes = [_box(part) for part in path.split("z") if part] if path else []
    if not boxes:
        return None
    left, top, right, bottom = max(boxes, key=lambda box: (box[2] - box[0]) * (box[3] - box[1]))
    return (left + right) / 2, (top + bottom) / 2


def _box(part: str) -> tuple[int, int, int, int]:
    numbers = [int(text) for text in re.findall(r"-?\d+", part)]
    x, y = numbers[:2]
    xs, ys = [x], [y]
    for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
        x, y = x + dx, y + dy
        xs.append(x)
        ys.append(y)
    return min(xs), min(ys), max(xs), max(ys)


def without_county(record: LoadedRecord, rows: Iterable[Row]) -> list[Row]:
    """Agencies of `rows` that have no county: statewide ones, and those whose county is unknown."""
    ids = dict.fromkeys(row["agency_id"] for row in rows)
    return [record.agencies[key] for key in ids if not record.agencies[key]["counties"]]


def names() -> list[str]:
    """Every file of shapes."""
    return [NATION, *states()]


@cache
def _shapes(name: str) -> shapes.Map:
    return shapes.nation_map() if name == NATION else shapes.state_map(name)


@cache
def shapes_file(name: str) -> str:
    """An SVG that defines every county as `c<FIPS>`, all of them as `all`, states as `s<CODE>` and all as `border`."""
    drawn = _shapes(name)
    inside = "".join(f'<path id="c{fips}" d="{d}"/>' for fips, d in drawn.paths.items())
    outlines = shapes.state_paths() if name == NATION else {name: drawn.outline}
    border = "".join(f'<path id="s{code}" d="{d}"/>' for code, d in outlines.items())
    box = " ".join(map(str, drawn.view_box))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"><defs>'
        f'<g id="all">{inside}</g><g id="border">{border}</g></defs></svg>'
    )


def drawing(name: str, map: Map, colors: Mapping[str, str]) -> str:
    """The inside of a map that stands alone, without style sheet: paths with their own colors."""
    drawn = _shapes(name)
    line = 1 / drawn.unit
    parts = [f'<path fill="{colors["land"]}" d="{drawn.outline}"/>']
    for model, found in map.groups.items():
        parts.append(f'<path fill="{colors[model]}" d="{"".join(drawn.paths[fips] for fips in found)}"/>')
    parts += [
        f'<circle cx="{dot.x}" cy="{dot.y}" r="{dot.r}" fill="{colors[dot.model]}" stroke="#ffffff" '
        f'stroke-width="{line / 3:.1f}"/>'
        for dot in map.dots
    ]
    parts.append(f'<path fill="none" stroke="{colors["line"]}" stroke-width="{line:.1f}" d="{drawn.outline}"/>')
    return "".join(parts)
