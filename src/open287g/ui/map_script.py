"""What the map's script reads: who is seated where, and since when, until when."""

from __future__ import annotations

from functools import cache

from open287g.places import shapes
from open287g.places.counties import County, counties
from open287g.record.asking import counts
from open287g.record.asking.loaded import LoadedRecord
from open287g.record.asking.reach import reach_of
from open287g.ui import maps

_Spans = dict[str, list[list[str | None]]]


def periods(record: LoadedRecord) -> dict[str, object]:
    """What the map's script reads of time. `counties`: by FIPS the name, the shapes, and the periods of agencies of
    the whole county as [model, from, to or null]. `dots`: [x, y, r, periods] of the others. `count`: [day, counties
    with an agency under an agreement] from each day on which that number changes.
    """
    known = counties()
    wide, parts = _periods(record)
    models = {key: {period[0] or "" for period in found} for key, found in parts.items()}
    return {
        "from": record.first_day.isoformat(),
        "to": record.today.isoformat(),
        "counties": {
            fips: {
                "name": f"{known[fips].name}, {known[fips].state}",
                "shapes": list(shapes.drawn_as(fips)),
                "periods": found,
            }
            for fips, found in sorted(wide.items())
            if fips in known
        },
        "dots": [[dot.x, dot.y, dot.r, parts[dot.agency_id]] for dot in maps.placed(record, maps.NATION, models)],
        "count": counts.counties_over_time(record),
    }


def _periods(record: LoadedRecord) -> tuple[_Spans, _Spans]:
    """Periods of force by county for agencies of the whole county, and by agency for those of a part of one."""
    wide: _Spans = {}
    parts: _Spans = {}
    for row in counts.believed(record):
        agency = record.agencies[row["agency_id"]]
        until = row["valid_to"].isoformat() if row["valid_to"] else None
        period = [maps.known_model(row["model"]), row["valid_from"].isoformat(), until]
        reach = reach_of(agency)
        if reach == "county":
            for fips in agency["counties"]:
                wide.setdefault(fips, []).append(period)
        elif reach == "part":
            parts.setdefault(row["agency_id"], []).append(period)
    return wide, parts


def present(record: LoadedRecord) -> dict[str, list[object]]:
    """What the map's script says of a shape: the county's name, the page that answers for it, and each agency as
    [name, models, since]. An older county's shape stands for each that lies in it, and leads to their state."""
    told: dict[str, list[object]] = {}
    for key, within in _drawn_in().items():
        rows = [row for c in within for row in record.agencies_by_county.get(c.fips, ()) if row["agreements_now"]]
        once = {row["agency_id"]: [row["name"], row["models_now"], str(row["first_listed"] or "")] for row in rows}
        names = " / ".join(f"{county.name}, {county.state}" for county in within)
        page = f"/county/{within[0].fips}" if len(within) == 1 else f"/state/{within[0].state}"
        told[key] = [names, page, list(once.values())]
    return told


@cache
def _drawn_in() -> dict[str, list[County]]:
    """The counties of today that each shape stands for."""
    found: dict[str, list[County]] = {}
    for county in counties().values():
        for key in shapes.drawn_as(county.fips) if county.until is None else ():
            found.setdefault(key, []).append(county)
    return found
