"""What can be found: every state, county, city and agency the places room knows, each with its names and codes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from open287g.core.bundled import read_table
from open287g.places.counties import counties, other_names
from open287g.places.finder.offices import office_core
from open287g.places.names import agency_words, squeeze, state_core
from open287g.places.roster import RosterAgency, roster
from open287g.places.states import states


class Entry(NamedTuple):
    """One thing that has a name.

    `kind` is state, county, city or agency. `key` is a postal code, a FIPS code, or for cities and agencies the
    `agency_id` of the record, else the ORI. `names` are all its names, `keys` the same squeezed, `codes` all its codes
    (capitals). `does` is the kind of agency (sheriff, police, ...; empty for places) and `cores` its place or proper
    name, squeezed, in each way it is written. `listed` tells whether the record names the agency; None for places.
    `people` is the population served or living there, 0 where it is not known: it only orders what is found.
    """

    kind: str
    key: str
    name: str
    state: str
    names: tuple[str, ...]
    keys: tuple[str, ...]
    codes: tuple[str, ...] = ()
    counties: tuple[str, ...] = ()
    does: str = ""
    cores: tuple[str, ...] = ()
    listed: bool | None = None
    people: int = 0


class Known(NamedTuple):
    """An agency of the record: its permanent id, names, ORI, counties and the population it serves."""

    agency_id: str
    name: str
    state: str
    spellings: tuple[str, ...] = ()
    ori: str | None = None
    counties: tuple[str, ...] = ()
    population: int | None = None


@cache
def places() -> tuple[Entry, ...]:
    """States and counties, former counties among them."""
    spoken: dict[str, list[str]] = {}
    for row in read_table("places/data/state_spellings.csv"):
        spoken.setdefault(row["code"], []).append(row["spelling"])
    others: dict[str, list[str]] = {}
    for other in dict.fromkeys(other_names().values()):
        for fips in other.fips:
            others.setdefault(fips, []).append(other.name)
    of_states = (
        Entry("state", s.code, s.name, s.code, names, _squeezed(names), (s.code, s.fips))
        for s in states().values()
        for names in ((s.name, *spoken.get(s.code, ())),)
    )
    of_counties = (
        Entry(
            "county",
            c.fips,
            c.name,
            c.state,
            (c.name, *others.get(c.fips, ())),
            _squeezed((c.name, *others.get(c.fips, ()))),
            (c.fips,),
            (c.fips,),
            cores=tuple(dict.fromkeys((squeeze(c.base), *map(_base, others.get(c.fips, ()))))),
            people=(c.population or 0) if c.until is None else 0,
        )
        for c in counties().values()
    )
    return (*of_states, *of_counties)


def _base(name: str) -> str:
    """A county's other name without what it was, squeezed: Dade County, Wade Hampton Census Area."""
    return squeeze(_OF_COUNTY.sub("", name))


_OF_COUNTY = re.compile(r" (?:County|Parish|Borough|Census Area|Planning Region)$")


@cache
def _no_city() -> frozenset[str]:
    """What is left of a city's name without its kind and no longer names it: Texas City, The Village."""
    return frozenset({"the", *(squeeze(state.name) for state in states().values())})


def _cores(key: str, base: str) -> tuple[str, ...]:
    return tuple(filter(None, (key, "" if base in _no_city() and key != f"{base}borough" else base)))


@cache
def place_names(state: str) -> frozenset[str]:
    """Names of a state, its counties and the cities of the roster, squeezed: by such a name alone no body is named."""
    of_places = {key for entry in places() if entry.state == state for key in (*entry.keys, *entry.cores)}
    cities = (row for row in roster().of_state(state) if row.kind == "police" and row.type == "City")
    return frozenset(of_places.union(*((row.key, row.base) for row in cities)))


def agencies(known: Iterable[Known], state: str | None = None) -> Iterator[Entry]:
    """Agencies and cities of one state, or of all: those of the record, then the others of the roster."""
    own: dict[str, Known] = {}
    named: set[tuple[str, str]] = set()
    of_roster = {row.ori: row for row in (roster().of_state(state) if state else roster().rows())}
    for agency in known:
        if state in (None, agency.state):
            yield _of_record(agency, of_roster.get(agency.ori or ""))
            named.add((agency.state, state_core(agency.name, states()[agency.state].name)))
            if agency.ori:
                own[agency.ori] = agency
    posts: dict[tuple[str, str, str], list[RosterAgency]] = {}
    for row in of_roster.values():
        if row.unit_lost:
            posts.setdefault((row.state, row.kind, row.name), []).append(row)
            continue
        if row.ori not in own and not (row.kind == "state" and (row.state, row.key) in named):
            yield _of_roster([row])
        if (row.kind == "police" and row.type == "City") or row.ori in _city_names():
            yield _city(row, own.get(row.ori))
    for rows in posts.values():
        if (rows[0].state, rows[0].key) not in named and not any(row.ori in own for row in rows):
            yield _of_roster(rows)


def described(row: RosterAgency) -> str:
    """What an agency of the roster is, in words: of sheriffs and city police the roster writes only the place."""
    kind, name = described_as(row)
    return f"{kind.capitalize()} of {name}" if kind else name


def described_as(row: RosterAgency) -> tuple[str, str]:
    """The same in parts: sheriff or police and of where, or an empty text and the name."""
    name = row.name.rstrip(":,")
    if row.kind == "sheriff" and row.counties and not row.whole:
        return "sheriff", counties()[row.counties[0]].name
    return ("police", name) if row.kind == "police" and not row.whole else ("", name)


@cache
def _abbreviations() -> dict[str, tuple[str, ...]]:
    """Abbreviations and short names in common use, by agency id or ORI."""
    short_names: dict[str, tuple[str, ...]] = {}
    for row in read_table("places/data/abbreviations.csv"):
        short_names[row["agency"]] = (*short_names.get(row["agency"], ()), row["abbreviation"])
    return short_names


@cache
def _city_names() -> dict[str, tuple[str, ...]]:
    """Names of a city that the roster writes otherwise, by the ORI of its police."""
    city_names: dict[str, tuple[str, ...]] = {}
    for row in read_table("places/data/city_names.csv"):
        city_names[row["ori"]] = (*city_names.get(row["ori"], ()), row["city"])
    return city_names


@cache
def _city_spellings() -> dict[str, tuple[str, ...]]:
    """What a city is called beside its name, in Spanish or in short, by the ORI of its police."""
    spellings: dict[str, tuple[str, ...]] = {}
    for row in read_table("places/data/city_spellings.csv"):
        spellings[row["ori"]] = (*spellings.get(row["ori"], ()), row["spelling"])
    return spellings


def _city_cores(ori: str | None, does: str = "police") -> tuple[str, ...]:
    """The names of the city whose police that code is, squeezed, so far as they are other than the roster's. A sheriff
    who polices a city goes by the county's name alone: a city may be called as another county is.
    """
    if does == "sheriff":
        return ()
    return _squeezed((*_city_names().get(ori or "", ()), *_city_spellings().get(ori or "", ())))


def _key(row: RosterAgency) -> str:
    """The roster's name squeezed; the roster keeps it, but without what tells places of one name apart."""
    return squeeze(row.name) if "," in row.name or "/" in row.name else row.whole or row.key


def _squeezed(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(squeeze, names)))


def _roster_name(row: RosterAgency | None) -> tuple[str, ...]:
    """What the roster calls a body that is no city's and no county's: the lists may leave the university out."""
    plain = row is not None and row.kind in ("campus", "school", "other") and not row.unit_lost
    return (row.name,) if row is not None and plain else ()


def _of_record(agency: Known, row: RosterAgency | None) -> Entry:
    short = _abbreviations()
    of_roster = _roster_name(row)
    names = (
        *(agency.name, *agency.spellings, *of_roster),
        *(*short.get(agency.agency_id, ()), *short.get(agency.ori or "", ())),
    )
    spelled = dict.fromkeys((agency.name, *agency.spellings))
    does = agency_words(agency.name).kind
    read = [(words, name) for name in spelled if (words := agency_words(name)).kind == does]
    read += [(agency_words(name), name) for name in of_roster]
    state = squeeze(states()[agency.state].name)
    offices = [core for _, name in read if (core := office_core(name, does)) != state]
    cores = [
        *(core for words, _ in read for core in (words.core, words.base)),
        *offices,
        *_city_cores(agency.ori, does),
    ]
    return Entry(
        "agency",
        agency.agency_id,
        agency.name,
        agency.state,
        tuple(dict.fromkeys(names)),
        _squeezed(names),
        tuple(code.upper() for code in (agency.agency_id, agency.ori) if code),
        agency.counties,
        does,
        tuple(dict.fromkeys(filter(None, cores))),
        True,
        agency.population or 0,
    )


def _of_roster(rows: list[RosterAgency]) -> Entry:
    """One agency, or several posts whose name lost its unit, which cannot be told apart."""
    row = rows[0]
    name = row.name.rstrip(":,")
    more = [short for post in rows for short in _abbreviations().get(post.ori, ())]
    keys = [_key(row)]
    if row.kind == "police" and (not row.whole or agency_words(name).kind != "police"):
        more.append(f"{name} Police Department")
        # "Jackson Township" alone is as much the name of that of Butler County.
        alone = [f"{squeeze(name.partition(',')[0])}policedepartment"] if "," in name else []
        keys = [f"{keys[0]}policedepartment", *alone]
    elif row.kind == "sheriff":
        keys = [row.whole] if row.whole else []
    elif row.kind == "state" and row.state:
        more.append(f"{states()[row.state].name} {name}")
    cores = (*_cores(row.key, row.base), *_city_cores(row.ori, row.kind), *filter(None, (office_core(name, row.kind),)))
    return Entry(
        "agency",
        row.ori,
        described(row),
        row.state,
        (described(row), *more),
        (*keys, *map(squeeze, more[:-1] if row.kind == "police" else more)),
        tuple(post.ori for post in rows),
        row.counties if len(rows) == 1 else (),
        row.kind,
        cores,
        False,
        row.population or 0,
    )


def _city(row: RosterAgency, agency: Known | None) -> Entry:
    """The city whose police the row is; its page and its answer are those of its police. Of a city that the sheriff of
    a consolidated county polices the row has the county's name, which is none of the city's.
    """
    called = _city_names().get(row.ori) or (row.name,)
    of_row = () if row.kind == "sheriff" else (_key(row),)
    keys = tuple(dict.fromkeys((*_city_cores(row.ori), *of_row)))
    return Entry(
        "city",
        agency.agency_id if agency else row.ori,
        called[0],
        row.state,
        (*called, *_city_spellings().get(row.ori, ())),
        keys,
        (),
        row.counties,
        cores=tuple(dict.fromkeys(filter(None, (*keys, *(_cores(row.key, row.base) if of_row else ()))))),
        people=row.population or 0,
    )
