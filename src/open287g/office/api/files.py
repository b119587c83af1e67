"""Files for programs: those of the audit, and the replay of a day."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query
from sqlalchemy import Connection
from starlette.responses import Response

from open287g.core.errors import NotFoundError
from open287g.office.api.doors import In
from open287g.office.exchange.audit_files import audit_files
from open287g.office.model.roles import SCOPES, rights
from open287g.office.reading import NOTHING, agencies_of, look
from open287g.office.replay import end_of, replay, sha256


class File(StrEnum):
    """A file of the audit."""

    acts = "acts"
    officers = "officers"
    agreements = "agreements"


def router() -> APIRouter:
    """The endpoints."""
    made = APIRouter(tags=["files"])
    made.add_api_route("/export/{file}.csv", export, summary="A file of the audit", response_class=Response)
    made.add_api_route("/replay", again, summary="The state of everything on a day", response_class=Response)
    return made


def export(
    guest: In, file: File, agency_id: Annotated[str | None, Query(max_length=200, description="Only of it.")] = None
) -> Response:
    """Acts, officers or agreements of the agencies that this account may export, for `open287g audit`."""
    guest.needs("export")
    viewer, today = guest.bearer.viewer, guest.office.clock().date()

    def work(connection: Connection) -> str:
        own = agencies_of(connection, viewer, "export")
        if agency_id is not None and agency_id not in own:
            raise NotFoundError(NOTHING)
        return audit_files(connection, own if agency_id is None else [agency_id], today)[f"{file.value}.csv"]

    content = look(guest.office, viewer, work)
    named = {"content-disposition": f'attachment; filename="{file.value}.csv"'}
    return Response(content, headers=named, media_type="text/csv")


def again(
    guest: In,
    on: Annotated[date | None, Query(description="The day; now where none is named.")] = None,
    known: Annotated[date | None, Query(description="As known at the end of this day, UTC.")] = None,
) -> Response:
    """One line of JSON for each subject, the same bytes each time. For roles that may export everything."""
    guest.needs("export")
    if rights().get((guest.bearer.viewer.role, "export"), frozenset()) < set(SCOPES):
        raise NotFoundError(NOTHING)
    until = end_of(known) if known else None
    content = look(guest.office, guest.bearer.viewer, lambda connection: replay(connection, on, until))
    return Response(content, headers={"x-sha256": sha256(content)}, media_type="application/x-ndjson")
