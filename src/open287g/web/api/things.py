"""Endpoints for one thing, for a day, for search and for shapes."""

from __future__ import annotations

import asyncio
import json
from dataclasses import asdict
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from open287g.core.bundled import read_text
from open287g.places.counties import County, counties, county
from open287g.places.law import law_of
from open287g.places.states import states
from open287g.record.asking import counts, geojson, search
from open287g.record.asking.early import early_asof
from open287g.record.asking.known import newest_known, to_come
from open287g.record.asking.loaded import LoadedRecord
from open287g.record.asking.population import SOURCE
from open287g.record.asking.whole_tables import Row
from open287g.record.tables.catalog import BY_NAME
from open287g.web.api.answers import answer
from open287g.web.api.models import EXAMPLES, PROBLEMS, Day, StateCode, row_model

router = APIRouter(responses=PROBLEMS)

AgencyId = Annotated[str, Path(max_length=200, examples=[EXAMPLES["agency_id"]])]
AgreementId = Annotated[str, Path(max_length=200, examples=[EXAMPLES["agreement_id"]])]
Fips = Annotated[str, Path(pattern=r"^\d{5}$", examples=["12021"])]
Agency = row_model(BY_NAME["agencies"])
Agreement = row_model(BY_NAME["agreements"])
Event = row_model(BY_NAME["events"])


class ListAge(BaseModel):
    """A list that an answer rests on: its day, the last day on which it was seen, and its age in days."""

    published: date
    last_seen: date
    days_old: int


class RestsOn(BaseModel):
    """The newest list of each name, and whether what is pending is known; ages are counted to the day `on`."""

    participating: ListAge | None
    pending: ListAge | None
    on: date
    pending_is_known: bool
    tells_of: list[tuple[date, date]] = Field(description="First and last day of each span that the lists tell of.")


class Redirected(BaseModel):
    """An id that was published and is no longer in use, the one in its place, and why."""

    model_config = ConfigDict(populate_by_name=True)

    from_: str = Field(alias="from")
    to: str
    reason: str


class Counts(BaseModel):
    """How many agreements were in force on a day, by the record's two clocks."""

    model_config = ConfigDict(json_schema_extra={"example": json.loads(read_text("web/data/asof_example.json"))})

    valid: date
    known: date
    publication: str | None
    published: date | None
    agreements: int | None
    agencies: int | None
    states: int | None
    by_model: dict[str, int]
    by_state: dict[str, int]
    says: str | None = Field(None, description="What is taken for granted where the day was still to come by then.")
    early: dict[str, Any] | None = Field(
        None,
        description="Before the first list: why a number is unknown, the lists before and after, who differs, claims.",
    )
    rests_on: RestsOn


class Found(BaseModel):
    """Something the search found."""

    kind: str
    key: str
    name: str
    state: str
    now: bool
    listed: bool | None
    how: str
    score: float
    path: str


class AgencyDetail(Agency):  # type: ignore[valid-type, misc]  # the base is made from the schema at run time
    """An agency with everything the record holds of it."""

    agreements: list[Agreement]  # type: ignore[valid-type]  # made at run time
    events: list[Event]  # type: ignore[valid-type]  # made at run time
    spellings: list[dict[str, Any]]
    pending: list[dict[str, Any]]
    redirects: list[str]
    redirected: Redirected | None
    early: dict[str, list[dict[str, Any]]]
    rests_on: RestsOn


class AgreementDetail(Agreement):  # type: ignore[valid-type, misc]  # the base is made from the schema at run time
    """An agreement; `redirected` says from which old id it was asked."""

    redirects: list[str]
    redirected: Redirected | None
    rests_on: RestsOn


class EventDetail(Event):  # type: ignore[valid-type, misc]  # the base is made from the schema at run time
    """An event with the file and row that show it."""

    rests_on: RestsOn


class CountyDetail(BaseModel):
    """A county and the agencies seated there."""

    fips: str
    state: str
    name: str
    kind: str
    population: Annotated[int | None, Field(description=f"People who live there, {SOURCE}.")]
    agencies: list[str]
    models: list[str]
    rests_on: RestsOn


class StateDetail(BaseModel):
    """A state: its numbers in the newest list and its law on that day."""

    state: str
    name: str
    agreements: int
    agencies: int
    by_model: dict[str, int]
    law: dict[str, Any]
    rests_on: RestsOn


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
