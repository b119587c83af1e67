"""Answers kept in memory, each for one version of the record."""

from __future__ import annotations

from dataclasses import dataclass

from cachetools import LRUCache

Key = tuple[str, str]
"""Version of the record and the day it is, address with its query."""


@dataclass(frozen=True)
class StoredAnswer:
    """An answer as it is sent again: status, headers, plain and compressed body, and the route that gave it."""

    status: int
    headers: list[tuple[bytes, bytes]]
    etag: str
    plain: bytes
    zipped: bytes | None
    route: str

    @property
    def size(self) -> int:
        """Bytes it holds in memory, about."""
        return len(self.plain) + len(self.zipped or b"") + 1_000


class AnswersCache(LRUCache[Key, StoredAnswer]):
    """At most `limit` bytes of answers, least recently used out first; those of an earlier record fall out unused."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit, getsizeof=lambda answer: answer.size)

    def keep(self, key: Key, answer: StoredAnswer) -> None:
        """Keep an answer, unless it would push out a large part of the others."""
        if answer.size <= self.maxsize // 8:
            self[key] = answer
