"""Doubts about whose row it is: a county that only another state has, and a TYPE that the name denies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from open287g.places.counties import parse_county
from open287g.places.names import agency_words, fold
from open287g.places.states import states
from open287g.record.believing.presence import Presence, Proof
from open287g.record.history.agreements import Agreement
from open287g.record.history.doubting.doubt import Doubt, of_agreement
from open287g.record.identity.agencies import Agency
from open287g.record.identity.wrong_states import named_county
from open287g.record.reading.lines import Entry
from open287g.record.values import AgencyType, DoubtKind

# A body with one of these words may be of any type: its county, its state or a city may run it.
_ANY = re.compile(
    r"\b(state|university|college|campus|school|airport|port|park|parks|tribal|tribe|nation|regional|metro|metropolitan"
    r"|district|transit|railroad|hospital|capitol|national|highway|task force|county|parish|borough|authority"
    r"|joint|unified|board|commission)\b"
)
_NAMED = 5
"""States that are named one by one; of more only the number is told."""
_LOCAL = {"sheriff", "corrections", "police", "constable"}


def agency_doubts(
    agency: Agency, lines: Sequence[int], entries: Sequence[Entry], listed: Presence, pending: Presence
) -> Iterator[Doubt]:
    """What the rows of one agency say of its place and type that its name or the map denies."""
    told: set[tuple[str, str]] = set()
    for line in lines:
        entry = entries[line]
        for column, value, against in _oddities(agency, entry):
            if (column, value) not in told:
                told.add((column, value))
                kind: DoubtKind = "county of another state" if column == "COUNTY" else "type against the name"
                yield Doubt(kind, agency, None, column, value, against, _proof(line, listed, pending))


def _oddities(agency: Agency, entry: Entry) -> Iterator[tuple[str, str, str]]:
    for county in dict.fromkeys((entry.county, named_county(entry.agency))):
        if county and (elsewhere := _elsewhere(agency.state, county)):
            yield "COUNTY", county, " ".join(elsewhere) if len(elsewhere) <= _NAMED else f"{len(elsewhere)} states"
    expected = type_by_name(entry.agency, agency.state)
    if entry.agency_type is not None and expected and entry.agency_type not in expected:
        yield "TYPE", entry.agency_type, " or ".join(expected)


def copied_row(agreement: Agreement) -> Iterator[Doubt]:
    """A row that one list alone shows, beside the same row of another state."""
    if agreement.copied and agreement.successor is not None:
        after = agreement.successor.after.agreement_id
        state = agreement.agency.state
        yield of_agreement("row of another state", agreement, agreement.first, "STATE", state, after)


@lru_cache(16_384)
def _elsewhere(state: str, county: str) -> tuple[str, ...]:
    """The states that have a county of this name, where `state` has none like it."""
    if parse_county(state, county).tier != "unknown":
        return ()
    return tuple(code for code in states() if parse_county(code, county).tier == "exact")


@lru_cache(16_384)
def type_by_name(name: str, state: str) -> tuple[AgencyType, ...]:
    """The types that a name allows; empty where it tells none."""
    words, folded = agency_words(name), fold(name)
    if words.kind not in _LOCAL or fold(states()[state].name) in folded or re.match(r"(cnmi )?department of", folded):
        return ()
    if re.search(r"\b(county|parish)\b", folded):
        city = words.kind in ("police", "constable")
        return () if city else ("county",)
    if words.kind == "police" and not _ANY.search(folded):
        return ("municipality",)
    return ()


def _proof(line: int, listed: Presence, pending: Presence) -> Proof:
    among = listed if listed.stretches[line] else pending
    return among.proof(among.stretches[line][0][0], line)
