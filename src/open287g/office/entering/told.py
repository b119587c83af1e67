"""An event as it is told, read field by field: the values as the ledger writes them, or every reason against them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from open287g.core.errors import InputError
from open287g.office.entering.refusal import Reason, Refused
from open287g.office.entering.values import ID, NOT_AN_ID, OWN_READERS, agency, check_id, text_of
from open287g.office.model.kinds import OWN, Kind, field, kind_named, subjects
from open287g.vocabulary.cells import OF_A_PERSON, PERSON, SPACES, earlier_than, read
from open287g.vocabulary.facts import ORDERS, Fact
from open287g.vocabulary.moments import Moment, Unreadable, read_day
from open287g.vocabulary.zones import zones

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Told:
    """A readable event. `data` holds its fields as JSON values, `private` the texts that stay out of the ledger."""

    kind: Kind
    subject: str
    agency_id: str
    on: date
    data: Mapping[str, Any]
    private: Mapping[str, str]
    reason: str


def read_event(event: Mapping[str, Any], zone: str | None) -> Told:
    """The event in `event`, whose local times are of `zone`. Raises Refused with every field that cannot be read."""
    kind = kind_named(str(event.get("kind", "")))
    reader = _Reader(kind, event, zone)
    names = [*subjects()[kind.subject].key, *kind.fields]
    values = {name: value for name in names if name in event and (value := reader.value(name)) is not None}
    agency_id = reader.agency_id()
    on = reader.day(values)
    reason = reader.reason()
    reader.refuse_strangers(names)
    for name in (*subjects()[kind.subject].key, *kind.needs):
        if name not in values and name not in reader.refused:
            reader.refuse(name, "is missing")
    reader.check_orders(values)
    if reader.reasons or on is None:
        raise Refused(reader.reasons)
    subject = ":".join([kind.subject, *(str(values[name]) for name in subjects()[kind.subject].key)])
    private = {name: str(values.pop(name)) for name in kind.private if name in values}
    return Told(kind, subject, agency_id, on, values, private, reason)


class _Reader:
    def __init__(self, kind: Kind, event: Mapping[str, Any], zone: str | None) -> None:
        self.kind, self.event, self.zone = kind, event, zone
        self.reasons: list[Reason] = []
        self.refused: set[str] = set()

    def refuse(self, name: str, what: str) -> None:
        self.refused.add(name)
        self.reasons.append(Reason("field", f"{name} {what}"))

    def value(self, name: str) -> Any:
        """The JSON value of a field; None where it is empty or cannot be read, which is then said."""
        described = field(self.kind.subject, name)
        assert described is not None
        told = self.event[name]
        zone = _zone(self.event.get("time_zone")) or self.zone or None
        try:
            if described.kind in OWN:
                return OWN_READERS[described.kind](told)
            return _json(_checked(described, read(described, told, zone)), zone)
        except Unreadable as why:
            self.refuse(name, f"is {why}")
        return None

    def agency_id(self) -> str:
        """The agency the event names, where it names one."""
        told = self.event.get("agency_id") or str(self.event.get("agreement_id") or "").partition(":")[0]
        if told:
            try:
                return agency(told)
            except Unreadable as why:
                self.refuse("agency_id", f"is {why}")
        return ""

    def day(self, values: Mapping[str, Any]) -> date | None:
        told = self.event.get("on")
        if told is None and self.kind.name == "act.entered":
            told = str(values.get("began_on") or values.get("at") or "")[:10] or None
        if told is None:
            if not ({"at", "began_on"} & self.refused):  # The day of an act is that of its time, which is told already.
                self.refuse("on", "is missing")
            return None
        try:
            return read_day(str(told))
        except Unreadable as why:
            self.refuse("on", f"is {why}")
        return None

    def reason(self) -> str:
        """The reason that was given."""
        try:
            told = text_of(self.event.get("reason") or "") or ""
        except Unreadable as why:
            self.refuse("reason", f"is {why}")
            return ""
        if self.kind.reason and not told:
            self.refuse("reason", "is missing")
        return told

    def refuse_strangers(self, names: list[str]) -> None:
        known = {*names, "kind", "on", "reason", "agency_id"}
        for place, name in enumerate(self.event):
            if name not in known:
                shown = name if ID.fullmatch(name) and not re.search(r"\d{3}", name) else f"number {place + 1}"
                self.refuse(f"field {shown}", f"is none of {self.kind.name}")

    def check_orders(self, values: Mapping[str, Any]) -> None:
        for first, second in ORDERS.get(self.kind.subject, ()):
            if first in values and second in values and instant(values[second]) < instant(values[first]):
                self.refuse(second, f"is {earlier_than(first)}")


def _zone(told: Any) -> str | None:
    """The zone that an event names; None where it names none that is known, which its own field says."""
    name = told.strip(SPACES) if isinstance(told, str) else ""
    return name if name in zones() else None


def instant(text: str) -> str:
    """A day or time of the ledger as a text that sorts."""
    return datetime.fromisoformat(text).astimezone(UTC).isoformat() if "T" in text else text


def _checked(fact: Fact, value: Any) -> Any:
    if fact.kind == "id" and value is not None:
        if not ID.fullmatch(value):
            raise Unreadable(NOT_AN_ID)
        if fact.personal and re.fullmatch(PERSON, value):
            raise Unreadable(OF_A_PERSON)
        if fact.name != "agreement_id":
            check_id(value, of_staff=fact.name in ("account", "adjudicator"))
    return value


def _json(value: Any, zone: str | None) -> Any:
    if isinstance(value, Moment):
        moment = EPOCH + timedelta(microseconds=value.instant)
        return moment.astimezone(ZoneInfo(zone) if zone else UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def parse(text: str) -> Mapping[str, Any]:
    """An event as JSON. Raises InputError for what is no object, or has a key twice."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len({name for name, _ in pairs}) < len(pairs):
            raise InputError("has a key twice", "event", "Say each field once.", exit_code=2)
        return dict(pairs)

    try:
        told = json.loads(text, object_pairs_hook=once, parse_constant=_no_number)
        plain = json.dumps(told, ensure_ascii=False)
        plain.encode()  # half of a surrogate pair is JSON, and no text
    except (ValueError, RecursionError):
        told, plain = None, ""
    if "\\u0000" in plain:
        raise InputError("holds a null character", "event", "Leave it out.", exit_code=2)
    if not isinstance(told, dict):
        raise InputError("is no JSON object", "event", 'Write {"kind": "...", "on": "YYYY-MM-DD"}.', exit_code=2)
    return told


def _no_number(_: str) -> None:
    raise ValueError
