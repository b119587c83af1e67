"""What kind of word a changed word is: what turns on it decides how it is told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from open287g.documents.words.printed import NAME

CLASSES = ("negation", "modal", "days", "citation", "number", "party", "other")
"""Strongest first: a change is of the class of its strongest word."""


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_MODALS = _set("shall may will must should can cannot would might could")
_NEGATIONS = _set("not no never nor neither without cannot unless except nothing none non")
_PARTIES = _set(f"ice ice's lea lea's dhs dhs's fod fod's opr doj agency agency's party parties either both {NAME}")
_NUMERALS = _set(
    "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty seventy "
    "eighty ninety hundred thousand percent half % once twice"
)
_UNITS = _set("day days hour hours week weeks month months year years annually percent % percentage")


def word_class(word: str, around: Sequence[str] = ()) -> str:
    """The class of one word among those `around` it."""
    if word in _NEGATIONS or word.endswith("n't"):
        return "negation"
    if word in _MODALS:
        return "modal"
    if is_number(word):
        near = set(around)
        return "days" if near & _UNITS else "citation" if near & {"§", "ina", "cfr", "usc"} else "number"
    if word in _PARTIES:
        return "party"
    if word == "§" or word in ("cfr", "usc"):
        return "citation"
    return "days" if word in _UNITS - {"percent", "%"} else "other"


def is_number(word: str) -> bool:
    """Whether a word is a number, in digits or spelled."""
    return word in _NUMERALS or bool(re.fullmatch(r"\d[\d.,]*(?:st|nd|rd|th)?", word))


def strongest(classes: Iterable[str]) -> str:
    """The strongest of some classes; other where there is none."""
    return min(classes, key=CLASSES.index, default="other")


def classed(words: Sequence[str], start: int, end: int, reach: int = 3) -> str:
    """The strongest class of words [start, end), each seen among `reach` words before and after."""
    return strongest(word_class(words[i], words[max(0, i - reach) : i + reach + 1]) for i in range(start, end))
