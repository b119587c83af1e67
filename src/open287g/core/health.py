"""What is looked at where something may be wrong, as office and home tell it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

LEAST_FREE = 1 << 30
"""Bytes below which a disk is told to be nearly full."""


@dataclass(frozen=True)
class Check:
    """One thing looked at: whether it is well, what was found, and what to do where it is not."""

    check: str
    ok: bool
    says: str
    remedy: str = ""


def disk(place: Path, remedy: str, least: int = LEAST_FREE) -> Check:
    """The room left on the disk of `place`; `remedy` says what it is needed for."""
    free = shutil.disk_usage(place).free
    return Check("disk", free >= least, f"{free / (1 << 30):,.1f} GiB free", "" if free >= least else remedy)
