"""Which rows are one agreement: one instrument of one agency under one model, told from its renewals.

ICE's SIGNED changes for two reasons: it is corrected, or the agreement is signed anew. A correction keeps the
agreement; a renewal begins another.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from open287g.core.thresholds import whole
from open287g.record.history.presence import Presence
from open287g.record.reading.lines import Reading

_AHEAD = timedelta(days=whole("record", "listed_ahead_days"))
_YEAR = timedelta(days=whole("record", "corrected_within_days"))


@dataclass(frozen=True)
class Signing:
    """The lines of one agency and model with one SIGNED (None: unreadable); `first` publication and its day."""

    signed: date | None
    lines: tuple[int, ...]
    files: frozenset[str]
    first: int
    day: date


@dataclass(frozen=True)
class Instrument:
    """One agreement: agency (number of its cluster), model, n, and its signings in the order they were listed."""

    agency: int
    model: str
    n: int
    signings: tuple[Signing, ...]

    @cached_property
    def lines(self) -> list[int]:
        """All its lines."""
        return [line for signing in self.signings for line in signing.lines]


def instruments(readings: list[Reading], agency_of: list[int], listed: Presence) -> list[Instrument]:
    """The agreements of the participating lists; `agency_of` is the agency of each line, -1 if it has none."""
    groups: dict[tuple[int, str], dict[date | None, list[int]]] = defaultdict(lambda: defaultdict(list))
    for line, reading in enumerate(readings):
        if agency_of[line] >= 0 and reading.model and listed.bits[line].any():
            groups[agency_of[line], reading.model][reading.signed].append(line)
    found = []
    for (agency, model), by_signed in sorted(groups.items()):
        signings = [_signing(signed, lines, readings, listed) for signed, lines in by_signed.items()]
        signings.sort(key=lambda s: (s.first, s.signed or date.max))
        found += [Instrument(agency, model, n, tuple(part)) for n, part in enumerate(_told_apart(signings), 1)]
    return found


def _signing(signed: date | None, lines: list[int], readings: list[Reading], listed: Presence) -> Signing:
    first = int(np.argmax(listed.of(lines)))
    files = frozenset(readings[line].moa_file for line in lines if readings[line].moa_file)
    return Signing(signed, tuple(lines), files, first, listed.days[first])


def _told_apart(signings: list[Signing]) -> list[list[Signing]]:
    parts: list[list[Signing]] = []
    for signing in signings:
        home = next((part for part in reversed(parts) if any(_same(before, signing) for before in part)), None)
        if home is None:
            parts.append([signing])
        else:
            home.append(signing)
    return parts


def _same(before: Signing, after: Signing) -> bool:
    """Whether a later SIGNED corrects an earlier one.

    A signature later than the day the agreement was already listed cannot correct that listing: it is another signing.
    Nor does a date a year later correct one, unless both link the same MOA file.
    """
    if before.signed is None or after.signed is None:
        return True
    if after.signed > before.day + _AHEAD:
        return False
    return after.signed - before.signed < _YEAR or bool(before.files & after.files)
