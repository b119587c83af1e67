"""Which agency a spelling means."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import duckdb
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from open287g.archive.workbooks.sheet import Line
from open287g.core.errors import NotFoundError
from open287g.core.thresholds import threshold
from open287g.places.match import match_agency
from open287g.places.names import agency_words, fold, squeeze
from open287g.places.states import parse_state
from open287g.record.identity.joining import LONG_NAME
from open287g.record.reading.lines import read_line

_ANSWER = threshold("record", "answer_likeness")
_MARGIN = threshold("record", "answer_margin")
_NEAREST = threshold("record", "nearest_likeness")

_OWN_ROW = {"exact", "relaxed", "fuzzy", "state", "spelling"}

# Words that say what kind of body it is, not which one: "washington county" is no county of Washington's.
_GENERAL = {
    "county", "parish", "city", "town", "village", "borough", "township", "of", "the", "sheriff", "sheriffs", "office",
    "department", "police",
}  # fmt: skip


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
        rows = cursor.execute("SELECT ori, agency_id FROM agencies WHERE ori IS NOT NULL ORDER BY agency_id").fetchall()
        self._by_ori = dict(rows)
        self._ids = {row[0] for row in cursor.execute("SELECT agency_id FROM agencies").fetchall()}
        self._redirects: dict[str, str] = dict(cursor.execute("SELECT old_id, new_id FROM redirects").fetchall())
        self._names = {k.agency_id: (state, k.name) for state, known in self._by_state.items() for k in known}

    def resolve(self, name: str, state: str) -> Resolution:
        """Read name and state as a list's cells would be read, then look for the agency."""
        reading = read_line(Line(state, name, "", "", "", "", "", "", "none", "", "", "none"))
        if reading.state is None:
            return Resolution(None, None, "unknown_state", f"{state!r} is no state or territory")
        known = self._by_state.get(reading.state, [])
        return (
            self._same_name(reading.agency, known)
            or self._same_row(reading.state, reading.agency)
            or self._slip(reading.agency, known)
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

    def _same_row(self, state: str, name: str) -> Resolution | None:
        place = match_agency(state, name)
        agency_id = self._by_ori.get(place.ori) if place.ori and place.ori_tier in _OWN_ROW else None
        if agency_id is None or agency_words(self._names[agency_id][1]).kind != agency_words(name).kind:
            return None
        return Resolution(
            agency_id, self._names[agency_id][1], "roster", f"finds the same row of the FBI roster, {place.ori}"
        )

    def _slip(self, name: str, known: list[_Known]) -> Resolution | None:
        """One or two letters apart from exactly one agency of the same kind."""
        key, kind = squeeze(name), agency_words(name).kind
        bound = 2 if len(key) > LONG_NAME else 1
        near = {
            k.agency_id: k
            for k in known
            if agency_words(k.spelling).kind == kind
            and OSA.distance(key, squeeze(k.spelling), score_cutoff=bound) <= bound
        }
        if len(near) != 1 or match_agency(self._names[next(iter(near))][0], name).ori_tier in _OWN_ROW:
            return None
        one = next(iter(near.values()))
        return Resolution(one.agency_id, one.name, "typo", f"one or two letters from {one.spelling}")

    def find(self, text: str) -> str:
        """The id meant by an id, an old id, or a name with or without its state ("collier fl")."""
        wanted = text.strip()
        if wanted in self._ids:
            return wanted
        if wanted in self._redirects:
            return self._redirects[wanted]
        name, state = _split_state(wanted)
        if state is not None:
            found = self.resolve(name, state)
            if found.agency_id is not None:
                return found.agency_id
        return self._search(name, state, text)

    def _search(self, name: str, state: str | None, text: str) -> str:
        pool = {s: known for s, known in self._by_state.items() if state in (None, s)}
        spelled = [k for known in pool.values() for k in known]
        whole, place = fold(name), _place(name)
        best: dict[str, float] = {}
        for known in spelled:
            likeness = max(
                fuzz.token_sort_ratio(whole, fold(known.spelling)), fuzz.ratio(place, _place(known.spelling))
            )
            if likeness >= _ANSWER:
                best[known.agency_id] = max(best.get(known.agency_id, 0.0), likeness)
        order = sorted(best.items(), key=lambda item: (-item[1], item[0]))
        if order and (len(order) == 1 or order[0][1] - order[1][1] >= _MARGIN):
            return order[0][0]
        nearest = ", ".join(f"{self._names[i][1]}, {self._names[i][0]} ({i})" for i, _ in order[:8])
        if order:
            raise NotFoundError(f"{text!r} could be several agencies", remedy=f"Name one of: {nearest}")
        raise NotFoundError(f"no agency of the record is like {text!r}", remedy="Try its county or city and its state.")


def _place(name: str) -> str:
    """The place a name stands for: without the kind of agency and without county, parish, city or town."""
    words = [word for word in fold(name).split() if word not in _GENERAL]
    return "".join(words) or squeeze(name)


def _split_state(text: str) -> tuple[str, str | None]:
    """A state named at the end ("collier fl", "Collier County, Florida") or the beginning, taken off."""
    words = text.replace(",", " ").split()
    for take in (3, 2, 1):
        for name, state in ((words[:-take], words[-take:]), (words[take:], words[:take])):
            told = any(word not in _GENERAL for word in fold(" ".join(name)).split())
            code = parse_state(" ".join(state)).code if told and len(words) > take else None
            if code is not None:
                return " ".join(name), code
    return text, None


def _nearest(name: str, known: list[_Known]) -> list[dict[str, Any]]:
    ranked = process.extract(
        fold(name), [fold(k.spelling) for k in known], scorer=fuzz.WRatio, limit=12, score_cutoff=_NEAREST
    )
    found: dict[str, dict[str, Any]] = {}
    for _, likeness, position in ranked:
        found.setdefault(known[position].agency_id, _shown(known[position], likeness))
    return list(found.values())[:5]


def _shown(known: _Known, likeness: float) -> dict[str, Any]:
    return {"agency_id": known.agency_id, "name": known.name, "likeness": round(likeness, 1)}
