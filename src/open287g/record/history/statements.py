"""What others than ICE say of an agreement: each with its source, beside the list's claim and never in its place.

The package ships `data/statements.csv`; a home may hold a `statements.csv` of its own, with the same columns.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from open287g.core.bundled import read_table
from open287g.core.errors import InputError
from open287g.places.states import states
from open287g.record.values import StatementSays

COLUMNS = ("state", "agency", "model", "says", "day", "told_on", "who", "source")
_SAID: dict[str, StatementSays] = {
    "never_signed": "never_signed",
    "signed": "signed",
    "ended": "ended",
    "in_force": "in_force",
}
_MODELS = ("JEM", "WSO", "TFM", "HYBRID", "")


class Statement(NamedTuple):
    """`who` says something of an agency's agreement; `model` None: of all. `day` it is said of, `told_on` it was said.

    Days are None where the source gives none. `where` is the file and line that holds the statement.
    """

    state: str
    agency: str
    model: str | None
    says: StatementSays
    day: date | None
    told_on: date | None
    who: str
    source: str
    where: str


def read_statements(home: Path | None = None) -> list[Statement]:
    """The shipped statements, and those of `home`. Raises InputError naming file, line and column of a bad cell."""
    statements = list(_read("record/data/statements.csv", read_table("record/data/statements.csv", COLUMNS)))
    path = None if home is None else home / "statements.csv"
    return statements if path is None or not path.exists() else statements + list(_read(str(path), _own(path)))


def _own(path: Path) -> list[dict[str, str]]:
    try:
        rows = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
    except UnicodeDecodeError as error:
        raise InputError("this is no text in UTF-8", str(path), "Save it as CSV in UTF-8.") from error
    if tuple(rows.fieldnames or ()) != COLUMNS:
        raise InputError("the header is another", str(path), f"Write it as: {','.join(COLUMNS)}")
    return [{name: (row[name] or "").strip() for name in COLUMNS} for row in rows]


def _read(file: str, rows: Iterable[Mapping[str, str]]) -> Iterator[Statement]:
    for number, row in enumerate(rows, 2):
        where = f"{file}, line {number}"
        _check(row["state"] in states(), where, "state", "Write a postal code, such as FL.")
        _check(row["model"] in _MODELS, where, "model", "Write JEM, WSO or TFM; leave it empty for all.")
        _check(bool(row["agency"] and row["who"] and row["source"]), where, "agency, who or source", "Fill all three.")
        _check(row["says"] in _SAID, where, "says", f"Write one of: {', '.join(_SAID)}.")
        yield Statement(
            row["state"],
            row["agency"],
            row["model"] or None,
            _SAID[row["says"]],
            _day(row["day"], where, "day"),
            _day(row["told_on"], where, "told_on"),
            row["who"],
            row["source"],
            where,
        )


def _day(text: str, where: str, column: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise InputError(f"column {column} holds no day", where, "Write it as YYYY-MM-DD, or leave it empty.") from None


def _check(right: bool, where: str, column: str, remedy: str) -> None:
    if not right:
        raise InputError(f"column {column} cannot be read", where, remedy)
