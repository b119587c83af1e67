"""Answers kept in memory for one version of the record."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass


@dataclass(frozen=True)
class Kept:
    """An answer as it is sent again: status, headers, plain and compressed body."""

    status: int
    headers: list[tuple[bytes, bytes]]
    etag: str
    plain: bytes
    zipped: bytes | None

    @property
    def size(self) -> int:
        """Bytes it holds in memory."""
        return len(self.plain) + len(self.zipped or b"") + 1_000


class Cache:
    """Answers of one record version, least recently used out first, bounded in bytes."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._size = 0
        self._version = ""
        self._kept: OrderedDict[str, Kept] = OrderedDict()

    def get(self, version: str, key: str) -> Kept | None:
        """The answer kept for `key`, if it is of this version of the record."""
        if version != self._version:
            return None
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, version: str, key: str, answer: Kept) -> None:
        """Keep an answer; a new version empties the cache first."""
        if version != self._version:
            self._kept.clear()
            self._version, self._size = version, 0
        if key in self._kept or answer.size > self._limit // 8:
            return
        self._kept[key] = answer
        self._size += answer.size
        while self._size > self._limit:
            self._size -= self._kept.popitem(last=False)[1].size
