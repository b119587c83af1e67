"""What is like a text: the best entries, without a closer look at the thousands that share a word with it."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple

from rapidfuzz import fuzz, process

from open287g.core.thresholds import threshold
from open287g.places.finder.asked import Asked, written_out
from open287g.places.finder.entries import Entry
from open287g.places.finder.near import Spellings

_LIKE = threshold("places", "query_likeness")
_SHORTEST_BEGINNING = 3
_LAST = "\U0010ffff"
"""After every letter."""
_BEGINS = 1000.0
"""More than any likeness: what begins like the text stands before what is like it."""
_TENTH = 0.1 + 1e-6
"""Likenesses that are further apart are told apart by whoever orders them by tenths."""


class Alike(NamedTuple):
    """A name of an entry (by its number) that begins like a text or is like it, and how like, 0 to 100."""

    number: int
    begins: bool
    likeness: float


class Likest:
    """Every name and core of the entries as it is compared, once each, in the order of letters."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries

    def warm(self) -> None:
        """Spell every name now, so that nobody who looks for what is like a text waits for it."""
        self._spelled.warm()
        assert self._called_so and self._named_in is not None
        self.__dict__.pop("_entries_of", None)  # What it told stands in those two.

    def alike(self, asked: Iterable[Asked], most: int) -> list[Alike]:
        """The `most` entries likest to a reading, and those as like as the last of them to a tenth; each with every
        name in which it is, in the order of the readings and of letters."""
        import numpy as np

        found = [self._of(reading) for reading in asked if reading.words]
        if not found:
            return []
        numbers, begins, likeness = (np.concatenate(part) for part in zip(*found, strict=True))
        best = np.zeros(len(self._entries))
        np.maximum.at(best, numbers, likeness + np.where(begins, _BEGINS, 0))
        reached = best[best > 0]
        last = np.partition(reached, -most)[-most] if len(reached) > most else 0
        chosen = best[numbers] >= last - _TENTH
        return list(map(Alike, *(part[chosen].tolist() for part in (numbers, begins, likeness))))

    def _of(self, asked: Asked) -> tuple[Any, Any, Any]:
        """Of each entry and name near enough to one reading: the entry, whether the name begins so, the likeness."""
        import numpy as np

        at, likeness = self._names_like(asked)
        low, high = self._beginning(asked.words)
        numbers, bounds = self._called_so
        sizes = bounds[at + 1] - bounds[at]
        name = np.repeat(np.arange(len(at)), sizes)
        found = numbers[np.repeat(bounds[at] - (np.cumsum(sizes) - sizes), sizes) + np.arange(len(name))]
        here = slice(None) if asked.state is None else self._states[found] == asked.state
        return found[here], ((at >= low) & (at < high))[name][here], likeness[name][here]

    def _names_like(self, asked: Asked) -> tuple[Any, Any]:
        """Positions of the names that are near enough, in their order, and how like they are."""
        import numpy as np

        names = self._spelled.names
        wanted = list(dict.fromkeys((asked.words, *(core for core in asked.cores if not asked.does))))
        among = None if asked.state is None else self._named_in.get(asked.state, [])
        near = np.max([self._spelled.scores(text, _LIKE, among) for text in wanted], axis=0)
        if len(asked.words) >= _SHORTEST_BEGINNING:
            low, high = self._beginning(asked.words)
            near[low:high] = 100
        at = np.flatnonzero(near >= _LIKE)
        near_enough = [names[number] for number in at]
        # What shares a part may be near; what is alike as a whole is nearer.
        whole = process.cdist(wanted, near_enough, scorer=fuzz.ratio, dtype=np.float32).max(axis=0)
        return at, (near[at] + whole).astype(np.float64) / 2

    def _beginning(self, words: str) -> tuple[int, int]:
        """Where among the names those stand that begin with `words`."""
        names = self._spelled.names
        return bisect_left(names, words), bisect_left(names, words + _LAST)

    @cached_property
    def _spelled(self) -> Spellings:
        return Spellings(sorted(self._entries_of))

    @cached_property
    def _entries_of(self) -> dict[str, list[int]]:
        """The entries that are called so."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, entry in enumerate(self._entries):
            for name in dict.fromkeys((*map(written_out, entry.names), *entry.cores)):
                found[name].append(number)
        return found

    @cached_property
    def _called_so(self) -> tuple[Any, Any]:
        """The entries of every name in one row, and where those of each name begin and end in it."""
        import numpy as np

        rows = [self._entries_of[name] for name in self._spelled.names]
        bounds = np.zeros(len(rows) + 1, dtype=np.int64)
        bounds[1:] = np.cumsum([len(row) for row in rows])
        return np.fromiter(chain.from_iterable(rows), dtype=np.int64, count=int(bounds[-1])), bounds

    @cached_property
    def _states(self) -> Any:
        """The state of each entry."""
        import numpy as np

        return np.array([entry.state for entry in self._entries])

    @cached_property
    def _named_in(self) -> dict[str, list[int]]:
        """Where among the names those stand that an entry of a state has."""
        found: dict[str, list[int]] = defaultdict(list)
        for at, name in enumerate(self._spelled.names):
            for state in {self._entries[number].state for number in self._entries_of[name]}:
                found[state].append(at)
        return dict(found)
