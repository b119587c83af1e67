"""The endpoint of facilities that hold people for ICE."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from open287g.places.facilities.held import facilities_in, facts
from open287g.record.asking.loaded import LoadedRecord
from open287g.web.api.answers import answer
from open287g.web.api.known import require_county
from open287g.web.api.models import PROBLEMS, StateCode

router = APIRouter(responses=PROBLEMS)


class FacilityDetail(BaseModel):
    """A facility as ICE's newest list that names it has it; `lists` holds every row with its file."""

    facility_id: str
    name: str
    city: str
    state: str
    county: str | None
    county_name: str | None
    type: str
    population: Annotated[
        float | None,
        Field(description="People held there on an average day of the list's year."),
    ]
    agencies: list[str]
    first_day: date
    last_day: date
    file: str
    row: int
    lists: list[dict[str, Any]]


@router.get("/facilities", response_model=list[FacilityDetail], summary="Facilities that held for ICE")
async def list_facilities(
    request: Request,
    state: StateCode | None = None,
    county: Annotated[str | None, Query(pattern=r"^\d{5}$", examples=["12021"])] = None,
) -> Response:
    """Facilities under an agreement or contract to hold people for ICE, by ICE's lists of 2015 to 2026."""
    require_county(county)
    record: LoadedRecord = request.state.record
    return answer([facts(facility, record.tables["agencies"]) for facility in facilities_in(state, county)])
