"""The wording of an edition, found as what its documents agree on.

No document is the template: each holds an agency's name, an address, OCR noise, sometimes a clause of its own. The
words most documents of an edition share, in the order they share them, are its wording; places where each document has
something else are its blanks. What is kept is not the wording but its fingerprint (see `templates`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from rapidfuzz.distance import Indel

from open287g.core.thresholds import threshold, whole
from open287g.documents.words.printed import Printed
from open287g.documents.words.tokens import Token

_T = TypeVar("_T", Token, Printed)
_BLANK_SHARE = threshold("documents", "blank_share")
_ROOM_SHARE = threshold("documents", "blank_room_share")

_PASSAGE = whole("documents", "passage_words")
_SMALLEST_BLANK = whole("documents", "smallest_blank")
_STRANGER_ROOM = whole("documents", "stranger_room")


@dataclass
class Consensus:
    """`words` of an edition, the token of the clearest document `origins` each goes back to, `blanks`: index -> words
    filled in."""

    words: list[str]
    origins: list[Token]
    blanks: dict[int, int] = field(default_factory=dict)


def consensus(documents: Sequence[Sequence[Token]], vocabulary: Container[str]) -> Consensus:
    """The wording that `documents` (the tokens of each, noise taken away) share; the first is the clearest.

    A word that `vocabulary` lacks is a name, a number of somebody's, or noise: it leaves a blank.
    """
    base = list(documents[0])
    words, origins = [t.word for t in base], base
    rounds = 3 if len(documents) > 1 else 1
    for _ in range(rounds):
        words, origins, fills = vote(words, origins, documents)
    return _without_strangers(Consensus(words, origins, blanks(fills, len(documents))), vocabulary)


def _without_strangers(found: Consensus, vocabulary: Container[str]) -> Consensus:
    words: list[str] = []
    origins: list[Token] = []
    blanks: dict[int, int] = {}
    for index, (word, origin) in enumerate(zip(found.words, found.origins, strict=True)):
        own = found.blanks.get(index, 0)
        if word in vocabulary:
            words.append(word)
            origins.append(origin)
            at = len(words) - 1
        else:
            own, at = own + _STRANGER_ROOM, len(words)
        if own:
            blanks[at] = blanks.get(at, 0) + own
    if room := found.blanks.get(len(found.words), 0):
        blanks[len(words)] = blanks.get(len(words), 0) + room
    return Consensus(words, origins, blanks)


def vote(
    words: list[str], origins: list[_T], documents: Sequence[Sequence[_T]]
) -> tuple[list[str], list[_T], dict[int, Counter[tuple[str, ...]]]]:
    """One round: every document says what it has at each place of `words` and between two."""
    said: list[Counter[str]] = [Counter() for _ in words]
    silent = [0] * len(words)
    between: list[Counter[tuple[str, ...]]] = [Counter() for _ in range(len(words) + 1)]
    for document in documents:
        _count(words, [t.word for t in document], said, between, silent)
    out_words: list[str] = []
    out_origins: list[_T] = []
    fills: dict[int, Counter[tuple[str, ...]]] = {}
    for index in range(len(words) + 1):
        origin = origins[min(index, len(origins) - 1)]
        for extra, votes in between[index].most_common(1):
            if votes * 2 > len(documents):
                out_words += extra
                out_origins += [origin] * len(extra)
        if between[index]:
            fills.setdefault(len(out_words), Counter()).update(between[index])
        if index < len(words):
            word, votes = said[index].most_common(1)[0] if said[index] else ("", 0)
            if word and votes * 2 >= len(documents) - silent[index] and votes >= min(2, len(documents)):
                out_words.append(word)
                out_origins.append(origin)
    return out_words, out_origins, fills


def _count(
    words: list[str],
    other: list[str],
    said: list[Counter[str]],
    between: list[Counter[tuple[str, ...]]],
    silent: list[int],
) -> None:
    """Count what one document has. Where it lacks a whole passage, a page was lost: there it has no vote."""
    for op in Indel.opcodes(words, other):
        a0, a1, b0, b1 = op.src_start, op.src_end, op.dest_start, op.dest_end
        if op.tag == "equal":
            for offset in range(a1 - a0):
                said[a0 + offset][words[a0 + offset]] += 1
        elif op.tag == "insert" and b1 - b0 <= _PASSAGE:
            between[a0][tuple(other[b0:b1])] += 1
        elif op.tag == "delete" and a1 - a0 >= _PASSAGE:
            for index in range(a0, a1):
                silent[index] += 1


def blanks(fills: dict[int, Counter[tuple[str, ...]]], documents: int) -> dict[int, int]:
    """Places where documents put words of their own: the most words a sensible one put there.

    A place is a blank when half the documents fill it, not all alike, or when two fill it as nobody else
    does. Words that recur in some documents and are absent in the rest are a wording of theirs, not a blank.
    """
    rooms: dict[int, int] = {}
    for at, said in fills.items():
        alone = sum(votes == 1 for votes in said.values())
        if (len(said) >= 2 and said.total() * 2 >= documents) or alone >= max(2, round(documents * _BLANK_SHARE)):
            lengths = sorted(len(extra) for extra, votes in said.items() for _ in range(votes))
            rooms[at] = lengths[int(len(lengths) * _ROOM_SHARE)]
    return {at: room for at, room in rooms.items() if room >= _SMALLEST_BLANK}
