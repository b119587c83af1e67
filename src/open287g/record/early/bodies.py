"""The agencies that the sources before 2021 name, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from open287g.core.ids import slug
from open287g.places.counties import counties
from open287g.places.match import PlaceMatch, match_agency
from open287g.record.early.statements import Name, Statement


@dataclass(frozen=True)
class Body:
    """One agency: its name as ICE's newest list before 2021 prints it, and where it is."""

    agency_id: str
    name: str
    state: str
    place: PlaceMatch

    @property
    def county_names(self) -> list[str]:
        """Names of its counties."""
        return [counties()[fips].name for fips in self.place.counties if fips in counties()]


def bodies(said: Mapping[str, Sequence[Statement]], names: Iterable[Name]) -> list[Body]:
    """The agencies in the order of ids. Its place is that of any spelling that finds a row of the FBI roster."""
    spelled: dict[str, list[Name]] = {}
    for name in names:
        if name.agency_id is not None:
            spelled.setdefault(name.agency_id, []).append(name)
    return [_body(agency_id, said[agency_id], spelled[agency_id]) for agency_id in sorted(said)]


def _body(agency_id: str, said: Sequence[Statement], spelled: Sequence[Name]) -> Body:
    usual = max(said, key=lambda row: (_is_its_own(agency_id, row), str(row.source.seen or ""), -len(row.agency_name)))
    state = agency_id[:2]
    places = [match_agency(state, name) for name in (usual.agency_name, *(name.agency_name for name in spelled))]
    return Body(agency_id, usual.agency_name, state, next((place for place in places if place.ori), places[0]))


def _is_its_own(agency_id: str, row: Statement) -> bool:
    return agency_id == f"{row.state}-{slug(row.agency_name)}"
