"""The command of the researcher's panel."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from open287g.cli.lines import put
from open287g.cli.options import DAY, Home, day_told, first_day
from open287g.core.counted import counted


class UnitChoice(StrEnum):
    """What a row is of."""

    agency = "agency"
    county = "county"


class TimeChoice(StrEnum):
    """How long its period is."""

    day = "day"
    month = "month"


def panel(
    out: Annotated[Path, typer.Argument(metavar="FILE", help="File to write: .parquet, .arrow or .csv.")],
    unit: Annotated[UnitChoice, typer.Option("--unit", help="What a row is of.")] = UnitChoice.agency,
    time: Annotated[TimeChoice, typer.Option("--time", help="How long its period is.")] = TimeChoice.month,
    since: Annotated[
        date | None,
        typer.Option("--since", parser=first_day, metavar="DAY", help=f"First day: {DAY}. Default: the first list's."),
    ] = None,
    until: Annotated[
        date | None,
        typer.Option(
            "--until", parser=day_told, metavar="DAY", help="Day after the last. Default: after the newest list's."
        ),
    ] = None,
    home: Home = None,
) -> None:
    """Write a panel: one row an agency or county and a day or month, with the agreements in force by model.

    Each model has eight columns: how many were in force, on how many days, how many could be known to be, and the days
    between which the first began and the last ended. A period outside the lists is empty, not 0.

    Examples:

      open287g panel build/agencies.parquet

      open287g panel build/counties.csv --unit county --time month --since 2025-01-01
    """
    from open287g.publish.panel.write import write_panel

    written = write_panel(out, unit=unit.value, time=time.value, since=since, until=until, home=home)
    put(f"{counted(written, 'row')} in {out}")


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("panel")(panel)
