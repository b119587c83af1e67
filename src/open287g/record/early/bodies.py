"""The agencies that the sources before 2021 name, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from open287g.core.ids import slug
from open287g.places.counties import counties
from open287g.places.match import PlaceMatch, match_agency
from open287g.record.early.statements import Name, Statement


@dataclass(frozen=True, eq=False)
class Body:
    """One agency: its name as ICE's newest list before 2021 prints it, and every name under which sources have it."""

    agency_id: str
    name: str
    state: str
    names: tuple[str, ...]

    @cached_property
    def place(self) -> PlaceMatch:
        """Where it is: by its name, unless only another finds a row of the FBI roster."""
        places = [match_agency(self.state, name) for name in (self.name, *self.names)]
        return next((place for place in places if place.ori), places[0])

    @property
    def county_names(self) -> list[str]:
        """Names of its counties."""
        return [counties()[fips].name for fips in self.place.counties if fips in counties()]


def bodies(said: Mapping[str, Sequence[Statement]], names: Iterable[Name]) -> list[Body]:
    """The agencies in the order of ids."""
    spelled: dict[str, list[str]] = {}
    for name in names:
        if name.agency_id is not None:
            spelled.setdefault(name.agency_id, []).append(name.agency_name)
    return [Body(key, _usual(key, said[key]), key[:2], tuple(spelled[key])) for key in sorted(said)]


def _usual(agency_id: str, said: Sequence[Statement]) -> str:
    """The name that its id is made of, else that of ICE's newest list, the shorter of two."""
    rows = {(row.agency_name, row.source.seen or date.min, row.state) for row in said}
    return max(rows, key=lambda row: (agency_id == f"{row[2]}-{slug(row[0])}", row[1], -len(row[0]), row[0]))[0]
