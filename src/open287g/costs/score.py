"""A note from earlier held against what happened: which sums fell into their range, and how far off the rest was."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from open287g.core.errors import InputError

_MOST_BYTES = 4 << 20
_COLUMNS = ("line", "basis", "year", "usd")


@dataclass(frozen=True)
class Score:
    """A line, basis and year: what the note said, what happened, and whether that lies between p5 and p95.

    `off` is what happened divided by the note's median; None where the median is zero.
    """

    line: str
    basis: str
    year: int
    p5: float
    p50: float
    p95: float
    happened: float
    within: bool
    off: float | None


def score(note: Path, happened: Path) -> list[Score]:
    """Score a note (JSON, as `fiscal-note --format json` wrote it) by a CSV of line, basis, year, usd.

    The line "all" is the sum of all payers. Raises InputError naming file, row and what is wrong there.
    """
    told = _told(note)
    return [_scored(told, row, f"{happened}, row {number}") for number, row in enumerate(_rows(happened), start=2)]


def _told(note: Path) -> Mapping[tuple[str, str, int], Mapping[str, float]]:
    try:
        facts = json.loads(_read(note))
        rows = [(row["line"], row) for row in facts["lines"]]
        rows += [("all", row) for row in facts["totals"] if row["payer"] == "all"]
        return {(name, row["basis"], row["year"]): row for name, row in rows if row["year"] != "all"}
    except (ValueError, KeyError, TypeError) as error:
        raise InputError("it is no fiscal note in JSON", str(note), "Write one with --format json.") from error


def _rows(path: Path) -> list[dict[str, str]]:
    reader = csv.DictReader(_read(path).splitlines())
    if tuple(reader.fieldnames or ()) != _COLUMNS:
        raise InputError("its columns are others", f"{path}, row 1", f"Name them {', '.join(_COLUMNS)}.")
    return list(reader)


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise InputError(f"it cannot be read ({error.strerror})", str(path), "Name a file.") from error
    if len(content) > _MOST_BYTES:
        raise InputError("it is larger than 4 MiB", str(path), "Name a note or a table of sums.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("it is not text in UTF-8", str(path), "Save it as UTF-8.") from error


def _scored(told: Mapping[tuple[str, str, int], Mapping[str, float]], row: Mapping[str, Any], where: str) -> Score:
    try:
        year, usd = int(row["year"]), float(row["usd"])
    except (TypeError, ValueError) as error:
        raise InputError("year and usd are wanted as numbers", where, "Write 1, 2, ... and dollars.") from error
    known = told.get((row["line"], row["basis"], year))
    if known is None:
        raise InputError("the note has no such line, basis and year", where, "Write them as the note does.")
    p5, p50, p95 = (float(known[name]) for name in ("p5", "p50", "p95"))
    return Score(row["line"], row["basis"], year, p5, p50, p95, usd, p5 <= usd <= p95, usd / p50 if p50 else None)
