"""What a release holds, as a program and a person read it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from open287g.activity.releases.ledger import ColumnLedger
from open287g.activity.releases.load import Release


def about(release: Release) -> dict[str, Any]:
    """Its file, kind, rows, span of days and ledger."""
    return {
        "file": release.file,
        "sheet": release.sheet,
        "kind": release.kind,
        "rows": release.rows,
        "first_day": release.first_day,
        "last_day": release.last_day,
        "ledger": release.ledger.shown(),
        "signals": len(release.signals),
    }


def row_lines(releases: Sequence[Release]) -> list[dict[str, Any]]:
    """What became of the rows of each sheet."""
    return [
        {"file": one.file, "sheet": one.sheet, "kind": one.kind, "first day": one.first_day, "last day": one.last_day}
        | {key.replace("_", " "): value for key, value in one.ledger.shown()["rows"].items()}
        for one in releases
    ]


def column_lines(releases: Sequence[Release]) -> list[dict[str, Any]]:
    """What became of the columns of each sheet; those that nothing here needs stand in one line."""
    return [line for one in releases for line in _lines(one)]


def _lines(release: Release) -> list[dict[str, Any]]:
    lines = [_line(release, column) for column in release.ledger.columns if column.use == "read"]
    for use, headers in (("refused as personal", release.dropped), ("not read", release.unused)):
        if headers:
            lines.append({"file": release.file, "header": ", ".join(headers), "use": use})
    return lines


def _line(release: Release, column: ColumnLedger) -> dict[str, Any]:
    unknown = ", ".join(f"{value} ({n:,})" for value, n in list(column.unknown.items())[:5])
    told = {"file": release.file, "header": column.header, "use": f"read as {column.column}"}
    counts = {name: getattr(column, name) for name in ("empty", "redacted", "unread", "null", "values")}
    return told | counts | {"unknown values": unknown}
