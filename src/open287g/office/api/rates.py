"""How often somebody may ask: a bucket for each, which fills with time."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from cachetools import LRUCache

MOST = 20_000
"""Buckets that are remembered; who was not seen for longest begins again with a full one."""


@dataclass(frozen=True)
class Rate:
    """Requests a second over long, and at once."""

    per_second: float
    burst: int


class Rates:
    """The buckets of one process; several workers have each their own."""

    def __init__(self, rate: Rate, clock: Callable[[], float] = time.monotonic) -> None:
        self.rate, self.clock = rate, clock
        self._left: LRUCache[str, tuple[float, float]] = LRUCache(MOST)
        self._lock = Lock()

    def wait(self, who: str) -> float:
        """0 where the request may pass, and is counted; else the seconds after which one would."""
        now = self.clock()
        with self._lock:
            left, seen = self._left.get(who, (float(self.rate.burst), now))
            left = min(self.rate.burst, left + (now - seen) * self.rate.per_second)
            if left < 1:
                self._left[who] = (left, now)
                return (1 - left) / self.rate.per_second
            self._left[who] = (left - 1, now)
            return 0.0
