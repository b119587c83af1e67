"""The command `access`: who should hold access to federal systems on a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from open287g.cli.options import DAY, Fmt, day_told
from open287g.cli.show import Format, show_facts, show_rows

Roster = Annotated[Path, typer.Option("--officers", help="The roster: CSV with the officer facts.")]
Agreements = Annotated[Path, typer.Option("--agreements", help="CSV with the agreement facts.")]
On = Annotated[date, typer.Option("--on", parser=day_told, metavar="DAY", help=f"The day: {DAY}.")]
Grants = Annotated[
    Path | None, typer.Option("--grants", help="CSV of grants: grant_id, officer_id, system, granted_on, ended_on.")
]
Acts = Annotated[Path | None, typer.Option("--acts", help="CSV of pending acts: act_id, officer_id.")]
Ending = Annotated[
    str | None, typer.Option("--ending", metavar="ID", help="An agreement or officer that ends on the day.")
]


def access(
    officers: Roster,
    agreements: Agreements,
    on: On,
    grants: Grants = None,
    acts: Acts = None,
    ending: Ending = None,
    format: Fmt = Format.table,
) -> None:
    """Say who should hold access to federal systems on a day, and which grants have no authority behind them.

    With --ending, say what falls when that agreement or officer is suspended or ended on that day. Exits with 3 when a
    grant has no authority behind it.

    Example: open287g access --officers roster.csv --agreements agreements.csv --grants grants.csv --on 2025-06-01
    """
    from open287g.rulebook.access_files import report

    answer = report(on, officers, agreements, grants, acts, ending)
    _show(answer, on, ending, format)
    unsupported = [one for one in answer["grants"] if one["state"] == "no authority"]
    raise typer.Exit(3 if unsupported else 0)


def _show(answer: dict[str, Any], on: date, ending: str | None, format: Format) -> None:
    from open287g.rulebook.access_files import one_table

    if format is Format.json:
        show_facts(answer, format)
    elif format is Format.csv:
        show_rows(one_table(answer), format)
    else:
        show_rows(answer["standing"], format, title=f"Standing on {on}")
        show_rows(answer["grants"], format, title="Grants")
        if ending is not None:
            show_facts(answer["falls"], format, f"Falls with {ending}")


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command()(access)
