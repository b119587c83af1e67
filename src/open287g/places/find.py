"""Find an agency's own row in the FBI roster. A wrong row is worse than none."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from open287g.core.bundled import read_table
from open287g.core.thresholds import whole
from open287g.places.counties import CountyReading, counties
from open287g.places.names import AgencyWords, squeeze, state_core
from open287g.places.registers import registered, why_none
from open287g.places.roster import RosterAgency, roster
from open287g.places.states import states
from open287g.places.tiers import CellTier, OriTier

_COMPATIBLE = {
    "police": {"police", "county police", "marshal", "other"},
    "marshal": {"marshal", "police"},
    "campus": {"campus"},
    "school": {"school"},
    "tribal": {"tribal"},
    "constable": {"constable"},
}
_ANY = {"other", "corrections", "prosecutor", "police", "marshal", "school", "campus"}
_CITY_POLICE = "policedepartment"
_MERGER = re.compile("metropolitan|metro(?!politan)|unified|consolidated")
_LOOK_ALIKE = str.maketrans({"i": "l", "1": "l", "0": "o"})
"""Letters that a person takes for one another in print: Iuka and Luka."""
_LONG = whole("places", "one_letter_from")
_VERY_LONG = whole("places", "two_letters_from")
_WITHOUT_COUNTY = whole("places", "one_letter_statewide_from")


# The tier of a row found by its county alone, by how the county was read.
_BY_COUNTY: dict[CellTier, OriTier] = {
    "exact": "exact",
    "suffix": "exact",
    "spelling": "spelling",
    "other_name": "spelling",
    "consolidated": "relaxed",
    "fuzzy": "fuzzy",
    "several": "several",
}


class RosterMatch(NamedTuple):
    """A roster row with tier and evidence, or no row, why, and the ORIs a person may look at.

    `ori` is set where there is no row and another register names the agency.
    """

    row: RosterAgency | None
    tier: OriTier
    evidence: str
    candidates: tuple[str, ...] = ()
    ori: str | None = None


class Asked(NamedTuple):
    """What is known of an agency: its state, its name as given and taken apart, the county its name carries
    (`own`), the county its list's cell names (`cell`) and whether the list calls it a state agency."""

    state: str
    name: str
    words: AgencyWords
    own: CountyReading
    cell: CountyReading
    of_state: bool


@cache
def _judgments() -> dict[tuple[str, str], dict[str, str]]:
    return {(row["state"], squeeze(row["name"])): row for row in read_table("places/data/ori_judgments.csv")}


def find_row(asked: Asked) -> RosterMatch:
    """The roster row of an agency; where it has none its ORI of another register, or why none exists."""
    matched = _in_roster(asked)
    if matched.row is not None:
        return matched
    other = registered(asked.state, asked.name, asked.own.fips or asked.cell.fips)
    if other is not None:
        evidence = f"{other.register} lists it as {other.listed_as}"
        if len(other.oris) > 1:
            return RosterMatch(None, "one_a_county", f"{evidence}: {', '.join(other.oris)}", other.oris)
        return RosterMatch(roster().get(other.oris[0]), "register", evidence, matched.candidates, other.oris[0])
    reason = why_none(asked.state, asked.words)
    return matched if reason is None else RosterMatch(None, "none_exists", reason, matched.candidates)


def _in_roster(asked: Asked) -> RosterMatch:
    """A person's verdict first, then the rule for its kind."""
    verdict = _judgments().get((asked.state, asked.words.whole))
    if verdict is not None:
        row = roster().get(verdict["ori"])
        tier: OriTier = "judged" if row else "no_roster_row"
        return RosterMatch(row, tier, verdict["evidence"], tuple(verdict["candidates"].split()))
    if asked.words.kind == "sheriff":
        return _sheriff(asked)
    if asked.words.kind == "constable":
        return _constable(asked)
    local = _by_name(asked, _COMPATIBLE.get(asked.words.kind, _ANY))
    state_name = squeeze(states()[asked.state].name)
    if not asked.of_state and not asked.words.core.startswith(state_name):
        return local
    matched = _state_agency(asked)
    # "Oklahoma Department of Public Safety" is never Oklahoma City; the New York Police Department is New York's.
    is_state = asked.words.core == state_name and not asked.words.whole.endswith(_CITY_POLICE)
    return matched if matched.row or is_state or (matched.candidates and not local.row) else local


def _constable(asked: Asked) -> RosterMatch:
    matched = _by_name(asked, {"constable"})
    if matched.row is not None or len(asked.own.fips) != 1:
        return matched
    rows = [row for row in roster().in_county(asked.own.fips[0]) if row.kind == "constable"]
    if not rows:
        return matched
    return RosterMatch(
        None, "ambiguous", f"the roster lost the precinct of the county's {len(rows)} constables", _oris(rows)
    )


def _sheriff(asked: Asked) -> RosterMatch:
    own, cell = asked.own, asked.cell
    if own.tier == "fuzzy" and cell.fips and not set(own.fips) & set(cell.fips):
        return RosterMatch(None, "county_differs", f"{own.evidence}; county cell: {cell.evidence}")
    if len(own.fips) != 1:
        named = [row for row in roster().named(asked.state, asked.words.core) if row.kind == "sheriff"]
        if len(named) == 1:
            return RosterMatch(named[0], "exact", f"the one sheriff of that name in the roster: {named[0].name}")
        near = [row for fips in cell.fips for row in roster().in_county(fips) if row.kind == "sheriff"]
        return RosterMatch(
            None, "near" if near else "no_roster_row", f"the name gives no county: {own.evidence}", _oris(near)
        )
    rows = [row for row in roster().in_county(own.fips[0]) if row.kind == "sheriff" and row.counties == own.fips]
    where = counties()[own.fips[0]].name
    if len(rows) == 1:
        return RosterMatch(rows[0], _BY_COUNTY[own.tier], f"the roster's one sheriff of {where}; {own.evidence}")
    if rows:
        return RosterMatch(None, "ambiguous", f"{len(rows)} sheriffs in {where}", _oris(rows))
    return RosterMatch(None, "no_roster_row", f"the roster has no sheriff of {where}")


def _state_agency(asked: Asked) -> RosterMatch:
    core = state_core(asked.name, states()[asked.state].name)
    rows = [row for row in roster().named(asked.state, core) if row.kind == "state" and row.key == core]
    if not rows:
        return RosterMatch(None, "no_roster_row", "the roster has no state agency of that name")
    statewide = [row for row in rows if not row.unit_lost]
    if len(statewide) == 1:
        return RosterMatch(statewide[0], "state", f"the roster's one state agency of that name: {statewide[0].name}")
    if len(rows) == 1:
        return RosterMatch(rows[0], "state", f"the roster's one row of that name: {rows[0].name}")
    return RosterMatch(None, "ambiguous", f"{len(rows)} posts share the name {rows[0].name}", _oris(rows))


def _by_name(asked: Asked, allowed: set[str]) -> RosterMatch:
    words = asked.words
    named = {row.ori: row for key in (words.core, words.whole) for row in roster().named(asked.state, key)}
    rows = [row for row in named.values() if row.kind in allowed]
    same = [row for row in rows if words.core == row.key or words.whole in {row.whole, row.key}]
    if same:
        return _exact(same, asked.cell)
    kinds = [row for row in rows if not words.place_kind]
    bare = roster().named(asked.state, words.base) if words.place_kind and words.place_kind != "township" else []
    kinds += [row for row in bare if row.kind in allowed and row.key == words.base]
    kinds = kinds or [row for row in _of_metropolis(asked) if row.kind in allowed]
    if kinds:
        return _relaxed(kinds, asked)
    return _fuzzy(asked, allowed)


def _of_metropolis(asked: Asked) -> list[RosterAgency]:
    """Rows that write a merged city's name with, or without, the words of the merger: St. Louis (Metropolitan)."""
    plain = _MERGER.sub("", asked.words.core)
    if plain == asked.words.core:
        return [row for word in ("metropolitan", "metro") for row in roster().named(asked.state, plain + word)]
    return roster().named(asked.state, plain)


def _exact(rows: list[RosterAgency], cell: CountyReading) -> RosterMatch:
    here = [row for row in rows if set(row.counties) & set(cell.fips)]
    if len(here) == 1:
        return RosterMatch(here[0], "exact", f"same name and county as {here[0].name}")
    if here or (len(rows) > 1 and not cell.fips):
        return RosterMatch(
            None, "ambiguous", f"{len(rows)} roster rows bear the name; {cell.evidence}", _oris(here or rows)
        )
    row = rows[0]
    if len(rows) == 1 and not row.unit_lost and not (cell.fips and row.counties):
        return RosterMatch(row, "exact", f"the one {row.name} of the state; {cell.evidence}")
    return RosterMatch(None, "county_differs", f"the roster has {_places(rows)}; {cell.evidence}", _oris(rows))


def _relaxed(rows: list[RosterAgency], asked: Asked) -> RosterMatch:
    here = [row for row in rows if set(row.counties) & set(asked.cell.fips)]
    told = "but for the kind of place"
    if len(here) == 1 and not here[0].unit_lost:
        return RosterMatch(here[0], "relaxed", f"same place and county as {here[0].name}, {told}")
    if len(rows) == 1 and not asked.cell.fips and not rows[0].unit_lost:
        return RosterMatch(rows[0], "relaxed", f"the one {rows[0].name} of the state, {told}; {asked.cell.evidence}")
    if here or not asked.cell.fips:
        return RosterMatch(None, "ambiguous", f"the roster has {_places(here or rows)}", _oris(here or rows))
    return RosterMatch(None, "county_differs", f"the roster has {_places(rows)}; {asked.cell.evidence}", _oris(rows))


def _fuzzy(asked: Asked, allowed: set[str]) -> RosterMatch:
    local = {row.ori: row for fips in asked.cell.fips for row in roster().in_county(fips)}
    rows = [row for row in local.values() if row.kind in allowed]
    near = [row for row in rows if _looks_like(row.key, asked.words.core)]
    near = near or [row for row in rows if _close(row.key, asked.words.core)]
    if len(near) == 1 and not near[0].unit_lost:
        return RosterMatch(near[0], "fuzzy", f"spelt almost as {near[0].name} of the same county")
    if not asked.cell.fips and len(asked.words.core) >= _WITHOUT_COUNTY:
        near = [row for row in _misprinted(asked) if row.kind in allowed]
        if len(near) == 1 and not near[0].unit_lost:
            return RosterMatch(near[0], "fuzzy", f"one letter from {near[0].name} and no other of the state")
    if near:
        return RosterMatch(None, "near", f"no row bears the name; near it is {_places(near)}", _oris(near))
    return RosterMatch(None, "no_roster_row", f"no roster row bears the name ({asked.words.kind})")


def _misprinted(asked: Asked) -> list[RosterAgency]:
    """Rows of the state one letter from the name, for a list that names no county."""
    core = asked.words.core
    return [row for row in roster().of_state(asked.state, core[0]) if OSA.distance(row.key, core, score_cutoff=1) <= 1]


def _looks_like(one: str, other: str) -> bool:
    return one.translate(_LOOK_ALIKE) == other.translate(_LOOK_ALIKE)


def _close(one: str, other: str) -> bool:
    shortest = min(len(one), len(other))
    allowed = 0 if shortest < _LONG else 1 if shortest < _VERY_LONG else 2
    return allowed > 0 and one[0] == other[0] and OSA.distance(one, other, score_cutoff=allowed) <= allowed


def _oris(rows: list[RosterAgency]) -> tuple[str, ...]:
    return tuple(row.ori for row in rows)


def _places(rows: list[RosterAgency]) -> str:
    named = [f"{row.name} in {', '.join(counties()[f].name for f in row.counties) or 'no county'}" for row in rows[:4]]
    return "; ".join(named) + (f" and {len(rows) - 4} more" if len(rows) > 4 else "")
