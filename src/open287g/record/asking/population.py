"""How many people live where an agreement is in force, by the county populations of `places`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from open287g.places.counties import County, counties
from open287g.record.asking.counts import county_models
from open287g.record.asking.loaded import LoadedRecord
from open287g.record.asking.whole_tables import Row

SOURCE = "U.S. Census Bureau, American Community Survey 2013-2017"


@dataclass(frozen=True)
class Covered:
    """People in counties where a local agency has an agreement, of all people counted; counties in number."""

    people: int
    of: int
    counties: int

    @property
    def share(self) -> float | None:
        """Fraction of the people counted; None where nobody was counted."""
        return self.people / self.of if self.of else None


@dataclass(frozen=True)
class Served:
    """People whom agencies serve, how many agencies there are, and of how many of them the number is known."""

    people: int
    agencies: int
    known: int


def served(record: LoadedRecord, rows: Iterable[Row]) -> Served:
    """People served by the agencies of `rows`, as the FBI roster assigns them: each to one police or sheriff alone.

    Agencies of a whole state serve everybody and are assigned nobody.
    """
    numbers = [record.agencies[key]["population"] for key in {row["agency_id"] for row in rows}]
    return Served(sum(n or 0 for n in numbers), len(numbers), sum(bool(n) for n in numbers))


def current_counties(state: str | None = None) -> list[County]:
    """Counties of today's map, of one state or all."""
    return [c for c in counties().values() if c.until is None and (state is None or c.state == state)]


def every_county(state: str) -> list[County]:
    """Every county of a state that has a page, former ones that the lists still name among them."""
    return [c for c in counties().values() if c.state == state]


def covered(record: LoadedRecord, state: str | None = None) -> Covered:
    """Coverage by county: a county counts whole if any agency seated in it has an agreement in the newest list."""
    rows = (row for row in record.listed if state in (None, row["state"]))
    return record.once(("covered", state), lambda: covered_by(record, rows, state))


def covered_by(record: LoadedRecord, rows: Iterable[Row], state: str | None = None) -> Covered:
    """The same for agreements in force on any day."""
    present = county_models(record, rows)
    everywhere = [c for c in counties().values() if c.population is not None and state in (None, c.state)]
    return Covered(
        people=_people(c for c in everywhere if c.fips in present),
        of=_people(everywhere),
        counties=len(present),
    )


def _people(some: Iterable[County]) -> int:
    return sum(c.population or 0 for c in some)
