"""How many agreements were in force on the first day of each month, here and in another record, each change explained.

    python -m tools.monthly                       against the rules by themselves, without any verdict of a person
    python -m tools.monthly --at COMMIT           against the record that the code of an earlier commit makes
    python -m tools.monthly --against FILE        against a record.duckdb that stands somewhere
    python -m tools.monthly --format csv          one row a day and agreement, for a program

Both records are of the bundled lists and answer by the newest list, as `open287g asof DAY` does. An agreement whose id
was retired is compared under the present one. Exits with 1 where a difference finds no reason.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from open287g.core.cells import csv_text
from open287g.core.sql import literal
from open287g.record.asking.ids import present_id
from open287g.record.asking.record import Record, open_record
from open287g.record.build import build
from open287g.record.tables.database import record_path
from tools.accuracy_unaided import ROOT, without_verdicts

DAYS = [date(2024 + (m // 12), m % 12 + 1, 1) for m in range(5, 29)]
"""The first days of June 2024 to May 2026."""

_BUILD = "import sys; from pathlib import Path; from open287g.record.build import build; build(Path(sys.argv[1]))"
_IN_FORCE = """SELECT agreement_id, min(valid_from), max(valid_to) FROM {}
WHERE known_to IS NULL AND valid_from <= ? AND (valid_to IS NULL OR valid_to > ?) GROUP BY agreement_id"""


class Change(NamedTuple):
    """One agreement that one of two records has in force on a day, and the other has not; `reason` None: none found."""

    day: date
    agreement_id: str
    here: bool
    reason: str | None


class Month(NamedTuple):
    """A day, how many the other record has in force, how many this one, and the changes between them."""

    day: date
    before: int
    now: int
    changes: tuple[Change, ...]


def months(record: Record, other: Path) -> list[Month]:
    """Each of DAYS in both records."""
    connection = duckdb.connect()
    connection.execute(f"ATTACH {literal(other)} AS other (READ_ONLY)")
    found = record.connection.execute("SELECT old_id, new_id, reason FROM redirects").fetchall()
    redirects = {old: (new, reason) for old, new, reason in found}
    rows = {row["agreement_id"]: row for row in record.agreements().to_pylist()}
    names = ("agreement_id", "valid_from", "valid_to")
    told = []
    for day in DAYS:
        here = {row[0] for row in record.connection.execute(_IN_FORCE.format("beliefs"), [day, day]).fetchall()}
        there = [
            dict(zip(names, row, strict=True))
            for row in connection.execute(_IN_FORCE.format("other.beliefs"), [day, day]).fetchall()
        ]
        told.append(Month(day, len(there), len(here), tuple(_changes(day, here, there, rows, redirects))))
    return told


def _changes(
    day: date,
    here: set[str],
    there: list[dict[str, Any]],
    rows: dict[str, dict[str, Any]],
    redirects: dict[str, tuple[str, str]],
) -> Iterator[Change]:
    present = {row["agreement_id"]: present_id(row["agreement_id"], rows, redirects) for row in there}
    under: dict[str, list[str]] = defaultdict(list)
    for old, found in sorted(present.items()):
        under[found.present if found else old].append(old)
    others = {row["agreement_id"]: row for row in there}
    for name, ids in under.items():
        if name not in here:
            yield from (Change(day, old, False, _why_not(day, others[old], rows.get(name))) for old in ids)
            continue
        # The present id stands; what the other record counts beside it is gone.
        told = [found for old in ids if (found := present[old]) is not None and found.reason]
        for found in told[-(len(ids) - 1) :] if len(ids) > 1 else []:
            yield Change(day, found.asked, False, f"counted beside {name}: {found.reason}")
    for name in sorted(here - under.keys()):
        yield Change(day, name, True, _why(rows[name]))


def _why_not(day: date, other: dict[str, Any], row: dict[str, Any] | None) -> str | None:
    """Why an agreement that the other record has in force is not here."""
    if row is None:
        return None
    if row["status"] == "moved":
        return "ICE moved the row to another agency: it never was this one's"
    if day < row["valid_from"]:
        return f"in force from {row['valid_from']} ({_BASES[row['valid_from_basis']]}), not from {other['valid_from']}"
    if row["valid_to"] is not None and row["valid_to"] <= day:
        return f"over on {row['valid_to']} at the latest ({row['ended_as']}), not on {other['valid_to']}"
    if row["gaps"]:
        return f"off the list in between: {', '.join(row['gaps'])}"
    return None


def _why(row: dict[str, Any]) -> str:
    """Why an agreement is in force here, with what it rests on."""
    until = f", until {row['valid_to']} ({row['ended_as']})" if row["valid_to"] else ""
    return f"in force from {row['valid_from']} ({_BASES[row['valid_from_basis']]}){until}"


_BASES = {
    "executed": "the later signature on the memorandum's page",
    "signed": "SIGNED",
    "memorandum": "the day in the memorandum's name",
    "listed": "the first listing",
}


@contextmanager
def _other(options: argparse.Namespace) -> Iterator[Path]:
    """The record to compare with: a file, an earlier commit's, or that of the rules by themselves."""
    if options.against is not None:
        yield options.against
        return
    with tempfile.TemporaryDirectory() as scratch:
        source, home = Path(scratch) / "src", Path(scratch) / "home"
        if options.at is None:
            without_verdicts(source / "open287g")
        else:
            packed = subprocess.run(["git", "archive", options.at, "src"], cwd=ROOT, stdout=subprocess.PIPE, check=True)
            subprocess.run(["tar", "-x", "-C", scratch], input=packed.stdout, check=True)
        subprocess.run(
            [sys.executable, "-c", _BUILD, str(home)],
            env={**os.environ, "PYTHONPATH": str(source), "OPEN287G_HOME": str(home)},
            check=True,
        )
        yield record_path(home)


def table(told: list[Month]) -> str:
    """The months as a table, and below it each agreement that differs, with its reason and the days it holds for."""
    lines = ["| day | before | now | gone | come |", "|---|---|---|---|---|"]
    for month in told:
        gone, come = (sum(change.here is here for change in month.changes) for here in (False, True))
        lines.append(f"| {month.day} | {month.before:,} | {month.now:,} | {gone} | {come} |")
    lines += ["", "| agreement | change | days | reason |", "|---|---|---|---|"]
    every = [change for month in told for change in month.changes]
    for key in sorted({(c.agreement_id, c.here, c.reason or "") for c in every}):
        days = [str(c.day)[:7] for c in every if (c.agreement_id, c.here, c.reason or "") == key]
        span = days[0] if len(days) == 1 else f"{days[0]} to {days[-1]} ({len(days)})"
        lines.append(f"| `{key[0]}` | {'come' if key[1] else 'gone'} | {span} | {key[2] or 'NONE FOUND'} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Print the months; exit with 1 where a change has no reason."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--at", help="a commit whose code makes the other record")
    parser.add_argument("--against", type=Path, help="another record.duckdb")
    parser.add_argument("--format", choices=("table", "csv"), default="table")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home, _other(options) as other:
        build(Path(home))
        with open_record(Path(home)) as record:
            told = months(record, other)
    changes = [change for month in told for change in month.changes]
    if options.format == "csv":
        sys.stdout.write(csv_text(Change._fields, changes))
    else:
        sys.stdout.write(table(told))
    sys.exit(any(change.reason is None for change in changes))


if __name__ == "__main__":
    main()
