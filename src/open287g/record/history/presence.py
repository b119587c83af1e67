"""Which line stands in which publication, one matrix a list: on it identity and history are decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from open287g.record.believing.verdicts import Publications, Snapshot

Bits = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Presence:
    """`bits[line, p]` tells whether line stands in publication p; `days[p]` is the day p was published."""

    bits: Bits
    days: tuple[date, ...]
    snapshots: tuple[Snapshot, ...]

    def of(self, lines: list[int]) -> Bits:
        """In which publications at least one of `lines` stands."""
        found: Bits = np.logical_or.reduce(self.bits[lines], axis=0) if lines else np.zeros(len(self.days), np.bool_)
        return found

    def row(self, publication: int, line: int) -> int:
        """The first row of the publication's file in which `line` stands."""
        listing = self.snapshots[publication].listing
        assert listing is not None
        return int(listing.rows[int(np.flatnonzero(listing.lines == line)[0])])


def presence(publications: Publications, lines: int) -> Presence:
    """The matrix of one list over `lines` line contents."""
    bits = np.zeros((lines, len(publications.first)), np.bool_)
    for p, snapshot in enumerate(publications.first):
        if snapshot.listing is not None:
            bits[snapshot.listing.lines, p] = True
    days = tuple(s.dating.published or date.min for s in publications.first)
    return Presence(bits, days, tuple(publications.first))


def runs(row: Bits) -> list[tuple[int, int]]:
    """Stretches [first, end) of publications in which something stands, in order."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], row, [False])).astype(np.int8)))
    return [(int(edges[i]), int(edges[i + 1])) for i in range(0, len(edges), 2)]
