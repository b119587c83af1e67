"""A fiscal note asked for in an address: the model, the years, and every assumption that the reader tells.

Each assumption is one parameter: `wage=34`, `benefits=42%`, or low, likely and high: `wage=28 34 41`. So an address
holds all that a note rests on, and can be shared and challenged. What cannot be read is told line by line, and is
never repeated; the note is then not made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from open287g.core.errors import InputError, NotFoundError
from open287g.costs.asked import known_assumptions, residents_of, scenario
from open287g.costs.assumptions import Assumption, assumptions_for
from open287g.costs.line import MODELS
from open287g.costs.registers.prices import carried, index_of
from open287g.costs.told_numbers import with_told
from open287g.places.counties import counties
from open287g.vocabulary.messages import N_

MOST_YEARS = 10
YEARS = 5
_MOST_SEED = 10**6
_LONGEST_SCENARIO = 200
SCENARIOS = ("scenario", "scenario2")


@dataclass(frozen=True)
class Wrong:
    """A parameter that cannot be used: its name, why, and what to write instead, each to be put into words."""

    name: str
    why: str
    remedy: str


@dataclass(frozen=True)
class NoteAsked:
    """What an address asks for; `told` are the texts of parameters that could be used, for the form to keep."""

    model: str
    years: int
    seed: int
    county: str
    reimbursement: bool
    without: str
    prices: str
    scenarios: tuple[str, ...]
    known: Mapping[str, Assumption]
    told: Mapping[str, str]
    wrong: tuple[Wrong, ...]


def note_asked(query: Mapping[str, str]) -> NoteAsked:
    """Read the parameters of an address; what is not told is as it ships, and what is wrong stands in `wrong`."""
    asked = _Reading(query)
    model = asked.choice("model", MODELS, "TFM")
    years = asked.whole("years", 1, MOST_YEARS, YEARS)
    seed = asked.whole("seed", 0, _MOST_SEED, 287)
    county = asked.county()
    people = counties()[county].population if county else None
    known = known_assumptions(model, residents=None if people is None else residents_of(people))
    for name in assumptions_for(model):
        known = asked.assumption(name, known)
    prices = asked.month("prices")
    if prices:
        known = {name: carried(one, prices) for name, one in known.items()}
    scenarios = tuple(filter(None, (asked.scenario(name, known) for name in SCENARIOS)))
    without = asked.choice("without", (*MODELS, ""), "")
    keeps = asked.choice("reimbursement", ("yes", "no"), "yes") == "yes"
    return NoteAsked(
        model, years, seed, county, keeps, without, prices, scenarios, known, asked.told, tuple(asked.wrong)
    )


class _Reading:
    """The parameters of one address, read one by one."""

    def __init__(self, query: Mapping[str, str]) -> None:
        self.query = query
        self.told: dict[str, str] = {}
        self.wrong: list[Wrong] = []

    def _text(self, name: str) -> str:
        return self.query.get(name, "").strip()

    def _refuse(self, name: str, why: str, remedy: str) -> None:
        self.wrong.append(Wrong(name, why, remedy))

    def choice(self, name: str, values: tuple[str, ...], default: str) -> str:
        text = self._text(name) or default
        if text not in values:
            self._refuse(name, N_("it is none of those to choose from"), N_("Choose one from the form."))
            return default
        self.told[name] = text
        return text

    def whole(self, name: str, least: int, most: int, default: int) -> int:
        text = self._text(name)
        if not text:
            return default
        if not (text.isascii() and text.isdigit() and len(text) < 8 and least <= int(text) <= most):
            why = N_("it is no whole number within its bounds")
            self._refuse(name, why, N_("Write a whole number the form allows."))
            return default
        self.told[name] = text
        return int(text)

    def county(self) -> str:
        text = self._text("county")
        if text and text not in counties():
            self._refuse("county", N_("no county has this FIPS code"), N_("Take the code from the county's page."))
            return ""
        self.told["county"] = text
        return text

    def month(self, name: str) -> str:
        text = self._text(name)
        if not text:
            return ""
        try:
            index_of(text[:8])
        except NotFoundError:
            self._refuse(name, N_("the price index does not hold it"), N_("Write a month such as 2026-08."))
            return ""
        self.told[name] = text
        return text

    def assumption(self, name: str, known: dict[str, Assumption]) -> dict[str, Assumption]:
        text = self._text(name)
        if not text:
            return known
        try:
            changed = with_told(known, name, text, name)
        except InputError as error:
            self._refuse(name, error.what.partition(": ")[2], error.remedy)
            return known
        self.told[name] = text
        return changed

    def scenario(self, name: str, known: Mapping[str, Assumption]) -> str:
        text = self._text(name)
        if not text:
            return ""
        try:
            if len(text) > _LONGEST_SCENARIO:
                raise InputError("too long")
            scenario(known, text)
        except InputError:
            remedy = N_("Write its name, a colon, then assumption=value, and so on.")
            self._refuse(name, N_("it is no scenario"), remedy)
            return ""
        self.told[name] = text
        return text


def facts_key(asked: NoteAsked) -> tuple[Any, ...]:
    """What the answer depends on, to keep it by."""
    ranges = tuple((name, one.range, one.source, one.year) for name, one in asked.known.items())
    how = (asked.model, asked.years, asked.seed, asked.reimbursement, asked.without, asked.prices, asked.scenarios)
    return (*how, ranges)
