"""A part of an answer as text: JSON, JSON lines, CSV."""

from __future__ import annotations

import json
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from open287g.cli.asked import Part, flat, nested, stands_apart
from open287g.core.cells import csv_of


class Format(StrEnum):
    """How a command prints its answer."""

    table = "table"
    json = "json"
    csv = "csv"


def json_of(part: Part, lines: bool, escaped: bool = False) -> str:
    """A part as JSON: an object or a list, or one object a line; it ends in a line feed. `escaped`: letters beyond
    ASCII as JSON's escapes, for a stream that cannot take them.
    """
    if lines:
        return "".join(json.dumps(row, default=plain, ensure_ascii=escaped) + "\n" for row in part.rows)
    told = part.rows[0] if part.facts else part.rows
    return json.dumps(told, default=plain, ensure_ascii=escaped, indent=2) + "\n"


def part_csv(part: Part) -> str:
    """A part as CSV that a spreadsheet opens without running anything; tables within it are left to other files."""
    if part.facts:
        told = flat(part.rows[0])
        return csv_of([told], [name for name, value in told.items() if not stands_apart(value)])
    within = nested(part)
    return csv_of(part.rows, [name for name in part.names if name not in within])


def plain(value: Any) -> Any:
    """What JSON writes for a date or another value it does not know."""
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value)
