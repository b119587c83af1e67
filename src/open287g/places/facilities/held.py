"""Facilities, each with all its rows, and the agencies that one belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

from open287g.places.counties import counties
from open287g.places.facilities.listings import OF_LOCAL_BODIES, Agreement, Listing, listings
from open287g.places.names import agency_words


class Facility(NamedTuple):
    """One facility as its newest list has it; `rows` are all lists that name it, the oldest first.

    `first_day` and `last_day` are the days of the first and the last list that name it: nothing is said of other days.
    """

    facility_id: str
    name: str
    city: str
    state: str
    county: str | None
    type: Agreement
    population: float | None
    first_day: date
    last_day: date
    rows: tuple[Listing, ...]

    @property
    def of_county(self) -> bool:
        """Whether it bears its county's name under an agreement with a public body: the county's own jail."""
        return self.type in OF_LOCAL_BODIES and self.rows[-1].county_by == "name"


@cache
def facilities() -> tuple[Facility, ...]:
    """Every facility, by state, name and id."""
    held = [_facility(tuple(rows)) for _, rows in groupby(listings(), key=lambda row: row.facility_id)]
    return tuple(sorted(held, key=lambda facility: (facility.state, facility.name, facility.facility_id)))


def _facility(rows: tuple[Listing, ...]) -> Facility:
    rows = tuple(sorted(rows, key=lambda row: (row.day, row.row)))
    newest = rows[-1]
    return Facility(
        newest.facility_id,
        newest.name,
        newest.city,
        newest.state,
        newest.county,
        newest.type,
        newest.population,
        rows[0].day,
        newest.day,
        rows,
    )


def facilities_in(state: str | None = None, county: str | None = None) -> list[Facility]:
    """Facilities of a state (postal code), of a county (FIPS), or all."""
    return [f for f in facilities() if state in (None, f.state) and county in (None, f.county)]


def agencies_of(facility: Facility, agencies: Iterable[Mapping[str, Any]]) -> list[str]:
    """Ids of the agencies, rows of the record, whose jail it is: the corrections of the county it is named for, else
    its sheriff.

    A facility that is not named for its county belongs to no agency that is known here, wherever it stands.
    """
    kinds: dict[str, list[str]] = {}
    for agency in agencies if facility.of_county else ():
        if facility.county in (agency["counties"] or ()):
            kinds.setdefault(agency_words(agency["name"]).kind, []).append(agency["agency_id"])
    return kinds.get("corrections") or kinds.get("sheriff") or []


FACTS = (
    "facility_id", "name", "city", "state", "county", "county_name", "type", "population", "agencies", "first_day",
    "last_day", "file", "row", "lists",
)  # fmt: skip
"""What is told of a facility."""


def facts(facility: Facility, agencies: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """One facility as plain facts to print, with its newest row's source and every row in `lists`."""
    newest = facility.rows[-1]
    return {
        "facility_id": facility.facility_id,
        "name": facility.name,
        "city": facility.city,
        "state": facility.state,
        "county": facility.county,
        "county_name": counties()[facility.county].name if facility.county else None,
        "type": facility.type,
        "population": facility.population,
        "agencies": agencies_of(facility, agencies),
        "first_day": facility.first_day,
        "last_day": facility.last_day,
        "file": newest.file,
        "row": newest.row,
        "lists": [_row(row) for row in facility.rows],
    }


def _row(listing: Listing) -> dict[str, Any]:
    kept = ("list", "day", "row", "name", "type", "capacity", "population", "first_used", "last_used", "contract_from")
    return {name: getattr(listing, name) for name in (*kept, "operator", "file", "sha256")}
