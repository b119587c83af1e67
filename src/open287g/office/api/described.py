"""The description of the API (OpenAPI 3.1), with every kind of event made from kinds.yaml so that it cannot drift."""

from __future__ import annotations

from datetime import date
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel, ConfigDict

from open287g.office.clocks.due import Due
from open287g.office.model.kinds import Kind, field, kinds, subjects
from open287g.vocabulary.facts import Fact

ABOUT = (
    "The working office of an agreement under section 287(g), for programs. Every step goes through the one way in: "
    "what the roles, the state, the two-person rule or a provision refuse is refused with every reason. A token acts "
    "for one account, within scopes. Errors are application/problem+json (RFC 9457)."
)


class _Told(BaseModel):
    model_config = ConfigDict(extra="allow")


class Me(_Told):
    """Whose token this is."""

    account: str
    role: str
    agency_id: str
    area: str
    officer_id: str
    token_id: str
    scopes: list[str]
    expires_on: date


class Row(_Told):
    """What the ledger says of one subject as known now."""

    id: str
    agency_id: str
    state: str
    facts: dict[str, Any]


class Page(BaseModel):
    """Rows by name; `next` is the `after` of the next page, null on the last."""

    data: list[Row]
    next: str | None


class Subject(Row):
    """One subject on a day, as known at a time."""

    since: date | None
    by: dict[str, str]
    entries: list[int]


class EntryShown(_Told):
    """An entry of the ledger."""

    number: int
    known: str
    on: date
    kind: str
    by: str
    role: str
    data: dict[str, Any]
    before: str
    after: dict[str, Any]
    reason: str
    provisions: list[str]


class Entries(BaseModel):
    """Entries in the order of the ledger."""

    data: list[EntryShown]


class Dues(BaseModel):
    """Clocks, the earliest first."""

    data: list[Due]


class Cascade(BaseModel):
    """Names of what has no authority behind it."""

    agency_id: str
    on: date
    officers: list[str]
    grants: list[str]
    acts: list[str]


class ReceiptShown(_Told):
    """What came of an event: its place in the ledger, the state it leads to, the checkpoint signed over it."""

    number: int
    leaf: str
    subject: str
    before: str
    after: str
    checkpoint: dict[str, Any]


class ReceiptsShown(BaseModel):
    """One receipt for each event, in order."""

    receipts: list[ReceiptShown]


PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "reasons": {"type": "array", "items": {"type": "object"}},
    },
}
PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"description": says, "content": {"application/problem+json": {"schema": PROBLEM}}}
    for status, says in {
        400: "The request cannot be read.",
        401: "There is no good token.",
        403: "The token or the account may not do that there, or there is no such thing.",
        404: "There is nothing of that name, or this account may not see it.",
        409: "State, persons or law refuse it.",
        412: "It has changed since it was read.",
        413: "The body is too long.",
        415: "The body is no JSON.",
        422: "A field or parameter does not fit.",
        429: "Too many requests.",
        503: "The database did not answer; nothing was taken in.",
    }.items()
}

TYPES: dict[str, dict[str, Any]] = {
    "day": {"type": "string", "format": "date"},
    "flag": {"type": "boolean"},
    "number": {"type": "number"},
    "count": {"type": "integer"},
    "ids": {"type": "array", "items": {"type": "string"}},
}
"""Kinds of fields that are no plain text in JSON."""


def _schema(fact: Fact) -> dict[str, Any]:
    told = {**TYPES.get(fact.kind, {"type": "string"}), "description": fact.says}
    if fact.choices:
        told["enum"] = list(fact.choices)
    bounds = {"minimum": fact.low, "maximum": fact.high}
    return told | {name: value for name, value in bounds.items() if value is not None and fact.kind in TYPES}


def _event(kind: Kind) -> dict[str, Any]:
    """The schema of one kind of event."""
    own: dict[str, Any] = {
        "kind": {"const": kind.name},
        "on": {**TYPES["day"], "description": "The day on which it holds."},
        "agency_id": {"type": "string"},
        "reason": {"type": "string"},
    }
    key = subjects()[kind.subject].key
    for name in (*key, *kind.fields):
        if (fact := field(kind.subject, name)) is not None:
            own[name] = _schema(fact)
    wanted = ["kind", *key, *kind.needs, *(["reason"] if kind.reason else [])]
    wanted += [] if kind.name == "act.entered" else ["on"]
    return {"type": "object", "properties": own, "required": list(dict.fromkeys(wanted)), "additionalProperties": False}


def _title(name: str) -> str:
    return "".join(part.capitalize() for part in name.replace(".", "_").split("_"))


def _body(schema: dict[str, Any]) -> dict[str, Any]:
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


_ANY = {"$ref": "#/components/schemas/Event"}
BODY_OF_EVENT = _body(_ANY)
BODY_OF_BATCH = _body(
    {"type": "object", "required": ["events"], "additionalProperties": False,
     "properties": {"events": {"type": "array", "minItems": 1, "maxItems": 200, "items": _ANY}}}
)  # fmt: skip
_PDF = {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}
BODY_OF_TEXT: dict[str, Any] = {"requestBody": {"required": True, "content": _PDF}}
BODY_OF_ACT = _body({"$ref": "#/components/schemas/ActAskedAbout"})
BODY_OF_QUESTION = _body(
    {"type": "object", "required": ["officer", "at"], "additionalProperties": False,
     "properties": {"officer": {"type": "string"}, "at": {"type": "string"}}}
)  # fmt: skip


def whole(app: FastAPI) -> dict[str, Any]:
    """The description, made once."""
    if app.openapi_schema is None:
        told = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
        schemas = told["components"]["schemas"]
        schemas |= {_title(one.name): _event(one) for one in kinds().values()}
        schemas["Event"] = {"oneOf": [{"$ref": f"#/components/schemas/{_title(name)}"} for name in kinds()]}
        schemas["ActAskedAbout"] = _asked(_event(kinds()["act.entered"]))
        app.openapi_schema = told
    return app.openapi_schema


def _asked(entered: dict[str, Any]) -> dict[str, Any]:
    """An act that is only asked about has no id, and always an agency."""
    left = {name: told for name, told in entered["properties"].items() if name not in ("kind", "act_id", "reason")}
    wanted = [name for name in entered["required"] if name not in ("kind", "act_id")]
    return {**entered, "properties": left, "required": [*wanted, "agency_id"]}
