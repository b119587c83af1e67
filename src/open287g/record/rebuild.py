"""Build the record again and tell what it holds now that it did not hold before."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from open287g.core.counted import counted
from open287g.core.days import today

_COLUMNS = ("event_id", "kind", "known", "valid", "state", "agency_id", "agreement_id", "says", "file", "sha256", "row")


@dataclass(frozen=True)
class Rebuilt:
    """What a new record brought: `events` it did not hold before, none if there was no record to compare with.

    `unbelieved` are those of the files asked about that it does not believe: `name`, `sha256`, `list`, `reason`.
    """

    events: list[dict[str, Any]] = field(default_factory=list)
    unbelieved: list[dict[str, Any]] = field(default_factory=list)


def rebuild(home: Path, hashes: Iterable[str] = (), *, accept: bool = False) -> Rebuilt:
    """Build `home`'s record; what is new in it, and which of the raw files with these `hashes` it does not believe.

    What the record holds is told on standard error. Raises InputError, and leaves the record, where more than a tenth
    of its agreements would be lost, unless `accept`.
    """
    from open287g.record.build import build
    from open287g.record.tables.database import record_path

    before = _held_before(record_path(home))
    report = build(home, accept=accept)
    after = _events(report.path)
    held = report.tables
    print(
        f"The record holds {counted(held['agreements'], 'agreement')} of {counted(held['agencies'], 'agency')} from "
        f"{counted(held['publications'], 'publication')}. "
        f"In quarantine: {report.quarantined:,} (see open287g snapshots).",
        file=sys.stderr,
    )
    if not before:
        print(f"It is the first one here, with {counted(len(after), 'event')}.", file=sys.stderr)
        return Rebuilt([], _refused(home, hashes))
    gone = len(before.keys() - after.keys())
    new = [event for event_id, event in after.items() if event_id not in before]
    print(f"Events: {len(new):,} new, {gone:,} no longer stand.", file=sys.stderr)
    return Rebuilt(new, _refused(home, hashes))


def _held_before(record: Path) -> dict[str, dict[str, Any]]:
    """The events of the record to be replaced; none if there is none, or none that can be read."""
    import duckdb

    if not record.exists():
        return {}
    try:
        return _events(record)
    except duckdb.Error as error:
        said = str(error).partition("\n")[0]
        print(f"{record}: the old record cannot be read and is replaced ({said})", file=sys.stderr)
        return {}


def _events(record: Path) -> dict[str, dict[str, Any]]:
    """Every event of `record` by its id, oldest first."""
    import duckdb

    with duckdb.connect(str(record), read_only=True) as connection:
        rows = connection.execute(f"SELECT {', '.join(_COLUMNS)} FROM events ORDER BY known, event_id").fetchall()
    return {row[0]: dict(zip(_COLUMNS, row, strict=True)) for row in rows}


def _refused(home: Path, hashes: Iterable[str]) -> list[dict[str, Any]]:
    from open287g.record.asking.record import open_record

    asked = set(hashes)
    with open_record(home) as record:
        held = record.questions.snapshots().dicts()
        if record.ages().are_ahead(today()):
            print(record.ages().says(today()), file=sys.stderr)
    return [
        {column: row[column] for column in ("name", "sha256", "list", "reason")}
        for row in held
        if row["sha256"] in asked and row["verdict"] == "quarantined"
    ]
