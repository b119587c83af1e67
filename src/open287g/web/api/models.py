"""Descriptions of rows and queries for OpenAPI, made from the record's schema so that they cannot drift."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, create_model

from open287g.core.table import Column, Table
from open287g.places.states import states
from open287g.vocabulary import labels

EXAMPLES: dict[str, Any] = {
    "agency_id": "FL-collier-county-sheriffs-office",
    "agreement_id": "FL-collier-county-sheriffs-office:TFM:1",
    "state": "FL",
    "model": "TFM",
    "name": "Collier County Sheriff's Office",
    "counties": ["12021"],
    "county_names": ["Collier County"],
    "kind": "listed",
    "list": "participating",
}
EXAMPLES_OF = {
    ("signals", "kind"): "stray space",
    ("doubts", "kind"): "memorandum of another day",
    ("early_sources", "kind"): "study",
}
"""Where a table's column means something else than in the others."""
DATED = {
    "events": "known",
    "agreements": "valid_from",
    "beliefs": "known_from",
    "publications": "published",
    "snapshots": "published",
    "sources": "day",
    "endings": "first_absent",
    "flickers": "first_absent",
    "pending": "first_pending",
    "agencies": "first_listed",
    "spellings": "first_seen",
    "early_statements": "told",
    "early_spans": "first_seen",
    "early_agreements": "signed",
    "early_events": "known",
    "addenda": "executed",
}
EXACT = ("state", "model", "agency_id", "agreement_id", "status", "kind", "grade", "list", "verdict", "action", "tier")
SEARCHED = ("name", "agency_name", "value", "reason")


def _iso(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise ValueError("a day is written YYYY-MM-DD")
    return value


def _state(value: str) -> str:
    if value not in states():
        raise ValueError("no state or territory has this postal code")
    return value


Day = Annotated[date, BeforeValidator(_iso)]
StateCode = Annotated[str, AfterValidator(_state), Field(json_schema_extra={"enum": sorted(states())})]
Limit = Annotated[int, Field(ge=1, le=1000, description="Rows at most.", examples=[100])]
Offset = Annotated[int, Field(ge=0, le=10_000_000, description="Rows to leave out first.")]
Format = Literal["json", "csv"]


_EARLY = ("early_", "addenda")
"""How the tables of the years before 2021 are called."""


class Paging(BaseModel):
    """What every list takes."""

    model_config = ConfigDict(extra="forbid")

    limit: Limit = 100
    offset: Offset = 0
    format: Format = "json"


class Problem(BaseModel):
    """An error (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    instance: str


def row_model(table: Table) -> type[BaseModel]:
    """One row of a table."""
    fields: dict[str, Any] = {
        column.name: (column.kind.python | None, _described(table, column)) for column in table.columns
    }
    return create_model(f"{_camel(table.name)}Row", __doc__=table.description, **fields)


def list_model(table: Table) -> type[BaseModel]:
    """A page of rows."""
    row = row_model(table)
    return create_model(
        f"{_camel(table.name)}Page",
        data=(list[row], Field(description=table.description)),  # type: ignore[valid-type]  # made at run time
        total=(int, Field(description="Rows that fit the query.")),
        limit=(int, ...),
        offset=(int, ...),
        next=(str | None, Field(description="Address of the next page.")),
        record=(str, Field(description="Version of the record.")),
        published=(date, Field(description="Day of the newest list in it.")),
        rests_on=(dict[str, Any], Field(description="The newest list of each name with its day and age in days.")),
    )


def query_model(table: Table) -> type[BaseModel]:
    """The parameters by which a table is filtered."""
    names = set(table.names)
    fields: dict[str, Any] = {}
    for name in EXACT:
        if name in names:
            kind = _kind_of(table, name)
            example = _example(table, name)
            says = table.column(name).description
            fields[name] = (kind | None, Field(None, description=says, examples=[example] if example else None))
    if "counties" in names:
        fields["county"] = (
            Annotated[str, Field(pattern=r"^\d{5}$")] | None,
            Field(None, description="FIPS code.", examples=["12021"]),
        )
    if names & set(SEARCHED):
        fields["q"] = (
            Annotated[str, Field(max_length=100)] | None,
            Field(None, description="Part of the name or text."),
        )
    if table.name in DATED:
        column = DATED[table.name]
        since = "2009-10-01" if table.name.startswith(_EARLY) else "2025-04-01"
        fields["since"] = (
            Day | None,
            Field(None, description=f"{column} on this day or later.", examples=[since]),
        )
        fields["until"] = (Day | None, Field(None, description=f"{column} before this day.", examples=["2026-03-01"]))
    return create_model(f"{_camel(table.name)}Query", __base__=Paging, **fields)


def _kind_of(table: Table, name: str) -> Any:
    """What a filter takes: the values its column can hold, where they are named; any short text elsewhere."""
    if name == "state":
        return StateCode
    words = tuple(labels.MODELS) if name == "model" else table.column(name).values
    return Literal[words] if words else Annotated[str, Field(max_length=200)]


def _example(table: Table, name: str) -> Any:
    return EXAMPLES_OF.get((table.name, name), EXAMPLES.get(name))


def _described(table: Table, column: Column) -> Any:
    example = _example(table, column.name)
    return Field(description=column.description, examples=[example] if example is not None else None)


def _camel(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_"))


PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"description": says, "content": {"application/problem+json": {"schema": Problem.model_json_schema()}}}
    for status, says in {
        400: "A parameter cannot be read.",
        404: "The record has nothing of that name.",
        414: "The address is too long.",
        422: "A parameter does not fit its description.",
        429: "Too many requests of one visitor; Retry-After says for how many seconds.",
    }.items()
}
