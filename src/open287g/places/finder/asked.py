"""What a text may mean: its abbreviations and Spanish words written out, a state taken off, a kind of agency read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from open287g.core.bundled import read_table
from open287g.places.finder.offices import office_core
from open287g.places.names import agency_words, fold
from open287g.places.states import parse_state

LONGEST = 200
"""Letters of a text that are read; a longer one is cut."""

_STATE_WORDS = 5
"""Words that the name of a state has at most, in either language."""
_INITIALS = re.compile(r"\b(?:[a-z]\.){2,}", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?<=[^\W\d])(?:[\s,]+(?:\d{5}(?:-\d{4})?|u\.?s\.?a\.?|united states(?: of america)?))+\s*$", re.IGNORECASE
)
"""What an address has after its state: a postal number, the country."""
_SAID_BESIDE = re.compile(r"\s*\([^()]*\)\s*$")
"""What an answer says beside a name: (TXHPD0000, in no list)."""
_PLACE_OF = re.compile(r"^(?:the )?(city|town|village|borough|township|county|parish) of (.+)$")
_COUNTY = re.compile(r"^(.+?) (?:county|parish|borough|municipio|census area)$")
_STATES_OWN = re.compile(r"\b(?:state|department of public safety)\b")
"""What a state's own police are called: where a state's name stands before it, no city of that name is meant."""
_CITY = re.compile(r"^(.+?) (?:city|town|village|township)$")


_CODE = re.compile(
    r"(?:(?:FIPS|ORI)(?: CODE)?[ :#]*)?((?:[A-Z]{2}[ -]?(?:[A-Z0-9][ -]?){5}(?:[A-Z0-9]{2})?|\d{5}|\d{2}))"
)
"""A FIPS code or an ORI, or the first seven characters of one, alone or behind its name."""
_CO_POLICE = re.compile(r"\bco\b\.?(?=\s+(?:police|pd\b|p\.d|public safety))", re.IGNORECASE)
_COLLEGE = re.compile(r"\b(?:university|college)\b")
_POLICE = re.compile(r" (?:police|public safety)(?: department| force| services)?$")
_FEWEST_WITH_COUNTY = 3
_COUNTY_WORDS = 4
"""Words that a county's name has at most, county among them."""
_BEHIND = re.compile(r"\b(?:sheriffs?|police|office|department|safety|jail|marshals?|constables?) ([a-z]{2})$")
_OF_LOUISIANA = re.compile(r"\w parish(?: sheriffs?(?: office| department)?)?$")


class Asked(NamedTuple):
    """One reading of a text, without the state that was taken off (`state`; None where none was).

    `words` is it in lower case, `whole` the same without spaces. `does` is the kind of agency it names ("" where it
    names none), `cores` the place or proper name in each way it may be meant, `place` county or city where it says so.
    """

    words: str
    whole: str
    state: str | None
    does: str
    cores: tuple[str, ...]
    place: str


def readings(text: str, state: str | None = None) -> list[Asked]:
    """Every reading of `text`, each once; with `state` (a postal code) none that names another state."""
    closed = _INITIALS.sub(lambda initials: initials[0].replace(".", ""), _ADDRESS.sub("", text[:LONGEST]))
    asked: dict[Asked, None] = {}
    texts = dict.fromkeys((closed, _SAID_BESIDE.sub("", closed)))
    for written in dict.fromkeys(way for told in texts for way in _ways(told)):
        asked[_asked(written, state)] = None
        for rest, named in _without_state(written):
            if state in (None, named):
                asked[_asked(written_out(rest), named)] = None
                asked[_asked(rest, named)] = None
    return [reading for one in asked for reading in (one, *_as_city(one))]


def codes(text: str) -> list[str]:
    """The codes that a text may be, in capitals: as it stands, without points (D.C.), without its name and spaces."""
    bare = text.strip().upper()
    found = [bare, bare.replace(".", "")]
    if told := _CODE.fullmatch(bare):
        code = re.sub("[ -]", "", told[1])
        found += [code, f"{code}00"] if len(code) == 7 else [code]
    return list(dict.fromkeys(found))


def as_colorado(text: str) -> str | None:
    """The text with "co" before the police read as Colorado, where a county's police is not meant: Aurora CO PD."""
    told = _CO_POLICE.sub("Colorado", text)
    return None if told == text else told


def within_county(asked: Asked) -> Iterator[tuple[str, str]]:
    """What a reading says before a county at its end, and the county, squeezed: Jackson Township PD, Butler County."""
    words = asked.words.split()
    if asked.state is None or len(words) < _FEWEST_WITH_COUNTY or words[-1] not in ("county", "parish"):
        return
    for take in range(2, min(_COUNTY_WORDS, len(words) - 1) + 1):
        yield " ".join(words[:-take]), "".join(words[-take:-1])


def _ways(text: str) -> tuple[str, str, str]:
    return fold(text), written_out(text), _last_co(written_out(text))


def written_out(text: str) -> str:
    """A text in lower case with its abbreviations and Spanish phrases written out in English."""
    words = fold(text)
    for pattern, meaning in _phrases():
        words = pattern.sub(meaning, words)
    return " ".join(words.split())


@cache
def _phrases() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["pattern"]), row["meaning"]) for row in read_table("places/data/query_phrases.csv"))


def _last_co(words: str) -> str:
    """A last "co" may mean Colorado or county; this is the reading as county."""
    return re.sub(r" co$", " county", words)


def _without_state(words: str) -> Iterator[tuple[str, str]]:
    """The words without a state before or after them, or before a last kind of agency: Portland ME police."""
    parts = words.split()
    for at in range(len(parts) - 1, 0, -1):
        kind = agency_words(f"x {' '.join(parts[at:])}")
        if kind.kind == "other" or kind.core != "x":
            continue
        for take in range(min(_STATE_WORDS, at - 1), 0, -1):
            named = " ".join(parts[at - take : at])
            # Before a kind of agency "co" is a county: Jackson Co Sheriff.
            code = parse_state(named).code if named != "co" else None
            if code is not None:
                yield " ".join([*parts[: at - take], *parts[at:]]), code
    for take in range(min(_STATE_WORDS, len(parts) - 1), 0, -1):
        for rest, name in ((parts[:-take], parts[-take:]), (parts[take:], parts[:take])):
            code = parse_state(" ".join(name)).code
            if code is not None:
                yield " ".join(rest), code


def _asked(words: str, state: str | None) -> Asked:
    whole = words.replace(" ", "")
    if state is None and _OF_LOUISIANA.search(words):
        state = "LA"
    read = agency_words(words)
    if read.kind != "other":
        # A city is no county and no state: Carson City's sheriff is not Carson County's, Iowa City's police not Iowa's.
        city = read.place_kind == "city"
        states_own = read.kind == "police" and parse_state(read.core).code and _STATES_OWN.search(words)
        if state is None and (states_own or _state_behind(words)):
            return Asked(words, whole, state, read.kind, (), "")
        other = city and (read.kind == "sheriff" or parse_state(read.base).code)
        # A township is another body than the town of its name.
        base = "" if other or read.place_kind == "township" else read.base
        if read.kind == "campus" and not _COLLEGE.search(words):
            # Colbert's police is none of the Colbert Campus.
            return Asked(words, whole, state, read.kind, (_POLICE.sub("", words).replace(" ", ""),), "")
        cores = read.core, base, office_core(words, read.kind)
        return Asked(words, whole, state, read.kind, tuple(dict.fromkeys(filter(None, cores))), "")
    of_place = _PLACE_OF.match(words)
    bare = of_place[2] if of_place else words
    county = _COUNTY.match(bare)
    place = "county" if county or (of_place and of_place[1] in ("county", "parish")) else "city" if of_place else ""
    name = (county[1] if county else bare).replace(" ", "")
    return Asked(words, whole, state, "", (name,) if name else (), place)


def _state_behind(words: str) -> bool:
    """Whether a state's code stands behind the kind of agency: what is left of Ada County Sheriff MS is not Adams."""
    behind = _BEHIND.search(words)
    return behind is not None and parse_state(behind[1]).code is not None


def _as_city(asked: Asked) -> Iterator[Asked]:
    """The reading of a name that ends in "City" or "Town" as the place without it, which is then no county."""
    city = _CITY.match(asked.words)
    if city is not None and not asked.does:
        yield asked._replace(cores=(city[1].replace(" ", ""),), place="city")
