"""Of whom a dossier is: a county with its agencies, or one agency with its county, and the model that is voted on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from open287g.core.errors import InputError, NotFoundError
from open287g.costs.asked import residents_of
from open287g.costs.assumptions import Assumption
from open287g.places.counties import County, counties, find_counties
from open287g.record.asking.loaded import LoadedRecord
from open287g.record.asking.record import Record
from open287g.record.asking.whole_tables import Row
from open287g.vocabulary.models import HELD_MODELS, SHOWN

_COUNTY = re.compile(r"\b(county|parish|borough|census area|municipio)\b", re.IGNORECASE)
_BODY = re.compile(r"\b(sheriff|police|marshal|constable|department|office|jail|alguacil|polic[ií]a)", re.IGNORECASE)


@dataclass(frozen=True)
class Subject:
    """`agencies` are rows of the record; `county` is None for a body of the whole state or of several counties.

    `models` are those that the dossier explains: the one asked for, else those in force, else none.
    """

    title: str
    state: str
    county: County | None
    agencies: tuple[Row, ...]
    models: tuple[str, ...]
    is_agency: bool = False

    @property
    def explained(self) -> tuple[str, ...]:
        """The models whose powers and duties are told: its own, or all where none is named and none in force."""
        return self.models or SHOWN

    @property
    def ids(self) -> frozenset[str]:
        """The agencies' ids."""
        return frozenset(row["agency_id"] for row in self.agencies)

    @property
    def residents(self) -> Assumption | None:
        """The people of its county, who pay for it; None where they are not known."""
        people = self.county.population if self.county else None
        return None if people is None else residents_of(people)

    @property
    def in_force(self) -> tuple[str, ...]:
        """The models of agreements in force, by the newest list."""
        return tuple(sorted({model for row in self.agencies for model in row["models_now"] or ()}))


def of_county(record: LoadedRecord, county: County, model: str | None = None) -> Subject:
    """A county and every agency of the record that is seated there."""
    agencies = tuple(record.agencies_by_county.get(county.fips, ()))
    return Subject(county.name, county.state, county, agencies, _models(agencies, model))


def of_agency(record: LoadedRecord, agency_id: str, model: str | None = None) -> Subject:
    """One agency of the record, with its county where it has one."""
    row = record.agency(agency_id)
    seats: list[str] = list(row["counties"] or ())
    county = counties().get(seats[0]) if len(seats) == 1 else None
    return Subject(row["name"], row["state"], county, (row,), _models((row,), model), is_agency=True)


def subject_called(record: LoadedRecord, asked: Record, name: str, model: str | None = None) -> Subject:
    """The county or agency that a name or code means; a county where the text says county and names no body.

    Raises NotFoundError where nothing is called so or more than one is, and NotListedError for an agency that exists
    and is in no list, unless one county is named: then the dossier is the county's.
    """
    named = find_counties(name) if _COUNTY.search(name) or name.strip() in counties() else ()
    if len(named) == 1 and not _BODY.search(name):
        return of_county(record, named[0], model)
    try:
        return of_agency(record, asked.find(name), model)
    except NotFoundError:
        if len(named) == 1:
            return of_county(record, named[0], model)
        raise


def _models(agencies: tuple[Row, ...], model: str | None) -> tuple[str, ...]:
    if model is None:
        return tuple(sorted({held for row in agencies for held in row["models_now"] or ()}))
    if model.upper() not in HELD_MODELS:
        raise InputError("there is no such model", remedy=f"Choose {', '.join(HELD_MODELS)}.", exit_code=2)
    return (model.upper(),)
