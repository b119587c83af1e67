"""How often somebody may ask: a bucket for each, which fills with time. Who it was is written nowhere."""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from cachetools import LRUCache
from starlette.types import Scope

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

    def wait(self, who: str, weight: float = 1.0) -> float:
        """0 where the request may pass, and is counted as so many; else the seconds after which it would."""
        now = self.clock()
        with self._lock:
            left, seen = self._left.get(who, (float(self.rate.burst), now))
            left = min(self.rate.burst, left + (now - seen) * self.rate.per_second)
            if left < weight:
                self._left[who] = (left, now)
                return (weight - left) / self.rate.per_second
            self._left[who] = (left - weight, now)
            return 0.0


def visitor(scope: Scope) -> str:
    """By what the visitor of a request is told from others: the address, of version 6 the network of 64 bits."""
    host = str((scope.get("client") or ("",))[0])
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host
    mapped = getattr(address, "ipv4_mapped", None)
    if mapped is not None or address.version == 4:
        return str(mapped or address)
    return str(ipaddress.ip_network((address, 64), strict=False))
