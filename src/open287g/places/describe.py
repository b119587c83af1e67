"""What the room knows of one state, county or agency, as plain facts to print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from open287g.core.errors import NotFoundError
from open287g.places.areas import area_of, offices_of
from open287g.places.cooperation import cooperation_of, cooperation_rules
from open287g.places.counties import County, counties, counties_of, find_counties
from open287g.places.law import law_of
from open287g.places.match import match_agency
from open287g.places.roster import roster, roster_agency
from open287g.places.shapes import lon_lat
from open287g.places.states import state_meant

Facts = Mapping[str, Any]


def describe_state(name: str, day: date) -> Facts:
    """A state by code or name: counties, offices, roster rows and its law on `day`."""
    state = state_meant(name)
    law = law_of(state.code, day)
    return {
        "code": state.code,
        "name": state.name,
        "fips": state.fips,
        "kind": state.kind,
        "counties": sum(county.until is None for county in counties_of(state.code)),
        "ice_offices": list(offices_of(state.code)),
        "roster_agencies": len(roster().of_state(state.code)),
        "law_day": day,
        "law_status": law.status,
        "law_confirmed": law.confirmed,
        "law": [rule.model_dump(mode="json", exclude={"state"}) for rule in law.rules],
        "other_law": [rule.model_dump(mode="json", exclude={"state"}) for rule in law.other],
        "cooperation": cooperation_of(state.code, day),
        "cooperation_law": [
            rule.model_dump(mode="json", exclude={"state"}) for rule in cooperation_rules() if rule.state == state.code
        ],
    }


def rule_lines(rules: Sequence[Facts]) -> str:
    """Rules of law as one paragraph each, doubts last."""
    return "\n\n".join(map(_rule_line, rules))


def _rule_line(rule: Facts) -> str:
    days = f", from {rule['start'] or 'a day not read'}" + (f" to {rule['end']}" if rule["end"] else "")
    doubts = {
        "Confirm before use.": not rule["confirmed"],
        "Read as a house passed it: the act itself was not read.": rule["confirmed"] and not rule["enacted"],
        "Sources disagree.": rule["disputed"],
    }
    told = [
        rule["says"],
        rule["approval"] and f"Who must agree: {rule['approval']}.",
        rule["penalties"],
        f"{rule['citation']}.",
        rule["note"],
        *(text for text, holds in doubts.items() if holds),
    ]
    if rule["status"] == "unknown":
        sought = [f"{name.title()}: {'; '.join(rule[name])}." for name in ("sought", "found") if rule[name]]
        cited = "" if rule["citation"] == "none read" else f"{rule['citation']}."
        days, told = "", [rule["says"], cited, rule["note"], *sought]
    return f"{rule['status']} for {rule['who']}{days}: {' '.join(filter(None, told))}"


def cooperation_lines(rules: Sequence[Facts]) -> str:
    """Rules on cooperation without an agreement as one paragraph each."""
    return "\n\n".join(
        f"{rule['kind']}: {rule['status']}, from {rule['start'] or 'a day not read'}"
        + (f" to {rule['end']}" if rule["end"] else "")
        + f": {rule['says']} {rule['citation']}. {rule['note']}"
        + ("" if rule["confirmed"] else " Confirm before use.")
        for rule in rules
    )


def describe_counties(name: str) -> list[Facts]:
    """Every county a FIPS code or name may mean."""
    described = [_county(county) for county in find_counties(name)]
    if not described:
        raise NotFoundError(
            f"no county answers to {name!r}", remedy='Give a FIPS code or a name and a state, for example "collier fl".'
        )
    return described


def _county(county: County) -> Facts:
    area = area_of(county.state, county.fips)
    return {
        "fips": county.fips,
        "name": county.name,
        "state": county.state,
        "kind": county.kind,
        "since": county.since,
        "until": county.until,
        "population": county.population,
        "hispanic_share": county.hispanic_share,
        "foreign_born_share": county.foreign_born_share,
        "source": "U.S. Census Bureau: population and Hispanic share ACS 2013-17, foreign-born share ACS 2012-16",
        "ice_office": area.office if area else None,
        "ice_office_note": area.notes if area else None,
        "lon_lat": lon_lat(county.fips),
        "roster": {row.ori: row.name for row in roster().in_county(county.fips)},
    }


def describe_ori(code: str) -> Facts:
    """The roster's row of an ORI."""
    row = roster_agency(code)
    return {
        "ori": row.ori,
        "name": row.name,
        "state": row.state,
        "type": row.type,
        "counties": [f"{fips} {counties()[fips].name}" for fips in row.counties],
        "population": row.population,
        "officers": row.officers,
        "civilians": row.civilians,
        "year": row.year,
        "unit_lost": row.unit_lost,
    }


def describe_match(state: str, name: str, county: str, type: str) -> Facts:
    """Where an agency is and which roster row is its own, with tiers and evidence."""
    return match_agency(state_meant(state).code, name, county, type)._asdict()
