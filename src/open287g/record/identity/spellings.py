"""The spellings under which agencies stand in the lists, with what is known of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import combinations

import numpy as np

from open287g.places.counties import parse_county
from open287g.places.match import PlaceMatch, match_agency
from open287g.places.names import AgencyWords, agency_words, squeeze
from open287g.record.believing.presence import Bits, Presence
from open287g.record.reading.lines import Entry


@dataclass(frozen=True, eq=False)
class Spelling:
    """One tidy name in one state; `lines` are the line contents that carry it.

    `county` is set only where two agencies of one state bear the same name, told apart by their counties.
    """

    state: str
    name: str
    county: str
    lines: tuple[int, ...]
    words: AgencyWords
    key: str
    place: PlaceMatch
    agency_type: str | None
    listed: Bits
    by_model: dict[str, Bits]
    pending: Bits
    first_seen: date
    last_seen: date
    publications: int


def spellings_of(entries: list[Entry], listed: Presence, pending: Presence) -> list[Spelling]:
    """Every spelling that an accepted list shows, in the order of state and name."""
    shown = np.logical_or(np.any(listed.bits, axis=1), np.any(pending.bits, axis=1))
    by_name: dict[tuple[str, str], list[int]] = {}
    for i, entry in enumerate(entries):
        if shown[i] and entry.state and entry.agency:
            by_name.setdefault((entry.state, entry.agency), []).append(i)
    spellings: list[Spelling] = []
    for (state, name), lines in sorted(by_name.items()):
        for county, part in _namesakes(lines, entries, listed):
            spellings.append(_spelling((state, name, county), part, entries, listed, pending))
    return spellings


def _namesakes(lines: list[int], entries: list[Entry], listed: Presence) -> list[tuple[str, list[int]]]:
    """The lines of one name, parted by county where one list shows it under one model in two counties, or where two
    counties each have a body of that name and nothing was signed under both."""
    parts: dict[tuple[str, ...], list[int]] = {}
    for i in lines:
        parts.setdefault(parse_county(entries[i].state, entries[i].county).fips, []).append(i)
    known = sorted(fips for fips in parts if fips)
    pairs = [(parts[a], parts[b]) for a, b in combinations(known, 2)]
    if not any(_side_by_side(a, b, entries, listed) or _each_its_own(a, b, entries) for a, b in pairs):
        return [("", lines)]
    largest = max(known, key=lambda fips: (len(parts[fips]), fips))
    parts[largest] += parts.pop((), [])
    return [("-".join(fips), sorted(parts[fips])) for fips in known]


def _side_by_side(one: list[int], other: list[int], entries: list[Entry], listed: Presence) -> bool:
    models = {entries[i].model for i in one} & {entries[i].model for i in other}
    return any(
        bool(np.any(listed.of(_of_model(one, m, entries)) & listed.of(_of_model(other, m, entries)))) for m in models
    )


def _each_its_own(one: list[int], other: list[int], entries: list[Entry]) -> bool:
    """Whether the roster has a body of the name in each county, and none of what the one signed stands under the other.

    What was signed under both is one agreement whose county cell was set right.
    """
    signed = [{(entries[i].model, entries[i].signed) for i in lines if entries[i].signed} for lines in (one, other)]
    if not all(signed) or signed[0] & signed[1]:
        return False
    found = [_place(entries[lines[0]]) for lines in (one, other)]
    return found[0].ori != found[1].ori and all(place.ori and place.ori_tier == "exact" for place in found)


def _place(entry: Entry) -> PlaceMatch:
    return match_agency(entry.state or "", entry.agency, entry.county, entry.agency_type or "")


def _of_model(lines: list[int], model: str | None, entries: list[Entry]) -> list[int]:
    return [i for i in lines if entries[i].model == model]


def _spelling(
    named: tuple[str, str, str],
    lines: list[int],
    entries: list[Entry],
    listed: Presence,
    pending: Presence,
) -> Spelling:
    state, agency, county = named
    in_listed, in_pending = listed.of(lines), pending.of(lines)
    seen = [(shown, at) for shown in (listed, pending) if (at := shown.stretches_of(lines))]
    by_model: dict[str, list[int]] = {}
    for i in lines:
        by_model.setdefault(entries[i].model or "", []).append(i)
    newest_first = sorted(lines, key=lambda i: (-listed.last[i], -pending.last[i], i))
    cell = next((entries[i].county for i in newest_first if entries[i].county), "")
    kind = next((entries[i].agency_type for i in newest_first if entries[i].agency_type), None)
    return Spelling(
        state,
        agency,
        county,
        tuple(lines),
        agency_words(agency),
        squeeze(agency),
        match_agency(state, agency, cell, kind or ""),
        kind,
        in_listed,
        {m: listed.of(own) if len(own) < len(lines) else in_listed for m, own in sorted(by_model.items()) if m},
        in_pending,
        min(shown.days[at[0][0]] for shown, at in seen),
        max(shown.last_seen[at[-1][1] - 1] for shown, at in seen),
        sum(end - first for _, at in seen for first, end in at),
    )
