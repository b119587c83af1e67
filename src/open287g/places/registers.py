"""ORIs from registers beside the FBI's roster of employees, and bodies that are known to have none.

`register_oris.csv` holds what was looked up by hand: leaic is the Bureau of Justice Statistics' Law Enforcement Agency
Identifiers Crosswalk, lear its Law Enforcement Agency Roster, crime the FBI's list of agencies, txdps-ear, fdle-ucr and
osbi-da lists of the states of Texas, Florida and Oklahoma. An office of several counties may have one ORI in each.
`no_ori.csv` says of whole kinds of bodies, and of single ones, why none exists.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from open287g.core.bundled import read_table
from open287g.places.counties import parse_county
from open287g.places.names import AgencyWords, agency_words, squeeze
from open287g.places.numbers import numbers

_GUARD = re.compile(r"(?:national|state|military)(?:guard|department)$")


class Registered(NamedTuple):
    """The ORIs of one agency (several where each of its counties has its own), and how the register calls it.

    `county` (FIPS) is set where other places of the state may bear the name.
    """

    county: str
    oris: tuple[str, ...]
    register: str
    listed_as: str


def registered(state: str, name: str, counties: tuple[str, ...]) -> Registered | None:
    """What a register says of an agency in `counties` (FIPS); constables are known by county and precinct."""
    _, row = _rows().get((state, squeeze(name)), ("", None))
    if row is not None and row.county and row.county not in counties:
        return None
    if row is None and len(counties) == 1 and agency_words(name).kind == "constable":
        row = _by_precinct().get((counties[0], numbers(name)))
    return row


def why_none(state: str, words: AgencyWords) -> str | None:
    """Why no ORI exists for an agency; None where one may."""
    kind = "guard" if _GUARD.search(words.whole) else words.kind
    for row in _none():
        if row["state"] in ("", state) and (
            row["kind"] == kind or (row["name"] and squeeze(row["name"]) == words.whole)
        ):
            return row["reason"]
    return None


@cache
def _by_precinct() -> dict[tuple[str, tuple[int, ...]], Registered]:
    by_number = {}
    for (state, _), (name, row) in _rows().items():
        counties = parse_county(state, name.split(" Constable")[0]).fips
        if agency_words(name).kind == "constable" and len(counties) == 1:
            by_number[counties[0], numbers(name)] = row
    return by_number


@cache
def _rows() -> dict[tuple[str, str], tuple[str, Registered]]:
    return {
        (row["state"], squeeze(row["name"])): (
            row["name"],
            Registered(row["county"], tuple(row["ori"].split()), row["register"], row["listed_as"]),
        )
        for row in read_table("places/data/register_oris.csv")
    }


@cache
def _none() -> tuple[dict[str, str], ...]:
    return read_table("places/data/no_ori.csv")
