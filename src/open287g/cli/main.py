"""The `open287g` command: one file that lists every command and where it lives."""

from __future__ import annotations

import importlib
import sys
from typing import Annotated

import typer

from open287g.core.errors import Open287gError
from open287g.core.version import __version__

ROOMS = (
    "archive",
    "record",
    "places",
    "facilities",
    "documents",
    "rules",
    "activity",
    "oversight",
    "panel",
    "costs",
    "atlas",
    "office",
)

app = typer.Typer(
    name="open287g",
    help="The record, the rulebook and the audit of 287(g) agreements, in the open.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"open287g {__version__}")
        raise typer.Exit()


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """The record, the rulebook and the audit of 287(g) agreements, in the open."""


def _register() -> None:
    for room in ROOMS:
        importlib.import_module(f"open287g.cli.{room}").register(app)


_register()


def main() -> None:
    """Run the command line; an error a user can mend is printed without a traceback."""
    try:
        app()
    except Open287gError as error:
        print(f"open287g: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
