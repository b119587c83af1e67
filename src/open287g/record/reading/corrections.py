"""Reads the small tables of corrections that are kept as data with their evidence."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parents[1]


@cache
def read_table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `record/<name>`; the columns are those of its first line."""
    with (_HERE / name).open(encoding="utf-8", newline="") as handle:
        return tuple(csv.DictReader(handle))
