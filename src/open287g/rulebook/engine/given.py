"""Facts as people give them: checked, read, and turned into one row of plain columns.

Raises InputError that names the fact, its value and what is wanted.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from open287g.core.errors import InputError
from open287g.rulebook.engine.calendar import zone_names
from open287g.rulebook.engine.operations import micros
from open287g.vocabulary import facts
from open287g.vocabulary.facts import Fact

_YES = {"true": True, "t": True, "yes": True, "y": True, "1": True}
_NO = {"false": False, "f": False, "no": False, "n": False, "0": False}

YEARS = (1900, 2200)
"""Times outside of these years are slips of the pen."""

Given = Mapping[str, Mapping[str, Any]]
"""`{"act": {...}, "officer": {...}, "agreement": {...}}`"""


def base_schema() -> dict[str, str]:
    """The plain columns of one row of facts and their Ibis types: instants in microseconds, with their wall clocks."""
    schema = {}
    for record, names in facts.RECORDS.items():
        for name, fact in names.items():
            instant = fact.dtype.startswith("timestamp")
            schema[f"{record}_{name}"] = "int64" if instant else fact.dtype
            if record == "act" and name in facts.LOCAL:
                schema[f"act_{name}_local"] = "int64"
    return schema


def base_row(given: Given) -> dict[str, Any]:
    """One row of `base_schema` from facts. A key that is absent is unknown; an empty one is unknown or none."""
    unknown = [record for record in given if record not in facts.RECORDS]
    if unknown:
        raise _wrong(unknown[0], "is no record", f"Use {', '.join(facts.RECORDS)}.")
    row: dict[str, Any] = dict.fromkeys(base_schema())
    zone = _zone(given.get("act", {}).get("time_zone"))
    for record, values in given.items():
        for name, value in values.items():
            if name not in facts.RECORDS[record]:
                raise _wrong(f"{record}.{name}", "is no fact of the rulebook", f"See `open287g rules facts {record}`.")
            row |= _read(record, name, value, zone)
    return row


def _read(record: str, name: str, value: Any, zone: ZoneInfo | None) -> dict[str, Any]:
    fact = facts.RECORDS[record][name]
    key, label = f"{record}_{name}", f"{record}.{name}"
    if value is None or (isinstance(value, str) and not value.strip()):
        return {key: facts.NEVER if name in facts.NONE_WHEN_EMPTY else None}
    if fact.dtype.startswith("timestamp"):
        instant, wall = _moment(label, value, zone)
        return {key: instant} | ({f"{key}_local": wall} if record == "act" and name in facts.LOCAL else {})
    return {key: _plain(label, value, fact)}


def _plain(label: str, value: Any, fact: Fact) -> Any:
    if fact.dtype == "boolean":
        return _boolean(label, value)
    if fact.dtype == "date":
        return _day(label, value)
    if fact.dtype in ("int64", "float64"):
        return _number(label, value, whole=fact.dtype == "int64")
    if not isinstance(value, str):
        raise _wrong(label, f"is {value!r}, not a text")
    text = value.strip()
    if fact.choices and text not in fact.choices:
        raise _wrong(label, f"is {text!r}", f"Use {', '.join(fact.choices)}.")
    return text


def _boolean(label: str, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    found = (_YES | _NO).get(str(value).strip().lower())
    if found is None:
        raise _wrong(label, f"is {value!r}", "Write true or false; leave it out when unknown.")
    return found


def day_of(label: str, value: Any) -> date | None:
    """A day, or None where the value is empty."""
    return None if value is None or value == "" else _day(label, value)


def _day(label: str, value: Any) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(str(value).strip())
    except ValueError:
        raise _wrong(label, f"is {value!r}, not a day", "Write it as YYYY-MM-DD, for example 2025-04-24.") from None


def _number(label: str, value: Any, *, whole: bool) -> float:
    try:
        number = float("nan") if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        number = float("nan")
    if not math.isfinite(number) or (whole and number != int(number)) or number < 0:
        raise _wrong(label, f"is {value!r}, not a {'whole ' if whole else ''}number of 0 or more")
    return int(number) if whole else number


def _zone(name: Any) -> ZoneInfo | None:
    if name is None or name == "":
        return None
    if name not in zone_names():
        raise _wrong("act.time_zone", f"is {name!r}, no zone of the United States", "For example America/Chicago.")
    return ZoneInfo(name)


def _moment(label: str, value: Any, zone: ZoneInfo | None) -> tuple[int | None, int | None]:
    """The instant and the wall clock, in microseconds; each None where it is not known."""
    moment = value if isinstance(value, datetime) else _parsed(label, value)
    if not YEARS[0] <= moment.year <= YEARS[1]:
        raise _wrong(label, f"is in the year {moment.year}", f"Years from {YEARS[0]} to {YEARS[1]} are read.")
    if moment.tzinfo is not None:
        # A zone that is named is better than an offset; without one, Greenwich time tells no local day.
        local = moment.astimezone(zone) if zone is not None else moment
        told = zone is not None or moment.utcoffset() != timedelta(0)
        instant = moment.astimezone(UTC).replace(tzinfo=None)
        return micros(instant), micros(local.replace(tzinfo=None)) if told else None
    if zone is None:
        return None, micros(moment)
    early, late = (moment.replace(tzinfo=zone, fold=fold).astimezone(UTC).replace(tzinfo=None) for fold in (0, 1))
    return (micros(early) if early == late else None), micros(moment)


def _parsed(label: str, value: Any) -> datetime:
    text = str(value).strip()
    try:
        if not re.match(r"\d{4}-\d\d-\d\d[T ]\d", text):
            raise ValueError
        return datetime.fromisoformat(text)
    except ValueError:
        remedy = "Write it as 2025-04-24T14:30:00-05:00."
        raise _wrong(label, f"is {value!r}, not a day and time", remedy) from None


def _wrong(label: str, what: str, remedy: str = "") -> InputError:
    return InputError(f"{label} {what}", where="facts", remedy=remedy, exit_code=2)
