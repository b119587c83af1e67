"""Match an agency as ICE names it to its county or counties and to its row in the FBI roster.

A wrong match is worse than none: where two rows are plausible the answer is none, with both as candidates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from open287g.places.counties import CountyReading, counties, parse_county
from open287g.places.names import AgencyWords, agency_words, fold, squeeze, without_place_kind
from open287g.places.roster import RosterAgency, roster
from open287g.places.states import states
from open287g.places.tables import read_table

_NAMED_COUNTY = re.compile(r"^(?:office of the |county of )?(.+? (?:county|parish|borough))\b")
_COMPATIBLE = {
    "police": {"police", "county police", "marshal"},
    "marshal": {"marshal", "police"},
    "campus": {"campus"},
    "school": {"school"},
    "tribal": {"tribal"},
}
_LONG, _VERY_LONG = 6, 11


class PlaceMatch(NamedTuple):
    """Where an agency is and which roster row is its own.

    `county_tier`: exact, suffix, spelling, fuzzy, several (the cell's reading), agency_name, roster, judged,
    statewide, blank, ambiguous or unknown. `ori_tier`: judged, exact, county, relaxed, fuzzy; without an ORI:
    ambiguous, county_differs, near, no_roster_row, unknown_state. `candidates` are ORIs a person may look at.
    `population` and `officers` are the roster's, of `officers_year`.
    """

    counties: tuple[str, ...]
    county_tier: str
    county_evidence: str
    ori: str | None
    ori_tier: str
    ori_evidence: str
    roster_name: str | None
    population: int | None
    officers: int | None
    officers_year: int | None
    candidates: tuple[str, ...]


class AgencyRow(NamedTuple):
    """An agency as a list names it: state code (None unknown) and the cells of name, county and type."""

    state: str | None
    name: str
    county: str = ""
    type: str = ""


class _Found(NamedTuple):
    row: RosterAgency | None
    tier: str
    evidence: str
    candidates: tuple[str, ...] = ()


def match_agencies(rows: Iterable[AgencyRow]) -> list[PlaceMatch]:
    """`match_agency` for many rows, in order."""
    return [match_agency(row.state, row.name, row.county, row.type) for row in rows]


@cache
def match_agency(state: str | None, name: str, county_text: str = "", type_text: str = "") -> PlaceMatch:
    """The county or counties and the ORI of an agency, each with a tier and evidence."""
    if state not in states():
        evidence = "the state is unknown"
        return PlaceMatch((), "unknown", evidence, None, "unknown_state", evidence, None, None, None, None, ())
    words = agency_words(name)
    cell = parse_county(state, county_text)
    own = _named_county(state, name, words)
    found = _judged(state, words) or _find(state, words, own, cell)
    place = _settle(state, words, own, cell, found.row, type_text)
    row = found.row
    return PlaceMatch(
        *place,
        row.ori if row else None,
        found.tier,
        found.evidence,
        row.name if row else None,
        row.population if row else None,
        row.officers if row else None,
        row.year if row else None,
        found.candidates,
    )


def _named_county(state: str, name: str, words: AgencyWords) -> CountyReading:
    """The county an agency's own name carries."""
    folded = fold(name)
    named = _NAMED_COUNTY.match(folded)
    if named is not None:
        return parse_county(state, named.group(1))
    if words.kind == "sheriff":
        return parse_county(state, words.core)
    return CountyReading((), "blank", "the agency's name carries no county")


@cache
def _judgments() -> dict[tuple[str, str], dict[str, str]]:
    return {(row["state"], squeeze(row["name"])): row for row in read_table("ori_judgments.csv")}


@cache
def _judged_counties() -> dict[tuple[str, str], dict[str, str]]:
    return {(row["state"], squeeze(row["name"])): row for row in read_table("agency_counties.csv")}


def _judged(state: str, words: AgencyWords) -> _Found | None:
    verdict = _judgments().get((state, words.whole))
    if verdict is None:
        return None
    if verdict["ori"] == "none":
        return _Found(None, "no_roster_row", verdict["evidence"])
    return _Found(roster().by_ori[verdict["ori"]], "judged", verdict["evidence"])


def _find(state: str, words: AgencyWords, own: CountyReading, cell: CountyReading) -> _Found:
    if words.kind == "sheriff":
        return _sheriff(state, words, own, cell)
    if words.kind in _COMPATIBLE and words.core != squeeze(states()[state].name):
        return _by_name(state, words, cell)
    return _by_whole_name(state, words)


def _sheriff(state: str, words: AgencyWords, own: CountyReading, cell: CountyReading) -> _Found:
    if own.tier == "fuzzy" and cell.fips and not set(own.fips) & set(cell.fips):
        return _Found(None, "county_differs", f"name: {own.evidence}; county cell: {cell.evidence}")
    if len(own.fips) != 1:
        named = [row for row in roster().named(state, words.core) if row.kind == "sheriff"]
        if len(named) == 1:
            return _Found(named[0], "exact", f"the one sheriff of that name in the roster: {named[0].name}")
        near = tuple(row.ori for fips in cell.fips for row in roster().in_county(fips) if row.kind == "sheriff")
        return _Found(None, "near" if near else "no_roster_row", f"the name gives no county: {own.evidence}", near)
    found = [row for row in roster().in_county(own.fips[0]) if row.kind == "sheriff" and row.counties == own.fips]
    where = counties()[own.fips[0]].name
    if len(found) == 1:
        tier = "exact" if own.tier in {"exact", "suffix"} else own.tier
        return _Found(found[0], tier, f"the roster's one sheriff of {where}; {own.evidence}")
    if found:
        return _Found(None, "ambiguous", f"{len(found)} sheriffs in {where}", tuple(row.ori for row in found))
    return _Found(None, "no_roster_row", f"the roster has no sheriff of {where}")


def _by_name(state: str, words: AgencyWords, cell: CountyReading) -> _Found:
    allowed = _COMPATIBLE[words.kind]
    same = {row.ori: row for key in (words.core, words.whole) for row in roster().named(state, key)}
    rows = [row for row in same.values() if row.kind in allowed and not row.unit_lost]
    if rows:
        return _exact(rows, words, cell)
    return _relaxed(state, words, cell, allowed)


def _exact(rows: list[RosterAgency], words: AgencyWords, cell: CountyReading) -> _Found:
    here = [row for row in rows if set(row.counties) & set(cell.fips)]
    if len(here) == 1:
        return _Found(here[0], "exact", f"same name and county as {here[0].name}")
    names = tuple(row.ori for row in rows)
    if len(rows) > 1:
        return _Found(None, "ambiguous", f"{len(rows)} roster rows bear the name; county: {cell.evidence}", names)
    row = rows[0]
    if not cell.fips:
        return _Found(row, "exact", f"the one {row.name} of the state; county: {cell.evidence}")
    if not row.counties:
        return _Found(row, "exact", f"the one {row.name} of the state; the roster gives it no county")
    at = ", ".join(counties()[f].name for f in row.counties)
    return _Found(None, "county_differs", f"the roster has {row.name} in {at}; {cell.evidence}", names)


def _relaxed(state: str, words: AgencyWords, cell: CountyReading, allowed: set[str]) -> _Found:
    base = without_place_kind(words.core)
    local = {row.ori: row for fips in cell.fips for row in roster().in_county(fips)}
    rows = [row for row in local.values() if row.kind in allowed and not row.unit_lost]
    alike = [row for row in rows if without_place_kind(row.key) == base]
    if len(alike) == 1:
        return _Found(alike[0], "relaxed", f"same place and county as {alike[0].name}, but for the kind of place")
    if alike:
        return _Found(None, "ambiguous", "several places of that name in the county", tuple(r.ori for r in alike))
    near = [row for row in rows if _close(row.key, words.core)]
    if len(near) == 1:
        return _Found(near[0], "fuzzy", f"spelt almost as {near[0].name} of the same county")
    return _Found(None, "near" if near else "no_roster_row", "no roster row bears the name", tuple(r.ori for r in near))


def _close(one: str, other: str) -> bool:
    shortest = min(len(one), len(other))
    allowed = 0 if shortest < _LONG else 1 if shortest < _VERY_LONG else 2
    return allowed > 0 and OSA.distance(one, other, score_cutoff=allowed) <= allowed


def _by_whole_name(state: str, words: AgencyWords) -> _Found:
    rows = [row for row in roster().named(state, words.whole) if not row.unit_lost]
    if len(rows) == 1:
        return _Found(rows[0], "exact", f"the roster has the same name: {rows[0].name}")
    if rows:
        return _Found(None, "ambiguous", "several roster rows bear the name", tuple(row.ori for row in rows))
    return _Found(None, "no_roster_row", f"no roster row bears the name ({words.kind})")


def _settle(
    state: str, words: AgencyWords, own: CountyReading, cell: CountyReading, row: RosterAgency | None, type_text: str
) -> tuple[tuple[str, ...], str, str]:
    """Which counties: a judged reading, the agency's own name, the cell, the roster; a state agency has none."""
    judged = _judged_counties().get((state, words.whole))
    if judged is not None:
        return tuple(judged["fips"].split()), "judged", judged["evidence"]
    if own.fips:
        if set(own.fips) == set(cell.fips):
            return own.fips, cell.tier, cell.evidence
        told = f"the agency's name: {own.evidence}; county cell: {cell.evidence}"
        return own.fips, "agency_name", told
    if fold(type_text).startswith("state") and (row is None or row.kind == "state"):
        return (), "statewide", f"a state agency; county cell: {cell.evidence}"
    if cell.fips:
        return cell.fips, cell.tier, cell.evidence
    if row is not None and row.counties:
        return row.counties, "roster", f"the roster's counties of {row.name}; county cell: {cell.evidence}"
    return (), cell.tier, cell.evidence
