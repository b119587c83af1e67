"""The `open287g` command: one file that lists every command and where it lives."""

from __future__ import annotations

import copy
import errno
import gc
import importlib
import os
import re
import sys
from collections.abc import Sequence
from typing import Annotated, NoReturn

import typer
from typer.main import get_command_name
from typer.models import CommandInfo

from open287g.cli.answering import give_answers
from open287g.cli.ids import pointed
from open287g.cli.lines import put, tell, write_plain_letters
from open287g.cli.refused import language_typed, refused, without_language
from open287g.cli.speaking import speaking
from open287g.cli.usage import tell_usage
from open287g.core.errors import InputError, NotFoundError, Open287gError
from open287g.core.files import unread
from open287g.core.version import __version__

ROOMS = (
    "archive",
    "record",
    "lists",
    "building",
    "asking",
    "places",
    "facilities",
    "documents",
    "deciding",
    "access",
    "rules",
    "activity",
    "methods",
    "oversight",
    "controls",
    "panel",
    "fiscal_note",
    "costs",
    "atlas",
    "office",
)

_REMEDIES = {
    errno.EACCES: "Name a folder that you may write to, or ask its owner.",
    errno.EPERM: "Name a folder that you may write to, or ask its owner.",
    errno.ENOENT: "Check the name, or name a folder that you may write to.",
    errno.ENOTDIR: "Something in the name that should be a folder is a file: name another.",
    errno.EISDIR: "It is a folder: name a file in it.",
    errno.EROFS: "Name a folder that can be written to.",
    errno.ENOSPC: "Free some space, or name a folder on another disk.",
    errno.EDQUOT: "Free some space, or name a folder on another disk.",
    errno.EFBIG: "Raise the limit of a file's size, or name a folder on another disk.",
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
        put(f"open287g {__version__}")
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
    give_answers(app)


_register()


def for_words(words: Sequence[str]) -> typer.Typer:
    """The app with no command but the one that `words` name, since making all of them takes longer than many answers.

    The whole app where they name none, or where a shell asks for completions.
    """
    name = words[0] if words else ""
    commands = [command for command in app.registered_commands if _name_of(command) == name]
    groups = [group for group in app.registered_groups if group.name == name]
    if "_OPEN287G_COMPLETE" in os.environ or not (commands or groups):
        return app
    chosen = copy.copy(app)
    chosen.registered_commands, chosen.registered_groups = commands, groups
    return chosen


def asked_for_help(words: list[str]) -> list[str]:
    """The words typed; `help` and `help COMMAND` are what other programs call --help, which every command has in each
    language, those too that answer nothing.
    """
    words = [*words[1:], "--help"] if words[:1] == ["help"] else words
    return without_language(words) if "--help" in words else words


def may_want_help(words: Sequence[str]) -> bool:
    """Whether words may be answered by help: where they ask for it, or are no more than the names of a group."""
    return "--help" in words or len(words) <= 2


def _name_of(command: CommandInfo) -> str:
    return command.name or get_command_name(command.callback.__name__) if command.callback else ""


def main() -> None:
    """Run the command line; an error a user can mend is printed without a traceback."""
    write_plain_letters()
    # A command makes many things and few circles of them: looking for circles all the time costs a tenth of it.
    gc.set_threshold(50_000, 20, 50)
    try:
        # The name is the same however it was started, `python -m open287g` too.
        words = asked_for_help(sys.argv[1:])
        command = typer.main.get_command(for_words(words))
        with speaking(command, language_typed(sys.argv[1:]) if may_want_help(words) else "en"):
            sys.exit(command(words, prog_name="open287g", standalone_mode=False) or 0)
    except typer.TyperException as error:
        sys.exit(tell_usage(error, sys.argv[1:]))
    except typer.Abort:
        tell("open287g: stopped")
        sys.exit(InputError.exit_code)
    except Open287gError as error:
        points = "open287g " in error.remedy or type(error) not in (NotFoundError, InputError)
        _tell(error, "" if points else pointed(sys.argv[1:], str(error)))
    except OSError as error:
        _tell(_of_disk(error))
    except _engine_errors() as error:
        _tell(_of_engine(error))


_SCRATCH = re.compile(r"/\.([^/\"]+?)(?:\.[0-9a-f]{8}-\d+\.[0-9a-f]{8})?\.part(?:\.wal)?(?=[/\":\s]|$)")
"""The name of a scratch file or folder beside a result: nobody gave it, and it is gone when it is told."""


def _tell(error: Open287gError, hint: str = "") -> NoReturn:
    tell("open287g: " + _SCRATCH.sub(r"/\1", refused(error, language_typed(sys.argv[1:]))))
    if hint:
        tell(hint)
    sys.exit(error.exit_code)


def _engine_errors() -> tuple[type[Exception], ...]:
    """What DuckDB raises where disk or memory fails it; nothing where no command has loaded it."""
    duckdb = sys.modules.get("duckdb")
    return () if duckdb is None else (duckdb.OperationalError, duckdb.FatalException)


def _of_engine(error: Exception) -> InputError:
    """What disk or memory refused DuckDB, which may tell it inside of JSON, as an error that a user can mend."""
    said = str(error).partition("\n")[0]
    inner = re.search(r'"exception_message":"((?:[^"\\]|\\.)*)"', said)
    remedy = "Free some space, or name a folder on another disk; where memory is what lacks, give --memory more."
    return InputError(inner[1].replace('\\"', '"') if inner else said, remedy=remedy)


def _of_disk(error: OSError) -> InputError:
    """What the operating system refused, as an error that a user can mend."""
    remedy = _REMEDIES.get(error.errno or 0, "")
    what = unread(error, "file or folder") if error.errno == errno.ENOENT else error.strerror or str(error)
    return InputError(what, str(error.filename or ""), remedy)
