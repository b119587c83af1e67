"""Names like a text: what rapidfuzz's WRatio gives, asked only of the names that can reach it.

WRatio of a text against sixty thousand names takes 25 ms of a core. Most names are far off, and that shows soon: one
that reaches the mark is as a whole like the text (two scores that are told in a millisecond or five), or has a word of
it, or, where it is much longer or shorter, has nearly all pairs of letters of the shorter one.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import Any

from rapidfuzz import fuzz, process

_HASHES = 1024
_PARTIAL = 0.9
"""What WRatio takes a likeness to a part of the longer one for."""
_SLIP = 0.01
"""More than scores lose by being rounded."""
_WORDS = 0.95
"""What it takes a likeness of the words in order for."""


class Spellings:
    """Names to be compared with texts; `names` are written as the texts are."""

    def __init__(self, names: list[str]) -> None:
        import numpy as np

        self.names = names
        self._lengths = np.fromiter(map(len, names), dtype=np.int32, count=len(names))

    def warm(self) -> None:
        """Count words and pairs of letters now, so that nobody who asks waits for it."""
        self._of_word, self._pairs, self._in_order  # noqa: B018

    def scores(self, text: str, least: float, among: Any = None) -> Any:
        """WRatio (0 to 100) of `text` and each name, 0 where it is under `least`; an array of float32, one a name.

        `among` are the positions of the only names that are asked for.
        """
        import numpy as np

        found = np.zeros(len(self.names), dtype=np.float32)
        at = self._can_reach(text, least)
        if among is not None:
            at = np.intersect1d(at, among, assume_unique=True)
        if len(at):
            asked = [self.names[number] for number in at]
            found[at] = process.cdist([text], asked, scorer=fuzz.WRatio, dtype=np.float32, score_cutoff=least)[0]
        return found

    def _can_reach(self, text: str, least: float) -> Any:
        """Positions of the names that may be as like `text`."""
        import numpy as np

        words = text.split()
        if len(set(words)) < len(words):
            return np.arange(len(self.names))
        shared, pairs = self._shared(text)
        may = self._has_part(text, least, shared, pairs)
        at = np.flatnonzero(self._has_most(text, least, shared, pairs))
        whole = self._reach([text], [self.names[number] for number in at], least)
        ordered = self._reach([_in_order(text)], [self._in_order[number] for number in at], least / _WORDS)
        may[at] |= whole | ordered
        may[self._repeating] = True
        for word in words:
            may[self._of_word.get(word, [])] = True
        return np.flatnonzero(may)

    @staticmethod
    def _reach(text: list[str], names: list[str], least: float) -> Any:
        """Which names are as a whole so like the text."""
        import numpy as np

        cutoff = min(least, 100.0) - _SLIP
        return process.cdist(text, names, scorer=fuzz.ratio, dtype=np.float32, score_cutoff=cutoff)[0] > 0

    def _shared(self, text: str) -> tuple[Any, int]:
        """How many hashed pairs of letters of `text` each name has, and of how many."""
        import numpy as np

        own = np.unique(_hashed(text)[0])
        return np.unpackbits(self._pairs[0][own], axis=1, count=len(self.names)).sum(axis=0, dtype=np.int32), len(own)

    def _has_most(self, text: str, least: float, shared: Any, pairs: int) -> Any:
        """Which names may be as a whole so like `text`, their words in any order.

        Of m letters k are found in a name of n, and 2 k >= least (m + n). Each of the m - k that are not found breaks
        two pairs of the text, each of the n - k that come between breaks one.
        """
        length = len(text)
        found = (least - _SLIP) / 200 * (length + self._lengths)
        return shared >= pairs - (2 * length + self._lengths - 3 * found)

    def _has_part(self, text: str, least: float, shared: Any, pairs: int) -> Any:
        """Which names may hold `text`, or be held by it, nearly letter for letter."""
        import numpy as np

        lost = _pairs_lost(min(1.0, least / 100 / _PARTIAL))
        longer = self._lengths >= len(text)
        wanted = np.where(longer, pairs - lost * len(text), self._pairs[1] - lost * self._lengths)
        return shared >= wanted

    @cached_property
    def _of_word(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for at, name in enumerate(self.names):
            for word in name.split():
                found[word].append(at)
        return dict(found)

    @cached_property
    def _in_order(self) -> list[str]:
        """The names with their words in the order of letters, as a likeness of words in order compares them."""
        return [_in_order(name) for name in self.names]

    @cached_property
    def _repeating(self) -> list[int]:
        """Names that say a word twice: WRatio takes it once, and the scores above do not."""
        return [at for at, name in enumerate(self.names) if len(set(words := name.split())) < len(words)]

    @cached_property
    def _pairs(self) -> tuple[Any, Any]:
        """The names that have each hashed pair of letters, as bits, and how many pairs each name has."""
        import numpy as np

        hashed, of = _hashed("\n".join(self.names))
        has = np.zeros((_HASHES, len(self.names)), dtype=bool)
        has[hashed, of] = True
        return np.packbits(has, axis=1), has.sum(axis=0, dtype=np.int32)


def _in_order(name: str) -> str:
    return " ".join(sorted(name.split()))


def _hashed(text: str) -> tuple[Any, Any]:
    """Each pair of letters within a word, as a number under _HASHES, and the line (from 0) that it stands in.

    Two pairs may have one number: a name then seems to have more of the text than it has, never less.
    """
    import numpy as np

    letters = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    within = (letters[:-1] > 32) & (letters[1:] > 32)
    line = np.cumsum(letters == 10)[:-1]
    return ((letters[:-1] * 31 + letters[1:]) % _HASHES)[within], line[within]


def _pairs_lost(part: float) -> float:
    """The most pairs of a text that a part of a name may lack, a letter of the text, where they are so like (0 to 1).

    Of m letters k are found in the w <= m letters of the part, and 2 k >= part (m + w). Each of the m - k that are not
    found breaks two pairs, each of the w - k that come between breaks one. That is most where w is least, and then
    w = k = m part / (2 - part).
    """
    least = part / (2 - part)
    return max(2 + least - 1.5 * part * (1 + least), 0.0)
