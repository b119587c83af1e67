"""County maps as references into shared files of shapes, so that a page carries only which county has which model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from markupsafe import Markup, escape

from open287g.places import shapes
from open287g.places.counties import counties
from open287g.places.states import states
from open287g.record.asking import counts
from open287g.record.asking.loaded import LoadedRecord
from open287g.record.asking.whole_tables import Row

ORDER = ("TFM", "JEM", "WSO", "OTHER")
NATION = "nation"


@dataclass(frozen=True)
class Map:
    """What a map shows: shapes by the model that colors them, the frame, and what has no county to color.

    `groups` holds the FIPS keys of the shapes file, which may be older counties (`shapes.drawn_as`);
    `counties` is the number of counties of today that they stand for.
    """

    day: date
    groups: Mapping[str, list[str]]
    counties: int
    frame: str
    file: str
    statewide: list[Row]

    @property
    def fills(self) -> Markup:
        """The colored shapes as references into the file."""
        file = escape(self.file)
        groups = (
            f'<g class="{escape(model.lower())}">{"".join(f"""<use href="{file}#c{key}"/>""" for key in keys)}</g>'
            for model, keys in self.groups.items()
        )
        return Markup("".join(groups))


def nation(record: LoadedRecord, base: str, day: date) -> Map:
    """The counties in force on `day`, as known today."""
    return _map(record, base, NATION, day, counts.in_force(record, day))


def state(record: LoadedRecord, base: str, code: str, rows: Iterable[Row]) -> Map:
    """One state's counties, by rows that carry `agency_id` and `model`."""
    return _map(record, base, code, record.today, list(rows))


def _map(record: LoadedRecord, base: str, name: str, day: date, rows: list[Row]) -> Map:
    drawn = _shapes(name)
    present = counts.county_models(record, rows)
    groups: dict[str, list[str]] = {model: [] for model in ORDER}
    for fips, models in sorted(present.items()):
        groups[counts.widest(models)] += [key for key in shapes.drawn_as(fips) if key in drawn.paths]
    return Map(
        day=day,
        groups={model: found for model, found in groups.items() if found},
        counties=len(present),
        frame=" ".join(map(str, drawn.view_box)),
        file=f"{base}/map/{name}.svg",
        statewide=without_county(record, rows),
    )


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
    """An SVG that defines every county as `c<FIPS>` and the border as `border`; pages refer into it."""
    drawn = _shapes(name)
    parts = [f'<path id="c{fips}" d="{d}"/>' for fips, d in drawn.paths.items()]
    parts.append(f'<path id="border" d="{drawn.outline}"/>')
    box = " ".join(map(str, drawn.view_box))
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"><defs>{"".join(parts)}</defs></svg>'


def drawing(name: str, groups: Mapping[str, list[str]], colors: Mapping[str, str]) -> str:
    """The inside of a map that stands alone, without style sheet: paths with their own colors."""
    drawn = _shapes(name)
    parts = [f'<path fill="{colors["land"]}" d="{drawn.outline}"/>']
    for model, found in groups.items():
        parts.append(f'<path fill="{colors[model]}" d="{"".join(drawn.paths[fips] for fips in found)}"/>')
    width = 1 / drawn.unit
    parts.append(f'<path fill="none" stroke="{colors["line"]}" stroke-width="{width:.1f}" d="{drawn.outline}"/>')
    return "".join(parts)


def periods(record: LoadedRecord) -> dict[str, object]:
    """What the scrubber's script reads: for each county its name, shapes and periods as [model, from, to or null]."""
    known = counties()
    return {
        "from": record.first_day.isoformat(),
        "to": record.today.isoformat(),
        "counties": {
            fips: {
                "name": f"{known[fips].name}, {known[fips].state}",
                "shapes": list(shapes.drawn_as(fips)),
                "periods": [[m, a.isoformat(), b.isoformat() if b else None] for m, a, b in found],
            }
            for fips, found in counts.county_periods(record).items()
            if fips in known
        },
    }
