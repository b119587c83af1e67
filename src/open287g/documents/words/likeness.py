"""Words that readers confuse: letters drawn alike, and signs that a torn word loses."""

from __future__ import annotations

import re

_DRAWN = {"1": "ilj|!tf", "0": "oqcedg", "8": "b", "5": "s", "2": "z", "v": "y", "n": "u"}
_ALIKE = str.maketrans({letter: sign for sign, letters in _DRAWN.items() for letter in letters})


def looks(word: str) -> str:
    """`word` with the letters that readers confuse drawn together."""
    drawn = word.replace(",", ".").replace("ivi", "m").translate(_ALIKE)
    return re.sub(r"1+", "1", drawn.replace("rn", "m").replace("01", "0"))


def bare(word: str) -> str:
    """`word` without the signs inside it, at which readers tear it."""
    return re.sub(r"[.,']", "", word)
