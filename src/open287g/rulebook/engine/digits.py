"""Results as base-4 digits of 64-bit words, so that a hundred results of an act take five numbers.

A digit is 0 not applicable, 1 fail, 2 pass, 3 unknown: its low bit says that something is wrong or missing, its high
bit that it was not shown to be wrong. All provisions of a kind are then asked at once by a mask.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, reduce
from typing import TYPE_CHECKING, Any

from open287g.rulebook.language.expressions import literal
from open287g.rulebook.language.provision import Provision, provisions
from open287g.rulebook.language.reach import is_standing
from open287g.vocabulary.results import UNKNOWN

if TYPE_CHECKING:
    import ibis.expr.types as ir

GROUP, GROUPS = 14, 2
"""Digits summed as 32-bit integers, and such sums in a word: narrow sums are the fast ones."""


@cache
def layout() -> dict[str, tuple[str, int]]:
    """For each provision the word that holds its digit, and the place of the digit; those of the same acts lie
    together.
    """
    places = {}
    for prefix, wanted in (("standing_", True), ("act_", False)):
        chosen = sorted((p for p in provisions() if is_standing(p) is wanted), key=lambda p: p.acts)
        for place, id in enumerate(p.id for p in chosen):
            places[id] = (f"{prefix}word_{place // (GROUP * GROUPS)}", place % (GROUP * GROUPS))
    return places


def word_names(standing: bool | None = None) -> tuple[str, ...]:
    """The columns that hold results; only those of standing, or of the act, when asked."""
    names = dict.fromkeys(word for word, _ in layout().values())
    return tuple(name for name in names if standing is None or name.startswith("standing_") is standing)


def digit(name: Any, p: Provision) -> Any:
    """The result of `p`, 0 to 3, out of a table that has the words."""
    word, place = layout()[p.id]
    return ((name[word] >> 2 * place) & 3).cast("int8")


def packed(digits: Mapping[str, Mapping[int, Any]]) -> dict[str, Any]:
    """Words from the sums of each group of GROUP digits, where a digit weighs 4 ** (place % GROUP)."""
    words = {}
    for name, groups in digits.items():
        # The engines see 32-bit numbers where Ibis has widened already: say both.
        sums = [
            total.cast("int32").cast("int64") * literal(4 ** (GROUP * group), "int64")
            for group, total in groups.items()
        ]
        words[name] = reduce(lambda left, right: left + right, sums) if sums else literal(0, "int64")
    return words


def any_of(table: ir.Table, chosen: Iterable[Provision], result: int) -> Any:
    """Whether the result of any of `chosen` is `result`, FAIL or UNKNOWN."""
    masks: dict[str, int] = {}
    for p in chosen:
        word, place = layout()[p.id]
        masks[word] = masks.get(word, 0) | 4**place
    tests = []
    for word, mask in masks.items():
        high = (table[word] >> 1) & mask
        wanted = high if result == UNKNOWN else high ^ mask
        tests.append((table[word] & wanted) != 0)
    return reduce(lambda left, right: left | right, tests) if tests else literal(False)
