"""Each landmark of a release, with its rows, and what is known of the agency there: agency, none or unknown."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set
from datetime import date
from functools import cache
from typing import Any, Literal, NamedTuple

from open287g.activity.areas import office_of
from open287g.activity.landmarks.holders import OF_THE_STATE, Holder, Holders, Term, keepers
from open287g.activity.landmarks.sites import Site, facility_of
from open287g.activity.landmarks.where import Asked, Forms, Where, city_apart, states_of, where
from open287g.activity.landmarks.words import Words, read_words
from open287g.core.bundled import read_table
from open287g.core.thresholds import threshold
from open287g.places.counties import County, counties
from open287g.places.states import states

Verdict = Literal["agency", "none", "unknown"]


class Found(NamedTuple):
    """What a landmark in an area means. `place` is a county or city; `agency_id` None: the record has no such agency.

    agency: a state or local agency runs the place. none: no agency of the record's kind does (a federal site, a state
    prison without an agreement, a court). unknown: the landmark does not tell.
    """

    state: str | None
    place: str | None
    agency_id: str | None
    agency: str | None
    verdict: Verdict
    evidence: str


Seen = tuple[str | None, str | None, int]
"""A landmark in capitals, its area as written, and its rows."""


class Landmarks:
    """The reading of every landmark of some releases; `first` and `last` are the days of their rows.

    `by_program` are the landmarks with a row by the program's own method.
    """

    def __init__(self, holders: Holders, seen: Iterable[Seen], by_program: Set[str], first: date, last: date) -> None:
        self._holders, self._first, self._last, self._by_program = holders, first, last, by_program
        pairs = list(seen)
        self._words = {landmark: read_words(landmark) for landmark, _, _ in pairs if landmark}
        self._areas = _areas_of(pairs)
        self._forms = Forms((area, self._words[landmark]) for landmark, area, _ in pairs if landmark)

    def find(self, landmark: str | None, area: str | None) -> Found:
        """The verdict on one landmark in one area."""
        if not landmark:
            return Found(None, None, None, None, "unknown", "the row names no landmark")
        main, most = self._areas.get(landmark, (None, None))
        for office in dict.fromkeys((office_of(area).name, office_of(most).name, None)):
            if told := _told().get((landmark, office or "")):
                return self._as_told(told)
        program = landmark in self._by_program
        asked = Asked(self._words[landmark], area, main, most, self._had_agreement if program else None)
        return self._judged(asked, where(asked, self._forms))

    def _had_agreement(self, county: County) -> bool:
        return bool(self._holders.jailers(county, self._first, self._last))

    def _as_told(self, row: dict[str, str]) -> Found:
        verdict: Any = row["verdict"]
        evidence = f"{row['evidence']} ({row['source'] or 'not confirmed: no source is cited'})"
        known = self._holders.known.get(row["agency_id"])
        if known is None:
            return Found(row["state"] or None, None, None, row["agency"] or row["agency_id"] or None, verdict, evidence)
        told = f"{evidence}; {self._agreements(known.agency_id)}"
        return Found(known.state, None, known.agency_id, known.name, verdict, told)

    def _judged(self, asked: Asked, place: Where) -> Found:
        words = asked.words
        county = f"{place.county.name}, {place.county.state}" if place.county else None
        said = f"{words.says}; {place.how}"
        if words.kind in ("ice", "federal", "court"):
            state, how = self._state(asked, place)
            return Found(state, county, None, None, "none", f"{words.says}; {how}")
        if words.kind == "prison":
            return self._prison(words, place, words.says)
        law = keepers().get(place.state or "")
        if words.kind == "jail" and law and law["office"] == OF_THE_STATE:
            return self._prison(words, place, f"a jail; {law['evidence']}")
        facility = self._facility(asked, place) if words.kind in ("jail", "other") else None
        if facility is not None and not facility.local:
            return Found(facility.state, county, None, None, "none", facility.says)
        if facility is not None and facility.county and self._can_be_of(facility, asked, place):
            of_county = counties()[facility.county]
            place, county = Where(of_county, facility.state, facility.says), f"{of_county.name}, {of_county.state}"
            said = f"{words.says}; {place.how}"
        holder = self._holder(asked, place)
        if holder is None:
            state, how = self._state(asked, place)
            return Found(state, county, None, None, "unknown", f"{words.says}; {how}")
        told = f"{said}; {holder.how}; {self._agreements(holder.agency_id)}"
        return Found(holder.state, county or words.city, holder.agency_id, holder.name, "agency", told)

    def _state(self, asked: Asked, place: Where) -> tuple[str | None, str]:
        """The state of a place without an agency, and how it is told: by where it is, or by its town's police."""
        if place.state is None and asked.words.town and not _office_around(asked):
            police = self._holders.of_name(f"{asked.words.town} police department", self._within(asked, place))
            if police is not None:
                return police.state, f"one town of that name in the area has a police department, in {police.state}"
        return place.state, place.how

    def _facility(self, asked: Asked, place: Where) -> Site | None:
        """The listed place of that name where the landmark can be, else the one of that name in the whole country.

        A row may stand under another area than its place; a name that fits no county there is then no county's jail.
        """
        within = self._within(asked, place)
        # A list has the place's name alone; a landmark may have its town and state behind it.
        here = facility_of(asked.words.bare, within) or facility_of(asked.words.bare.partition(",")[0], within)
        return here or (facility_of(asked.words.bare, states()) if place.county is None else None)

    def _can_be_of(self, site: Site, asked: Asked, place: Where) -> bool:
        """Whether a listed jail whose name tells no county stands in a state where the landmark can be."""
        told = asked.words.kind == "jail" and "COUNTY" not in asked.words.bare and place.county is None
        return told and site.state in self._within(asked, place)

    def _within(self, asked: Asked, place: Where) -> Sequence[str]:
        """The states a landmark can be in."""
        if place.state is not None:
            return (place.state,)
        areas = (asked.main_area, asked.area, asked.most_area)
        return states_of(next((name for area in areas if (name := office_of(area).name)), None))

    def _holder(self, asked: Asked, place: Where) -> Holder | None:
        words = asked.words
        if words.kind == "jail" and "JUVENILE" in words.bare:
            return None  # Courts and departments of their own keep those, a sheriff seldom.
        if words.kind == "police" and place.state and "STATE POLICE" in words.bare:
            return self._holders.of_state_police(place.state)
        if words.kind == "police" and words.city:
            return self._of_city(words, self._within(asked, place))
        if words.kind == "jail" and place.county:
            return self._holders.of_jail(place.county, self._first, self._last, words.bare)
        if words.kind == "jail" and "SHERIFF" in words.bare:
            return self._holders.of_name(words.bare, self._within(asked, place))
        if words.kind == "county" and place.county and self._had_agreement(place.county):
            return self._holders.of_jail(place.county, self._first, self._last, words.bare)
        return None

    def _of_city(self, words: Words, within: Sequence[str]) -> Holder | None:
        """A city's police, called by its whole name ("Jersey City") or without "city"; or who keeps its jail by law."""
        kept = city_apart(words, [state for state in within if keepers().get(state, {}).get("cities")])
        if kept is not None:
            return self._holders.of_jail(kept, self._first, self._last, words.bare)
        names = dict.fromkeys((words.city or "", (words.city or "").removesuffix(" CITY")))
        found = (self._holders.of_name(f"{name} police department", within) for name in names)
        return next(filter(None, found), None)

    def _prison(self, words: Words, place: Where, kind: str) -> Found:
        holder = self._holders.of_prisons(place.state) if place.state else None
        if holder and holder.agency_id and self._terms(holder.agency_id):
            told = f"{kind}; {holder.how}; {self._agreements(holder.agency_id)}"
            return Found(place.state, None, holder.agency_id, holder.name, "agency", told)
        says = kind if words.state in (None, place.state) else "a state prison"
        return Found(place.state, None, None, None, "none", f"{says}, whose prison system had no agreement then")

    def _terms(self, agency_id: str) -> Sequence[Term]:
        return self._holders.in_force(agency_id, self._first, self._last)

    def _agreements(self, agency_id: str | None) -> str:
        """What the record says of its agreements in these days."""
        if agency_id is None:
            return "the record has no such agency"
        terms = self._terms(agency_id)
        if not terms:
            return f"the record shows no agreement of it between {self._first} and {self._last}"
        told = (f"{term.model or 'model unknown'} signed {term.start or 'on a day unknown'}" for term in terms)
        return "agreements then: " + ", ".join(told)


@cache
def _told() -> dict[tuple[str, str], dict[str, str]]:
    return {(row["landmark"], row["office"]): row for row in read_table("activity/landmarks/verdicts.csv")}


def _office_around(asked: Asked) -> bool:
    """Whether it is the area around the office's own city, which may reach into other states."""
    name = office_of(asked.area).name
    return name is not None and asked.words.bare == f"{name.upper()} AREA"


def _areas_of(seen: Iterable[Seen]) -> dict[str, tuple[str | None, str]]:
    """Of each landmark the area of nearly all its rows (None: no such), and the area of most."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for landmark, area, rows in seen:
        if landmark and area:
            counted[landmark][area] += rows
    most = {landmark: areas.most_common(1)[0] for landmark, areas in counted.items()}
    share = threshold("activity", "main_area_share")
    return {
        landmark: (area if rows >= share * counted[landmark].total() else None, area)
        for landmark, (area, rows) in most.items()
    }
