"""A document laid along its edition word by word: each word of either side stands in one cell.

Long runs of equal words are found by `align`; what lies between is laid out by the cheapest way to turn one side into
the other, in which words joined or torn by a reader cost next to nothing, and a blank takes in what was filled in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import Indel, Levenshtein

from open287g.documents.alignment.align import Gap, align
from open287g.documents.editions.wording import Wording
from open287g.documents.words.likeness import bare, looks
from open287g.documents.words.printed import BLANK, NAME

SAME, FILLED, OTHER = "same", "filled", "other"
_LARGEST = 40_000
"""Cells of a table, rows by columns, beyond which equal words are looked for first."""
_ALONE = 0.6
"""Cost of a word that one side lacks; two words in each other's place cost up to `_INSTEAD`."""
_INSTEAD = 1.0
_LETTER = 0.02
"""Cost of a single letter that both have: of a letter and a figure that cannot both stand, the figure does."""
_ALIKE = 0.3
_TORN = 0.05
_TORN_LIKENESS = 0.8
_JOINED = ((1, 2), (2, 1), (1, 3), (3, 1), (2, 2))
_SLACK = 8
_OPEN = 30
"""Words from which a blank is a list of contacts or a signature block, where any word may stand."""
_NAME_WORDS = 10
_GUARDED = "ice ice's dhs shall may will must should can cannot not no never without is are"
GUARDED = frozenset(_GUARDED.split())
"""Words that no name and no address holds: they never stand in the place of one unseen."""
_PARTY = frozenset({"lea", "lea's", "agency", "agency's"})


class Cell(NamedTuple):
    """Words [at, at_end) of the edition stand where the document has [doc, doc_end): `kind` same, filled or other."""

    kind: str
    at: int
    at_end: int
    doc: int
    doc_end: int


def cells(words: Sequence[str], wording: Wording) -> list[Cell]:
    """Every word of both sides, in order; equal runs make one cell."""
    found = align(words, wording.profile)
    out: list[Cell] = []
    at = doc = 0
    gaps = {(gap.at, gap.doc): gap for gap in found.gaps}
    for run in [*found.runs, None]:
        gap = gaps.get((at, doc))
        if gap:
            out += _between(words, wording, gap)
        if run:
            out.append(Cell(SAME, run.at, run.at + run.words, run.doc, run.doc + run.words))
            at, doc = run.at + run.words, run.doc + run.words
    return list(_merged(out))


def _between(words: Sequence[str], wording: Wording, gap: Gap) -> Iterator[Cell]:
    rows, columns = gap.at_end - gap.at, gap.doc_end - gap.doc
    if not rows or not columns or rows * columns <= _LARGEST:
        yield from _cheapest(words, wording, gap)
        return
    there, here = wording.plain[gap.at : gap.at_end], tuple(words[gap.doc : gap.doc_end])
    at = doc = 0
    for block in Indel.opcodes(there, here):
        if block.tag == "equal" and block.src_end - block.src_start >= 3:
            yield from _piece(words, wording, gap, (at, block.src_start, doc, block.dest_start))
            yield Cell(
                SAME,
                gap.at + block.src_start,
                gap.at + block.src_end,
                gap.doc + block.dest_start,
                gap.doc + block.dest_end,
            )
            at, doc = block.src_end, block.dest_end
    yield from _piece(words, wording, gap, (at, rows, doc, columns))


def _piece(words: Sequence[str], wording: Wording, gap: Gap, within: tuple[int, int, int, int]) -> Iterator[Cell]:
    low, high, left, right = within
    part = Gap(gap.doc + left, gap.doc + right, gap.at + low, gap.at + high)
    rows, columns = high - low, right - left
    if rows and columns and rows * columns > _LARGEST:
        yield Cell(OTHER, part.at, part.at_end, part.doc, part.doc_end)
    elif rows or columns:
        yield from _cheapest(words, wording, part)


def _cheapest(words: Sequence[str], wording: Wording, gap: Gap) -> Iterator[Cell]:
    """The cheapest layout of a gap, by a table of the cost of each pair of places."""
    there, here = wording.plain[gap.at : gap.at_end], words[gap.doc : gap.doc_end]
    rows, columns = len(there), len(here)
    cost = [[float("inf")] * (columns + 1) for _ in range(rows + 1)]
    back: list[list[tuple[int, int, str]]] = [[(0, 0, "")] * (columns + 1) for _ in range(rows + 1)]
    cost[0][0] = 0.0
    for i in range(rows + 1):
        for j in range(columns + 1):
            if cost[i][j] == float("inf"):
                continue
            for di, dj, price, kind in _steps(there, here, i, j, wording.rooms.get(gap.at + i, 0)):
                if cost[i][j] + price < cost[i + di][j + dj] - 1e-9:
                    cost[i + di][j + dj] = cost[i][j] + price
                    back[i + di][j + dj] = (di, dj, kind)
    out: list[Cell] = []
    i, j = rows, columns
    while i or j:
        di, dj, kind = back[i][j]
        out.append(Cell(kind, gap.at + i - di, gap.at + i, gap.doc + j - dj, gap.doc + j))
        i, j = i - di, j - dj
    yield from reversed(out)


def _steps(
    there: Sequence[str], here: Sequence[str], i: int, j: int, room: int
) -> Iterator[tuple[int, int, float, str]]:
    """What may stand next: words of either side taken, the cost, and what kind of cell they make."""
    if i < len(there) and there[i] in (BLANK, NAME):
        yield from _filled(there, here, i, j, room)
        return
    if i < len(there):
        yield 1, 0, _ALONE, OTHER
    if j < len(here):
        named = here[j] == NAME
        yield 0, 1, 0.05 if named else _ALONE, FILLED if named else OTHER
    if i < len(there) and j < len(here):
        yield _instead(there[i], here[j])
        yield from _joined(there, here, i, j)


def _filled(
    there: Sequence[str], here: Sequence[str], i: int, j: int, room: int
) -> Iterator[tuple[int, int, float, str]]:
    """A blank or a name takes in the next words, as many as it has room for."""
    blank = there[i] == BLANK
    most, each = (2 * room + _SLACK, 0.03) if blank else (_NAME_WORDS, 0.2)
    guarded = not blank or room < _OPEN
    yield 1, 0, 0.01 if blank else 0.3, FILLED
    for taken in range(1, min(most, len(here) - j) + 1):
        last = here[j + taken - 1]
        if guarded and last in GUARDED:
            return
        if blank and i + 1 < len(there) and there[i + 1] == last:
            continue
        yield 1, taken, 0.01 if taken == 1 and last == NAME else 0.1 + each * taken, FILLED


def _instead(one: str, other: str) -> tuple[int, int, float, str]:
    """One word of the document in the place of one of the edition."""
    if one == other:
        return 1, 1, _LETTER if len(one) == 1 and one.isalpha() else 0.0, SAME
    if other == NAME:
        party = one in _PARTY
        return 1, 1, 0.02 if party else _INSTEAD, FILLED if party else OTHER
    if looks(one) == looks(other):
        return 1, 1, _ALIKE, OTHER
    return 1, 1, _INSTEAD * (1 - _likeness(one, other)) + 0.1, OTHER


def _joined(there: Sequence[str], here: Sequence[str], i: int, j: int) -> Iterator[tuple[int, int, float, str]]:
    """Words that a reader joined or tore."""
    for di, dj in _JOINED:
        if i + di <= len(there) and j + dj <= len(here):
            one, other = "".join(there[i : i + di]), "".join(here[j : j + dj])
            if one == other or (di != dj and bare(one) == bare(other)):
                yield di, dj, _TORN, SAME
            elif di != dj and len(one) > 3 and looks(bare(one)) == looks(bare(other)):
                yield di, dj, _TORN + 0.1, OTHER
            elif di != dj and len(one) > 4 and _likeness(one, other) >= _TORN_LIKENESS:
                yield di, dj, 0.35, OTHER


@lru_cache(maxsize=200_000)
def _likeness(one: str, other: str) -> float:
    return Levenshtein.normalized_similarity(one, other)


def _merged(found: Sequence[Cell]) -> Iterator[Cell]:
    """Equal cells that follow each other as one."""
    last: Cell | None = None
    for cell in found:
        if last and last.kind == cell.kind == SAME and (last.at_end, last.doc_end) == (cell.at, cell.doc):
            last = Cell(SAME, last.at, cell.at_end, last.doc, cell.doc_end)
            continue
        if last:
            yield last
        last = cell
    if last:
        yield last
