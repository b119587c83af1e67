"""Which agency a spelling means."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import duckdb
from rapidfuzz import fuzz, process

from open287g.archive.workbooks.sheet import Line
from open287g.core.thresholds import threshold
from open287g.places.match import match_agency
from open287g.places.names import agency_words, fold, squeeze
from open287g.places.states import parse_state_cell
from open287g.record.reading.lines import read_line, tidy

_NEAREST = threshold("record", "nearest_likeness")

_OWN_ROW = {"exact", "relaxed", "fuzzy", "state", "spelling"}


@dataclass(frozen=True)
class Resolution:
    """The agency a spelling is, or None with the nearest `candidates` (each a dict of agency_id, name, likeness)."""

    agency_id: str | None
    name: str | None
    tier: str
    evidence: str
    candidates: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class _Known:
    agency_id: str
    spelling: str
    name: str
    tier: str
    evidence: str


class Resolver:
    """Looks spellings up in the record; loads the names once."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        cursor = connection.cursor()
        self._by_state: dict[str, list[_Known]] = defaultdict(list)
        rows = cursor.execute(
            """SELECT s.state, agency_id, agency_name, name, tier, evidence
            FROM spellings s JOIN agencies USING (agency_id) ORDER BY s.state, agency_name, agency_id"""
        ).fetchall()
        for state, *rest in rows:
            self._by_state[state].append(_Known(*rest))
        self._read_otherwise = _read_otherwise(cursor)
        rows = cursor.execute("SELECT ori, agency_id FROM agencies WHERE ori IS NOT NULL ORDER BY agency_id").fetchall()
        self._by_ori = dict(rows)
        self._names = {k.agency_id: (state, k.name) for state, known in self._by_state.items() for k in known}

    def resolve(self, name: str, state: str) -> Resolution:
        """Read name and state as a list's cells would be read, then look for the agency."""
        reading = read_line(Line(state, name, "", "", "", "", "", "", "none", "", "", "none"))
        if reading.state is None:
            return Resolution(None, None, "unknown_state", f"{state!r} is no state or territory")
        known = self._by_state.get(reading.state, [])
        return (
            self._same_name(reading.agency, known)
            or self._mended(reading.state, reading.agency)
            or self._same_row(reading.state, reading.agency)
            or Resolution(
                None, None, "unknown", "no agency of the record is spelled so", _nearest(reading.agency, known)
            )
        )

    def _same_name(self, name: str, known: list[_Known]) -> Resolution | None:
        exact = [k for k in known if k.spelling == name]
        same = exact or [k for k in known if squeeze(k.spelling) == squeeze(name)]
        ids = {k.agency_id for k in same}
        if len(ids) == 1:
            tier = "exact" if exact else "same"
            says = f"the lists spell it so ({same[0].tier}: {same[0].evidence})" if exact else "the same words"
            return Resolution(same[0].agency_id, same[0].name, tier, says)
        if ids:
            return Resolution(
                None, None, "ambiguous", "several agencies bear this name", [_shown(k, 100.0) for k in same]
            )
        return None

    def _mended(self, state: str, name: str) -> Resolution | None:
        """The agency whose row the lists show so, where the record reads the state or the name otherwise."""
        ids = self._read_otherwise.get((state, name), set())
        if len(ids) != 1:
            return None
        agency_id = next(iter(ids))
        says = "the lists have a row so, whose state or name is a slip; see `open287g signals`"
        return Resolution(agency_id, self._names[agency_id][1], "mended", says)

    def _same_row(self, state: str, name: str) -> Resolution | None:
        place = match_agency(state, name)
        agency_id = self._by_ori.get(place.ori) if place.ori and place.ori_tier in _OWN_ROW else None
        if agency_id is None or agency_words(self._names[agency_id][1]).kind != agency_words(name).kind:
            return None
        return Resolution(
            agency_id, self._names[agency_id][1], "roster", f"finds the same row of the FBI roster, {place.ori}"
        )


def _read_otherwise(cursor: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], set[str]]:
    """Agencies by the state and name of their rows as they stand, for rows that the record reads otherwise."""
    agencies: dict[tuple[str, str], set[str]] = defaultdict(set)
    rows = cursor.execute(
        "SELECT DISTINCT raw_state, raw_agency, state, agency_name, agency_id FROM lines WHERE agency_id IS NOT NULL"
    ).fetchall()
    for raw_state, raw_agency, state, name, agency_id in rows:
        stood = parse_state_cell(raw_state).code, tidy(raw_agency)
        if stood[0] is not None and stood != (state, name):
            agencies[stood[0], stood[1]].add(agency_id)
    return agencies


def _nearest(name: str, known: list[_Known]) -> list[dict[str, Any]]:
    ranked = process.extract(
        fold(name), [fold(k.spelling) for k in known], scorer=fuzz.WRatio, limit=12, score_cutoff=_NEAREST
    )
    nearest: dict[str, dict[str, Any]] = {}
    for _, likeness, position in ranked:
        nearest.setdefault(known[position].agency_id, _shown(known[position], likeness))
    return list(nearest.values())[:5]


def _shown(known: _Known, likeness: float) -> dict[str, Any]:
    return {"agency_id": known.agency_id, "name": known.name, "likeness": round(likeness, 1)}
