"""Days and half-open periods."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from open287g.core.errors import InputError


@dataclass(frozen=True, order=True)
class Period:
    """[start, end): `end` None is open."""

    start: date
    end: date | None = None

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)


def parse_day(text: str, name: str = "date") -> date:
    """A day given as YYYY-MM-DD."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise InputError(
            f"{name} {text!r} is not a day",
            remedy="Write it as YYYY-MM-DD, for example 2025-04-24.",
            exit_code=2,
        ) from None
