"""Options and kinds of argument that commands share: one mistake is answered in one way, whichever command it meets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from open287g.cli.show import Format
from open287g.core.errors import InputError

Home = Annotated[
    Path | None,
    typer.Option(
        "--home",
        help="Folder of archive and record (default: OPEN287G_HOME, else the platform's data folder).",
    ),
]
Fmt = Annotated[Format, typer.Option("--format", "-f", help="How to print: table, json or csv.")]


def state_code(text: str) -> str:
    """The postal code of the state a person means. Raises NotFoundError, which ends a command with 2."""
    from open287g.places.states import state_meant

    return state_meant(text).code


def model_code(text: str) -> str:
    """The code of the model a person means. Raises InputError, which ends a command with 2."""
    from open287g.vocabulary.models import model_meant

    return model_meant(text)


def zone_name(text: str) -> str:
    """A time zone of the United States, as it was written. Raises InputError, which names the nearest."""
    from open287g.vocabulary.zones import zone_meant

    return zone_meant(text)


def language_code(text: str) -> str:
    """A language of the product. Raises InputError, which ends a command with 2."""
    from open287g.vocabulary.messages import language_named

    return language_named(text)


def day_told(text: str) -> date:
    """A day: YYYY-MM-DD, today, yesterday or 7d. Raises InputError for anything else."""
    from open287g.core.days import day_meant

    return day_meant(text)


def first_day(text: str) -> date:
    """The same, and the first day of a month (YYYY-MM)."""
    from open287g.core.days import day_meant

    return day_meant(text, month="first")


def last_day(text: str) -> date:
    """The same, and the last day of a month."""
    from open287g.core.days import day_meant

    return day_meant(text, month="last")


Spoken = Annotated[
    str,
    typer.Option(
        "--language", "--lang", "-l", parser=language_code, metavar="LANGUAGE", help="Of the sentences: en or es."
    ),
]
DAY = "YYYY-MM-DD, today, or 7d for a week ago"
State = Annotated[
    str | None,
    typer.Option("--state", parser=state_code, metavar="STATE", help="Only this state: a postal code or a name."),
]
OfState = Annotated[
    str, typer.Option("--state", parser=state_code, metavar="STATE", help="Its state: a postal code or a name.")
]
Model = Annotated[
    str | None, typer.Option("--model", parser=model_code, metavar="MODEL", help="Only this model: JEM, WSO or TFM.")
]
OneModel = Annotated[
    str | None, typer.Option("--model", parser=model_code, metavar="MODEL", help="The model: JEM, WSO or TFM.")
]
Officers = Annotated[float | None, typer.Option("--officers", min=0, help="Officers trained.")]
OnDay = Annotated[
    date | None, typer.Option("--day", parser=day_told, metavar="DAY", help=f"On this day: {DAY}. Default: today.")
]
Zone = Annotated[
    str | None, typer.Option("--time-zone", parser=zone_name, metavar="ZONE", help="The zone of times that name none.")
]
Since = Annotated[
    date | None,
    typer.Option("--since", parser=first_day, metavar="DAY", help=f"First day: {DAY}; or a month, YYYY-MM."),
]
Until = Annotated[
    date | None,
    typer.Option("--until", parser=last_day, metavar="DAY", help=f"Last day: {DAY}; or a month, YYYY-MM."),
]


def place_told(words: Sequence[str], state: str | None) -> str:
    """A place as its words and --state name it together, each state once."""
    return " ".join([*words, *([state] if state and state_ending(words) != state else [])])


def require_one_state(words: Sequence[str], state: str | None) -> None:
    """Raises InputError where the words of a place that was not found end in another state than --state names."""
    named = state_ending(words)
    if state and named not in (None, state):
        raise InputError(
            f"the place is of {named}, and --state is {state}", remedy="Leave one of the two out.", exit_code=2
        )


def state_ending(words: Sequence[str]) -> str | None:
    """The code of the state that ends the words of a place; None where they end in none."""
    from open287g.places.states import parse_state

    every = " ".join(words).replace(",", " ").split()
    named = (parse_state(" ".join(every[-cut:])).code for cut in (3, 2, 1) if cut <= len(every))
    return next(filter(None, named), None)
