"""Acts, models and editions as single bits of a number, so that one mask asks for many."""

from __future__ import annotations

from collections.abc import Sequence

from open287g.vocabulary import facts
from open287g.vocabulary.editions import HELD


def bits(names: Sequence[str], of: Sequence[str]) -> int:
    """A mask with one bit for each of `names`, by its place in `of`."""
    return sum(1 << of.index(name) for name in names)


ACT_BITS = {name: 1 << place for place, name in enumerate(facts.ACTS)}
MODEL_BITS = {name: 1 << place for place, name in enumerate(facts.MODELS)}
EDITION_BITS = {name: 1 << place for place, name in enumerate(HELD)}
