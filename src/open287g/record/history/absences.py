"""What happened to each agreement, in two clocks, told from the publications that list it and those that do not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from open287g.core.thresholds import whole
from open287g.record.history.instruments import Instrument
from open287g.record.history.presence import Bits, Presence, runs
from open287g.record.reading.lines import Reading

# An absence counts as an ending once it lasted this long; shorter ones that came back are flickers.
PROBABLE_DAYS = whole("record", "probable_days")
PROBABLE_PUBLICATIONS = whole("record", "probable_publications")
CONFIRMED_DAYS = whole("record", "confirmed_days")
CONFIRMED_PUBLICATIONS = whole("record", "confirmed_publications")


@dataclass(frozen=True)
class Absence:
    """Publications [start, end) without an agreement that was listed before; `end` None: it is still absent."""

    start: int
    end: int | None
    days: int
    publications: int
    grade: str

    @property
    def ended(self) -> bool:
        """Whether it lasted long enough to be an ending."""
        return self.grade != "suspected"


@dataclass(frozen=True)
class Belief:
    """One agreement was believed in force [valid_from, valid_to) from `known_from` until `known_to`."""

    signed: date | None
    valid_from: date
    valid_to: date | None
    known_from: date
    known_to: date | None
    publication: int


@dataclass(frozen=True, eq=False)
class Life:
    """The life of one agreement: where it is listed, its SIGNED in each publication, its absences and MOA links.

    `signed[p]` is SIGNED as publication p lists it; `line[p]` the line that lists it, -1 if none does.
    """

    instrument: Instrument
    listed: Bits
    line: tuple[int, ...]
    signed: tuple[date | None, ...]
    absences: tuple[Absence, ...]

    @cached_property
    def first(self) -> int:
        """The first publication that lists it."""
        return int(np.argmax(self.listed))

    @cached_property
    def last(self) -> int:
        """The last publication that lists it."""
        return len(self.listed) - 1 - int(np.argmax(self.listed[::-1]))

    @property
    def ending(self) -> Absence | None:
        """Its present absence, if the newest publication does not list it."""
        return self.absences[-1] if self.absences and self.absences[-1].end is None else None

    @cached_property
    def last_signed(self) -> date | None:
        """SIGNED as last listed; an earlier value where the last cannot be read."""
        return next((s for s in reversed(self.signed[: self.last + 1]) if s is not None), None)


def live(instrument: Instrument, readings: list[Reading], listed: Presence) -> Life:
    """Follow one agreement through the publications."""
    here = listed.of(instrument.lines)
    line = np.full(len(here), -1, np.int64)
    # Of two rows for one agreement, the one with the later first listing is ICE's correction of the other.
    for signing in sorted(instrument.signings, key=lambda s: s.first):
        for number in sorted(signing.lines, key=lambda i: (bool(readings[i].moa_file), i)):
            line[listed.bits[number]] = number
    signed_in = {-1: None, **{number: readings[number].signed for number in instrument.lines}}
    lines = line.tolist()
    signed = tuple([signed_in[number] for number in lines])
    return Life(instrument, here, tuple(lines), signed, tuple(_absences(here, listed)))


def _absences(here: Bits, listed: Presence) -> list[Absence]:
    stretches = runs(here)
    found = []
    for i, (_, start) in enumerate(stretches):
        if start == len(here):
            break
        end = stretches[i + 1][0] if i + 1 < len(stretches) else None
        until = listed.days[-1] if end is None else listed.days[end]
        days = (until - listed.days[start]).days
        publications = (len(here) if end is None else end) - start
        found.append(Absence(start, end, days, publications, grade(days, publications)))
    return found


def grade(days: int, publications: int) -> str:
    """How sure an ending is, by how long and how often the agreement was absent."""
    if days >= CONFIRMED_DAYS and publications >= CONFIRMED_PUBLICATIONS:
        return "confirmed"
    if days >= PROBABLE_DAYS and publications >= PROBABLE_PUBLICATIONS:
        return "probable"
    return "suspected"


def beliefs(life: Life, listed: Presence, *, moved: bool = False) -> list[Belief]:
    """What could be known of the agreement's validity, publication by publication.

    While it is listed it is in force from SIGNED on, open-ended. The first publication without it says it is over, on
    that day at the latest. If it comes back soon, that was an error and nothing had ended; if it comes back after an
    ending, the world has two periods. If ICE `moved` its row to another agency, it never was this agency's: from then
    on nothing is believed of it.
    """
    found: list[Belief] = []
    state: list[tuple[date | None, date, date | None]] = []
    for p in _turns(life):
        gone_for_good = moved and life.ending is not None and p >= life.ending.start
        now = [] if gone_for_good else _periods(life, listed, p)
        if now != state:
            found = [_closed(b, listed.days[p]) for b in found]
            found += [Belief(*period, listed.days[p], None, p) for period in now]
            state = now
    return [b for b in found if b.known_to is None or b.known_to > b.known_from]


def _turns(life: Life) -> list[int]:
    """The publications that can change what is known: the first, each change of SIGNED, each absence and return."""
    if not life.absences and len(set(life.signed[life.first :])) == 1:
        return [life.first]
    changes = {p for p in range(life.first + 1, len(life.signed)) if life.signed[p] != life.signed[p - 1]}
    edges = {a.start for a in life.absences} | {a.end for a in life.absences if a.end is not None}
    return sorted({life.first} | changes | edges)


def _closed(belief: Belief, day: date) -> Belief:
    if belief.known_to is not None:
        return belief
    return Belief(belief.signed, belief.valid_from, belief.valid_to, belief.known_from, day, belief.publication)


def _periods(life: Life, listed: Presence, p: int) -> list[tuple[date | None, date, date | None]]:
    """The periods of force as publication p lets one know them."""
    signed = next((life.signed[q] for q in range(min(p, life.last), -1, -1) if life.signed[q] is not None), None)
    begin = min(signed or listed.days[life.first], listed.days[life.first])
    over = [a for a in life.absences if a.end is not None and a.end <= p and a.ended]
    edges = [begin, *(listed.days[a.end] for a in over if a.end is not None)]
    ends: list[date | None] = [listed.days[a.start] for a in over]
    now = next((a for a in life.absences if a.start <= p and (a.end is None or p < a.end)), None)
    ends.append(listed.days[now.start] if now is not None else None)
    return [(signed, start, end) for start, end in zip(edges, ends, strict=True) if end is None or start < end]
