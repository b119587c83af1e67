"""When the sun sets and when it is dark, by ephem, as the almanac defines them: to the minute of the clock there.

Sunset: the sun's upper edge on the horizon, refraction 34'. Dark: the end of civil twilight, its center 6 degrees
below. Both by the rules of the U.S. Naval Observatory; Philadelphia's sunset of 7 December comes within a minute.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

import ephem

from open287g.core.errors import InputError
from open287g.vocabulary.zones import zones


@dataclass(frozen=True)
class Place:
    """Where stops were made: degrees north and east, and the zone of the clocks there."""

    latitude: float
    longitude: float
    zone: str


@lru_cache(maxsize=100_000)
def evening(place: Place, day: date) -> tuple[float, float] | None:
    """Minutes after midnight at which the sun sets and it is dark; None where it does not set, or no night comes."""
    zone = ZoneInfo(place.zone)
    noon = datetime.combine(day, time(12), zone).astimezone(UTC)
    try:
        sunset = _falls(place, noon, "-0:34", center=False)
        dark = _falls(place, noon, "-6", center=True)
    except (ephem.AlwaysUpError, ephem.NeverUpError):
        return None
    told = [at.astimezone(zone) for at in (sunset, dark)]
    if any(at.date() != day for at in told):
        return None
    return _minute(told[0]), _minute(told[1])


def _falls(place: Place, noon: datetime, horizon: str, *, center: bool) -> datetime:
    there = ephem.Observer()
    # The almanac's horizon holds the refraction already.
    there.lat, there.lon, there.pressure, there.horizon = str(place.latitude), str(place.longitude), 0, horizon
    there.date = noon.replace(tzinfo=None)
    found: datetime = there.next_setting(ephem.Sun(), use_center=center).datetime()
    return found.replace(tzinfo=UTC)


def _minute(at: datetime) -> float:
    return at.hour * 60 + at.minute + at.second / 60


def place_of(at: str, zone: str) -> Place | None:
    """A place from "LAT,LON" and the name of a zone; None where neither is told. Raises InputError."""
    if not at and not zone:
        return None
    remedy = "Write for example: --at 47.61,-122.33 --time-zone America/Los_Angeles"
    if zone not in zones():
        raise InputError("there is no such time zone here", "--time-zone", remedy, exit_code=2)
    try:
        latitude, longitude = (float(part) for part in at.split(","))
    except ValueError:
        raise InputError("it is not two numbers", "--at", remedy, exit_code=2) from None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise InputError("there is no such place on Earth", "--at", remedy, exit_code=2)
    return Place(latitude, longitude, zones()[zone])
