"""What a text of help is in Spanish. One that has no words yet, since it was written anew, is told in English."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from open287g.core.bundled import read_table

_EXAMPLES = {"Example:": "Ejemplo:", "Examples:": "Ejemplos:"}


@cache
def in_spanish() -> Mapping[str, str]:
    """By English text, on one line, the Spanish one."""
    return {row["english"]: row["spanish"] for row in read_table("vocabulary/help_es.csv", ("english", "spanish"))}


def help_in(text: str, language: str) -> str:
    """A text of help in the language, paragraph by paragraph; what is typed as it stands is left so."""
    if language == "en":
        return text
    return "\n\n".join(map(_paragraph, text.split("\n\n")))


def _paragraph(text: str) -> str:
    told = in_spanish().get(" ".join(text.split()))
    if told is not None:
        return told
    first, _, rest = text.partition(" ")
    return f"{_EXAMPLES[first]} {rest}".rstrip() if first in _EXAMPLES else _EXAMPLES.get(text.strip(), text)
