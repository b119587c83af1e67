"""So many in so long from one address; nobody's address is kept longer than that, or written anywhere."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock

from cachetools import TTLCache


class Limit:
    """At most `most` in `seconds` from one address."""

    def __init__(self, most: int, seconds: float, timer: Callable[[], float] = time.monotonic) -> None:
        self.most, self.seconds, self._timer = most, seconds, timer
        self._seen: TTLCache[str, list[float]] = TTLCache(10_000, seconds, timer)
        self._lock = Lock()

    def passes(self, address: str) -> bool:
        """Count one more from an address; False where there were too many."""
        now = self._timer()
        with self._lock:
            times = [at for at in self._seen.get(address, []) if at > now - self.seconds]
            if len(times) < self.most:
                self._seen[address] = [*times, now]
            return len(times) < self.most
