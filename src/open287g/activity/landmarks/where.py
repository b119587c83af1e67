"""The county and state a landmark means, from what it says, the area it stands in, and how that area writes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from open287g.activity.areas import covers, office_of
from open287g.activity.landmarks.words import Words
from open287g.core.thresholds import threshold, whole
from open287g.places.areas import offices_of
from open287g.places.counties import County, counties
from open287g.places.names import squeeze
from open287g.places.states import states

_FEWEST_LETTERS = 3
"""Of a county's name that is cut short."""


class Where(NamedTuple):
    """A county or a state, as far as it is known, and how."""

    county: County | None
    state: str | None
    how: str


class Forms:
    """In each area, the states in which a county's landmark of each form stands, where its county tells the state."""

    def __init__(self, read: Iterable[tuple[str | None, Words]]) -> None:
        self._counted: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for area, words in read:
            office = office_of(area).name
            meant = _of_area(words, office) if office and words.form and words.state is None else []
            if office and len({county.state for county in meant}) == 1:
                self._counted[office, words.form][meant[0].state] += 1

    def usual(self, office: str, form: str) -> tuple[str, int, int] | None:
        """The state of nearly all landmarks of this form in this area, how many are its, and of how many."""
        counted = self._counted[office, form]
        total = counted.total()
        if total < whole("activity", "form_least"):
            return None
        state, number = counted.most_common(1)[0]
        return (state, number, total) if number / total >= threshold("activity", "form_share") else None


class Asked(NamedTuple):
    """A landmark to be placed: its words, the area of its rows, the area of nearly all rows of the same landmark (None:
    no such), the area of most, and whether a county had an agreement then (None: no row is by the program's method)."""

    words: Words
    area: str | None
    main_area: str | None
    most_area: str | None
    had_agreement: Callable[[County], bool] | None


def where(asked: Asked, forms: Forms) -> Where:
    """Where a landmark is."""
    words = asked.words
    if words.state is not None and (words.outright or _stands_in(asked, words.state)):
        named = _named(words, (words.state,)) or _misspelt(words, _within_state(words.state))
        county = named[0] if len(named) == 1 else None
        return Where(county, words.state, "it names its state")
    offices = [office_of(area).name for area in (asked.main_area, asked.area, asked.most_area)]
    for office in dict.fromkeys(filter(None, offices)):
        meant = _of_area(words, office)
        if len(meant) == 1:
            return Where(meant[0], meant[0].state, f"the one county of that name in the area of {office}")
        if meant:
            return _one_of(asked, office, meant, forms)
    own = next(filter(None, offices[1:] + offices[:1]), None)
    if own is None:
        return Where(None, None, "it stands in no area and names no state")
    within = states_of(own)
    if len(within) == 1:
        return Where(None, within[0], f"the area of {own} is within one state")
    return Where(None, None, f"no county of that name in the area of {own}" if words.counties else "it names no state")


def _stands_in(asked: Asked, state: str) -> bool:
    """Whether an area of the landmark has a part of the state, or it stands in none."""
    offices = [name for area in (asked.main_area, asked.area, asked.most_area) if (name := office_of(area).name)]
    return not offices or any(state in states_of(office) for office in offices)


def states_of(office: str | None) -> tuple[str, ...]:
    """The states of which an office covers a part."""
    return tuple(state for state in states() if office and office in offices_of(state))


def _one_of(asked: Asked, office: str, meant: Sequence[County], forms: Forms) -> Where:
    """Of several counties of the name the one with an agreement then, where the program's method was recorded there."""
    if asked.had_agreement is not None:
        under = [county for county in meant if asked.had_agreement(county)]
        if len(under) == 1:
            others = ", ".join(f"{county.name}, {county.state}" for county in meant if county != under[0])
            how = f"the one county of that name in the area of {office} with an agreement then (others: {others})"
            return Where(under[0], under[0].state, how)
    return _by_form(asked.words, office, meant, forms)


def _by_form(words: Words, office: str, meant: Sequence[County], forms: Forms) -> Where:
    usual = forms.usual(office, words.form)
    of_state = [county for county in meant if usual and county.state == usual[0]]
    if usual and len(of_state) == 1:
        state, number, total = usual
        how = f"in the area of {office} {number} of {total} landmarks written so, whose county tells, are of {state}"
        return Where(of_state[0], state, how)
    return Where(None, None, "counties of that name: " + ", ".join(f"{c.name}, {c.state}" for c in meant))


def _of_area(words: Words, office: str | None) -> list[County]:
    """Counties of that name that the office covers, in part at least."""
    if office is None:
        return []
    within = [county for state in states_of(office) for county in _within_state(state) if _covers(office, county)]
    named = [county for county in _named(words, states_of(office)) if _covers(office, county)]
    return named or _misspelt(words, within) or _shortened(words, office, within)


def _misspelt(words: Words, within: Sequence[County]) -> list[County]:
    """The one of these counties whose name is one letter off, where the landmark says "county" and the name is long."""
    if not words.form or not words.counties:
        return []
    name = squeeze(words.counties[-1])
    if len(name) < whole("places", "county_letters") + 1:
        return []
    found = [c for c in within if Levenshtein.distance(squeeze(c.base), name) == 1 and _can_be(words, c)]
    return found if len(found) == 1 else []


def _shortened(words: Words, office: str, within: Sequence[County]) -> list[County]:
    """The one of these counties whose name begins so: DAL COUNTY; of several the one that the area is called after."""
    if not words.form or not words.counties or len(name := squeeze(words.counties[-1])) < _FEWEST_LETTERS:
        return []
    found = [c for c in within if squeeze(c.base).startswith(name) and _can_be(words, c)]
    of_area = [county for county in found if squeeze(county.base) == squeeze(office)]
    return found if len(found) == 1 else of_area


@cache
def _within_state(state: str) -> tuple[County, ...]:
    return tuple(county for county in counties().values() if county.state == state and county.until is None)


def _covers(office: str, county: County) -> bool:
    return covers(office, county.state, county.fips)


def _named(words: Words, within: Iterable[str]) -> list[County]:
    """Counties of the first of the names that any county of these states has."""
    chosen = set(within)
    for name in words.counties:
        found = [c for c in _by_name().get(squeeze(name), ()) if c.state in chosen and _can_be(words, c)]
        # Fairfax County is not the city of Fairfax.
        counties_proper = [c for c in found if c.kind != "city"] if "COUNTY" in words.bare else []
        if found:
            return counties_proper or found
    return []


def _can_be(words: Words, county: County) -> bool:
    """No island and no town of Puerto Rico is called a county: St. John County is no part of the Virgin Islands."""
    return county.kind not in ("island", "municipio") or "COUNTY" not in words.bare


def city_apart(words: Words, within: Sequence[str]) -> County | None:
    """The one city outside any county whose jail the landmark names, in these states; None where it names police."""
    if words.city is None or "JAIL" not in words.bare or "POLICE" in words.bare:
        return None
    named = _by_name().get(squeeze(words.city.removesuffix(" CITY")), ())
    found = [county for county in named if county.kind == "city" and county.state in within]
    return found[0] if len(found) == 1 else None


@cache
def _by_name() -> dict[str, list[County]]:
    named: dict[str, list[County]] = defaultdict(list)
    for county in counties().values():
        if county.until is None:
            named[squeeze(county.base)].append(county)
    return named
