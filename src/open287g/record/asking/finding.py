"""The agency of the record that a person means by a name or code; or an error that says which no it is."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from typing import NamedTuple

import duckdb

from open287g.core.errors import NotFoundError, NotListedError, Open287gError
from open287g.places.counties import counties
from open287g.places.finder.agencies import Meant, meant
from open287g.places.finder.asked import readings
from open287g.places.finder.entries import Entry, Known, agencies, place_names, places
from open287g.places.finder.index import Index
from open287g.places.names import squeeze
from open287g.places.roster import roster
from open287g.places.states import states
from open287g.record.asking.ids import Present, present_id
from open287g.record.asking.one import present_agreement, redirects
from open287g.record.asking.rows import Rows

_ZIP = re.compile(r"(?:zip(?: code)?|codigo postal|código postal)?[ :]*(\d{5})(?:-\d{4})?", re.IGNORECASE)


class Found(NamedTuple):
    """The agency meant; `moved` says from which old id it was asked and why that is old, None where from none."""

    agency_id: str
    moved: dict[str, str] | None = None


class Finding:
    """Answers which agency is meant, from the record's names and all that the places room knows."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._rows = Rows(connection)
        self._asked_before = False
        cursor = self._rows.cursor()
        every = "SELECT agency_id FROM agencies UNION SELECT agency_id FROM early_agencies"
        self._ids = {row[0] for row in cursor.execute(every).fetchall()}
        self._redirects = redirects(self._rows)

    @cached_property
    def index(self) -> Index:
        """Everything that can be found, built when it is first asked for."""
        return Index([*places(), *agencies(known_agencies(self._connection))])

    def index_for(self, text: str) -> Index:
        """An index that answers what place `text` means as the whole one does, and is built in a third of its time
        where the text names its state, or is a state's own name.
        """
        if "index" in self.__dict__:
            return self.index
        if (state := self._named_state(text)) is not None:
            return self._of_state(state)
        alone = Index(places())
        return alone if any(hit.entry.kind == "state" for hit in alone.find(text, near=False)) else self.index

    @cached_property
    def _names(self) -> set[str]:
        """Every name of the record's agencies, squeezed, those that a place has too among them."""
        return {squeeze(name) for (name,) in self._rows.cursor().execute(_NAMES).fetchall()}

    def agency_id(self, text: str) -> str:
        """The id of the one agency meant, as `found` finds it."""
        return self.found(text).agency_id

    def found(self, text: str) -> Found:
        """The one agency meant; an old id leads to the new, that of an agreement to its agency.

        Raises NotListedError where what is meant exists and the record does not name it, NotFoundError where several
        are meant, where only something like it is known, or nothing.
        """
        wanted = text.strip()
        known = present_id(wanted, self._ids, self._redirects) or self._of_agreement(wanted)
        if known is not None:
            return Found(known.present.partition(":")[0], known.moved)
        answer = self._answer(wanted)
        if answer.outcome == "one":
            return Found(answer.agencies[0].key)
        raise self._no(text, answer)

    def _of_agreement(self, wanted: str) -> Present | None:
        """The agreement that an id names, or named when it was published."""
        return present_agreement(self._rows, wanted) if ":" in wanted else None

    def _answer(self, wanted: str) -> Meant:
        # One question is answered sooner from its state alone; whoever asks again is served by the whole index.
        told = None if self._asked_before else self._within_named_state(wanted)
        self._asked_before = True
        return told or meant(self.index, wanted)

    def _within_named_state(self, text: str) -> Meant | None:
        """The answer for a text that names a state, from that state's agencies alone; None where all are needed.

        What the whole index answers too, in a third of its time: with its state taken off the text is exact, and the
        whole text is no name anywhere (as Florida State Guard is).
        """
        state = self._named_state(text)
        if state is None:
            return None
        answer = meant(self._of_state(state), text, plain=False)
        return answer if answer.outcome in ("one", "several") else None

    def _named_state(self, text: str) -> str | None:
        """The one state that a text names, where nothing anywhere is called by the whole text."""
        asked = readings(text)
        named = {reading.state for reading in asked if reading.state is not None}
        whole = {reading.whole for reading in asked if reading.state is None}
        if len(named) != 1 or any(map(roster().may_name, whole)) or whole & self._names:
            return None
        return next(iter(named))

    def _of_state(self, state: str) -> Index:
        """Every place, and the agencies of one state."""
        return Index([*places(), *agencies(known_agencies(self._connection, state), state)])

    def _no(self, text: str, answer: Meant) -> Open287gError:
        if answer.outcome == "not listed":
            # A county without a sheriff of its own (Brooklyn's) is named beside what else is called so.
            alone = [p for p in answer.places if p.kind == "county" and not self.index.sheriffs(p.key)]
            exist = (*alone, *answer.agencies) or answer.places
            means = f"is {_named(exist)}: it exists, and is"
            if len(exist) > 1:
                means = f"could be {_named(exist)}: they exist, and are"
            return NotListedError(
                f"{text!r} {means} in no list of ICE we hold ({self._span()})",
                remedy=self._neighbors(text, answer),
                exit_code=3,
            )
        if answer.outcome in ("like", "none") and (number := _ZIP.fullmatch(text.strip())):
            return NotFoundError(
                f"{number[1]} is no FIPS code, and no table of ZIP codes is held: one may lie in several counties",
                remedy="Name the city or the county, and its state.",
            )
        if answer.outcome == "several":
            return NotFoundError(
                f"{text!r} could be several agencies", remedy=f"Name one of: {_named(_listed_first(answer.agencies))}."
            )
        if answer.outcome == "like":
            return NotFoundError(
                f"nothing is called {text!r}",
                remedy=f"Like it, and not the same: {_named(answer.agencies)}.{self._of_its_state(text)}",
            )
        what = "is a place and no agency" if answer.places else "is like no agency we know"
        remedy = f"Name an agency, or its county or city and its state.{self._of_its_state(text)}"
        return NotFoundError(f"{text!r} {what}", remedy=remedy)

    def _of_its_state(self, text: str) -> str:
        """The statewide agencies that the lists name, where the text names a state and what may be an agency of it."""
        return "".join(f" {self._listed_statewide(state)}" for state in _as_state(text))

    def _span(self) -> str:
        cursor = self._rows.cursor()
        ((first, last),) = cursor.execute("SELECT min(published), max(last_seen) FROM publications").fetchall()
        ((oldest, newest),) = cursor.execute("SELECT min(seen), max(seen) FROM early_sources").fetchall()
        return f"{first} to {last}" + (f", and lists captured from {oldest} to {newest}" if oldest else "")

    def _neighbors(self, text: str, answer: Meant) -> str:
        """Agencies of the record that share a county with what is meant, and those of its whole state.

        A state's patrol or police may belong to a department that the lists name (Georgia's does to the Department of
        Public Safety): nothing here tells, so both are shown.
        """
        of = (*answer.agencies, *answer.places)
        here = {fips for entry in of if entry.does != "state" for fips in entry.counties}
        listed = [entry for entry in self.index.entries if entry.kind == "agency" and entry.listed]
        lines = [_lists_name(_where(sorted(here)), [e for e in listed if here & set(e.counties)])] if here else []
        wide = [entry.state for entry in of if entry.does == "state" or not entry.counties]
        return " ".join([*lines, *map(self._listed_statewide, dict.fromkeys([*wide, *_as_state(text)]))])

    def _listed_statewide(self, state: str) -> str:
        wide = [entry for entry in self.index.entries if entry.state == state and entry.key in self._statewide]
        return _lists_name(f"all of {states()[state].name}", wide)

    @cached_property
    def _statewide(self) -> set[str]:
        """The agencies that ICE's lists type as a state's, and place in no county."""
        return {agency_id for (agency_id,) in self._rows.cursor().execute(_STATEWIDE).fetchall()}


def known_agencies(connection: duckdb.DuckDBPyConnection, state: str | None = None) -> list[Known]:
    """The agencies of an open record, or of one state, those before its first list too, with every spelling.

    One that stands in the lists by a slip in STATE alone is found by its id only: its name means the state's own.
    """
    cursor = connection.cursor()
    spelled: dict[str, list[str]] = defaultdict(list)
    for agency_id, name, early in cursor.execute(_SPELLED).fetchall():
        if state not in (None, agency_id[:2]):
            continue
        if not early or squeeze(name) not in place_names(agency_id[:2]):
            spelled[agency_id].append(name)
    return [
        Known(agency_id, name, its, tuple(spelled[agency_id]), ori, tuple(fips or ()), population)
        for agency_id, name, its, ori, fips, population in cursor.execute(_AGENCIES).fetchall()
        if state in (None, its)
    ]


_NAMES = """
    SELECT agency_name FROM spellings UNION SELECT agency_name FROM early_names
    UNION SELECT name FROM agencies UNION SELECT name FROM early_agencies
"""
_SPELLED = """
    SELECT agency_id, agency_name, min(early) FROM (
        SELECT agency_id, agency_name, false AS early FROM spellings
        UNION SELECT agency_id, agency_name, true FROM early_names WHERE agency_id[:2] = state
    ) GROUP BY agency_id, agency_name ORDER BY agency_id, agency_name
"""
_AGENCIES = """
    SELECT agency_id, name, state, ori, counties, population FROM agencies WHERE agency_id NOT IN (
        SELECT agency_id FROM doubts WHERE kind = 'row of another state'
        EXCEPT SELECT agency_id FROM agreements WHERE status <> 'moved'
    )
    UNION ALL SELECT agency_id, name, state, ori, counties, population FROM early_agencies WHERE NOT in_later_lists
    ORDER BY agency_id
"""


_STATEWIDE = "SELECT agency_id FROM agencies WHERE agency_type = 'state' AND coalesce(len(counties), 0) = 0"


def _as_state(text: str) -> list[str]:
    """The state of which a text may name an agency: "virginia police" may mean the state's own."""
    named = {
        r.state for r in readings(text) if r.state is not None and r.does in ("", "other", "police", "corrections")
    }
    return [state for state in named if state] if len(named) == 1 else []


def _where(fips: list[str]) -> str:
    """Counties with their states: the first three of them, and how many more."""
    shown = ", ".join(f"{counties()[one].name} ({counties()[one].state})" for one in fips[:3])
    return shown + (f" and {len(fips) - 3} more" if len(fips) > 3 else "")


def _lists_name(where: str, entries: list[Entry]) -> str:
    return (
        f"The lists name in {where}: {_named(tuple(entries))}." if entries else f"The lists name no agency of {where}."
    )


def _listed_first(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda entry: not entry.listed))


def _named(entries: tuple[Entry, ...]) -> str:
    shown = "; ".join(
        f"{entry.name}, {entry.state} ({entry.key}{', in no list' if entry.listed is False else ''})"
        for entry in entries[:8]
    )
    return shown + (f" and {len(entries) - 8} more" if len(entries) > 8 else "")
