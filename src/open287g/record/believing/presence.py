"""Which line stands in which publication, one matrix a list: on it identity and history are decided."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from open287g.archive.workbooks.sheet import Line
from open287g.record.believing.verdicts import Publications, Snapshot

_HASH = 8
"""Hex digits of a publication's hash: some hundreds a year, of which only those of one day must differ."""

Bits = npt.NDArray[np.bool_]
Stretches = list[tuple[int, int]]
"""Publications [first, end) in which something stands, in order; no two touch."""


class Proof(NamedTuple):
    """What shows something: the raw file's name and hash, and the row; no row where the proof is an absence."""

    file: str
    sha256: str
    row: int | None


@dataclass(frozen=True, eq=False)
class Presence:
    """`bits[line, p]` tells whether line stands in publication p of the list.

    `days[p]` is the day p was published, `last_seen[p]` the last day on which a file shows it,
    `contents[p]` a hash of its rows as they stand, whatever their order and wherever they were read.
    """

    bits: Bits
    days: tuple[date, ...]
    last_seen: tuple[date, ...]
    snapshots: tuple[Snapshot, ...]
    contents: tuple[str, ...] = ()
    list: str = "participating"

    def of(self, lines: Sequence[int]) -> Bits:
        """In which publications at least one of `lines` stands."""
        if len(lines) == 1:
            alone: Bits = self.bits[lines[0]]
            return alone
        shown: Bits = np.logical_or.reduce(self.bits[[*lines]], axis=0) if lines else np.zeros(len(self.days), np.bool_)
        return shown

    @cached_property
    def stretches(self) -> tuple[Stretches, ...]:
        """In which publications each line stands."""
        edges = np.zeros((len(self.bits), len(self.days) + 2), np.bool_)
        edges[:, 1:-1] = self.bits
        lines, at = np.nonzero(edges[:, 1:] != edges[:, :-1])
        found: tuple[Stretches, ...] = tuple([] for _ in range(len(self.bits)))
        for line, first, end in zip(lines[::2].tolist(), at[::2].tolist(), at[1::2].tolist(), strict=True):
            found[line].append((first, end))
        return found

    def stretches_of(self, lines: Sequence[int]) -> Stretches:
        """In which publications at least one of `lines` stands."""
        if len(lines) == 1:
            return self.stretches[lines[0]]
        joined: Stretches = []
        for first, end in sorted(stretch for line in lines for stretch in self.stretches[line]):
            if joined and first <= joined[-1][1]:
                joined[-1] = joined[-1][0], max(end, joined[-1][1])
            else:
                joined.append((first, end))
        return joined

    @cached_property
    def last(self) -> tuple[int, ...]:
        """The last publication that shows each line, by its number; -1 where none does."""
        return tuple(stretches[-1][1] - 1 if stretches else -1 for stretches in self.stretches)

    @cached_property
    def _rows(self) -> dict[int, dict[int, int]]:
        return {}

    def row(self, publication: int, line: int) -> int:
        """The first row of the publication's file in which `line` stands."""
        found = self._rows.get(publication)
        if found is None:
            listing = self.snapshots[publication].listing
            assert listing is not None
            # The last that is put in stands, so rows are gone through from the end.
            backwards = zip(listing.lines[::-1].tolist(), listing.rows[::-1].tolist(), strict=True)
            found = self._rows[publication] = dict(backwards)
        return found[line]

    def proof(self, publication: int, line: int | None) -> Proof:
        """What shows `line` in a publication; None is the absence of something."""
        seen = self.snapshots[publication].seen
        return Proof(seen.name, seen.sha256, None if line is None else self.row(publication, line))

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The id of each publication: list, day, a hash of its rows; a number where one day shows the same twice."""
        seen: dict[str, int] = {}
        ids: list[str] = []
        for day, content in zip(self.days, self.contents, strict=True):
            name = f"{self.list}-{day.isoformat()}-{content}"
            seen[name] = seen.get(name, 0) + 1
            ids.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
        return tuple(ids)


def digests_of(lines: Sequence[Line]) -> list[str]:
    """A hash of each line's content."""
    return [_digest("\x1f".join(line)) for line in lines]


def presence(publications: Publications, digests: Sequence[str], name: str) -> Presence:
    """The matrix of the list called `name` over the lines that have these `digests`."""
    bits = np.zeros((len(digests), len(publications.first)), np.bool_)
    in_order = sorted(range(len(digests)), key=digests.__getitem__)
    ranked = [digests[i] for i in in_order]
    rank = np.empty(len(digests), np.int32)
    rank[in_order] = np.arange(len(digests), dtype=np.int32)
    contents: list[str] = []
    for p, snapshot in enumerate(publications.first):
        shown = np.empty(0, np.int32)
        if snapshot.listing is not None:
            bits[snapshot.listing.lines, p] = True
            shown = np.sort(rank[snapshot.listing.lines])
        contents.append(_digest("".join([ranked[i] for i in shown.tolist()]))[:_HASH])
    days = tuple(s.dating.published or date.min for s in publications.first)
    return Presence(bits, days, tuple(publications.last_seen), tuple(publications.first), tuple(contents), name)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
