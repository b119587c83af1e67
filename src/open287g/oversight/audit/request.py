"""What an audit is asked, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from open287g.core.errors import InputError
from open287g.core.suggest import suggestion
from open287g.vocabulary.messages import language_named

ENGINES = ("duckdb", "spark")
CSV = ("auto", "always", "never")
"""Whether large tables are written as CSV too."""


@dataclass(frozen=True)
class Request:
    """What to audit and how. `agreements` None means the record's; `language` is that of the report."""

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
    language: str = "en"

    def __post_init__(self) -> None:
        language_named(self.language)
        for name, value, known in (("engine", self.engine, ENGINES), ("csv", self.csv, CSV)):
            if value not in known:
                raise InputError(f"{value!r} is no {name}", remedy=suggestion(value, known, "Use"), exit_code=2)


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
    left_out: list[str] = field(default_factory=list)
