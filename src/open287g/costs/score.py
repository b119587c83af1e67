"""A note from earlier held against what happened: which sums fell into their range, and how far off the rest was."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from open287g.core.errors import InputError
from open287g.core.files import read_text_within

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


def _told(note: Path) -> Mapping[tuple[str, str, int], Mapping[str, Any]]:
    try:
        facts = json.loads(read_text_within(note, _MOST_BYTES, "Name a note in JSON."))
        rows = [(row["line"], row) for row in facts["lines"]]
        rows += [("all", row) for row in facts["totals"] if row["payer"] == "all"]
        return {(name, row["basis"], row["year"]): row for name, row in rows if row["year"] != "all"}
    except (ValueError, KeyError, TypeError) as error:
        raise InputError("it is no fiscal note in JSON", str(note), "Write one with --format json.") from error


def _rows(path: Path) -> list[dict[str, str]]:
    reader = csv.DictReader(read_text_within(path, _MOST_BYTES, "Name a CSV of sums.").splitlines())
    if tuple(reader.fieldnames or ()) != _COLUMNS:
        raise InputError("its columns are others", f"{path}, row 1", f"Name them {', '.join(_COLUMNS)}.")
    return list(reader)


def _scored(told: Mapping[tuple[str, str, int], Mapping[str, Any]], row: Mapping[str, Any], where: str) -> Score:
    try:
        year, usd = int(row["year"]), float(row["usd"])
        if not math.isfinite(usd):
            raise ValueError
    except (TypeError, ValueError) as error:
        raise InputError("year and usd are wanted as numbers", where, "Write 1, 2, ... and dollars.") from error
    known = told.get((row["line"], row["basis"], year))
    if known is None:
        raise InputError("the note has no such line, basis and year", where, "Write them as the note does.")
    if known.get("unknown"):
        raise InputError("the note calls that sum unknown", where, "Score what the note told in dollars.")
    p5, p50, p95 = (float(known[name]) for name in ("p5", "p50", "p95"))
    return Score(row["line"], row["basis"], year, p5, p50, p95, usd, p5 <= usd <= p95, usd / p50 if p50 else None)
