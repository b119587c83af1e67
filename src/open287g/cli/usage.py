"""What is said of words that make no command: the mistake, and an example that works."""

from __future__ import annotations

import re
import sys
from typing import Any

_EXAMPLE = re.compile(r"Examples?:.*?(open287g [^;\n]+)", re.DOTALL)


def example_of(command: Any) -> str:
    """The first example in the help of a command; empty where it has none."""
    found = _EXAMPLE.search(getattr(command, "help", None) or "")
    return found[1].strip() if found else ""


def tell_usage(error: Any) -> int:
    """Print an error of the words typed, with an example of the command meant; the exit code."""
    from typer.rich_utils import rich_format_error

    rich_format_error(error)
    context = getattr(error, "ctx", None)
    if example := example_of(context.command if context else None):
        print(f"For example: {example}", file=sys.stderr)
    return int(error.exit_code)
