"""When a list was published: the clocks a file carries, and what they say together.

Three clocks are independent and each is wrong sometimes: the day in the file's name, the time an archive captured it,
and the time the workbook was last saved. The newest SIGNED date inside is a fourth bound.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from open287g.core.counted import counted
from open287g.core.thresholds import whole
from open287g.record.reading.corpus import Numbers

_DIGITS = re.compile(r"\d{6,}")
_SHELF = timedelta(days=whole("record", "saved_before_days"))
_FRESH = timedelta(days=whole("record", "newest_signed_days"))
LONG_LIST = whole("record", "long_list")


@dataclass(frozen=True)
class Clocks:
    """What one file's clocks say; None is a clock it does not have."""

    named: date | None
    half: int
    captured_at: datetime | None
    modified_at: datetime | None
    newest_signed: date | None


@dataclass(frozen=True)
class Dating:
    """The day the evidence gives, the place in that day, and why; `published` None if the evidence gives no day."""

    published: date | None
    half: int
    reason: str


def date_file(clocks: Clocks, has_digits: bool) -> Dating:
    """Decide the day of publication; `has_digits` tells a name with an unreadable date from one without."""
    if clocks.captured_at is not None and clocks.named is None:
        return _by_capture(clocks, clocks.captured_at)
    saved = clocks.modified_at.date() if clocks.modified_at else None
    if clocks.named is None:
        if saved is None:
            return Dating(None, clocks.half, "no clock: no day in the name, no capture, no time of saving")
        what = "the day in the name cannot be read" if has_digits else "the name holds no day"
        return Dating(saved, clocks.half, f"{what}; the workbook was saved {saved}")
    if saved is not None and saved > clocks.named + timedelta(days=1):
        return _misnamed(clocks, clocks.named, saved)
    if clocks.newest_signed is not None and clocks.newest_signed > clocks.named + timedelta(days=1):
        return Dating(
            None,
            clocks.half,
            f"the name says {clocks.named}, but a row was signed {clocks.newest_signed}, and no time of saving decides",
        )
    if saved is None:
        return Dating(clocks.named, clocks.half, f"the name says {clocks.named}")
    gap = (clocks.named - saved).days
    if gap <= 0:
        return Dating(clocks.named, clocks.half, f"name and time of saving agree on {clocks.named}")
    return Dating(
        clocks.named, clocks.half, f"the name says {clocks.named}; saved {saved}, {counted(gap, 'day')} before"
    )


def _by_capture(clocks: Clocks, captured: datetime) -> Dating:
    day = captured.date()
    half = 0 if captured.hour < 15 else 1 if captured.hour < 19 else 2
    saved = clocks.modified_at
    if saved is not None and saved.date() > day + timedelta(days=1):
        return Dating(day, half, f"captured {day}; saved again {saved.date()}, after the capture")
    if saved is not None:
        return Dating(day, half, f"captured {day}; saved {saved.date()}")
    return Dating(day, half, f"captured {day}")


def untimely(clocks: Clocks, rows: int) -> str:
    """Why a file cannot be of the day in its name: it lay too long, or nobody had signed for too long; else empty."""
    if clocks.named is None:
        return ""
    if clocks.modified_at is not None and clocks.named - clocks.modified_at.date() > _SHELF:
        return f"the name says {clocks.named}, {(clocks.named - clocks.modified_at.date()).days} days after its saving"
    signed = clocks.newest_signed
    if clocks.modified_at is None and rows > LONG_LIST and signed is not None and clocks.named - signed > _FRESH:
        return f"the name says {clocks.named}, {(clocks.named - signed).days} days after the newest SIGNED"
    return ""


def _misnamed(clocks: Clocks, named: date, saved: date) -> Dating:
    if saved - named > _SHELF and clocks.newest_signed is not None and clocks.newest_signed <= named:
        return Dating(named, clocks.half, f"the name says {named}, as SIGNED allows; saved again {saved}")
    for years in range(1, 3):
        try:
            later = named.replace(year=named.year + years)
        except ValueError:
            continue
        if saved - timedelta(days=1) <= later <= saved + _SHELF:
            return Dating(
                later,
                clocks.half,
                f"misdated name: it says {named}, but was saved {saved}; the year is {years} too low",
            )
    return Dating(saved, clocks.half, f"misdated name: it says {named}, but was saved {saved}")


def has_digits(name: str) -> bool:
    """Whether a name holds digits that could be meant as a date."""
    return _DIGITS.search(name) is not None


def newest_credible(signed: Numbers, clocks_end: date | None) -> date | None:
    """The newest SIGNED that the file's other clocks do not make impossible (a typed 5025 says nothing).

    `signed` are ordinals of days, 0 where there is none.
    """
    end = date.max.toordinal() if clocks_end is None else clocks_end.toordinal() + 1
    newest = int(signed[signed <= end].max(initial=0))
    return date.fromordinal(newest) if newest else None
