"""What is due, and what has no authority behind it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from sqlalchemy import Connection
from starlette.responses import Response

from open287g.core.errors import NotFoundError
from open287g.office.api import described
from open287g.office.api.doors import Guest, In
from open287g.office.clocks.due import Due, due
from open287g.office.clocks.feed import feed
from open287g.office.entering.falls import Falls, falls
from open287g.office.model.roles import may
from open287g.office.office import place_of, state_of
from open287g.office.reading import NOTHING, agencies_of, look

Agency = Annotated[str | None, Query(max_length=200, description="Only of this agency.")]


def router() -> APIRouter:
    """The endpoints."""
    made = APIRouter(tags=["clocks"])
    made.add_api_route("/due", rows, summary="What is due and overdue, and by whom", response_model=described.Dues)
    made.add_api_route("/due.ics", calendar, summary="The same as a calendar feed", response_class=Response)
    made.add_api_route(
        "/agencies/{agency_id}/cascade", cascade, summary="What has no authority behind it on a day",
        response_model=described.Cascade,
    )  # fmt: skip
    return made


def rows(guest: In, agency_id: Agency = None, overdue: bool = False) -> Any:
    """Every clock that runs in the agencies that this account may see, the earliest first."""
    return {"data": [one for one in _due(guest, agency_id) if one.overdue or not overdue]}


def calendar(guest: In, agency_id: Agency = None) -> Response:
    """What is due, for a calendar program."""
    return Response(feed(_due(guest, agency_id), guest.office.clock()), media_type="text/calendar")


def _due(guest: Guest, agency_id: str | None) -> list[Due]:
    guest.needs("due")
    viewer, now = guest.bearer.viewer, guest.office.clock()

    def work(connection: Connection) -> list[Due]:
        own = agencies_of(connection, viewer, "due")
        if agency_id is not None and agency_id not in own:
            raise NotFoundError(NOTHING)
        return due(connection, now, own if agency_id is None else [agency_id])

    return look(guest.office, viewer, work)


def cascade(
    guest: In,
    agency_id: Annotated[str, Path(max_length=200)],
    on: Annotated[date | None, Query(description="The day; today where none is named.")] = None,
    ending: Annotated[
        str, Query(max_length=400, description="An agreement: or officer: of the agency: what would be, if it ended.")
    ] = "",
) -> Any:
    """Officers without authority, grants to cut and acts to stop, until each is confirmed."""
    guest.needs("due")
    viewer = guest.bearer.viewer
    day = on or guest.office.clock().date()

    def work(connection: Connection) -> Falls:
        if not may(viewer.role, "due", viewer.place, place_of(connection, agency_id)):
            raise NotFoundError(NOTHING)
        known = ending.startswith(("agreement:", "officer:")) and state_of(connection, ending).agency_id == agency_id
        if state_of(connection, f"agency:{agency_id}").state == "" or (ending and not known):
            raise NotFoundError(NOTHING)
        return falls(connection, agency_id, day, ending)

    return {"agency_id": agency_id, "on": day, **asdict(look(guest.office, viewer, work))}
