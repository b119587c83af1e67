"""Rows that ICE put under a state that lacks their county: moved by rule to the only state that can be meant."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from open287g.archive.workbooks.sheet import Line
from open287g.places.counties import parse_county
from open287g.places.names import fold
from open287g.places.states import states
from open287g.record.reading.lines import Entry, Note

_COUNTY = re.compile(r"^(?:office of the )?(.+? (?:county|parish))\b")


def in_their_states(entries: Sequence[Entry], lines: Sequence[Line]) -> list[Entry]:
    """The entries, those in a state without the county in their name moved where one state alone can be meant.

    One can if no other state has the county, or if the lists show the same agency, model and SIGNED under it and under
    no other. Each move is a note. What can't be settled stays, and is a doubt.
    """
    lacking = {
        i: found for i, entry in enumerate(entries) if (found := _having_it(entry.state, entry.agency, entry.county))
    }
    shown: dict[tuple[str, str | None], dict[str, set[object]]] = defaultdict(lambda: defaultdict(set))
    names = {fold(entries[i].agency) for i in lacking}
    for entry in entries:
        if entry.state and fold(entry.agency) in names:
            shown[fold(entry.agency), entry.model][entry.state].add(entry.signed)
    settled = list(entries)
    for i, candidates in lacking.items():
        entry = entries[i]
        same = shown[fold(entry.agency), entry.model]
        also = {s for s in candidates if s in same and (entry.signed is None or entry.signed in same[s])}
        meant = candidates if len(candidates) == 1 else frozenset(also)
        if len(meant) == 1:
            settled[i] = _moved(entry, lines[i], next(iter(meant)), alone=len(candidates) == 1)
    return settled


@lru_cache(16_384)
def _having_it(state: str | None, agency: str, cell: str) -> frozenset[str]:
    """The states that have the county in the name and the cell, where the state it stands under has neither."""
    named = named_county(agency)
    if state is None or not named or _reads(state, named) or _reads(state, cell):
        return frozenset()
    return frozenset(
        code
        for code in states()
        if parse_county(code, named).tier == "exact"
        and (not cell or parse_county(code, cell).fips == parse_county(code, named).fips)
    )


@lru_cache(16_384)
def named_county(agency: str) -> str:
    """The county that an agency's name begins with, such as "loving county"; empty where it begins with none."""
    match = _COUNTY.match(fold(agency))
    return match[1] if match else ""


def _reads(state: str, county: str) -> bool:
    return bool(county) and parse_county(state, county).tier not in ("unknown", "blank")


def _moved(entry: Entry, line: Line, state: str, *, alone: bool) -> Entry:
    county = named_county(entry.agency).title()
    why = "the only state that has it" if alone else "where the lists show the same agency and signing"
    reason = f"{states()[entry.state or ''].name} has no {county}; moved to {states()[state].name}, {why}"
    note = Note("wrong state", "STATE", line.state, state, "repaired", reason)
    return entry._replace(state=state, notes=(*entry.notes, note))
