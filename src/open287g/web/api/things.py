"""Endpoints for one thing, for a day, for search and for shapes."""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from open287g.places.counties import County, counties, county
from open287g.places.law import law_of
from open287g.places.states import states
from open287g.record.asking import counts, geojson, search
from open287g.record.asking.early import early_asof
from open287g.record.asking.known import newest_known, to_come
from open287g.record.asking.loaded import LoadedRecord
from open287g.record.asking.whole_tables import Row
from open287g.record.tables.catalog import BY_NAME
from open287g.web.api.answers import answer
from open287g.web.api.models import EXAMPLES, PROBLEMS, Day, StateCode
from open287g.web.api.thing_models import (
    AgencyDetail,
    AgreementDetail,
    Counts,
    CountyDetail,
    EventDetail,
    Found,
    StateDetail,
)

router = APIRouter(responses=PROBLEMS)

AgencyId = Annotated[str, Path(max_length=200, examples=[EXAMPLES["agency_id"]])]
AgreementId = Annotated[str, Path(max_length=200, examples=[EXAMPLES["agreement_id"]])]
Fips = Annotated[str, Path(pattern=r"^\d{5}$", examples=["12021"])]


def _loaded(request: Request) -> LoadedRecord:
    record: LoadedRecord = request.state.record
    return record


def _counts(record: LoadedRecord, day: date, known: date | None) -> dict[str, Any]:
    if record.early.covers(day):
        told = early_asof(record.early, day, known)
        own = [name for name in Counts.model_fields if name not in ("says", "early", "rests_on")]
        return {name: told.pop(name) for name in own} | {"early": told, "rests_on": record.ages.facts()}
    record.ages.require(day)
    publication = newest_known(record.participating, day, known)
    counted = asdict(counts.count(counts.in_force(record, day, known)))
    counted["by_model"] = {model: n for model, n in counted["by_model"].items() if n}
    return {
        "valid": day,
        "known": known or record.today,
        "publication": publication["publication_id"],
        "published": publication["published"],
        **counted,
        "says": to_come(day, known or record.today),
        "rests_on": record.ages.facts(),
    }


@router.get("/summary", response_model=Counts, summary="The newest list in numbers")
async def summary(request: Request) -> Response:
    """Agreements in force on the day of the newest list, as known today."""
    record = _loaded(request)
    return answer(_counts(record, record.today, None))


@router.get("/asof/{day}", response_model=Counts, summary="Any day, two clocks")
async def asof(
    request: Request,
    day: Annotated[Day, Path(examples=["2025-04-24"])],
    known: Annotated[Day | None, Query(description="As known on this day; left out: by the newest list.")] = None,
) -> Response:
    """Agreements in force on `day`."""
    return answer(_counts(_loaded(request), day, known))


@router.get("/agencies/{agency_id}", response_model=AgencyDetail, summary="One agency with all that is known of it")
async def agency(request: Request, agency_id: AgencyId) -> Response:
    """An agency by its permanent id; an id that is no longer in use answers for the one that took its place."""
    record = _loaded(request)
    found = record.present(agency_id)
    key = found.present if found else agency_id
    return answer(
        _named_by(record, key)
        | {
            "agreements": record.agreements_by_agency.get(key, []),
            "events": record.events_by_agency.get(key, []),
            "spellings": record.spellings_by_agency.get(key, []),
            "pending": [row for row in record.tables["pending"] if row["agency_id"] == key],
            "redirects": record.former_ids.get(key, []),
            "redirected": found and found.moved,
            "early": record.early_of_agency(key),
            "rests_on": record.ages.facts(),
        }
    )


def _named_by(record: LoadedRecord, key: str) -> Row:
    """The agency of an id; of one that only sources before the first list name, what they tell, the rest unknown."""
    if key in record.agencies or key not in record.early_agencies:
        return record.agency(key)
    facts = record.early_agencies[key]
    unknown = dict.fromkeys(BY_NAME["agencies"].names)
    return unknown | {name: facts[name] for name in unknown if name in facts} | {"agreements_now": 0, "models_now": []}


@router.get("/agreements/{agreement_id}", response_model=AgreementDetail, summary="One agreement")
async def agreement(request: Request, agreement_id: AgreementId) -> Response:
    """An agreement by its permanent id; an id that is no longer in use answers for the one that took its place."""
    record = _loaded(request)
    found = record.present(agreement_id)
    row = record.agreement(found.present if found else agreement_id)
    return answer(
        row
        | {
            "redirects": record.former_ids.get(row["agreement_id"], []),
            "redirected": found and found.moved,
            "rests_on": record.ages.facts(),
        }
    )


@router.get("/events/{event_id}", response_model=EventDetail, summary="One event with its evidence")
async def event(request: Request, event_id: Annotated[str, Path(max_length=200)]) -> Response:
    """An event, and the file and row that show it."""
    record = _loaded(request)
    early = record.early_events.get(event_id)
    row = {name: early[name] for name in BY_NAME["events"].names} if early else record.event(event_id)
    return answer(row | {"rests_on": record.ages.facts()})


@router.get("/states", response_model=list[StateDetail], summary="States and territories")
async def list_states(request: Request) -> Response:
    """Every state in numbers, and its law on the day of the newest list."""
    return answer([_state(_loaded(request), code) for code in states()])


@router.get("/states/{code}", response_model=StateDetail, summary="One state")
async def one_state(request: Request, code: Annotated[StateCode, Path(examples=["FL"])]) -> Response:
    """A state by postal code."""
    return answer(_state(_loaded(request), code))


def _state(record: LoadedRecord, code: str) -> dict[str, Any]:
    rows = [row for row in record.agreements_by_state.get(code, []) if row["status"] == "listed"]
    counted = counts.count(rows)
    law = law_of(code, record.today).model_dump(mode="json", by_alias=True)
    return {
        "state": code,
        "name": states()[code].name,
        "agreements": counted.agreements,
        "agencies": counted.agencies,
        "by_model": counted.by_model,
        "law": law,
        "rests_on": record.ages.facts(),
    }


@router.get("/counties", response_model=list[CountyDetail], summary="Counties")
async def list_counties(request: Request, state: StateCode | None = None) -> Response:
    """Counties of one state or all, with the agencies seated there."""
    record = _loaded(request)
    return answer([_county(record, c) for c in counties().values() if state in (None, c.state)])


@router.get("/counties/{fips}", response_model=CountyDetail, summary="One county")
async def one_county(request: Request, fips: Fips) -> Response:
    """A county by FIPS code."""
    return answer(_county(_loaded(request), county(fips)))


def _county(record: LoadedRecord, found: County) -> dict[str, Any]:
    rows = record.agencies_by_county.get(found.fips, [])
    return {
        "fips": found.fips,
        "state": found.state,
        "name": found.name,
        "kind": found.kind,
        "population": found.population,
        "agencies": [row["agency_id"] for row in rows],
        "models": sorted({model for row in rows for model in row["models_now"] or ()}),
        "rests_on": record.ages.facts(),
    }


@router.get("/search", response_model=list[Found], summary="Find by name or code")
async def find(
    request: Request,
    q: Annotated[str, Query(max_length=search.LONGEST, examples=["colier co"])] = "",
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> Response:
    """States, counties, cities and agencies that `q` names by code or name; where it names none, those like it."""
    hits = await asyncio.to_thread(search.find, _loaded(request), q, limit)
    return answer([asdict(hit) for hit in hits])


@router.get(
    "/counties.geojson",
    response_class=Response,
    summary="Counties as GeoJSON",
    responses={200: {"content": {"application/geo+json": {}}}},
)
async def counties_geojson(request: Request, state: StateCode | None = None) -> Response:
    """Shapes of counties with the models in the newest list."""
    return answer(geojson.counties_collection(_loaded(request), state), "application/geo+json")


@router.get(
    "/agencies.geojson",
    response_class=Response,
    summary="Agencies as GeoJSON",
    responses={200: {"content": {"application/geo+json": {}}}},
)
async def agencies_geojson(request: Request, state: StateCode | None = None) -> Response:
    """Agencies as points at the center of their county."""
    rows: list[Row] = [row for row in _loaded(request).tables["agencies"] if state in (None, row["state"])]
    return answer(geojson.agencies_collection(_loaded(request), rows), "application/geo+json")
