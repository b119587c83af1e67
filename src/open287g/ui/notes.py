"""The record's own short notes in the reader's language: evidence, reasons and kinds of signals that it writes by form.

A table of the record holds its notes in English. Those that the program wrote by a form are told in another language by
the same form; what a person wrote, a judgment's reasons or a source's own words, stays as it is and is marked English.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache

from open287g.ui import formats
from open287g.ui.note_forms import FORMS
from open287g.vocabulary import messages

_GAP = re.compile(r"%\((\w+)\)s")
_SHAPES = {
    "day": r"\d{4}-\d\d-\d\d",
    "when": r"\d{4}(?:-\d\d){0,2}",
    "n": r"\d+(?:,\d{3})*",
    "names": ".+?",
    "places": ".+?",
    "note": ".+?",
    "state": "[A-Z][^;]+?",
    "county": "[A-Z][^;]+?",
}


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each form with what it matches, those of most words of their own first.

    A gap named day… takes a day, when… a year, a month or a day, n… a number, state… and
    county… a name, any other any words but those of a list.
    """
    made = []
    for form in sorted(FORMS, key=lambda form: ("%(note)s" not in form, -len(_GAP.sub("", form)))):
        pieces = _GAP.split(form)
        shapes = (_SHAPES.get(name.rstrip("0123456789"), "[^;]+?") for name in pieces[1::2])
        gaps = [f"(?P<{name}>{shape})" for name, shape in zip(pieces[1::2], shapes, strict=True)]
        literal = [re.escape(piece) for piece in pieces[::2]]
        made.append((form, re.compile("".join(a + b for a, b in zip(literal, [*gaps, ""], strict=True)))))
    return tuple(made)


def told(text: str | None, language: str, titles: bool = True) -> str | None:
    """The note in this language; None where it was written by no form, or for English, in which it stands already.

    A title of a source stays English within it; without `titles` such a note is None as well.
    """
    return None if language == "en" or not text else _told(text, language, titles)


@lru_cache(maxsize=8192)
def _told(text: str, language: str, titles: bool) -> str | None:
    parts = [_one(part, language, titles) for part in text.split("; ")]
    if all(part is not None for part in parts):
        return "; ".join(filter(None, parts))
    return _one(text, language, titles) if len(parts) > 1 else None


def _one(text: str, language: str, titles: bool) -> str | None:
    say = messages.translations(language).gettext
    for form, pattern in _patterns():
        if found := pattern.fullmatch(text):
            if "title" in found.groupdict() and not titles:
                return None
            filled = {name: _filled(name, value, language, say, titles) for name, value in found.groupdict().items()}
            return None if None in filled.values() else say(form) % filled
    return None


def _filled(name: str, value: str, language: str, say: Callable[[str], str], titles: bool) -> str | None:
    if name == "note":
        return _told(value, language, titles)
    if name.startswith("day"):
        return formats.day(date.fromisoformat(value), language, say("unknown"))
    return formats.number(int(value.replace(",", "")), language, "") if name.rstrip("0123456789") == "n" else value
