"""Counties and their equivalents, with demography, and what a county cell of ICE's lists means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from itertools import groupby
from typing import NamedTuple

from rapidfuzz.distance import OSA

from open287g.core.bundled import read_table
from open287g.core.errors import NotFoundError
from open287g.core.thresholds import whole
from open287g.places.county_names import OFFICIAL, Bare, bare, misspelt
from open287g.places.names import fold, squeeze
from open287g.places.states import parse_state, state_by_fips, state_named, states
from open287g.places.tiers import CellTier

_BLANK = {"", "na", "none", "null", "unknown", "tbd", "n a"}
_SEPARATORS = re.compile(r"[,/;&]|\band\b")
_SHORTEST_FUZZY = whole("places", "county_letters")


@dataclass(frozen=True, slots=True)
class County:
    """A county or its equivalent. Shares are fractions of the population; None is unknown.

    `kind`: county, parish, borough, census area, city, municipality, municipio, district, island, planning region.
    `since` and `until` are years of a change of boundaries ([since, until)); None is always and still.
    `population` and `hispanic_share`: ACS 2013-17. `foreign_born_share`: ACS 2012-16. Source: U.S. Census Bureau.
    """

    fips: str
    state: str
    name: str
    kind: str
    since: int | None
    until: int | None
    population: int | None
    hispanic_share: float | None
    foreign_born_share: float | None

    @property
    def base(self) -> str:
        """The name without its kind: "Doña Ana County" -> "Doña Ana"."""
        return OFFICIAL.sub("", self.name)


class CountyReading(NamedTuple):
    """Counties a text names, and how it was read."""

    fips: tuple[str, ...]
    tier: CellTier
    evidence: str


@cache
def counties() -> dict[str, County]:
    """Every county or equivalent by FIPS: the 2020 vintage, Connecticut's regions of 2022 and those they replaced."""
    return {county.fips: county for county in map(_county, read_table("places/data/counties.csv"))}


def _county(row: dict[str, str]) -> County:
    return County(
        fips=row["fips"],
        state=state_by_fips()[row["fips"][:2]].code,
        name=row["name"],
        kind=row["kind"],
        since=int(row["since"]) if row["since"] else None,
        until=int(row["until"]) if row["until"] else None,
        population=int(row["population"]) if row["population"] else None,
        hispanic_share=float(row["hispanic_share"]) if row["hispanic_share"] else None,
        foreign_born_share=float(row["foreign_born_share"]) if row["foreign_born_share"] else None,
    )


def county(fips: str) -> County:
    """The county of a five-digit FIPS code."""
    known = counties().get(fips)
    if known is None:
        raise NotFoundError(
            f"no county has the FIPS code {fips!r}", remedy="Give five digits, for example 12021 for Collier County FL."
        )
    return known


def counties_of(state: str) -> tuple[County, ...]:
    """The counties of a state, by FIPS."""
    return _by_state().get(state_named(state).code, ())


@cache
def _by_state() -> dict[str, tuple[County, ...]]:
    in_order = groupby(counties().values(), key=lambda county: county.state)
    return {state: tuple(own) for state, own in in_order}


@cache
def _kinds_of(state: str) -> frozenset[str]:
    return frozenset(county.kind for county in counties_of(state))


@cache
def _by_full_name() -> dict[tuple[str, str], str]:
    return {(c.state, squeeze(c.name)): c.fips for c in counties().values() if _is_named_today(c)}


@cache
def _by_base_name() -> dict[tuple[str, str], tuple[str, ...]]:
    fips_of: dict[tuple[str, str], tuple[str, ...]] = {}
    for c in counties().values():
        if _is_named_today(c):
            key = (c.state, squeeze(c.base))
            fips_of[key] = (*fips_of.get(key, ()), c.fips)
    return fips_of


def _is_named_today(c: County) -> bool:
    # Connecticut's eight counties ended in 2022 but stay in daily use as names, so lists still write them.
    return c.until is None or c.state == "CT"


def _bases_of(state: str) -> dict[str, str]:
    """The counties of a state that alone bear their name, by that name."""
    return _bases().get(state, {})


@cache
def _bases() -> dict[str, dict[str, str]]:
    bases: dict[str, dict[str, str]] = {}
    for (state, key), fips in _by_base_name().items():
        if len(fips) == 1:
            bases.setdefault(state, {})[key] = fips[0]
    return bases


class OtherName(NamedTuple):
    """A name that is no county's official one today: a former name, or a county of another division since.

    `fips` are the counties that it means now; `since` and `until` the days between which it was the name, None where
    it has no such day.
    """

    name: str
    fips: tuple[str, ...]
    since: date | None
    until: date | None
    source: str


@cache
def other_names() -> dict[tuple[str, str], OtherName]:
    """Former and other names of counties, by state and squeezed name; without their generic word where none is lost."""
    names: dict[tuple[str, str], OtherName] = {}
    for row in read_table("places/data/county_names.csv"):
        days = [date.fromisoformat(row[column]) if row[column] else None for column in ("from", "to")]
        other = OtherName(row["name"], tuple(row["fips"].split()), days[0], days[1], row["source"])
        names[row["state"], squeeze(row["name"])] = other
        base = row["state"], squeeze(OFFICIAL.sub("", row["name"]))
        if base not in _by_base_name():
            names[base] = other
    return names


@cache
def _fixes() -> dict[tuple[str, str], dict[str, str]]:
    return {(row["state"], squeeze(row["text"])): row for row in read_table("places/data/county_fixes.csv")}


@lru_cache(16_384)
def parse_county(state: str | None, text: str) -> CountyReading:
    """Read a county cell: one county or several, misspelt ones by table, then by one edit if only one county fits."""
    folded = fold(text)
    if folded in _BLANK:
        return CountyReading((), "blank", "the cell names no county")
    if state not in states():
        return CountyReading((), "unknown", "the state is unknown, so a county cannot be told")
    whole = _one(state, text)
    if whole.tier != "unknown":
        return whole
    parts = [part for part in _SEPARATORS.split(text) if fold(part) not in {*_BLANK, "county", "counties"}]
    if len(parts) < 2:
        return whole
    return _several(text, [_one(state, part) for part in parts])


def _several(text: str, readings: list[CountyReading]) -> CountyReading:
    if any(not reading.fips for reading in readings):
        return CountyReading((), "unknown", f"{text.strip()!r} names a place that is no county of the state")
    fips = tuple(dict.fromkeys(code for reading in readings for code in reading.fips))
    return CountyReading(fips, "several", f"{text.strip()!r} names {', '.join(counties()[f].name for f in fips)}")


def _one(state: str, text: str) -> CountyReading:
    key, said = squeeze(text), text.strip()
    if (fips := _by_full_name().get((state, key))) is not None:
        return CountyReading((fips,), "exact", f"{said!r} is {counties()[fips].name}")
    if (fix := _fixes().get((state, key))) is not None:
        return CountyReading(tuple(fix["fips"].split()), "spelling" if fix["fips"] else "unknown", fix["evidence"])
    read = bare(fold(text), _kinds_of(state))
    named = _named(state, read) or _by_base_name().get((state, key), ())
    if len(named) > 1:
        names = " and ".join(counties()[f].name for f in named)
        return CountyReading((), "ambiguous", f"{said!r} may be {names}")
    if named:
        return CountyReading(named, "suffix", f"{said!r} is {counties()[named[0]].name}")
    if (other := other_names().get((state, key)) or other_names().get((state, read.name))) is not None:
        return CountyReading(other.fips, "other_name", f"{said!r} means {_until(other)}: {other.source}")
    return _consolidated(state, text) or _misspelt(state, text, read)


def _until(other: OtherName) -> str:
    names = " and ".join(counties()[fips].name for fips in other.fips)
    return f"{names}, by its name until {other.until}" if other.until else names


def _named(state: str, read: Bare) -> tuple[str, ...]:
    named = _by_base_name().get((state, read.name), ())
    return tuple(fips for fips in named if read.kind in ("", counties()[fips].kind))


def _consolidated(state: str, text: str) -> CountyReading | None:
    """A city and its county in one: "Athens-Clarke County" is Clarke, since no county is called Athens."""
    parts = text.rsplit("-", 1)
    if len(parts) != 2 or (state, squeeze(parts[0])) in _by_base_name():
        return None
    named = _named(state, bare(fold(parts[1]), _kinds_of(state)))
    if len(named) != 1:
        return None
    return CountyReading(named, "consolidated", f"{text.strip()!r} is a city and {counties()[named[0]].name} in one")


def _misspelt(state: str, text: str, read: Bare) -> CountyReading:
    """One county by its exact name and a misspelt generic word, else by one edit of the name."""
    if read.kind:
        return CountyReading((), "unknown", f"no {read.kind} of that name is a county of {states()[state].name}")
    meant = misspelt(squeeze(text), _bases_of(state), _kinds_of(state))
    if len(meant) == 1:
        fips = _by_base_name()[state, meant[0]]
        return CountyReading(fips, "suffix", f"{text.strip()!r} is {counties()[fips[0]].name}, its last word misspelt")
    return _nearest(state, text, read.name)


def _nearest(state: str, text: str, base: str) -> CountyReading:
    unknown = CountyReading((), "unknown", f"{text.strip()!r} is no county of {states()[state].name}")
    if len(base) < _SHORTEST_FUZZY:
        return unknown
    near = [
        fips
        for key, fips in _bases_of(state).items()
        if key[0] == base[0] and OSA.distance(base, key, score_cutoff=1) <= 1
    ]
    if len(near) != 1:
        return unknown
    return CountyReading(
        (near[0],), "fuzzy", f"{text.strip()!r} is one edit from {counties()[near[0]].name} and no other"
    )


def find_counties(text: str) -> tuple[County, ...]:
    """Counties a person means by a FIPS code, a name, or a name and a state ("collier fl", "Collier County, FL")."""
    if text.strip() in counties():
        return (counties()[text.strip()],)
    named = [counties()[fips] for state, name in _readings_of(text) for fips in _meant(state, name)]
    if named:
        return tuple(dict.fromkeys(named))
    key = bare(fold(text), ()).name
    return tuple(counties()[f] for (_, base), codes in _by_base_name().items() if base == key for f in codes)


def _meant(state: str, name: str) -> tuple[str, ...]:
    return parse_county(state, name).fips or _named(state, bare(fold(name), _kinds_of(state)))


def _readings_of(text: str) -> Iterator[tuple[str, str]]:
    words = text.replace(",", " ").split()
    for cut in range(1, min(4, len(words))):
        code = parse_state(" ".join(words[-cut:])).code
        if code is not None:
            yield code, " ".join(words[:-cut])
