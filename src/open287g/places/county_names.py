"""The generic word of a county's name ("County", "Parish", "Census Area"): taken off, or found misspelt.

A city is a county's equivalent in a few states only, so "City" gives a county only where that very city is one: Johnson
City TN is no Johnson County.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from open287g.core.thresholds import whole

OFFICIAL = re.compile(
    r" (county|parish|census area|city and borough|borough|municipality|municipio|planning region"
    r"|district|city|island)$",
    re.IGNORECASE,
)
"""The generic word at the end of an official name."""

_EVERYWHERE = ("county", "counties", "parish", "parishes")
_SHORT = {"co", "cty", "cnty"}
_ONLY_THEMSELVES = {"city", "planning region"}
_OF = re.compile(r"^(?:the )?(county|parish|borough|municipality|city) of (.+)$")
_TWO_EDITS_FROM = whole("places", "county_word_letters")


class Bare(NamedTuple):
    """A name without its generic word, squeezed, and the kind its county must be ("" where the word tells none)."""

    name: str
    kind: str


@lru_cache(256)
def _ending(kinds: frozenset[str]) -> re.Pattern[str]:
    words = {*_EVERYWHERE, *_SHORT, *kinds}
    if "borough" in kinds:
        words.add("city and borough")
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf" ({'|'.join(longest_first)})$")


def bare(folded: str, kinds: Collection[str]) -> Bare:
    """Take the generic word off a folded name, in a state whose counties are of `kinds`.

    A word that no county of the state bears stays: a borough of Pennsylvania is no county.
    """
    turned = _OF.sub(r"\2 \1", folded)
    ending = _ending(frozenset(kinds)).search(turned)
    if ending is None:
        return Bare(turned.replace(" ", ""), "")
    return Bare(turned[: ending.start()].replace(" ", ""), ending[1] if ending[1] in _ONLY_THEMSELVES else "")


def misspelt(key: str, bases: Collection[str], kinds: Collection[str]) -> list[str]:
    """The names among `bases` which `key` (squeezed) is, exactly, but for a misspelt generic word after it."""
    begun = [base for end in range(len(key) + 1) if (base := key[:end]) in bases]
    if not begun:
        return []
    words = [word.replace(" ", "") for word in {"county", "counties", *kinds} - _ONLY_THEMSELVES]
    return [base for base in begun if _is_near(key[len(base) :], words)]


def _is_near(rest: str, words: Iterable[str]) -> bool:
    edits = 2 if len(rest) >= _TWO_EDITS_FROM else 1
    return any(OSA.distance(rest, word, score_cutoff=edits) <= edits for word in words)
