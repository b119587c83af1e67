"""The command of facilities that hold people for ICE."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from open287g.cli.asked import population_is
from open287g.cli.options import Fmt, Home, Spoken, State
from open287g.cli.rests_on import opened
from open287g.cli.show import Format, show_rows

if TYPE_CHECKING:
    from open287g.places.facilities.held import Facility
    from open287g.record.asking.record import Record

SHOWN = ["name", "city", "state", "county_name", "type", "population", "agencies", "last_day", "file", "row"]


def facilities(
    place: Annotated[
        list[str] | None, typer.Argument(metavar="PLACE", help='A state, a county or a city, such as "collier fl".')
    ] = None,
    state: State = None,
    county: Annotated[str, typer.Option("--county", help="Only this county: a FIPS code, or a name and a state.")] = "",
    agency: Annotated[str, typer.Option("--agency", help="Only the jail of this agency: a name or an id.")] = "",
    listed: Annotated[bool, typer.Option("--newest", help="Only what the newest list held here names.")] = False,
    language: Spoken = "en",
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Facilities that held people for ICE under an agreement or contract, with type, average population and source.

    They stand in ICE's lists of 2015 to 2026, and each list tells of its own day. One that is named for its county is
    joined to the county's corrections department or sheriff in the record.

    Examples:

      open287g facilities texas --newest

      open287g facilities --county "collier fl" --format json
    """
    from open287g.places.facilities.held import FACTS, facts

    with opened(home) as record:
        where = _where(record, place, state, county, agency)
        agencies = record.questions.table("agencies").dicts()
    rows = [facts(facility, agencies) for facility in _chosen(where, listed)]
    rows = [row for row in rows if where.agency_id is None or where.agency_id in row["agencies"]]
    names = [name for name in FACTS if name != "lists" or format is not Format.csv]
    told = [{name: row[name] for name in names} for row in rows]
    population_is("held")
    show_rows(told, format, SHOWN, "Facilities that held for ICE", names)


class Where(NamedTuple):
    """Of which state, counties (FIPS; none: all) and agency's jail facilities are asked for."""

    state: str | None
    counties: frozenset[str]
    agency_id: str | None


def _where(record: Record, place: list[str] | None, state: str | None, county: str, agency: str) -> Where:
    from open287g.places.counties import find_counties
    from open287g.places.describe import describe_counties
    from open287g.record.asking.here import place_meant

    fips = frozenset(held.fips for held in find_counties(county)) if county else frozenset[str]()
    if county and not fips:
        describe_counties(county)  # Says what could be meant.
    meant = record.find(agency) if agency else None
    if not place:
        return Where(state, fips, meant)
    asked = place_meant(record, " ".join(place))
    return Where(asked.state, fips | set(asked.counties), asked.agency_id or meant)


def _chosen(where: Where, newest: bool) -> list[Facility]:
    from open287g.places.facilities.held import facilities_in
    from open287g.places.facilities.listings import newest_day

    return [
        facility
        for facility in facilities_in(where.state)
        if (not where.counties or facility.county in where.counties)
        and (not newest or facility.last_day == newest_day())
    ]


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("facilities")(facilities)
