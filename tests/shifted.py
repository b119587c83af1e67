"""A person who is made up, as shifted columns bring one into every column of a file, and where a trace of it stands."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

SECRETS = (
    "Maria Gonzalez",
    "GONZALEZ, MARIA",
    "A200123456",
    "A-200-123-456",
    "200123456",
    "123-45-6789",
    "1985-04-12",
    "04/12/1985",
)
"""A name, numbers of aliens and of social security, a day of birth, each as files write them."""


def shifted(path: Path, columns: Sequence[str], row: Mapping[str, str]) -> Path:
    """A CSV file of `columns`: `row` twenty times, then once for each column and secret, which stands there.

    In `row` "{n}" is the number of the row.
    """
    every = [dict(row) for _ in range(20)] + [{**row, column: one} for column in columns for one in SECRETS]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(
            {name: cell.replace("{n}", str(n)) for name, cell in one.items()} for n, one in enumerate(every)
        )
    return path


def traces(*told: object) -> list[str]:
    """The secrets that stand in anything told."""
    text = " ".join(map(str, told)).lower()
    return [secret for secret in SECRETS if secret.lower() in text]
