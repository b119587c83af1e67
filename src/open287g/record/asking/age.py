"""The lists an answer rests on: their days, how old they are, and the days that the evidence tells of at all.

ICE's two lists grow old apart. A list says nothing of the days after it, and nothing of years in which none is held:
an answer for such a day is unknown, never 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from open287g.core.days import today
from open287g.core.errors import UnknownError
from open287g.core.thresholds import whole
from open287g.vocabulary.messages import N_, translations

GAP = whole("record", "span_gap_days")
"""Days after a list of which it may still tell."""
_BEHIND = whole("record", "pending_behind_days")


@dataclass(frozen=True, order=True)
class Span:
    """Days that lists tell of, from `first` to `last`, both included; one day where a list shows its own only."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first} to {self.last}"


def spans_of(shown: Iterable[tuple[date, date]], within: int = GAP) -> list[Span]:
    """Periods and single days that lists tell of, from the first and last day on which each was seen.

    Two lists at most `within` days apart tell of the days between them too.
    """
    spans: list[Span] = []
    for first, last in sorted(shown):
        if spans and (first - spans[-1].last).days <= within:
            spans[-1] = Span(spans[-1].first, max(spans[-1].last, last))
        else:
            spans.append(Span(first, last))
    return spans


@dataclass(frozen=True)
class Age:
    """The newest list of one name: the day of its state, and the last day on which it was seen."""

    list: str
    published: date
    last_seen: date

    def days(self, on: date) -> int:
        """How many days old it is on a day: since it was last seen; below 0 on a day before its own."""
        return (on - self.published).days if on < self.published else max((on - self.last_seen).days, 0)

    def facts(self, on: date) -> dict[str, Any]:
        """Its day, the last day on which it was seen, and its age on a day."""
        return {"published": self.published, "last_seen": self.last_seen, "days_old": self.days(on)}


@dataclass(frozen=True)
class Ages:
    """What every answer rests on: the newest of each list, None where none is held, and the spans of the evidence."""

    participating: Age | None
    pending: Age | None
    spans: tuple[Span, ...]

    @cached_property
    def pending_is_known(self) -> bool:
        """Whether the pending list is new enough to say what is pending on the day of the participating one."""
        if self.pending is None or self.participating is None:
            return False
        return (self.participating.last_seen - self.pending.last_seen).days <= _BEHIND

    def are_ahead(self, on: date) -> bool:
        """Whether a list is of a day after `on`: where that is today, the clock is wrong, or the list's day."""
        return any(age is not None and age.days(on) < 0 for _, age in self._named())

    def tells_of(self, day: date) -> bool:
        """Whether the evidence says anything of `day`."""
        return any(day in span for span in self.spans)

    def require(self, day: date) -> None:
        """Raise UnknownError, with the spans, for a day of which the evidence says nothing."""
        if not self.tells_of(day):
            told = " and ".join(map(str, self.spans)) or "no day"
            raise UnknownError(
                f"unknown: no list that is held tells of {day}", remedy=f"The lists that are held tell of {told}."
            )

    def facts(self, on: date | None = None) -> dict[str, Any]:
        """The day of each list and its age in days on a day (default: today's), and whether what is pending is known.

        Keys: participating and pending (each published, last_seen and days_old; None where no list is held), on (the
        day the age is counted to), pending_is_known, tells_of (first and last day of each span of the evidence).
        """
        day = on or today()
        return {
            **{name: age and age.facts(day) for name, age in self._named()},
            "on": day,
            "pending_is_known": self.pending_is_known,
            "tells_of": [[span.first, span.last] for span in self.spans],
        }

    def lists(self) -> dict[str, Any]:
        """What of these facts holds whenever it is read, as JSON can write it: for files, which grow old."""
        return {
            "lists": {
                name: {"published": str(age.published), "last_seen": str(age.last_seen)}
                for name, age in self._named()
                if age is not None
            },
            "pending_is_known": self.pending_is_known,
            "tells_of": [[str(span.first), str(span.last)] for span in self.spans],
        }

    def _named(self) -> tuple[tuple[str, Age | None], ...]:
        return ("participating", self.participating), ("pending", self.pending)

    def says(self, on: date, language: str = "en") -> str:
        """In a sentence: the day and age of each list on a day, and whether what is pending is known."""
        say = translations(language).gettext
        if self.participating is None:
            return say("No list of participating agencies is held.")
        told = say(_RESTS) % _old(self.participating, on, say)
        if self.pending is None:
            told += f"; {say('no list of pending agencies is held, and what is pending is unknown.')}"
        else:
            told += f"; {say(_PENDING) % _old(self.pending, on, say)}"
            told += "." if self.pending_is_known else say(", and what is pending since is unknown.")
        return f"{told} {say(AHEAD) % {'on': on}}" if self.are_ahead(on) else told


def ages(publications: Iterable[Mapping[str, Any]]) -> Ages:
    """The ages of the lists in rows of the table `publications`."""
    rows = list(publications)
    newest: dict[str, Age] = {}
    for row in sorted(rows, key=lambda row: row["number"]):
        newest[row["list"]] = Age(row["list"], row["published"], row["last_seen"])
    shown = [(row["published"], row["last_seen"]) for row in rows if row["list"] == "participating"]
    return Ages(newest.get("participating"), newest.get("pending"), tuple(spans_of(shown)))


AHEAD = N_("It is %(on)s by this computer's clock, before the day of a list: the clock may be wrong.")
_RESTS = N_("Rests on ICE's list of %(day)s, %(old)s")
_PENDING = N_("its pending list is of %(day)s, %(old)s")


def _old(age: Age, on: date, say: Callable[[str], str]) -> dict[str, Any]:
    days = age.days(on)
    forms = {0: say("of that day"), 1: say("1 day old"), -1: say("a day ahead")}
    many = say("%(n)s days old") if days > 0 else say("%(n)s days ahead")
    return {"day": age.published, "old": forms.get(days) or many % {"n": f"{abs(days):,}"}}
