"""What a page function gives: a rendered page, or the permanent address of what was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Page:
    """A rendered answer."""

    body: str | bytes
    status: int = 200
    media_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)


class MovedError(Exception):
    """The thing asked for lives at another address of the atlas, for good."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path
