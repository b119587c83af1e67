"""Help, and errors of the words typed, in the language of the reader; what has no words in it is told in English."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any

_LABELS = (
    "ABORTED_TEXT",
    "ARGUMENTS_PANEL_TITLE",
    "COMMANDS_PANEL_TITLE",
    "DEFAULT_STRING",
    "ENVVAR_STRING",
    "ERRORS_PANEL_TITLE",
    "OPTIONS_PANEL_TITLE",
    "REQUIRED_LONG_STRING",
    "RICH_HELP",
)
"""What the library that shows help and errors frames them with, by its names."""
_METAVARS = ("options_metavar", "subcommand_metavar")
"""What stands in a line of usage for options and for a command within a group."""
_TOLD = ("help", "short_help", "rich_help_panel")


def language_here(environ: Mapping[str, str] | None = None) -> str:
    """The language of the product in which the environment wants messages, English where it names another one."""
    from open287g.vocabulary.messages import LANGUAGES

    told = os.environ if environ is None else environ
    wanted = next(filter(None, (told.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    code = wanted.replace("-", "_").partition("_")[0].partition(".")[0].lower()
    return code if code in LANGUAGES else "en"


@contextmanager
def speaking(command: Any, language: str) -> Iterator[None]:
    """Within the block a command, and every one within it, tells its help and its errors in the language; None has
    frames alone.
    """
    with ExitStack() as stack:
        if language != "en":
            _translate(stack, command, language)
        yield


def _translate(stack: ExitStack, command: Any, language: str) -> None:
    from typer import rich_utils

    from open287g.vocabulary.messages import translations

    say = translations(language).gettext
    for name in _LABELS:
        _set(stack, rich_utils, name, say(getattr(rich_utils, name)))
    for one in () if command is None else _every(command):
        _set(stack, one, "context_class", _context(one.context_class, say("Usage: ")))
        for name in _METAVARS:
            if text := getattr(one, name, None):
                _set(stack, one, name, say(text))
        for told in (one, *one.params, one.get_help_option(one.context_class(one))):
            _put_into(stack, told, language)


def _every(command: Any) -> Iterator[Any]:
    yield command
    for inner in getattr(command, "commands", {}).values():
        yield from _every(inner)


def _put_into(stack: ExitStack, told: Any, language: str) -> None:
    from open287g.vocabulary.help_words import help_in

    for name in _TOLD:
        if text := getattr(told, name, None):
            _set(stack, told, name, help_in(text, language))


def _context(base: Any, prefix: str) -> Any:
    """The library's context, whose line of usage begins with `prefix`."""

    class Formatter(base.formatter_class):  # type: ignore[misc]
        def write_usage(self, prog: str, args: str = "", prefix: str | None = prefix) -> None:
            super().write_usage(prog, args, prefix)

    return type("Context", (base,), {"formatter_class": Formatter})


def _set(stack: ExitStack, owner: Any, name: str, value: Any) -> None:
    """Set an attribute until the block ends: options are shared by the commands of a process."""
    stack.callback(setattr, owner, name, getattr(owner, name))
    setattr(owner, name, value)
