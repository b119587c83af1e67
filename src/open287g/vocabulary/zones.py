"""The time zones in which an act of a United States agency may be told: one list for logs, decisions and clocks."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from open287g.core.errors import InputError
from open287g.core.suggest import suggestion

_COUNTRIES = {"US", "PR", "GU", "VI", "MP", "AS"}
_ABBREVIATIONS = ("EST", "MST", "HST", "EST5EDT", "CST6CDT", "MST7MDT", "PST8PDT")
_GREENWICH = "Etc/UTC"


AHEAD_OF_WASHINGTON = ("Pacific/Guam", "Pacific/Saipan", "Guam")
"""Zones whose day begins many hours before Washington's, under the names by which they are told."""


@cache
def zones() -> dict[str, str]:
    """Every name accepted -> the zone of the IANA database whose clocks it shows.

    They are the zones of the United States and its territories, every other name the database gives to one of them
    (US/Hawaii, Pacific/Saipan, America/Shiprock), the old abbreviations (EST) and UTC.
    """
    links = _links()
    here = _zones_here() | {_GREENWICH}
    names = {name: name for name in here} | {name: zone for name, zone in links.items() if zone in here}
    names |= {name: links.get(name, name) for name in _ABBREVIATIONS}
    return dict(sorted(names.items()))


def _zones_here() -> set[str]:
    rows = [line.split("\t") for line in _lines("zone1970.tab") if not line.startswith("#")]
    return {row[2] for row in rows if _COUNTRIES & set(row[0].split(","))}


def _links() -> dict[str, str]:
    """Other name -> zone, from the lines `L zone name`."""
    rows = [line.split() for line in _lines("tzdata.zi") if line.startswith("L ")]
    return {name: zone for _, zone, name in rows}


def _lines(name: str) -> list[str]:
    text = files("tzdata").joinpath("zoneinfo", name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip()]


def zone_meant(text: str) -> str:
    """`text` where it is a zone that is accepted. Raises InputError, which names the nearest."""
    if text not in zones():
        remedy = suggestion(text, [name for name in zones() if "/" in name])
        raise InputError(f"{text!r} is no time zone of the United States", remedy=remedy, exit_code=2)
    return text
