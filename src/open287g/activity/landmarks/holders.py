"""Who runs the place a landmark means: the agency of the record with an agreement then, else the sheriff or police."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any, NamedTuple

from open287g.core.bundled import read_table
from open287g.core.sql import rows
from open287g.places.counties import County
from open287g.places.finder.agencies import meant
from open287g.places.finder.entries import Entry, Known
from open287g.places.states import states
from open287g.record.asking.finding import known_agencies
from open287g.record.asking.periods import periods_of
from open287g.record.asking.record import Record


class Holder(NamedTuple):
    """An agency: its id in the record (None: the record has none), name and state, and how it was found."""

    agency_id: str | None
    name: str
    state: str
    how: str


@dataclass(frozen=True)
class Term:
    """An agreement as the record knows it: signed on `start`, over by `end` (None: nothing shows its end)."""

    model: str | None
    start: date | None
    end: date | None


class Holders:
    """The agencies of one record, and which had an agreement in a span of days."""

    def __init__(self, record: Record) -> None:
        self._record = record

    @cached_property
    def known(self) -> Mapping[str, Known]:
        """Agencies of the record by id, those before its first list among them."""
        return {agency.agency_id: agency for agency in known_agencies(self._record.connection)}

    @cached_property
    def terms(self) -> Mapping[str, Sequence[Term]]:
        """The agreements of each agency, those before 2021 among them."""
        found: dict[str, list[Term]] = defaultdict(list)
        for row in rows(self._record.connection, _EARLY_TERMS):
            found[row["agency_id"]].append(Term(row["model"], row["start"], row["end"]))
        for row in rows(self._record.connection, _AGREEMENTS):
            found[row["agency_id"]] += [Term(row["model"], one.start, one.end) for one in periods_of(row)]
        return found

    @cached_property
    def _of_county(self) -> Mapping[str, Sequence[Known]]:
        found: dict[str, list[Known]] = defaultdict(list)
        for agency in self.known.values():
            if len(agency.counties) == 1:
                found[agency.counties[0]].append(agency)
        return found

    def in_force(self, agency_id: str, first: date, last: date) -> list[Term]:
        """Its agreements in force on a day of [first, last], as far as the record tells."""
        return [
            term
            for term in self.terms.get(agency_id, ())
            if (term.start is None or term.start <= last) and (term.end is None or term.end > first)
        ]

    def jailers(self, county: County, first: date, last: date) -> list[Known]:
        """Agencies of this county alone, no police among them, with an agreement on a day of [first, last]."""
        own = self._of_county.get(county.fips, ())
        return [a for a in own if "police" not in a.name.lower() and self.in_force(a.agency_id, first, last)]

    def of_jail(self, county: County, first: date, last: date, says: str) -> Holder | None:
        """The agency of a county's jail, of which the landmark `says` more.

        The one with an agreement then that is no police; the sheriff where the landmark names him; who keeps its jail
        by name or by the state's law; else the sheriff.
        """
        jailers = self.jailers(county, first, last)
        if len(jailers) == 1:
            return self._holder(jailers[0], "the one agency of the county with an agreement then")
        sheriff_named = _SHERIFF.search(says) is not None
        keeper = None if sheriff_named else self._keeper(county, says)
        if keeper is not None:
            return keeper
        name = f"{county.base if county.kind == 'city' else county.name} Sheriff's Office"
        sheriffs = self._record.finding.index.sheriffs(county.fips)
        if len(sheriffs) == 1:
            return self._entry(sheriffs[0], f"the sheriff of {county.name}", name)
        if sheriff_named:
            return Holder(None, name, county.state, "the landmark names the sheriff")
        law = keepers().get(county.state)
        return Holder(None, name, county.state, law["evidence"]) if law else None

    def _keeper(self, county: County, says: str) -> Holder | None:
        """Who keeps a county's jail and is no sheriff; None where neither names nor the state's law tell of one."""
        named = [agency for agency in self._of_county.get(county.fips, ()) if _JAIL.search(agency.name)]
        if len(named) == 1:
            return self._holder(named[0], "the one agency of the county that its name says to keep the jail")
        if _CORRECTIONS.search(says):
            how = "the landmark names the county's corrections department"
            return Holder(None, f"{county.name} Department of Corrections", county.state, how)
        law = keepers().get(county.state)
        if law is None or law["office"] == "Sheriff's Office":
            return None
        return Holder(None, f"{county.name} {law['office']}", county.state, law["evidence"])

    def of_name(self, text: str, within: Sequence[str]) -> Holder | None:
        """The one agency of these states that is called so, or is the police or sheriff of that place."""
        answer = meant(self._record.finding.index, text.title(), near=False)
        found = [entry for entry in answer.agencies if entry.state in within]
        if answer.outcome not in ("one", "several", "not listed") or len(found) != 1:
            return None
        of = found[0].name.removeprefix(_POLICE)
        name = text.title() if of == found[0].name else f"{of} Police Department"
        return self._entry(found[0], "the one agency of that name in the area", name)

    def of_state_police(self, state: str) -> Holder:
        """The police of a state that the landmark names."""
        name = f"{states()[state].name} State Police"
        return self.of_name(name, (state,)) or Holder(None, name, state, "the landmark names the state's police")

    def of_prisons(self, state: str) -> Holder | None:
        """The prison system of a state, where the record names it."""
        for agency in self.known.values():
            words = agency.name.lower()
            prisons = "department of correction" in words or "department of prisons" in words
            if agency.state == state and prisons and len(agency.counties) != 1:
                return self._holder(agency, "the prison system of the state")
        return None

    def _entry(self, entry: Entry, how: str, name: str) -> Holder:
        if entry.listed:
            return Holder(entry.key, entry.name, entry.state, how)
        return Holder(None, name, entry.state, how)

    @staticmethod
    def _holder(agency: Known, how: str) -> Holder:
        return Holder(agency.agency_id, agency.name, agency.state, how)


@cache
def keepers() -> Mapping[str, Mapping[str, str]]:
    """By state: the office that its law makes the keeper of county jails, and whether of cities' jails too."""
    return {row["state"]: row for row in read_table("activity/landmarks/keepers.csv")}


OF_THE_STATE = "the state"
"""The office of `keepers` where a state runs every jail itself."""
_POLICE = "Police of "
"""How the finder calls the police of a place that the record does not list."""
_SHERIFF = re.compile(r"\bSHERIFF'?S?\b")
_CORRECTIONS = re.compile(r"\bCOUNTY (?:DOC|DEP(?:ARTMEN)?T\.? OF CORR|BUREAU OF CORR|CORRECTIONS\b(?! C| F))")
_JAIL = re.compile(r"\b(?:jail|jailer|detention|corrections?)\b", re.IGNORECASE)

_EARLY_TERMS = """
    SELECT agency_id, model, signed AS start, ended_by AS "end" FROM early_agreements
    WHERE agreement_id NOT IN (SELECT agreement_id FROM agreements)
    ORDER BY 1, 3
"""

_AGREEMENTS = "SELECT agency_id, model, valid_from, valid_to, gaps FROM agreements ORDER BY 1, 3"


def as_rows(terms: Sequence[Term]) -> list[dict[str, Any]]:
    """Agreements as a program reads them."""
    return [vars(term) for term in terms]
