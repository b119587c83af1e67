"""Where the words of a document stand in an edition's wording.

Runs of fingerprints that follow each other in both are found first; the chain of runs that covers most words in the
order of the edition is the alignment. What lies between two runs of the chain is a gap: words of the document on one
side, of the edition on the other. A gap that closes when a word is taken for a noisy reading of another is noise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from open287g.core.thresholds import whole
from open287g.documents.editions.profile import Profile
from open287g.documents.words.fingerprints import RUN_WORDS, Fingerprints, fingerprints_of

Table = npt.NDArray[np.int64]
_LONG = whole("documents", "founding_run")
_STRAY = whole("documents", "stray_run")


class Run(NamedTuple):
    """`words` consecutive words, from `doc` in the document and `at` in the edition."""

    doc: int
    at: int
    words: int


@dataclass(frozen=True)
class Gap:
    """Words [doc, doc_end) of the document stand where the edition has [at, at_end)."""

    doc: int
    doc_end: int
    at: int
    at_end: int


@dataclass(frozen=True)
class Alignment:
    """The chain of runs, the gaps around them (also before the first and after the last), and runs out of order."""

    profile: Profile
    runs: tuple[Run, ...]
    gaps: tuple[Gap, ...]
    strays: tuple[Run, ...]
    doc_words: int

    @property
    def matched(self) -> int:
        """Words in the chain."""
        return sum(run.words for run in self.runs)

    @property
    def similarity(self) -> float:
        """Twice the words in common over the words of both, 0 to 1."""
        total = self.doc_words + self.profile.words
        return 2 * self.matched / total if total else 0.0

    def doc_position(self, at: int) -> int:
        """The index of the document's word that stands at word `at` of the edition, or the next one that does."""
        for run in self.runs:
            if at < run.at + run.words:
                return run.doc + max(0, at - run.at)
        return self.doc_words


def align(words: Sequence[str], profile: Profile, fingerprints: Fingerprints | None = None) -> Alignment:
    """Align a document's `words` (whose fingerprints may be at hand as `fingerprints`) with `profile`."""
    matches = _runs(fingerprints_of(words) if fingerprints is None else fingerprints, profile)
    long = matches[matches[:, 2] >= _LONG]
    chain = _trimmed(_heaviest(long))
    filled: list[Run] = []
    by_doc = matches[np.argsort(matches[:, 0], kind="stable")]
    longest = int(matches[:, 2].max(initial=0))
    for gap in _gaps(chain, len(words), profile.words):
        if gap.doc_end > gap.doc and gap.at_end > gap.at:
            low, high = np.searchsorted(by_doc[:, 0], (gap.doc - longest, gap.doc_end))
            filled += _trimmed(_heaviest(_inside(by_doc[low:high], gap)))
    runs = _merged(sorted([*chain, *filled]))
    gaps = _gaps(runs, len(words), profile.words)
    return Alignment(profile, tuple(runs), tuple(gaps), _strays(long, gaps), len(words))


def _runs(fingerprints: Fingerprints, profile: Profile) -> Table:
    """Maximal stretches of consecutive matching fingerprints: rows of (doc, at, words)."""
    doc, at = profile.find(fingerprints)
    if not len(doc):
        return np.zeros((0, 3), dtype=np.int64)
    diagonal = at - doc
    order = np.lexsort((doc, diagonal))
    doc, at, diagonal = doc[order], at[order], diagonal[order]
    breaks = np.flatnonzero((np.diff(diagonal) != 0) | (np.diff(doc) != 1)) + 1
    starts = np.concatenate(([0], breaks))
    lengths = np.diff(np.concatenate((starts, [len(doc)])))
    table: Table = np.column_stack((doc[starts], at[starts], lengths + RUN_WORDS - 1))
    return table


def _heaviest(runs: Table) -> list[Run]:
    """The chain of `runs` that rises in both orders and covers most words."""
    if len(runs) < 2:
        return [Run(*map(int, run)) for run in runs]
    doc, at, size = runs[np.lexsort((runs[:, 1], runs[:, 0]))].T
    best = size.astype(np.float64)
    back = np.full(len(doc), -1)
    for i in range(1, len(doc)):
        overlap = np.maximum(np.maximum(doc[:i] + size[:i] - doc[i], at[:i] + size[:i] - at[i]), 0)
        fits = (doc[:i] < doc[i]) & (at[:i] < at[i]) & (overlap < size[i])
        score = np.where(fits, best[:i] + size[i] - overlap, -1.0)
        j = int(score.argmax())
        if score[j] > best[i]:
            best[i], back[i] = score[j], j
    chosen: list[Run] = []
    i = int(best.argmax())
    while i >= 0:
        chosen.append(Run(int(doc[i]), int(at[i]), int(size[i])))
        i = int(back[i])
    return chosen[::-1]


def _inside(runs: Table, gap: Gap) -> Table:
    """The parts of `runs` that lie within `gap`."""
    doc, at, size = runs.T
    low = np.maximum(np.maximum(gap.doc - doc, gap.at - at), 0)
    high = np.minimum(np.minimum(gap.doc_end - doc, gap.at_end - at), size)
    keep = high > low
    inside: Table = np.column_stack((doc + low, at + low, high - low))[keep]
    return inside


def _trimmed(chain: Sequence[Run]) -> list[Run]:
    out: list[Run] = []
    for run in chain:
        if out:
            last = out[-1]
            overlap = max(last.doc + last.words - run.doc, last.at + last.words - run.at, 0)
            run = Run(run.doc + overlap, run.at + overlap, run.words - overlap)
        if run.words > 0:
            out.append(run)
    return out


def _merged(runs: Sequence[Run]) -> list[Run]:
    out: list[Run] = []
    for run in runs:
        if out and (out[-1].doc + out[-1].words, out[-1].at + out[-1].words) == (run.doc, run.at):
            out[-1] = Run(out[-1].doc, out[-1].at, out[-1].words + run.words)
        else:
            out.append(run)
    return out


def _gaps(chain: Sequence[Run], doc_words: int, at_words: int) -> list[Gap]:
    gaps = []
    doc = at = 0
    for run in [*chain, Run(doc_words, at_words, 0)]:
        if run.doc > doc or run.at > at:
            gaps.append(Gap(doc, run.doc, at, run.at))
        doc, at = run.doc + run.words, run.at + run.words
    return gaps


def _strays(long: Table, gaps: Sequence[Gap]) -> tuple[Run, ...]:
    """Long runs of the edition's words that stand where the chain has no place for them."""
    out = []
    for gap in gaps:
        if gap.doc_end - gap.doc < _STRAY:
            continue
        doc, at, size = long.T
        low, high = np.maximum(doc, gap.doc), np.minimum(doc + size, gap.doc_end)
        out += [
            Run(int(low[i]), int(at[i] + low[i] - doc[i]), int(high[i] - low[i]))
            for i in np.flatnonzero(high - low >= _STRAY)
        ]
    return tuple(out)
