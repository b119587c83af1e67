"""What a college, airport, port, transit authority, school system, park, railroad, hospital or tribe is called in plain
words: by its initials (FIU), or by what it is and of where (Tampa airport police, Navajo police).

A text is looked up so only where nothing is called as it says. Two bodies called so are both told.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from open287g.places.finder.asked import Asked
from open287g.places.finder.entries import Entry
from open287g.places.names import fold, squeeze
from open287g.places.states import states

_BODIES = {
    "airport": re.compile(r"\b(?:airports?|aviation|airfield)\b"),
    "port": re.compile(r"\bports? authority\b|\bport of\b|\bharbou?r\b|\bports?$"),
    "transit": re.compile(r"\btransit\b|\btransportation authority\b"),
    "school": re.compile(r"\bschools?\b|\bboard of education\b"),
    "park": re.compile(r"\bparks?\b"),
    "railroad": re.compile(r"\brail(?:road|way)s?\b"),
    "hospital": re.compile(r"\bhospitals?\b|\bmedical center\b|\bhealth(?: system)?$"),
    "tribe": re.compile(r"\b(?:tribes?|tribal|nation|band|pueblo|community|indians?|rancheria|reservation)\b"),
    "college": re.compile(r"\b(?:university|college)\b"),
}
_KINDS = {"campus": "college", "tribal": "tribe"}
_BODIES_OF = frozenset(("campus", "tribal", "other", "school", "police", "state"))
_COME_AND_GO = re.compile(
    r"\b(?:police|department|dept|bureau|division|force|services|security|public|safety|of|the|and|at|for|authority"
    r"|commission|administration|board|education|districts?|systems|regional|municipal|metro|area|rapid|unified"
    r"|independent|center|rangers|trustees)\b"
)
_OF_NO_COLLEGE = re.compile(r"\b(?:state|metropolitan|international|system)\b")
"""Words that come and go but in a college's name."""
_CALLED_BY_NAME = ("tribe", "railroad", "college", "hospital")
"""Bodies that may be called by their proper name alone: Navajo, Union Pacific, Purdue."""
_MAY_BE_POLICE = frozenset(("airport", "port", "transit", "school", "park", "hospital"))
_SAY_INITIALS = frozenset(("college", "transit", "airport", "port"))
_IN_NO_INITIALS = frozenset(("of", "the", "and", "at", "for", "in", "police", "department"))
_COLLEGE_OF = re.compile(r"(?:the )?(?:university|college) of ")
_POLICE = re.compile(r"(?: campus)? (?:police|public safety)(?: department| force| services)?$")
_COUNTY_SCHOOLS = frozenset(("FL", "NV", "WV"))
"""Where each county is one school district: Fla. Const. art. IX, sec. 4; NRS 386.010; W. Va. Code 18-1-3."""
_METRO = re.compile(r"\w metro$")
"""What a city calls its transit authority: Houston Metro."""
_PARTS = re.compile("[-/]")
_FEWEST_ALONE = 3
"""Letters of initials that tell a body without the word police behind them."""
_LONGEST_INITIALS = 6


class Bodies:
    """Entries by what they are called in plain words, within each state."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._of: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self._cities: dict[str, set[str]] = defaultdict(set)
        self._posts: list[tuple[str, str, int]] = []
        entries = list(entries)
        of_cities = {entry.key for entry in entries if entry.kind == "city"}
        for entry in entries:
            if entry.kind == "city":
                self._cities[entry.state].update(map(squeeze, entry.names))
        every_city = set().union(*self._cities.values())
        counties: dict[tuple[str, str], int] = {}
        for number, entry in enumerate(entries):
            if entry.does in _BODIES_OF and entry.key not in of_cities:
                for called in set(self._called(entry)) - every_city:
                    self._of[called].append((entry.state, number))
                counties.update(((entry.state, called), number) for called in self._by_county_alone(entry))
                if len(entry.codes) > 1 and entry.does == "campus" and not entry.listed:
                    self._posts.append((f"{fold(entry.names[0])} ", entry.state, number))

        for (state, called), number in counties.items():
            if state not in {of for of, _ in self._of.get(called, ())}:
                self._of[called].append((state, number))

    def found(self, asked: Asked) -> Iterator[tuple[int, bool]]:
        """The numbers of the entries that a reading names so, and whether surely: initials tell within a state only."""
        for name in _asked(asked):
            for state, number in self._of.get(name, ()):
                if asked.state in (None, state):
                    yield number, " " in name or asked.state is not None
        for name, state, number in self._posts:
            if asked.words.startswith(name) and asked.state in (None, state):
                yield number, True

    def _called(self, entry: Entry) -> Iterator[str]:
        state = fold(states()[entry.state].name)
        of_kind = _KINDS.get(entry.does) or _what(fold(entry.name))
        for name in entry.names:
            words = fold(name.rstrip(":,"))
            what = _KINDS.get(entry.does) or _what(words) or of_kind
            if name.isupper() and name.isalpha():
                yield f"called {words}"
            if what is None or (entry.does == "police" and what not in _MAY_BE_POLICE):
                continue
            for rest in {_rest(what, words), _rest(what, f" {words} ".replace(f" {state} ", " "))}:
                yield from self._ways(what, rest, entry.state)
            if what == "airport":
                yield from (f"airport {rest}" for part in _PARTS.split(name) if (rest := _rest(what, fold(part))))
            if what in _SAY_INITIALS:
                yield from _initials(words)

    def _by_county_alone(self, entry: Entry) -> Iterator[str]:
        """A county's schools by the county's bare name, which a city has too, where no city has schools of its own."""
        for name in entry.names if entry.state in _COUNTY_SCHOOLS else ():
            words = fold(name.rstrip(":,"))
            if _what(words) == "school" and (rest := _rest("school", words)).endswith(" county"):
                yield f"school {rest.removesuffix(' county')}"

    def _ways(self, what: str, rest: str, state: str) -> Iterator[str]:
        """Of what and where: the whole, a county's without the word where no city is called so, an airport's city."""
        yield f"{what} {rest}"
        cities = self._cities[state]
        bare = rest.removesuffix(" county")
        if squeeze(bare) not in cities:
            yield f"{what} {bare}"
        name, own = rest.removeprefix("of "), fold(states()[state].name)
        # What is called the state's own is the state's, not its State University's.
        if what in _CALLED_BY_NAME and name not in ("", "state", own, f"{own} state") and squeeze(name) not in cities:
            yield f"called {name}"
        if what == "airport":
            words = rest.split()
            for at in range(1, len(words)):
                for part in (words[:at], words[at:]):
                    if "".join(part) in cities:
                        yield f"airport {' '.join(part)}"


def _asked(asked: Asked) -> Iterator[str]:
    if asked.does in ("sheriff", "constable", "prosecutor", "corrections", "marshal"):
        return
    words = _POLICE.sub("", asked.words)
    what = _what(words) or ("transit" if _METRO.search(words) else None)
    if what is not None:
        rest = _rest(what, words)
        if rest or asked.state is not None:
            yield f"{what} {rest}"
    elif asked.does and words:
        yield f"called {words}"
    alone = asked.state is None and words.upper() in states()
    fewest = 2 if asked.does else _FEWEST_ALONE
    if words.isalpha() and fewest <= len(words) <= _LONGEST_INITIALS and not alone:
        yield words


def _what(words: str) -> str | None:
    return next((what for what, pattern in _BODIES.items() if pattern.search(words)), None)


def _rest(what: str, words: str) -> str:
    """Of where or whose: the words without what the body is and without those that come and go."""
    rest = _COME_AND_GO.sub(" ", _BODIES[what].sub(" ", words))
    if what != "college":
        return " ".join(_OF_NO_COLLEGE.sub(" ", rest).split())
    # Miami University is another body than the University of Miami.
    return " ".join(["of", *rest.split()] if _COLLEGE_OF.match(words) else rest.split())


def _initials(words: str) -> Iterator[str]:
    initials = "".join(word[0] for word in words.split() if word not in _IN_NO_INITIALS)
    yield initials
    if _COLLEGE_OF.match(words):
        yield initials[1:] + initials[0]
