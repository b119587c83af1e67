"""What an agency's own log shows of its holds, as its audit measured them: assumptions of a note that need no guess."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from open287g.core.counted import counted
from open287g.core.errors import InputError, NotFoundError
from open287g.core.files import read_text_within
from open287g.costs.assumptions import Assumption, Range

_TABLE = "overdetention.csv"
_MOST_BYTES = 4 * 2**20
_DAYS_A_YEAR = 365.25
_SHORTEST = 28
"""Days that a log must span before its holds are carried to a year."""
_COLUMNS = ("agency_id", "holds", "measured", "hours", "beyond_48_hours", "hours_beyond_48", "first_day", "last_day")
_REMEDY = "Name the folder that open287g audit wrote."


def with_measured(known: Mapping[str, Assumption], audit: Path, agency_id: str | None) -> dict[str, Assumption]:
    """`known` with holds a year, the share beyond 48 hours, the days over and the days waited as `audit` measured them.

    A table of one agency is taken whatever its log calls it (`costs.asked` refuses another's); of several, the row of
    `agency_id`. Raises InputError
    where it is no folder of an audit or its log is too short, NotFoundError where no hold was measured or the agency
    has no row.
    """
    path = audit / _TABLE
    row = _row_of(path, agency_id)
    holds, measured, beyond = (_number(row, name, path) for name in ("holds", "measured", "beyond_48_hours"))
    if not measured:
        raise NotFoundError("no hold of that log tells its times", str(path), "Tell what is known with --set.")
    days = _days(row, path)
    source = (
        f"the agency's own log, {row['first_day']} to {row['last_day']}: {measured:.0f} of {holds:.0f} holds measured"
    )
    values = {
        "detainers": holds / days * _DAYS_A_YEAR,
        "held_share": 1.0,
        "late_share": beyond / measured,
        "late_days": _number(row, "hours_beyond_48", path) / 24 / beyond if beyond else 0.0,
        "waiting_days": _number(row, "hours", path) / 24 / measured,
    }
    told = {
        name: replace(known[name], range=Range(v, v, v), source=source) for name, v in values.items() if name in known
    }
    return {**known, **told}


def agencies_of(audit: Path) -> list[str]:
    """What the log of an audit calls the agencies whose holds it tells of."""
    return [row["agency_id"] for row in _rows(audit / _TABLE)]


def _row_of(path: Path, agency_id: str | None) -> dict[str, str]:
    rows = _rows(path)
    own = rows if len(rows) == 1 else [row for row in rows if row["agency_id"] == agency_id]
    if len(own) != 1:
        raise NotFoundError(
            f"{len(rows)} agencies have holds there, and not this one", str(path), "Audit its own log alone."
        )
    return own[0]


def _rows(path: Path) -> list[dict[str, str]]:
    reader = csv.DictReader(read_text_within(path, _MOST_BYTES, _REMEDY).splitlines())
    missing = [name for name in _COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        raise InputError(f"it has no column {missing[0]}", f"{path}, row 1", "Audit the log again with this version.")
    return list(reader)


def _number(row: Mapping[str, str], name: str, path: Path) -> float:
    try:
        return float(row[name] or 0)
    except ValueError as error:
        raise InputError(f"{name} is no number", str(path), _REMEDY) from error


def _days(row: Mapping[str, str], path: Path) -> int:
    try:
        days = (date.fromisoformat(row["last_day"]) - date.fromisoformat(row["first_day"])).days + 1
    except ValueError as error:
        raise InputError("the log's first and last day are not told", str(path), "Give each act its time.") from error
    if days < _SHORTEST:
        remedy = "Audit a longer log, or tell a year's numbers with --set."
        raise InputError(f"the log spans {counted(days, 'day')}, too few to tell a year", str(path), remedy)
    return days
