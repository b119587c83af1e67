"""What is due as a calendar feed (RFC 5545), for any calendar program: names of subjects, and nobody's name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from icalendar import Alarm, Calendar, Event

from open287g.office.clocks.due import Due
from open287g.office.words import ROLES
from open287g.vocabulary.messages import translations

BEFORE = timedelta(hours=12)
"""An alarm goes off at the deadline and so long before it."""


def feed(items: Iterable[Due], now: datetime, language: str = "en") -> bytes:
    """The feed, in a language; an item keeps its identity from feed to feed, so that a calendar shows it once."""
    calendar = Calendar()
    calendar.add("prodid", "-//open287g//office//EN")
    calendar.add("version", "2.0")
    for item in items:
        calendar.add_component(_event(item, now, translations(language).gettext))
    made: bytes = calendar.to_ical()
    return made


def _event(one: Due, now: datetime, say: Callable[[str], str]) -> Event:
    event = Event()
    event.add("uid", f"{one.clock}/{one.subject}@office.open287g.invalid")
    event.add("dtstamp", now)
    event.add("dtstart", one.due)
    event.add("dtend", one.due)
    event.add("summary", f"{say(ROLES[one.who])}: {say(one.says)} {one.subject}")
    event.add("description", f"{one.clock}. {one.cites}")
    for before in (BEFORE, timedelta(0)):
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", say(one.says))
        alarm.add("trigger", -before)
        event.add_component(alarm)
    return event
