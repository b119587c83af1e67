"""What an audit is asked, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Request:
    """What to audit and how. `agreements` None means the record's."""

    acts: Path
    officers: Path
    agreements: Path | None
    out: Path
    engine: str = "duckdb"
    master: str = "local[*]"
    memory: str = "3GB"
    threads: int | None = None
    time_zone: str | None = None
    hash_columns: bool = False
    csv: str = "auto"
    replace: bool = False
    home: Path | None = None


@dataclass(frozen=True)
class Outcome:
    """What came of it."""

    acts: int
    findings: int
    verdicts: dict[str, int]
    rejected: int
    signals: int
    out: str
    top: list[dict[str, Any]] = field(default_factory=list)
