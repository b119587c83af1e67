"""Facts as people give them: read as the cells of a log are, and turned into one row of plain columns.

Raises InputError that names the fact, its value (unless it could name a person) and what is wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from open287g.core.errors import InputError
from open287g.core.suggest import meant, suggestion
from open287g.vocabulary import facts
from open287g.vocabulary.cells import another_day_than, read, text_of
from open287g.vocabulary.facts import LOCAL, Fact
from open287g.vocabulary.moments import Unreadable, is_bare_day, read_day

Given = Mapping[str, Mapping[str, Any]]
"""`{"act": {...}, "officer": {...}, "agreement": {...}}`"""

Values = dict[str, Any]
"""The read values of one record by fact; a Moment for an instant."""


def base_schema() -> dict[str, str]:
    """The plain columns of one row of facts and their Ibis types: instants in microseconds, with their wall clocks."""
    schema = {}
    for record, names in facts.RECORDS.items():
        for name, fact in names.items():
            schema[f"{record}_{name}"] = "int64" if fact.kind == "time" else fact.dtype
            if record == "act" and name in LOCAL:
                schema[f"act_{name}_local"] = "int64"
    return schema


def base_row(given: Given) -> dict[str, Any]:
    """One row of `base_schema` from facts. A key that is absent is unknown; an empty one is unknown or none."""
    unknown = [record for record in given if record not in facts.RECORDS]
    if unknown:
        raise _error(unknown[0], "is no record", suggestion(unknown[0], list(facts.RECORDS), "Use"))
    row: dict[str, Any] = dict.fromkeys(base_schema())
    zone = _value("act", facts.ACT["time_zone"], given.get("act", {}).get("time_zone"), None)
    for record, told in given.items():
        row |= columns_told(record, told, zone)
    return row


def columns_told(record: str, told: Mapping[str, Any], zone: str | None = None) -> dict[str, Any]:
    """The columns of `base_schema` that the facts told of one record fill; `zone` is that of bare local times."""
    columns: dict[str, Any] = {}
    for name, value in _values(record, told, zone).items():
        columns |= _columns(record, name, value, empty=text_of(told.get(name)) is None)
    return columns


MOST_TWICE = 8
"""Times within a repeated hour that are tried both ways: each doubles the decisions."""


def base_rows(given: Given) -> list[dict[str, Any]]:
    """The rows of `base_schema` that facts may mean: two for each local hour that the end of daylight saving
    repeats.
    """
    rows, twice = [base_row(given)], _later(given)
    if len(twice) > MOST_TWICE:
        told = f"tells {len(twice)} times within an hour that comes twice, and no more than {MOST_TWICE} can be tried"
        raise _error("act", told, "Write them with their offset, such as 2025-11-02T01:30:00-04:00.")
    for name, later in twice.items():
        rows += [row | {f"act_{name}": later} for row in rows]
    return rows


def _later(given: Given) -> dict[str, int]:
    told = given.get("act", {})
    zone = _value("act", facts.ACT["time_zone"], told.get("time_zone"), None)
    moments = {name: read(fact, told.get(name), zone, both=True) for name, fact in facts.ACT.items()
               if fact.kind == "time" and name in told and not is_bare_day(text_of(told[name]) or "")}  # fmt: skip
    return {name: one.later for name, one in moments.items() if one is not None and one.later is not None}


def zone_is_odd(given: Given) -> list[str]:
    """The times of the act that are written with another offset than that of the zone named."""
    told = given.get("act", {})
    zone = _value("act", facts.ACT["time_zone"], told.get("time_zone"), None)
    return [
        f"act.{name} is written with another offset than that of act.time_zone"
        for name, fact in facts.ACT.items()
        if fact.kind == "time" and name in told and not is_bare_day(text_of(told[name]) or "")
        and (one := read(fact, told[name], zone, both=True)) is not None and one.odd
    ]  # fmt: skip


def day_of(label: str, value: Any) -> date | None:
    """A day, or None where the value is empty; `label` names it in the error."""
    text = text_of(value)
    try:
        return None if text is None else read_day(text)
    except Unreadable as reason:
        raise _error(label, f"is refused: {reason}") from None


def local_day(act: Mapping[str, Any]) -> date | None:
    """The local day of an act, where its facts tell it."""
    row = base_row({"act": act})
    day: date | None = row["act_began_on"]
    return day if row["act_at_local"] is None else _date(row["act_at_local"])


def _date(wall: int) -> date:
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=wall)).date()


_NAME = re.compile("[a-z][a-z0-9_]{0,39}")


def _values(record: str, told: Mapping[str, Any], zone: str | None) -> Values:
    values: Values = {}
    for name, value in told.items():
        if name not in facts.RECORDS[record]:
            called = f"{record}.{name}" if _NAME.fullmatch(name) else f"a key of {record}"
            also = meant(name, list(facts.RECORDS[record]))
            remedy = f"{also}{' ' if also else ''}See them all: open287g rules facts {record}"
            raise _error(called, "is no fact of the rulebook", remedy)
        if (record, name) != ("act", "at") or not is_bare_day(text_of(value) or ""):
            values[name] = _value(record, facts.RECORDS[record][name], value, zone)
    if record == "act":
        _set_day(told, values)
    return values


def _value(record: str, fact: Fact, value: Any, zone: str | None) -> Any:
    try:
        return read(fact, value, zone, both=True)
    except Unreadable as reason:
        raise _refused(record, fact, value, str(reason)) from None


def _set_day(told: Mapping[str, Any], values: Values) -> None:
    """The day of an act is its own fact, that of a bare day in `at`, and may not contradict the clock at the act."""
    shown: date | None = None
    if "at" in told and "at" not in values:
        shown = _value("act", facts.ACT["began_on"], told["at"], None)
        values["at"] = None
    elif (moment := values.get("at")) is not None and moment.wall is not None:
        shown = _date(moment.wall)
    said = values.get("began_on")
    if said is not None and shown is not None and said != shown:
        raise _refused("act", facts.ACT["began_on"], None, another_day_than("at"))
    if said is None and values.get("at") is None and shown is not None:
        values["began_on"] = shown


def _columns(record: str, name: str, value: Any, *, empty: bool) -> dict[str, Any]:
    key, fact = f"{record}_{name}", facts.RECORDS[record][name]
    if fact.kind != "time":
        return {key: facts.NEVER if fact.none_when_empty and empty else value}
    instant, wall = (None, None) if value is None else (value.instant, value.wall)
    return {key: instant} | ({f"{key}_local": wall} if record == "act" and name in LOCAL else {})


def _refused(record: str, fact: Fact, value: Any, sentence: str) -> InputError:
    # What was given is not repeated: it may be a name or number of a person that stands in the wrong place.
    return _error(f"{record}.{fact.name}", f"is refused: {sentence}", meant(str(value), fact.choices))


def _error(label: str, what: str, remedy: str = "") -> InputError:
    return InputError(f"{label} {what}", where="facts", remedy=remedy, exit_code=2)
