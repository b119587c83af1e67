"""The spellings under which agencies stand in the lists, with what is known of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from open287g.places.match import PlaceMatch, match_agency
from open287g.places.names import AgencyWords, agency_words, squeeze
from open287g.record.normalize import Reading
from open287g.record.presence import Bits, Presence, grouped


@dataclass(frozen=True, eq=False)
class Spelling:
    """One tidy name in one state; `lines` are the line contents that carry it."""

    state: str
    name: str
    lines: tuple[int, ...]
    words: AgencyWords
    key: str
    place: PlaceMatch
    listed: Bits
    by_model: dict[str, Bits]
    pending: Bits
    first_seen: date
    last_seen: date
    publications: int


def spellings(readings: list[Reading], listed: Presence, pending: Presence) -> list[Spelling]:
    """Every spelling that an accepted list shows, in the order of state and name."""
    shown = np.logical_or(np.any(listed.bits, axis=1), np.any(pending.bits, axis=1))
    by_name: dict[tuple[str, str], list[int]] = {}
    for i, reading in enumerate(readings):
        if shown[i] and reading.state and reading.agency:
            by_name.setdefault((reading.state, reading.agency), []).append(i)
    names = sorted(by_name)
    group = np.full(len(readings), -1, np.int64)
    for number, name in enumerate(names):
        group[by_name[name]] = number
    in_listed, in_pending = (grouped(p.bits, group, len(names)) for p in (listed, pending))
    found = []
    for number, name in enumerate(names):
        seen = (in_listed[number], in_pending[number])
        found.append(_spelling(name, by_name[name], readings, seen, (listed, pending)))
    return found


def _spelling(
    name: tuple[str, str],
    lines: list[int],
    readings: list[Reading],
    seen: tuple[Bits, Bits],
    lists: tuple[Presence, Presence],
) -> Spelling:
    state, agency = name
    models = sorted({m for i in lines if (m := readings[i].model)})
    days = [day for bits, p in zip(seen, lists, strict=True) for day, here in zip(p.days, bits, strict=True) if here]
    return Spelling(
        state,
        agency,
        tuple(lines),
        agency_words(agency),
        squeeze(agency),
        match_agency(state, agency, _usual(readings, lines, "county"), _usual(readings, lines, "agency_type")),
        seen[0],
        {m: lists[0].of([i for i in lines if readings[i].model == m]) for m in models},
        seen[1],
        min(days),
        max(days),
        int(seen[0].sum() + seen[1].sum()),
    )


def _usual(readings: list[Reading], lines: list[int], field: str) -> str:
    """The value most lines carry, blank ones aside; of equals, the first in the alphabet."""
    values = [value for i in lines if (value := getattr(readings[i], field))]
    return min(set(values), key=lambda v: (-values.count(v), v)) if values else ""
