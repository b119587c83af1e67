"""Commands of the room `places`."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from open287g.cli.asked import population_is
from open287g.cli.options import DAY, Fmt, Home, State, day_told, state_code
from open287g.cli.show import Format, show_facts, show_rows

UNMATCHED = [
    "agency_id",
    "name",
    "state",
    "ori",
    "ori_tier",
    "ori_evidence",
    "county_tier",
    "counties",
    "county_evidence",
]

places = typer.Typer(no_args_is_help=True, help="States, counties, the FBI roster of agencies and state law.")


@places.command("state")
def state(
    name: Annotated[list[str], typer.Argument(metavar="STATE", help="A postal code or a name, as a list writes it.")],
    day: Annotated[
        date | None,
        typer.Option("--day", parser=day_told, metavar="DAY", help=f"The law of this day: {DAY}. Default: today."),
    ] = None,
    format: Fmt = Format.table,
) -> None:
    """One state: codes, counties, ICE field offices and what its law says of agreements and of cooperation without one.

    Examples:

      open287g places state FL

      open287g places state Maryland --day 2026-01-01 --format json
    """
    from open287g.core.days import today
    from open287g.places.describe import cooperation_lines, describe_state, rule_lines

    facts = describe_state(" ".join(name), day or today())
    if format is Format.table:
        facts = {**facts, "law": rule_lines(facts["law"]), "other_law": rule_lines(facts["other_law"])}
        facts["cooperation_law"] = cooperation_lines(facts["cooperation_law"])
    show_facts(facts, format)


@places.command("county")
def county(
    name: Annotated[
        list[str], typer.Argument(metavar="COUNTY", help="A five-digit FIPS code, or a name with or without a state.")
    ],
    format: Fmt = Format.table,
) -> None:
    """Counties of a name: FIPS, population, shares, ICE field office and the agencies the FBI roster has there.

    Examples:

      open287g places county 12021

      open287g places county collier fl --format json
    """
    from open287g.places.describe import describe_counties

    described = describe_counties(" ".join(name))
    population_is("census")
    if len(described) == 1:
        show_facts(described[0], format)
    else:
        show_rows(described, format, columns=["fips", "name", "state", "population", "ice_office"])


@places.command("ori")
def ori(
    code: Annotated[str, typer.Argument(help="An agency's ORI, nine characters.")],
    format: Fmt = Format.table,
) -> None:
    """One agency of the FBI roster: its name, counties, people served and employees.

    Examples:

      open287g places ori FL0110000

      open287g places ori GA1470100 --format json
    """
    from open287g.places.describe import describe_ori

    population_is("served")
    show_facts(describe_ori(code), format)


@places.command("match")
def match(
    name: Annotated[str, typer.Argument(help="The agency as a list names it.")],
    state: Annotated[str, typer.Option("--state", parser=state_code, metavar="STATE", help="A postal code or a name.")],
    county: Annotated[str, typer.Option("--county", help="The list's county cell.")] = "",
    type: Annotated[str, typer.Option("--type", help="The list's type cell.")] = "",
    format: Fmt = Format.table,
) -> None:
    """The county and the ORI of an agency, each with its tier and evidence.

    Examples:

      open287g places match "Collier County Sheriff's Office" --state FL

      open287g places match "Dover Police Department" --state AR --county "Pop County" --format json
    """
    from open287g.places.describe import describe_match

    show_facts(describe_match(state, name, county, type), format)


@places.command("unmatched")
def unmatched(
    home: Home = None,
    state: State = None,
    format: Fmt = Format.table,
) -> None:
    """Agencies of the record whose ORI or county is not known, and why.

    Examples:

      open287g places unmatched

      open287g places unmatched --state PA --format csv
    """
    from open287g.places.tiers import NO_ORI
    from open287g.record.asking.record import open_record

    with open_record(home) as record:
        agencies = record.questions.table("agencies").dicts()
    placed = [bool(agency["counties"]) or agency["county_tier"] == "statewide" for agency in agencies]
    rows = [
        {name: agency[name] for name in UNMATCHED}
        for agency, found in zip(agencies, placed, strict=True)
        if state in {None, agency["state"]} and (agency["ori_tier"] in NO_ORI or not found)
    ]
    columns = ["agency_id", "ori", "ori_tier", "ori_evidence", "county_tier"]
    show_rows(rows, format, columns, "Agencies whose ORI or county is not known", UNMATCHED)


def register(app: typer.Typer) -> None:
    """Add this room's commands to `app`."""
    app.add_typer(places, name="places")
