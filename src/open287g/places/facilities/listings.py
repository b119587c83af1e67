"""The table of facilities: a row for each facility and list of ICE that names it, with the file and row.

Sources: ICE's facility lists of 8 December 2015 and 6 November 2017 and the sheets of facilities in its detention
statistics (fiscal years 2019, 2021, 2023, 2025, 2026), each by its sha256 in `facility_lists.csv`. Between lists
nothing is known; a facility that a list leaves out may still have its agreement.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Literal, NamedTuple, cast, get_args

from open287g.core.bundled import read_lines, read_table
from open287g.core.errors import DamageError
from open287g.core.table import Column, Table

Agreement = Literal[
    "IGSA", "DIGSA", "USMS IGA", "CDF", "USMS CDF", "SPC", "FAMILY", "STATE", "DOD", "BOP", "STAGING"
]  # fmt: skip
"""How a facility holds for ICE, in ICE's words:

IGSA an intergovernmental service agreement, DIGSA one for ICE alone, USMS IGA an agreement of the U.S. Marshals Service
that ICE uses, CDF a contract with a company, USMS CDF one of the Marshals', SPC ICE's own processing center, FAMILY for
families, STATE of a state, DOD of the Department of Defense, BOP of the Bureau of Prisons, STAGING for short stays."""

OF_LOCAL_BODIES: frozenset[Agreement] = frozenset({"IGSA", "DIGSA", "USMS IGA"})
"""Agreements with a state, county or city."""


class Listing(NamedTuple):
    """One row of a list.

    `facility_id` is ICE's code (DETLOC), or state, name and city where a later list gives none and no earlier one has
    that name. `county` is a FIPS code, None unknown; `county_by` says what told it: the facility's name, the list's own
    cell, the police of its city. `capacity` None: unknown or as needed. `population` is the average of people held on a
    day of the list's year. `first_used`, `last_used`, `contract_from` and `operator` stand in the older lists only.
    """

    facility_id: str
    list: str
    row: int
    name: str
    city: str
    state: str
    county: str | None
    county_by: str | None
    type: Agreement
    capacity: int | None
    population: float | None
    first_used: date | None
    last_used: date | None
    contract_from: date | None
    operator: str | None
    day: date
    file: str
    sha256: str


FACILITIES = Table(
    "facilities",
    "Facilities that held people for ICE under an agreement or contract: a row for each facility and list of ICE.",
    ("facility_id", "list", "row"),
    (
        Column("facility_id", "VARCHAR", "ICE's code, or state, name and city where it has none."),
        Column("list", "VARCHAR", "Short name of the list."),
        Column("row", "INTEGER", "Row in its sheet, from 1."),
        Column("name", "VARCHAR", "Name as listed."),
        Column("city", "VARCHAR", "City as listed."),
        Column("state", "VARCHAR", "Postal code."),
        Column("county", "VARCHAR", "County FIPS code; empty where unknown."),
        Column("county_by", "VARCHAR", "What told the county: name, list or city."),
        Column("type", "VARCHAR", "Kind of agreement, in ICE's words.", get_args(Agreement)),
        Column("capacity", "INTEGER", "Places as listed; empty where unknown or as needed."),
        Column("population", "DOUBLE", "People held on an average day of the list's year."),
        Column("first_used", "DATE", "First use, as listed in 2017."),
        Column("last_used", "DATE", "Last use, as listed in 2017."),
        Column("contract_from", "DATE", "Best known start of the contract, as listed in 2015 and 2017."),
        Column("operator", "VARCHAR", "Operator, as listed in 2015 and 2017."),
        Column("day", "DATE", "Day of the list."),
        Column("file", "VARCHAR", "ICE's workbook."),
        Column("sha256", "VARCHAR", "Hash of the workbook."),
    ),
)


@cache
def listings() -> tuple[Listing, ...]:
    """Every row, by facility, list and row. Raises DamageError where the bundled table is not whole."""
    lists = {row["list"]: row for row in read_table("places/data/facility_lists.csv")}
    header, lines = read_lines("places/data/facilities.csv.gz")
    if tuple(header) != FACILITIES.names[:15]:
        raise DamageError("the columns are not those of a facility", "places/data/facilities.csv.gz", "Reinstall.")
    return tuple(_listing(line, lists[line[1]]) for line in lines)


def _listing(line: list[str], source: dict[str, str]) -> Listing:
    facility, of_list, row, name, city, state, county, how, kind, capacity, population, *rest = line
    first, last, contract = (date.fromisoformat(day) if day else None for day in rest[:3])
    return Listing(
        facility,
        of_list,
        int(row),
        name,
        city,
        state,
        county or None,
        how or None,
        cast(Agreement, kind),
        int(capacity) if capacity else None,
        float(population) if population else None,
        first,
        last,
        contract,
        rest[3] or None,
        date.fromisoformat(source["day"]),
        source["file"],
        source["sha256"],
    )


def newest_day() -> date:
    """The day of the newest list held."""
    return max(row.day for row in listings())
