"""Which notices are wanted now: one before a deadline, and one at it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from open287g.office.clocks.due import Due
from open287g.vocabulary.messages import N_, translations

STAGES = {"before": N_("due soon"), "at": N_("due now or overdue")}


@dataclass(frozen=True)
class Notice:
    """One deadline at one stage; `id` is the same however often it is looked at."""

    stage: str
    due: Due

    @property
    def id(self) -> str:
        """Of the clock, its subject, its deadline and the stage."""
        told = "|".join((self.stage, self.due.clock, self.due.subject, self.due.due.isoformat()))
        return hashlib.sha256(told.encode()).hexdigest()[:32]

    def line(self, language: str = "en") -> str:
        """One line that names no person."""
        say = translations(language).gettext
        one = self.due
        return f"{say(STAGES[self.stage])}: {one.local} {one.who}: {say(one.says)} {one.subject} ({one.cites})"

    def told(self) -> dict[str, str]:
        """As JSON values."""
        one = self.due
        return {
            "id": self.id, "stage": self.stage, "clock": one.clock, "subject": one.subject, "agency_id": one.agency_id,
            "who": one.who, "says": one.says, "due": one.due.isoformat(), "local": one.local, "cites": one.cites,
        }  # fmt: skip


def notices(items: Iterable[Due], now: datetime, before: float) -> list[Notice]:
    """The notices of what is due: none longer before than so many hours; one that is late is told as it is."""
    soon = now + timedelta(hours=before)
    return [Notice("at" if one.due <= now else "before", one) for one in items if one.due <= soon]
