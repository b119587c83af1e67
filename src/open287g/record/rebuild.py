"""Build the record again and tell what it holds now that it did not hold before."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

_COLUMNS = ("event_id", "kind", "known", "valid", "state", "agency_id", "agreement_id", "says", "file", "sha256", "row")


def rebuild(home: Path) -> list[dict[str, Any]]:
    """Build `home`'s record; the events it did not hold before, none if there was no record to compare with.

    What the record holds is told on standard error.
    """
    from open287g.record.build import build
    from open287g.record.tables.database import record_path

    before = _held_before(record_path(home))
    report = build(home)
    after = _events(report.path)
    held = report.tables
    print(
        f"The record holds {held['agreements']:,} agreements of {held['agencies']:,} agencies from "
        f"{held['publications']:,} publications. In quarantine: {report.quarantined:,} (see open287g snapshots).",
        file=sys.stderr,
    )
    if not before:
        print(f"It is the first one here, with {len(after):,} events.", file=sys.stderr)
        return []
    gone = len(before.keys() - after.keys())
    new = [event for event_id, event in after.items() if event_id not in before]
    print(f"Events: {len(new):,} new, {gone:,} no longer stand.", file=sys.stderr)
    return new


def _held_before(record: Path) -> dict[str, dict[str, Any]]:
    """The events of the record to be replaced; none if there is none, or none that can be read."""
    import duckdb

    if not record.exists():
        return {}
    try:
        return _events(record)
    except duckdb.Error as error:
        print(f"{record}: the old record cannot be read and is replaced ({error})", file=sys.stderr)
        return {}


def _events(record: Path) -> dict[str, dict[str, Any]]:
    """Every event of `record` by its id, oldest first."""
    import duckdb

    with duckdb.connect(str(record), read_only=True) as connection:
        rows = connection.execute(f"SELECT {', '.join(_COLUMNS)} FROM events ORDER BY known, event_id").fetchall()
    return {row[0]: dict(zip(_COLUMNS, row, strict=True)) for row in rows}
