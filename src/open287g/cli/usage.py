"""What is said of words that make no command: the mistake, what may have been meant, and an example that works."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from open287g.cli.called import ALIKE, COMMANDS, WITHIN, folded
from open287g.cli.lines import tell
from open287g.cli.refused import language_typed
from open287g.cli.speaking import speaking
from open287g.core import suggest
from open287g.core.errors import Open287gError

_EXAMPLE = re.compile(r"Examples?:.*?(open287g [^;\n]+)", re.DOTALL)
_CHOICE = re.compile(r"'([^']*)' is not one of ((?:'[^']*'(?:, )?)+)")
_EXTRA = re.compile(r"unexpected extra arguments?(?:\(s\))? \((.*)\)")
_NO_COMMAND = re.compile(r"No such command '([^']*)'\.")
_NO_OPTION = re.compile(r"No such option: (--?\w[\w-]*)")
_YEAR = re.compile("(?:19|20)[0-9][0-9]")
_FORMATS = {"--csv": "--format csv", "--json": "--format json", "--xlsx": "-o FILE.xlsx", "--excel": "-o FILE.xlsx"}
"""What people call the way an answer is shown."""
_BODIES = {"county": "sheriff or jail", "police": "city", "town": "city", "state": "state-agency"}
"""What people call the bodies of which state law speaks."""


def example_of(command: Any) -> str:
    """The first example in the help of a command; empty where it has none."""
    found = _EXAMPLE.search(getattr(command, "help", None) or "")
    return found[1].strip() if found else ""


def tell_usage(error: Any, words: Sequence[str] = ()) -> int:
    """Print an error of the words typed, what may have been meant, and an example of the command; the exit code."""
    from typer.rich_utils import rich_format_error

    language = language_typed(words)
    if hasattr(error, "message"):
        error.message = str(error.message).replace("Value error, ", "")
        # What people call a command says more than which name is spelt like it: costs are no controls.
        if (found := _NO_COMMAND.match(error.message)) and folded(found[1]) in COMMANDS:
            error.message = found[0]
    context = getattr(error, "ctx", None)
    command = context.command if context else None
    meant = _meant(getattr(error, "message", ""), command, words)
    example = example_of(command)
    told = usage_in(error.format_message(), language)
    error.format_message = lambda: told
    with speaking(command, language):
        if context is not None and command is not None:
            # It was made before anyone knew that it would be told.
            context.formatter_class = command.context_class.formatter_class
        rich_format_error(error)
    for line in (meant, f"For example: {example}" if example else ""):
        if line:
            tell(usage_in(line, language))
    return int(error.exit_code)


def usage_in(text: str, language: str) -> str:
    """What the library or a command says of words typed, in the language."""
    if language == "en":
        return text
    from open287g.ui.told_rows import line_in

    what, says, why = text.partition(": ")
    within = line_in(why, language)
    if says and within != why and (whole := line_in(f"{what}: %", language)) != f"{what}: %":
        return whole.replace("%", within)
    return line_in(text, language)


def _meant(message: str, command: Any, words: Sequence[str]) -> str:
    """What the words that were not understood may have meant; empty where nothing is known of it."""
    if (found := _CHOICE.search(message)) and (body := _BODIES.get(found[1].lower())) and "'state-agency'" in found[2]:
        return f"Did you mean {body}?"
    if found := _CHOICE.search(message):
        return suggest.meant(found[1], re.findall(r"'([^']*)'", found[2])) or _as_option(found[1], command, words)
    if found := _EXTRA.search(message):
        return _as_option(found[1], command, words)
    if found := _NO_COMMAND.search(message):
        within = getattr(command, "name", "")
        name = (COMMANDS if within == "open287g" else WITHIN.get(within, {})).get(folded(found[1]))
        return f"Did you mean open287g {name}?" if name else ""
    if (found := _NO_OPTION.search(message)) and (format := _FORMATS.get(found[1])):
        return f"Did you mean {format}?"
    if found and (meant := _alike(found[1], command)):
        return f"Did you mean {meant}?"
    if found and words and words[0] == found[1]:
        return "An option stands after its command: open287g COMMAND " + found[1]
    return ""


def _alike(option: str, command: Any) -> str:
    """The option of the command that people call by this name too; empty where it has none."""
    taken = {name for param in getattr(command, "params", ()) for name in param.opts}
    return next((name for names in ALIKE if folded(option) in names for name in names if name in taken), "")


def _as_option(text: str, command: Any, words: Sequence[str]) -> str:
    """The command with a state, model or day as the option that it takes; empty where it takes none."""
    from open287g.cli.options import first_day, model_code, state_code

    for option, parse in (("--state", state_code), ("--model", model_code), ("--since", first_day)):
        if not any(option in param.opts for param in getattr(command, "params", ())):
            continue
        try:
            meant = parse(f"{text}-01" if _YEAR.fullmatch(text) and option == "--since" else text)
        except Open287gError:
            continue
        kept = [word for word in words if word not in text.split() and word != text]
        return f"Did you mean: open287g {' '.join([*kept, option, str(meant)])}?"
    return ""
