"""Which rows are one agreement: one instrument of one agency under one model, told from its renewals.

ICE's SIGNED changes for two reasons: it is corrected, or the agreement is signed anew. A correction keeps the
agreement; a renewal begins another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from open287g.core.thresholds import whole
from open287g.record.believing.presence import Presence
from open287g.record.identity.agencies import Agency
from open287g.record.reading.lines import Entry
from open287g.vocabulary.file_names import file_key

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
    """One agreement: agency, model, n, and its signings in the order they were listed."""

    agency: Agency
    model: str
    n: int
    signings: tuple[Signing, ...]

    @cached_property
    def agreement_id(self) -> str:
        """<agency_id>:<MODEL>:<n>"""
        return f"{self.agency.agency_id}:{self.model}:{self.n}"

    @cached_property
    def lines(self) -> list[int]:
        """All its lines."""
        return [line for signing in self.signings for line in signing.lines]


def instruments(entries: list[Entry], agency_of_line: Sequence[Agency | None], listed: Presence) -> list[Instrument]:
    """The agreements of the participating lists, by agency, model and n."""
    agencies: dict[str, Agency] = {}
    groups: dict[tuple[str, str], dict[date | None, list[int]]] = defaultdict(lambda: defaultdict(list))
    for line, entry in enumerate(entries):
        agency = agency_of_line[line]
        if agency is not None and entry.model and listed.bits[line].any():
            agencies[agency.agency_id] = agency
            groups[agency.agency_id, entry.model][entry.signed].append(line)
    instruments: list[Instrument] = []
    for (agency_id, model), by_signed in sorted(groups.items()):
        signings = [_signing(signed, lines, entries, listed) for signed, lines in by_signed.items()]
        signings.sort(key=lambda s: (s.first, s.signed or date.max))
        parts = enumerate(_told_apart(signings), 1)
        instruments += [Instrument(agencies[agency_id], model, n, tuple(part)) for n, part in parts]
    return instruments


def _signing(signed: date | None, lines: list[int], entries: list[Entry], listed: Presence) -> Signing:
    first = int(np.argmax(listed.of(lines)))
    files = frozenset(file_key(entries[line].moa_file) for line in lines if entries[line].moa_file)
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
