"""Who reads: all that a chart or a sentence must know of a request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol


class Reader(Protocol):
    """A reader's language, and how a message is said in it."""

    @property
    def language(self) -> str:
        """en or es."""

    @property
    def gettext(self) -> Callable[[str], str]:
        """A message in the reader's language."""
