"""The `open287g` command: one file that lists every command and where it lives."""

from __future__ import annotations

import errno
import importlib
import io
import sys
from typing import Annotated

import typer

from open287g.core.errors import InputError, Open287gError
from open287g.core.version import __version__

ROOMS = (
    "archive",
    "record",
    "places",
    "facilities",
    "documents",
    "rules",
    "activity",
    "panel",
    "costs",
    "atlas",
    "office",
)

_REMEDIES = {
    errno.EACCES: "Name a folder that you may write to, or ask its owner.",
    errno.EPERM: "Name a folder that you may write to, or ask its owner.",
    errno.EROFS: "Name a folder that can be written to.",
    errno.ENOSPC: "Free some space, or name a folder on another disk.",
    errno.EDQUOT: "Free some space, or name a folder on another disk.",
}

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
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # A terminal without the letter shows "?" in its place.
    try:
        app()
    except Open287gError as error:
        print(f"open287g: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except OSError as error:
        print(f"open287g: {_of_disk(error)}", file=sys.stderr)
        sys.exit(InputError.exit_code)


def _of_disk(error: OSError) -> InputError:
    """What the operating system refused, as an error that a user can mend."""
    remedy = _REMEDIES.get(error.errno or 0, "")
    return InputError(error.strerror or str(error), str(error.filename or ""), remedy)
