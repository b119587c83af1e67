"""What a question finds: rows, and the names of their columns also where there are no rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True)
class Found:
    """Rows by the names of their columns; `names` has these in order."""

    names: tuple[str, ...]
    rows: list[Row]

    def where(self, holds: Callable[[Row], bool]) -> Found:
        """The rows of which `holds` is true."""
        return replace(self, rows=[row for row in self.rows if holds(row)])

    def told(self, by: Callable[[Row], Row]) -> Found:
        """Each row as `by` tells it, under the same columns."""
        return replace(self, rows=[by(row) for row in self.rows])
