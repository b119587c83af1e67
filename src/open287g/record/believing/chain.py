"""Which lists belong together: the longest sequence of files of which each says credibly what the one before it said.

No file rules out the files after it. A file that fits no other stands alone and is left out; a great change is believed
once the lists of two later days go on from it, whatever stood before; and every file between two that are believed is
judged by both: what it alone says otherwise is its own fault.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from open287g.core.thresholds import whole
from open287g.record.believing.soundness import OTHER, Bound, Codes, Numbers, broken

_BREAK = whole("record", "confirming_lists") + 0.5
"""What a break costs, in days of lists: so many later ones confirm it that they weigh more, not the same."""
_TRACKS = 8
"""Sequences followed at once: lists that fit none of the best eight begin another."""


class File(Protocol):
    """What is judged: the rows of a list and the day of its publication."""

    @property
    def lines(self) -> Numbers:
        """Its rows, by number of line."""

    @property
    def day(self) -> date:
        """The day of its publication."""


@dataclass(frozen=True)
class Fault:
    """What makes a file incredible, and the files it was compared with."""

    broken: dict[Bound, int]
    neighbors: tuple[int, ...]


@dataclass
class _Step:
    """The best sequence that ends in a file: how many days of lists it holds, less its breaks, and the file before.

    `is_credible` tells whether the file follows from the one before, or is a break.
    """

    days: float
    before: int | None
    is_credible: bool = True


def faults(files: Sequence[File], codes: Codes, *, is_pending: bool) -> dict[int, Fault]:
    """The files that are not believed, by position; `files` stand in the order of their publication."""
    links = _longest(files, codes, is_pending)
    chain = sorted(links)
    faulty = {}
    for position in range(len(files)):
        at, end = bisect_left(chain, position), bisect_right(chain, position)
        before, after = chain[at - 1] if at else None, chain[end] if end < len(chain) else None
        if end > at and (before is None or after is None):
            continue
        # Credible within fewer days than lie behind it, a file needs no second look.
        if links.get(position) and _days(files, before or 0, position) <= _days(files, position, after or 0):
            continue
        fault = _fault(files, codes, position, before, after, is_pending)
        if fault is not None:
            faulty[position] = fault
    return faulty


def _fault(
    files: Sequence[File], codes: Codes, position: int, before: int | None, after: int | None, is_pending: bool
) -> Fault | None:
    """What a file says that its neighbors do not."""
    lines = files[position].lines
    near = tuple(i for i in (before, after) if i is not None)
    if before is not None and after is not None:
        alone = codes.alone(lines, files[before].lines, files[after].lines, is_pending=is_pending)
        odd = broken(alone, min(_days(files, before, position), _days(files, position, after)))
    elif before is not None:
        odd = broken(codes.changes(lines, files[before].lines, is_pending=is_pending), _days(files, before, position))
    elif after is not None:
        odd = broken(codes.changes(files[after].lines, lines, is_pending=is_pending), _days(files, position, after))
    else:
        odd = {}
    return Fault(odd, near) if odd else None


def _longest(files: Sequence[File], codes: Codes, is_pending: bool) -> dict[int, bool]:
    """The sequence that spans the most days of lists, a break costing two: by position, whether it follows credibly."""
    steps: list[_Step] = []
    tracks: list[int] = []
    for position, file in enumerate(files):
        tracks.sort(key=lambda end: (-steps[end].days, -end))
        step = _Step(1, None)
        goes_on: int | None = None
        for end in tracks:
            later = int(file.day > files[end].day)
            if steps[end].days + later <= step.days:
                continue
            changes = codes.changes(file.lines, files[end].lines, is_pending=is_pending)
            odd = broken(changes, _days(files, end, position))
            if not odd:
                step, goes_on = _Step(steps[end].days + later, end), end
                break
            if steps[end].days + later - _BREAK > step.days and OTHER not in odd:
                step = _Step(steps[end].days + later - _BREAK, end, is_credible=False)
        steps.append(step)
        tracks = [*(end for end in tracks if end != goes_on), position]
        tracks = sorted(tracks, key=lambda end: (-steps[end].days, -end))[:_TRACKS]
    chain: dict[int, bool] = {}
    # Where two say as much, the earlier one stands until later lists confirm the other.
    at = max(range(len(steps)), key=lambda end: (steps[end].days, -end), default=None)
    while at is not None:
        chain[at] = steps[at].is_credible
        at = steps[at].before
    return chain


def _days(files: Sequence[File], one: int, other: int) -> int:
    return (files[other].day - files[one].day).days
