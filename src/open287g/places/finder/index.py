"""The index: what a text finds, how, and in which order. What is exact keeps every likeness out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from open287g.core.thresholds import threshold
from open287g.places.finder.asked import Asked, as_colorado, codes, readings, within_county
from open287g.places.finder.bodies import Bodies
from open287g.places.finder.entries import Entry
from open287g.places.finder.likest import Likest
from open287g.places.names import state_core
from open287g.places.states import states

CODE, NAME, WORK, PLACE, BEGINNING, LIKENESS = range(6)
"""How an entry is found, the surest first: its code, its name, its kind of agency with its place, its place. These are
exact; that its name begins with the text, or is like it, is not."""

_DIVISION = re.compile(r"\s*,\s+|\s*[-–]\s+|\s+[-–]\s*")
"""What stands between a department and its division."""
_DIVISIONS = 2

HOW = ("code", "name", "kind and place", "place", "beginning", "likeness")

_CITY_WEIGHT = threshold("places", "city_weight")
_OF_PLACE = {"sheriff": "county", "police": "city", "county police": "county"}
"""Kinds of agency that a place alone stands for, and the kind of place."""
_SAME_WORK = {"police": ("police", "county police")}
_CALLED_SO = {
    "police": ("campus", "school", "tribal", "other"),
    "campus": ("campus", "police"),
    "tribal": ("tribal", "police"),
}
"""Kinds that are meant where none of the kind that a text names is called so: the police of an airport or a tribe."""


class Hit(NamedTuple):
    """An entry, how it was found (a number of HOW) and how like it is, 0 to 100."""

    entry: Entry
    how: int
    likeness: float = 100.0

    @property
    def exact(self) -> bool:
        """Found by a code, a name, or the place and kind of agency it is."""
        return self.how <= PLACE


class Index:
    """Entries by code, by name, by kind and place, by place; and for likeness, by every name."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = list(entries)
        self._likest = Likest(self.entries)
        self._codes: dict[str, list[int]] = defaultdict(list)
        self._names: dict[str, list[int]] = defaultdict(list)
        self._work: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._of_states: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._divisions: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._places: dict[str, list[int]] = defaultdict(list)
        self._keys: dict[str, list[int]] = defaultdict(list)
        self._sheriffs: dict[str, list[int]] = defaultdict(list)
        for number, entry in enumerate(self.entries):
            self._add(number, entry)

    def _add(self, number: int, entry: Entry) -> None:
        for code in entry.codes:
            self._codes[code].append(number)
        for name in entry.keys:
            self._names[name].append(number)
        for core in entry.cores:
            if entry.kind == "agency":
                self._work[entry.does, core].append(number)
            if entry.kind != "agency" or (entry.listed and entry.does in _OF_PLACE):
                self._places[core].append(number)
        if entry.kind == "agency":
            self._keys[entry.key].append(number)
            if entry.does == "state" or (entry.listed and not entry.counties):
                self._add_of_state(number, entry)
            if entry.does == "sheriff" and len(entry.counties) == 1:
                self._sheriffs[entry.counties[0]].append(number)

    def _add_of_state(self, number: int, entry: Entry) -> None:
        """A state's agency by its whole name, and by a department or division named in it."""
        state = states()[entry.state].name
        for core in {state_core(name, state) for name in entry.names} - {""}:
            self._of_states[entry.state, core].append(number)
        parts = {part for name in entry.names for part in _DIVISION.split(name)[:_DIVISIONS]}
        for core in {state_core(part, state) for part in parts} - {""}:
            self._divisions[entry.state, core].append(number)

    def agency_of(self, key: str) -> list[Entry]:
        """The agency of an id or ORI: one, or none."""
        return [self.entries[number] for number in self._keys.get(key, ())]

    def sheriffs(self, fips: str) -> list[Entry]:
        """The sheriff of a county: one, none where it has none, several where two claim it."""
        return [self.entries[number] for number in self._sheriffs.get(fips, ())]

    def find(
        self, text: str, *, state: str | None = None, limit: int = 50, near: bool = True, plain: bool = True
    ) -> list[Hit]:
        """What `text` means, best first; with `state` (a postal code) nothing of another state.

        Where anything is exact, only that, by what a body is called in `plain` words where nothing else is; else what
        begins so or is like it, and where the text names a state, only what is of that state; without `near` nothing
        that is not exact, which is soon told.
        """
        asked = readings(text, state)
        best: dict[int, int] = {}
        for reading in asked:
            if reading.state is not None:
                self._keep(best, self._exact(reading, text))
        # "cass county sheriff ia" is of Iowa: with its state taken off it is exact, so it is not Cassia's in Idaho.
        stated = bool(best) and state is None
        for reading in asked:
            if reading.state is None:
                self._keep(best, ((n, how) for n, how in self._exact(reading, text) if not stated or how <= NAME))
        if plain and not best:
            if (told := as_colorado(text)) is not None:
                return self.find(told, state=state, limit=limit, near=near)
            if in_county := self._within_county(asked, limit):
                return in_county
            self._keep(best, ((n, how) for n, how in self._plainly(asked) if near or how <= PLACE))
        hits = [Hit(self.entries[number], how) for number, how in best.items()]
        if near and not hits:
            hits = self._near(asked, limit)
        kind_named = WORK in best.values()
        return sorted(hits, key=lambda hit: (kind_named and hit.how == PLACE, *_order(hit)))[:limit]

    def _within_county(self, asked: list[Asked], limit: int) -> list[Hit]:
        """The exact hits that lie in the county which a reading names behind them."""
        for reading in asked:
            for text, county in within_county(reading):
                places = (self.entries[number] for number in self._places.get(county, ()))
                fips = {place.key for place in places if (place.kind, place.state) == ("county", reading.state)}
                if fips:
                    hits = self.find(text, state=reading.state, limit=limit, near=False)
                    return [hit for hit in hits if fips & set(hit.entry.counties)]
        return []

    def _plainly(self, asked: list[Asked]) -> list[tuple[int, int]]:
        """What the readings name in plain words: those that name a state first, as another state's is not meant."""
        for stated in (True, False):
            readings = (reading for reading in asked if (reading.state is not None) == stated)
            found = [(n, WORK if surely else LIKENESS) for r in readings for n, surely in self._bodies.found(r)]
            if found:
                return found
        return []

    @cached_property
    def _bodies(self) -> Bodies:
        return Bodies(self.entries)

    @staticmethod
    def _keep(best: dict[int, int], found: Iterable[tuple[int, int]]) -> None:
        for number, how in found:
            best[number] = min(how, best.get(number, how))

    def _exact(self, asked: Asked, text: str) -> Iterator[tuple[int, int]]:
        for code in codes(text):
            yield from self._of(asked.state, self._codes.get(code, ()), CODE)
        for whole in (asked.whole, f"{asked.whole}department" if asked.words.endswith(" police") else ""):
            yield from self._of(asked.state, self._names.get(whole, ()), NAME)
        if asked.state is not None:
            own = asked.state, _of_state(asked)
            for number in self._of_states.get(own, self._divisions.get(own, [])):
                yield number, WORK
        for core in asked.cores:
            yield from self._of(asked.state, self._doing(asked.does, core), WORK)
            yield from self._of(asked.state, self._of_place(asked, core), PLACE)

    def _of_place(self, asked: Asked, core: str) -> Iterator[int]:
        """What a place alone stands for; the police of a city that its county's sheriff polices, as that city's."""
        wanted = "county" if asked.does else asked.place
        for number in self._places.get(core, ()):
            entry = self.entries[number]
            if asked.does == "police":
                stands = entry.kind == "city" and any(one.does == "sheriff" for one in self.agency_of(entry.key))
            else:
                stands = asked.does in ("", "sheriff") and wanted in ("", entry.kind, _OF_PLACE.get(entry.does))
            if stands:
                yield number

    def _doing(self, does: str, core: str) -> list[int]:
        """Agencies of a place or proper name by their kind; what is called police may be a campus's, or a port's."""
        for kinds in (_SAME_WORK.get(does, (does,)), _CALLED_SO.get(does, ())):
            if found := [number for kind in kinds if kind for number in self._work.get((kind, core), ())]:
                return found
        return []

    def _of(self, state: str | None, numbers: Iterable[int], how: int) -> Iterator[tuple[int, int]]:
        return ((number, how) for number in numbers if state in (None, self.entries[number].state))

    def warm(self) -> None:
        """Spell every name now, so that nobody who looks for what is like a text waits for it."""
        self._likest.warm()

    def _near(self, asked: list[Asked], limit: int) -> list[Hit]:
        named = [reading for reading in asked if reading.state is not None or reading.place == "county"] or asked
        best: dict[int, Hit] = {}
        for alike in self._likest.alike(named, max(limit, 1)):
            hit = Hit(self.entries[alike.number], BEGINNING if alike.begins else LIKENESS, alike.likeness)
            if alike.number not in best or _order(hit) < _order(best[alike.number]):
                best[alike.number] = hit
        return list(best.values())


def _of_state(asked: Asked) -> str:
    """What a text names of a state, as `state_core` writes it; the bare word police may as well mean a city's."""
    words = asked.words.split()
    return "" if "police" in words and "state" not in words else state_core(asked.words, "")


def _order(hit: Hit) -> tuple[object, ...]:
    """States, then by people; among what is only like, the likest first. A city counts more than its county's name."""
    entry = hit.entry
    weight = _CITY_WEIGHT if entry.kind == "city" else 1
    return (
        hit.how if hit.how in (CODE, BEGINNING, LIKENESS) else NAME,
        -round(hit.likeness, 1),
        entry.kind != "state",
        entry.kind == "agency" and hit.how not in (NAME, WORK),
        -weight * entry.people,
        entry.kind == "agency",
        not entry.listed,
        entry.name,
        entry.key,
    )
