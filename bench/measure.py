"""One measured figure, beside the limit it must keep."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Measure:
    """A figure of one room. `limit` None is information only; `higher_is_better` says on which side of it to be."""

    room: str
    name: str
    value: float
    unit: str
    limit: float | None = None
    note: str = ""
    higher_is_better: bool = False

    @property
    def kept(self) -> bool:
        """Whether the figure keeps its limit."""
        if self.limit is None:
            return True
        return self.value >= self.limit if self.higher_is_better else self.value <= self.limit


@dataclass
class Clock:
    """Wall seconds of a `timed` block, readable after it."""

    seconds: float = field(default=0.0)


@contextmanager
def timed() -> Iterator[Clock]:
    """Time the block with the wall clock."""
    clock = Clock()
    begun = time.perf_counter()
    try:
        yield clock
    finally:
        clock.seconds = time.perf_counter() - begun


def peak_of_children_gib() -> float:
    """Peak resident memory of the largest finished child process, in GiB (Linux counts in KiB)."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20
