"""The command of facilities that hold people for ICE."""

from __future__ import annotations

from typing import Annotated

import typer

from open287g.cli.options import Fmt, Home, State
from open287g.cli.show import Format, show_rows

SHOWN = ["name", "city", "state", "county_name", "type", "population", "agencies", "last_day", "file", "row"]


def facilities(
    place: Annotated[
        list[str] | None, typer.Argument(metavar="PLACE", help='A state, a county or a city, such as "collier fl".')
    ] = None,
    state: State = None,
    county: Annotated[str, typer.Option("--county", help="Only this county: a FIPS code, or a name and a state.")] = "",
    agency: Annotated[str, typer.Option("--agency", help="Only the jail of this agency: a name or an id.")] = "",
    listed: Annotated[bool, typer.Option("--newest", help="Only what the newest list held here names.")] = False,
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
    from open287g.places.counties import find_counties
    from open287g.places.describe import describe_counties
    from open287g.places.facilities.held import facilities_in, facts
    from open287g.places.facilities.listings import newest_day
    from open287g.record.asking.here import place_meant
    from open287g.record.asking.record import open_record

    fips = {held.fips for held in find_counties(county)} if county else set()
    if county and not fips:
        describe_counties(county)
    with open_record(home) as record:
        where = place_meant(record, " ".join(place)) if place else None
        agencies = record.agencies().to_pylist()
        meant = record.find(agency) if agency else None
    if where is not None:
        state, fips, meant = where.state, fips | set(where.counties), where.agency_id or meant
    held = facilities_in(state)
    rows = [
        facts(facility, agencies)
        for facility in held
        if (not fips or facility.county in fips) and (not listed or facility.last_day == newest_day())
    ]
    rows = [row for row in rows if meant is None or meant in row["agencies"]]
    if format is Format.csv:
        rows = [{name: value for name, value in row.items() if name != "lists"} for row in rows]
    show_rows(rows, format, SHOWN, title="Facilities that held for ICE")


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("facilities")(facilities)
