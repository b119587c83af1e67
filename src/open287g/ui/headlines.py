"""A day of changes in a headline, and a week of them as plain text to copy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from open287g.record.asking.whole_tables import Row
from open287g.ui import formats, sentences
from open287g.ui.reader import Reader
from open287g.vocabulary import labels
from open287g.vocabulary.messages import N_

NEW, GONE, PAPERS = ("listed", "renewed", "relisted"), ("delisted",), ("moa_posted",)


def headline(reader: Reader, rows: Sequence[Row]) -> str:
    """What a day changed: how many new and where, how many gone and where, the rest in numbers."""
    parts = [_where(reader, rows, NEW, True), _where(reader, rows, GONE, False)]
    rest = Counter(row["kind"] for row in rows if row["kind"] not in (*NEW, *GONE))
    for kind, n in rest.most_common():
        parts.append(f"{reader.gettext(labels.EVENTS[kind])}: {formats.number(n, reader.language, '')}")
    return "; ".join(filter(None, parts)) or reader.gettext("nothing")


def _where(reader: Reader, rows: Sequence[Row], kinds: tuple[str, ...], new: bool) -> str:
    states = Counter(row["state"] for row in rows if row["kind"] in kinds)
    n = sum(states.values())
    if not n:
        return ""
    if len(states) == 1:
        (code,) = states
        form = N_("%(n)s new, in %(state)s") if new else N_("%(n)s gone, in %(state)s")
        filled = {"state": reader.gettext(labels.STATES[code])}
    else:
        form = N_("%(n)s new in %(states)s states") if new else N_("%(n)s gone in %(states)s states")
        filled = {"states": formats.number(len(states), reader.language, "")}
    return reader.gettext(form) % {"n": formats.number(n, reader.language, ""), **filled}


def week_of(day: date) -> tuple[date, date]:
    """The Monday of a day's week, and the Monday after it."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=7)


def as_text(reader: Reader, monday: date, rows: Sequence[Row], names: dict[str, str]) -> str:
    """A week as lines to copy: its headline, then each change but the memoranda, by day."""
    title = reader.gettext("Week of %(day)s") % {"day": formats.day(monday, reader.language, "")}
    told = [row for row in rows if row["kind"] not in PAPERS]
    lines = [
        f"{row['known'].isoformat()} {row['state']}: {sentences.event(row, names[row['agency_id']], reader.language)}"
        for row in sorted(told, key=lambda row: (row["known"], row["state"], row["event_id"]))
    ]
    return "\n".join([f"{title}. {headline(reader, rows)}.", *lines])
