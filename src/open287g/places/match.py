"""Match an agency as ICE names it to its county or counties and to its row in the FBI roster."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from open287g.core.bundled import read_table
from open287g.places.counties import CountyReading, counties, parse_county
from open287g.places.find import Asked, find_row
from open287g.places.names import AgencyWords, agency_words, fold, squeeze
from open287g.places.roster import RosterAgency
from open287g.places.states import states
from open287g.places.territories import territory_of
from open287g.places.tiers import CountyTier, OriTier

_OFFICE = re.compile(r"\b(?:county|parish|sheriff|police|metropolitan)", re.IGNORECASE)
_NAMED_COUNTY = re.compile(r"^(?:office of the |county of )?(.+? (?:county|parish|borough))\b")


class PlaceMatch(NamedTuple):
    """Where an agency is and which roster row is its own.

    `counties` are five-digit FIPS codes; the tiers are those of `places.tiers`, told with their evidence.
    `candidates` are ORIs a person may look at. `population` and `officers` are the roster's, of `officers_year`.
    """

    counties: tuple[str, ...]
    county_tier: CountyTier
    county_evidence: str
    ori: str | None
    ori_tier: OriTier
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


def match_agencies(rows: Iterable[AgencyRow]) -> list[PlaceMatch]:
    """`match_agency` for many rows, in order."""
    return [match_agency(row.state, row.name, row.county, row.type) for row in rows]


LONGEST_NAME = 500


@lru_cache(16_384)
def match_agency(state: str | None, name: str, county_text: str = "", type_text: str = "") -> PlaceMatch:
    """The county or counties and the ORI of an agency, each with a tier and evidence.

    Of each text the first LONGEST_NAME letters are read.
    """
    if state is None or state not in states():
        evidence = "the state is unknown"
        return PlaceMatch((), "unknown", evidence, None, "unknown_state", evidence, None, None, None, None, ())
    # Looking for the like of a longer text takes minutes, and no agency, county or type is called so.
    name, county_text, type_text = name[:LONGEST_NAME], county_text[:LONGEST_NAME], type_text[:LONGEST_NAME]
    words = agency_words(name)
    cell = parse_county(state, county_text)
    of_state = fold(type_text).startswith("state")
    asked = Asked(state, name, words, _named_county(state, name, words, cell), cell, of_state)
    row, tier, evidence, candidates, ori = find_row(asked)
    return PlaceMatch(
        *_settle(asked, row),
        row.ori if row else ori,
        tier,
        evidence,
        row.name if row else None,
        row.population if row else None,
        row.officers if row else None,
        row.year if row else None,
        candidates,
    )


def _named_county(state: str, name: str, words: AgencyWords, cell: CountyReading) -> CountyReading:
    """The county an agency's own name carries."""
    named = _NAMED_COUNTY.match(fold(name))
    reading = CountyReading((), "blank", "the agency's name carries no county")
    if named is not None:
        meant = parse_county(state, named[1])
        # "Addison Borough" is a municipality; only Alaska's boroughs are counties, and those read exactly.
        reading = meant if not named[1].endswith("borough") or meant.tier == "exact" else reading
    elif words.kind == "sheriff":
        reading = parse_county(state, words.core)
    place = _OFFICE.split(name)[0]
    if not reading.fips and "-" in place and (named is not None or words.kind == "sheriff"):
        reading = _of_city_and_county(state, place, cell) or reading
    return _told(reading)


def _of_city_and_county(state: str, place: str, cell: CountyReading) -> CountyReading | None:
    """The county of a city and county in one: that of the cell where the name holds it ("Macon-Bibb": Bibb)."""
    if len(cell.fips) == 1 and squeeze(counties()[cell.fips[0]].base) in map(squeeze, place.split("-")):
        return CountyReading(cell.fips, "consolidated", "the name holds the county of the cell")
    reading = parse_county(state, place)
    if reading.fips:
        return reading
    parts = [fips for part in place.split("-") for fips in parse_county(state, part).fips]
    names = " or ".join(counties()[fips].name for fips in parts)
    return CountyReading((), "ambiguous", f"{place.strip()!r} may be {names}") if len(parts) > 1 else None


def _told(reading: CountyReading) -> CountyReading:
    how = {"fuzzy": ", misspelt by one edit", "spelling": ", misspelt"}.get(reading.tier, "")
    names = ", ".join(counties()[fips].name for fips in reading.fips)
    return reading._replace(evidence=f"the agency's name carries {names}{how}") if names else reading


@cache
def _judged_counties() -> dict[tuple[str, str], dict[str, str]]:
    return {(row["state"], squeeze(row["name"])): row for row in read_table("places/data/agency_counties.csv")}


def _settle(asked: Asked, row: RosterAgency | None) -> tuple[tuple[str, ...], CountyTier, str]:
    """Which counties: a judged reading, a territory, the agency's own name, the cell, the roster; of a state, none."""
    own, cell = asked.own, asked.cell
    judged = _judged_counties().get((asked.state, asked.words.whole))
    if judged is not None:
        return tuple(judged["fips"].split()), "judged", judged["evidence"]
    territory = territory_of(asked.state, asked.name, cell.fips)
    if territory is not None:
        return territory.fips, "territory", f"{territory.source}; county cell: {cell.evidence}"
    if own.fips:
        if set(own.fips) == set(cell.fips):
            return own.fips, cell.tier, cell.evidence
        return own.fips, "agency_name", f"{own.evidence}; county cell: {cell.evidence}"
    if (row is not None and row.kind == "state") or (row is None and asked.of_state):
        return (), "statewide", f"a state agency; county cell: {cell.evidence}"
    if cell.fips:
        return cell.fips, cell.tier, cell.evidence
    if row is not None and row.counties:
        return row.counties, "roster", f"the roster's counties of {row.name}; county cell: {cell.evidence}"
    return (), cell.tier, cell.evidence
