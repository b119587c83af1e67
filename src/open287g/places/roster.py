"""The FBI's roster of law enforcement agencies: one row per ORI, newest vintage.

Source: FBI Crime Data Explorer, law enforcement employees, vintages 2018-2025. A name that ends in a colon lost its
unit before publication ("State Police:" stands for many posts), so it never identifies an agency alone.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from functools import cache
from typing import NamedTuple

from open287g.core.errors import NotFoundError
from open287g.places.names import squeeze
from open287g.places.tables import read_bytes


class RosterAgency(NamedTuple):
    """One row of the roster.

    `counties` are FIPS codes, empty where the roster names none. `population` is the number served, None for types
    without a population of their own. `officers` and `civilians` are sworn and other employees of `year`.
    `kind` is our reading of type and name; `key` and `whole` are its name made comparable.
    """

    ori: str
    state: str
    name: str
    type: str
    counties: tuple[str, ...]
    population: int | None
    officers: int
    civilians: int
    year: int
    kind: str
    key: str
    whole: str

    @property
    def unit_lost(self) -> bool:
        """Whether the roster cut the unit from the name, so that several ORIs share it."""
        return self.name.endswith((":", ","))


class Roster:
    """The roster with its indexes by ORI, by name within a state and by county."""

    def __init__(self, rows: list[RosterAgency]) -> None:
        self.rows = rows
        self.by_ori = {row.ori: row for row in rows}
        named: dict[tuple[str, str], list[RosterAgency]] = defaultdict(list)
        local: dict[str, list[RosterAgency]] = defaultdict(list)
        for row in rows:
            named[row.state, row.key].append(row)
            if row.whole:
                named[row.state, row.whole].append(row)
            for fips in row.counties:
                local[fips].append(row)
        self._named = dict(named)
        self._local = dict(local)

    def named(self, state: str, key: str) -> list[RosterAgency]:
        """Rows of a state whose comparable name is `key`."""
        return self._named.get((state, key), []) if key else []

    def in_county(self, fips: str) -> list[RosterAgency]:
        """Rows that name this county."""
        return self._local.get(fips, [])

    def of_state(self, state: str) -> list[RosterAgency]:
        """Rows of a state, by ORI."""
        return [row for row in self.rows if row.state == state]


@cache
def roster() -> Roster:
    """The bundled roster, read once."""
    lines = csv.reader(io.StringIO(read_bytes("roster.csv.gz").decode("utf-8"), newline=""))
    next(lines)
    return Roster([_agency(line) for line in lines])


def _agency(line: list[str]) -> RosterAgency:
    ori, state, name, kind, counties, population, officers, civilians, year, reading, key, whole = line
    return RosterAgency(
        ori,
        state,
        name,
        kind,
        tuple(counties.split()),
        int(population) if population else None,
        int(officers),
        int(civilians),
        int(year),
        reading,
        key,
        whole,
    )


def roster_agency(ori: str) -> RosterAgency:
    """The roster's row of an ORI."""
    found = roster().by_ori.get(ori.strip().upper())
    if found is None:
        raise NotFoundError(
            f"the FBI roster has no ORI {ori!r}",
            remedy="An ORI has nine characters, as FL0110000 has; find one with: open287g places county 'collier fl'",
        )
    return found


def search_roster(state: str, text: str) -> list[RosterAgency]:
    """Rows of a state whose name contains `text`, however it is written."""
    wanted = squeeze(text)
    return [row for row in roster().of_state(state) if wanted in squeeze(row.name)]
