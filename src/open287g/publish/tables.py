"""Rows as CSV and JSON text, the same for downloads and for the API."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from open287g.core.spreadsheet import safe_cell


def csv_text(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> str:
    """CSV with a header row; a cell that a spreadsheet would run is shown instead; lists are joined by "; "."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(column)) for column in columns])
    return out.getvalue()


def json_text(value: object) -> str:
    """Compact JSON; days and times in ISO 8601."""
    return json.dumps(value, default=_plain, ensure_ascii=False, separators=(",", ":"))


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return safe_cell("; ".join(map(str, value)))
    return safe_cell(_plain(value) if isinstance(value, (date, datetime)) else str(value))


def _plain(value: object) -> str:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")
