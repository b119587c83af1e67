"""Lines that a hand or a ruler drew through the words of a scanned page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from open287g.core.thresholds import threshold
from open287g.documents.pages.frame import Box

_DARK = 0.4
"""Share of the paper's own shade, hereabouts, below which a point is ink."""
_TILE = 64
"""Points of a side of the parts of a page whose shade of paper is taken by itself."""
_PAPER = 85
"""Percent of a tile's points that are darker than its paper at most."""
_WAVER = 1
"""Points by which a line may rise or fall from one place to the next."""
_RUN = 0.02
"""Share of the page's width that ink must run on without a gap: more than any letter is wide."""
_CORE = (0.42, 0.7)
"""Part of a word's height, from its top, in which a line runs through it; an underline runs below."""
_TALL = 0.045
"""Share of a page's width from which the height of a word's box does not say where its letters stand: a font drawn anew
may claim five lines."""
_THROUGH = threshold("documents", "stroke_share")
_UNSURE, _IN_PART = 0.7, 0.3
"""Of a word of which its reader is no surer, a line through this share of it is enough: readers take a line for a
hyphen and join the words on both sides."""
_SHORT, _BEYOND = 2, 1
"""Longest runs' least lengths up to which a word is so short that its own letters may join all through it, as in *the*
of a bold print; a line through such a word runs on beyond it, by this many points."""
_LONGEST = 0.5
"""Share of a word over which one run goes at least: of letters that join, many short ones do."""
_BELOW, _LETTERS_BELOW = slice(2, 6), 0.06
"""Points below a line, and the share of them in which letters that it runs through have ink: below an underline, which
a font's tall box may place higher, are a few tails."""
_MOST = 100_000
"""Runs of ink of a page from which it is a picture of something else; a page of text has some hundreds."""
_LETTERS = 2
_ON_A_LINE = 5
"""Words of a line from which it is running text; among fewer, of signatures and forms, pens run as they please."""


def struck(picture: Any, words: Sequence[tuple[str, Box, float]]) -> Iterator[int]:
    """The numbers of those of `words` that a line runs through: each with its box on `picture`, gray, and how sure its
    reader is of it, 0 to 1."""
    shades = np.asarray(picture, dtype=np.uint8)
    ink = _wavering(shades < _DARK * _paper(shades))
    least = max(8, round(_RUN * shades.shape[1]))
    rows, starts, ends = _long_runs(ink, least)
    if not 0 < len(rows) < _MOST:
        return
    height, width = shades.shape
    middles = np.array([(box.top + box.bottom) / 2 for _, box, _ in words])
    for number, (word, box, sure) in enumerate(words):
        if (abs(middles - middles[number]) < (box.bottom - box.top) / 2).sum() < _ON_A_LINE:
            continue
        tall = (box.bottom - box.top) * height
        low, high = (box.top * height + share * tall for share in _CORE)
        left, right = box.left * width, box.right * width
        if sum(map(str.isalnum, word)) < _LETTERS or right - left < 4 or tall > _TALL * width:
            continue
        over = (ends > left) & (starts < right)
        here = over & (rows >= low) & (rows <= high)
        if not here.any():
            continue
        in_part = sure <= _UNSURE and _joined(word)
        if not (in_part or _is_long(starts[here], ends[here], left, right, right - left < _SHORT * least)):
            continue
        if _covered(starts[here], ends[here], left, right) < (_IN_PART if in_part else _THROUGH):
            continue
        below = ink[_foot(rows[here], rows[over]) :][_BELOW, int(left) : int(right)]
        if below.size and below.mean() >= _LETTERS_BELOW:
            yield number


def _foot(rows: Any, over: Any) -> int:
    """The lowest of the `rows` of a line, and of those `over` the same word that follow without a gap."""
    foot, more = int(rows.max()), set(over.tolist())
    while foot + 1 in more:
        foot += 1
    return foot


def _is_long(starts: Any, ends: Any, left: float, right: float, short: bool) -> bool:
    """Whether the runs over a word are a line's, which comes in on one side and leaves on the other, and not of letters
    that join."""
    longest, width = (ends - starts).max(), right - left
    if short:
        return bool(longest > width + _BEYOND)
    return bool(longest >= _LONGEST * width and starts.min() < left and ends.max() > right)


def _joined(word: str) -> bool:
    """Whether signs part the letters of a word, as where a reader took a line for a hyphen."""
    return any(not sign.isalnum() for sign in word.strip(".,;:()'\""))


def _covered(starts: Any, ends: Any, left: float, right: float) -> float:
    """The share of the columns from `left` to `right` over which some run goes."""
    columns = np.zeros(int(right) - int(left) + 1, dtype=bool)
    for start, end in zip(starts, ends, strict=True):
        columns[max(0, int(start - left)) : max(0, int(end - left))] = True
    return float(columns.mean())


def _paper(shades: Any) -> Any:
    """The shade of the paper at each point."""
    height, width = shades.shape
    padded = np.pad(shades, ((0, -height % _TILE), (0, -width % _TILE)), mode="edge")
    tiles = padded.reshape(padded.shape[0] // _TILE, _TILE, padded.shape[1] // _TILE, _TILE)
    paper = np.percentile(tiles[:, ::4, :, ::4], _PAPER, axis=(1, 3))
    return np.repeat(np.repeat(paper, _TILE, 0), _TILE, 1)[:height, :width]


def _wavering(ink: Any) -> Any:
    """`ink` spread up and down a little, so that a line by hand is one line."""
    out = ink.copy()
    for by in range(1, _WAVER + 1):
        out[by:] |= ink[:-by]
        out[:-by] |= ink[by:]
    return out


def _long_runs(ink: Any, least: int) -> tuple[Any, Any, Any]:
    """The row, first column and end of each run of ink that is `least` points long and more."""
    padded = np.pad(ink, ((0, 0), (1, 1)))  # so that no run goes on from one row to the next
    flat = padded.ravel()
    edges = np.flatnonzero(flat[1:] != flat[:-1])
    starts, ends = edges[::2], edges[1::2]
    long = ends - starts >= least
    rows, columns = np.divmod(starts[long], padded.shape[1])
    return rows, columns, columns + (ends - starts)[long]
