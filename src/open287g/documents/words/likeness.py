"""Words that readers confuse: letters drawn alike, and signs that a torn word loses."""

from __future__ import annotations

import re
from functools import lru_cache

_DRAWN = {"1": "ilj|!tf", "0": "oqcedg", "8": "b", "5": "s", "2": "z", "v": "y", "n": "u"}
_ONE_SHAPE = frozenset(map(frozenset, ("bh", "hn", "nu", "ce", "eo", "co", "ae", "ao", "il", "lt", "it", "ft")))
"""Pairs of letters that a bad scan shows alike."""
_ALIKE = str.maketrans({letter: sign for sign, letters in _DRAWN.items() for letter in letters})


@lru_cache(maxsize=50_000)
def looks(word: str) -> str:
    """`word` with the letters that readers confuse drawn together."""
    drawn = word.replace(",", ".").replace("ivi", "m").translate(_ALIKE)
    return re.sub(r"1+", "1", drawn.replace("rn", "m").replace("01", "0"))


@lru_cache(maxsize=50_000)
def bare(word: str) -> str:
    """`word` without the signs inside it, at which readers tear it."""
    return re.sub(r"[.,']", "", word)


def one_shape_apart(word: str, other: str) -> bool:
    """Whether one letter alone parts two words of one length, and a bad scan shows the two letters alike."""
    if len(word) != len(other):
        return False
    apart = [frozenset(pair) for pair in zip(word, other, strict=True) if pair[0] != pair[1]]
    return len(apart) == 1 and apart[0] in _ONE_SHAPE
