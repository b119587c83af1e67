"""What the endpoints of one thing answer with."""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from open287g.core.bundled import read_text
from open287g.record.asking.population import SOURCE
from open287g.record.tables.catalog import BY_NAME
from open287g.web.api.models import row_model

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
