"""The FBI's roster of law enforcement agencies: one row per ORI, newest vintage.

Source: FBI Crime Data Explorer, law enforcement employees, vintages 2018-2025; and, for a few agencies that reported no
employees, its list of agencies of February 2025. A name that ends in a colon or comma lost its unit before publication
("State Police:" stands for many posts), so it identifies no agency by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache, cached_property
from typing import NamedTuple

from open287g.core.bundled import lines_of, read_bytes
from open287g.core.errors import NotFoundError
from open287g.places.names import squeeze

_FILE = "places/data/roster.csv.gz"
_ORI = 9
"""The letters of an ORI."""
_KEY = 10
"""The column of `key`."""


class RosterAgency(NamedTuple):
    """One row of the roster.

    `counties` are FIPS codes, empty where the roster names none. `population` is the number served, None where the
    roster assigns nobody (a university, a sheriff without patrol). `officers` and `civilians` are sworn and other
    employees of `year`, both None where the roster shows no employee at all: nobody reported. `year` None: the agency
    is known from the FBI's list of agencies only. `kind` is our reading of type and name; `key`, `base` and `whole`
    are its name made comparable (see `names.AgencyWords`).
    """

    ori: str
    state: str
    name: str
    type: str
    counties: tuple[str, ...]
    population: int | None
    officers: int | None
    civilians: int | None
    year: int | None
    kind: str
    key: str
    base: str
    whole: str

    @property
    def unit_lost(self) -> bool:
        """Whether the roster cut the unit from the name, so that several ORIs may share it."""
        return self.name.endswith((":", ","))


class Roster:
    """The roster with its indexes by ORI, by name within a state and by county; all are made when asked for."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._rows: dict[int, RosterAgency] = {}

    @cached_property
    def _lines(self) -> list[list[str]]:
        return lines_of(self._content, _FILE)[1]

    @cached_property
    def _at(self) -> dict[str, int]:
        return {line[0]: at for at, line in enumerate(self._lines)}

    @cached_property
    def _named(self) -> dict[tuple[str, str], list[int]]:
        named: dict[tuple[str, str], list[int]] = defaultdict(list)
        for at, line in enumerate(self._lines):
            for name in line[_KEY:]:
                if name:
                    named[line[1], name].append(at)
        return named

    @cached_property
    def _local(self) -> dict[str, list[int]]:
        local: dict[str, list[int]] = defaultdict(list)
        for at, line in enumerate(self._lines):
            for fips in line[4].split():
                local[fips].append(at)
        return local

    @cached_property
    def _by_state(self) -> dict[str, list[int]]:
        by_state: dict[str, list[int]] = defaultdict(list)
        for at, line in enumerate(self._lines):
            by_state[line[1]].append(at)
        return by_state

    def _row(self, at: int) -> RosterAgency:
        row = self._rows.get(at)
        if row is None:
            row = self._rows[at] = _agency(self._lines[at])
        return row

    def get(self, ori: str) -> RosterAgency | None:
        """The row of an ORI, None where the roster has none."""
        at = self._at.get(ori)
        return None if at is None else self._row(at)

    def named(self, state: str, key: str) -> list[RosterAgency]:
        """Rows of a state of which `key` is the comparable name, its base or the whole name."""
        return [self._row(at) for at in self._named.get((state, key), ())] if key else []

    def in_county(self, fips: str) -> list[RosterAgency]:
        """Rows that name this county."""
        return [self._row(at) for at in self._local.get(fips, ())]

    def of_state(self, state: str, beginning: str = "") -> list[RosterAgency]:
        """Rows of a state whose `key` begins so, by ORI; those of the other states are not read for it."""
        if "_lines" in self.__dict__:
            here = self._by_state.get(state, ())
            return [self._row(at) for at in here if self._lines[at][_KEY].startswith(beginning)]
        header, *lines = self._content.split(b"\n")
        named = b",%s," % state.encode()
        own = [line for line in lines if line[_ORI : _ORI + len(named)] == named]
        read = lines_of(b"\n".join((header, *own)), _FILE)[1]
        return [_agency(line) for line in read if line[_KEY].startswith(beginning)]

    def may_name(self, key: str) -> bool:
        """False where `key` is no comparable name of any row of any state; True where it is one, or seems to be."""
        name = key.encode()
        return any(b",%s%s" % (name, end) in self._content for end in (b",", b"\n", b"\r"))

    def rows(self) -> Iterator[RosterAgency]:
        """Every row, by ORI."""
        return map(self._row, range(len(self._lines)))

    def __len__(self) -> int:
        return len(self._lines)


@cache
def roster() -> Roster:
    """The bundled roster, read once."""
    return Roster(read_bytes(_FILE))


def _agency(line: list[str]) -> RosterAgency:
    ori, state, name, kind, counties, population, officers, civilians, year, reading, key, base, whole = line
    return RosterAgency(
        ori,
        state,
        name,
        kind,
        tuple(counties.split()),
        int(population) if population else None,
        int(officers) if officers else None,
        int(civilians) if civilians else None,
        int(year) if year else None,
        reading,
        key,
        base,
        whole,
    )


def roster_agency(ori: str) -> RosterAgency:
    """The roster's row of an ORI."""
    row = roster().get(ori.strip().upper())
    if row is None:
        raise NotFoundError(
            f"the FBI roster has no ORI {ori!r}",
            remedy="An ORI has nine characters, as FL0110000 has; find one with: open287g places county 'collier fl'",
        )
    return row


def search_roster(state: str, text: str) -> list[RosterAgency]:
    """Rows of a state whose name contains `text`, however it is written."""
    wanted = squeeze(text)
    return [row for row in roster().of_state(state) if wanted in squeeze(row.name)]
