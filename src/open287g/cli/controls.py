"""The command `controls`: the scorecard of controls that auditors asked for."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from open287g.cli.options import DAY, Fmt, Home, Spoken, day_told
from open287g.cli.show import Format, show_facts, show_rows

Of = Annotated[
    list[str] | None,
    typer.Argument(metavar="AGENCY-OR-STATE", help="An agency or a state; without one, the program."),
]
AsOf = Annotated[
    date | None,
    typer.Option("--as-of", parser=day_told, metavar="DAY", help=f"A day: {DAY}. Default: the newest list's."),
]
Submission = Annotated[
    Path | None, typer.Option("--submission", help="YAML in which agencies tell the state of controls, with evidence.")
]
OverYears = Annotated[bool, typer.Option("--history", help="The share of unknown at the end of each year.")]


def controls(
    asked: Of = None,
    day: AsOf = None,
    submission: Submission = None,
    over_years: OverYears = False,
    language: Spoken = "en",
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """The scorecard of controls that auditors asked for: met, partly, not or unknown, with the evidence.

    Unknown is the answer where the record is silent, and the share of unknown is itself the finding. Exits with 4
    where the record shows no agreement there on that day.

    Examples:

      open287g controls

      open287g controls collier fl --format json

      open287g controls FL --history
    """
    from open287g.core.errors import UNKNOWN
    from open287g.oversight.controls.register import read_submission
    from open287g.oversight.controls.score import history, scorecard
    from open287g.record.asking.record import open_record

    of = " ".join(asked or ["program"])
    submitted = read_submission(submission) if submission else None
    with open_record(home) as record:
        if over_years:
            show_rows(history(record, of, submitted), format, title=f"Controls of {of} over the years")
            return
        card = scorecard(record, of, day, submitted)
    if language != "en":
        from open287g.ui.told_rows import card_in

        card = card_in(card, language)
    _show(card, format)
    if card["refused"]:
        raise typer.Exit(UNKNOWN)


def _show(card: dict[str, Any], format: Format) -> None:
    if format is not Format.table:
        show_facts(card, format)
        return
    show_facts({key: value for key, value in card.items() if key != "controls"}, format, title="Controls")
    show_rows(card.get("controls", []), format, title="Each control")


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("controls")(controls)
