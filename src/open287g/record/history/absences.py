"""Absences of an agreement from the list, and how sure each is to be an ending."""

from __future__ import annotations

from dataclasses import dataclass

from open287g.core.thresholds import whole
from open287g.record.believing.presence import Presence, Stretches
from open287g.record.values import Grade

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
    grade: Grade

    @property
    def ended(self) -> bool:
        """Whether it lasted long enough to be an ending."""
        return self.grade != "suspected"


def absences(stretches: Stretches, listed: Presence) -> list[Absence]:
    """The absences of what stands in these `stretches`, after its first listing."""
    absent: list[Absence] = []
    for i, (_, start) in enumerate(stretches):
        if start == len(listed.days):
            break
        end = stretches[i + 1][0] if i + 1 < len(stretches) else None
        until = listed.days[-1] if end is None else listed.days[end]
        days = (until - listed.days[start]).days
        publications = (len(listed.days) if end is None else end) - start
        absent.append(Absence(start, end, days, publications, grade(days, publications)))
    return absent


def grade(days: int, publications: int) -> Grade:
    """How sure an ending is, by how long and how often the agreement was absent."""
    if days >= CONFIRMED_DAYS and publications >= CONFIRMED_PUBLICATIONS:
        return "confirmed"
    if days >= PROBABLE_DAYS and publications >= PROBABLE_PUBLICATIONS:
        return "probable"
    return "suspected"
