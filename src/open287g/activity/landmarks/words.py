"""What a landmark's words say: the kind of place, the counties and cities it may name, a state it names outright."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from open287g.core.bundled import read_table
from open287g.places.states import parse_state, states

_PREFIX = re.compile(r"^(?:CAP|LEAR|FTM|JAC|287\(?G\)?)\s*-\s*|^287\(?G\)?\s+")
_PROGRAM = re.compile(r"[\s-]*\b287\(?G\)?|\bJEO\b|\bPROGRAM\b")
_COUNTY = re.compile(r"\b(?:COUNTY|CNTY|CTY|CO\.?|PARISH)(?=\W|$)")
_COUNTY_OF = re.compile(r"\bCOUNTY OF ([A-Z .'-]+)")
_CITY = re.compile(r"^(?:CITY OF )?([A-Z .'-]+?(?: CITY)?)(?: METRO| MUNICIPAL)? (?:JAIL|POLICE|PD|P\.D\.|DETENTION)\b")
_TOWN = re.compile(
    r"^(?:CITY OF |(?:FCI|USP|FDC|FMC) )?([A-Z .'-]{4,}?)"
    r"(?:,? (?:POLICE|DISTRICT COURT|PROBATION|MUNICIPAL|GENERAL AREA|AREA|SUB[ -]OFFICE|INSPECTIONS|FUG ?OPS|FUGITIVE"
    r"|NON-FUGITIVE|CAP|(?:CAP )?(?:STREET|NON-CUSTODIAL) ARRESTS?)\b.*)?$"
)
_PLACE = re.compile(r"^([A-Z .'-]+?),? \(?([A-Z]{2})\)?(?: \(.*COUNTY\))?$")
_STATED = (
    re.compile(r"[,(-]\s*([A-Z]{2})\b(?=\)|$|,| STATE|\s*\()"),
    re.compile(r"\b([A-Z]{2}) STATE\b"),
    re.compile(r"\bDIST ([A-Z]{2})\b"),
    # "CO DOC" is a county's as often as Colorado's.
    re.compile(r"\b(?!CO)([A-Z]{2}) ?DOC\b"),
    re.compile(r"^(?!CO)([A-Z]{2}) (?:DEP(?:ARTMEN)?T\.?|BUREAU|DIVISION) OF CORR"),
    re.compile(r"\b(?:COUNTY|CITY) ([A-Z]{2})$"),
    re.compile(r"[,(-] ?([A-Z]{2}) [A-Z ]+$"),
)
# Two letters at the end are a state's where the area has a part of it; "CO" is a county's as often as Colorado's.
_LAST_LETTERS = re.compile(r"\b(?:JAIL|CENTER|CE?NTE?R|FACILITY|PRISON|ARRESTS?|SO|PD) (?!CO)([A-Z]{2})$")
_BEFORE_JAIL = re.compile(r"^([A-Z .'-]+?) (?:JAIL|DETENTION|SHERIFF|CORRECTION|HOC|(?:ADC|DET|SO)\b)")
_PROGRAM_NAMED = re.compile(r"287\(?G|GENERAL AREA, .*287")
_MARK_WORDS = re.compile(r"^(?:(?:CAP|LEAR|FTM|JAC|ERO|OFFICE|THE|[A-Z]{2})\s+)*(?=[A-Z])")


class Words(NamedTuple):
    """A landmark read.

    `text` is it in single spaces, `bare` without the marks of program and office. `kind` is general, ice, federal,
    court, prison, police, jail, county, city or other, and `says` puts it in words. `state` is named (None: not named),
    `outright` or by letters that bodies of several states may have; `counties` are names it may mean, the longest
    first, `city` is the city whose police or jail it is, `form` the words that follow the county's name, `town` the
    town whose court or office it is, or that the whole landmark may be.
    """

    text: str
    bare: str
    kind: str
    says: str
    state: str | None
    counties: tuple[str, ...]
    city: str | None
    form: str
    town: str | None
    outright: bool


def read_words(landmark: str) -> Words:
    """The reading of a landmark in capitals."""
    text = " ".join(landmark.replace("?", " ").split())
    bare = _PREFIX.sub("", _PREFIX.sub("", text))
    stated = _stated(text)
    outright = stated is not None
    stated = stated or _hinted(text)
    counties = tuple(_counties(bare, text))
    kind, state, says = next(_kinds(text), ("", "", ""))
    if kind:
        city = _CITY.match(bare) if kind == "police" else None
        named = city[1] if city else None
        return Words(
            text, bare, kind, says, stated or state or None, counties, named, _form(bare), _town(bare), outright
        )
    if counties:
        return Words(
            text, bare, "county", "a county, no place in it", stated, counties, None, _form(bare), None, outright
        )
    place = _PLACE.match(bare)
    if place and stated:
        return Words(text, bare, "city", "a town, no place in it", stated, (), place[1], "", None, outright)
    return Words(text, bare, "other", "a place of no known kind", stated, (), None, "", _town(bare), outright)


def _town(bare: str) -> str | None:
    found = None if _COUNTY.search(bare) else _TOWN.match(bare)
    return found[1] if found else None


def _kinds(text: str) -> Iterator[tuple[str, str, str]]:
    return ((kind, state, says) for pattern, kind, state, says in _patterns() if pattern.search(text))


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str, str, str], ...]:
    rows = read_table("activity/landmarks/words.csv")
    return tuple((re.compile(row["pattern"]), row["kind"], row["state"], row["says"]) for row in rows)


@cache
def _of_state() -> re.Pattern[str]:
    """A state's whole name before what a state has: "Pennsylvania State Police - Wyoming" is Pennsylvania's."""
    names = "|".join(sorted((state.name.upper() for state in states().values()), key=len, reverse=True))
    after = r"STATE (?:POLICE|P|CORR)|STREET ARREST|VCAS|DEP(?:ARTMEN)?T|DOC\b"
    return re.compile(rf"\b({names}) (?:{after})")


def _stated(text: str) -> str | None:
    if of := _of_state().search(text):
        return parse_state(of[1]).code
    for pattern in _STATED:
        for found in pattern.finditer(text):
            if found[1] in states():
                return found[1]
    for last in (re.split(r"[,(]", text)[-1].strip(" )"), text.rpartition(" ")[2]):
        if 3 < len(last) < len(text) and (code := parse_state(last).code):
            return code
    return None


def _hinted(text: str) -> str | None:
    """A state named by its last two letters, or before "area": which of two it is, the area must bear out."""
    found = _LAST_LETTERS.search(text)
    if found and found[1] in states():
        return found[1]
    area = _area_of_state().search(text)
    return parse_state(area[1]).code if area else None


@cache
def _area_of_state() -> re.Pattern[str]:
    names = "|".join(sorted((state.name.upper() for state in states().values()), key=len, reverse=True))
    return re.compile(rf"\b({names}) AREA\b")


def _counties(bare: str, text: str) -> Iterator[str]:
    """Names before the word "county", the longest first; where it is not written, those around "287(g)"."""
    for found in _COUNTY.finditer(bare):
        yield from _endings(bare[: found.start()])
    if of := _COUNTY_OF.search(bare):
        yield of[1]
    if not _COUNTY.search(bare):
        if (before := _BEFORE_JAIL.search(bare)) and parse_state(before[1]).code is None:
            yield before[1]
        if _PROGRAM_NAMED.search(text):
            yield from (word for word in re.split(r"[^A-Z'-]+", _PROGRAM.sub(" ", bare)) if len(word) > 3)


def _endings(text: str) -> Iterator[str]:
    """The words since the last mark, whole: Bonners Ferry is no Ferry. A word with a hyphen also without its start."""
    words = re.split(r"[,(/:]| - |\d", text)[-1].strip(" .-")
    yield words
    yield _MARK_WORDS.sub("", words)
    if "-" in words:
        yield words.rpartition("-")[2]


def _form(bare: str) -> str:
    """The words after "county": "JAIL" and "DETENTION CENTER" are written in different states of one area."""
    found = _COUNTY.search(bare)
    return bare[found.end() :].strip(" .,") if found else ""
