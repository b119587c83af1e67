"""Endpoints for the rulebook, state law and memoranda."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path
from pydantic import BaseModel
from starlette.responses import Response

from open287g.documents.library.shipped import shipped_documents
from open287g.places.cooperation import cooperation_rules
from open287g.places.law import rules
from open287g.rulebook.language.provision import Provision, provision_named, provisions
from open287g.rulebook.law.numbers import parameters
from open287g.web.api.answers import answer
from open287g.web.api.models import PROBLEMS

router = APIRouter(responses=PROBLEMS)


class QuoteDetail(BaseModel):
    """Words of the U.S. government above a provision, and where they stand."""

    text: str
    address: str
    link: str
    law: str
    edition: str
    section: str


class ProvisionDetail(BaseModel):
    """A provision of the rulebook."""

    id: str
    says: str
    cites: str
    laws: list[str]
    quotes: list[QuoteDetail]
    unread: str
    kind: str
    topic: str
    models: list[str]
    acts: list[str]
    editions: list[str]
    since: date | None
    until: date | None
    needs: list[str]
    yields_to: str


@router.get("/provisions", response_model=list[ProvisionDetail], summary="The rulebook")
async def list_provisions() -> Response:
    """Every provision."""
    return answer([_provision(p) for p in provisions()])


@router.get("/provisions/{id}", response_model=ProvisionDetail, summary="One provision")
async def one_provision(id: Annotated[str, Path(max_length=80, examples=["wso.at-release"])]) -> Response:
    """A provision by its id."""
    return answer(_provision(provision_named(id)))


def _provision(p: Provision) -> dict[str, Any]:
    told = {name: getattr(p, name) for name in ProvisionDetail.model_fields}
    quotes = [{name: getattr(quote, name) for name in QuoteDetail.model_fields} for quote in p.quotes]
    return told | {"laws": [law.cites for law in p.laws], "quotes": quotes}


@router.get("/documents", summary="Memoranda that were read", response_model=list[dict[str, Any]])
async def list_documents() -> Response:
    """Fields, edition and differences of each memorandum, as facts without its sentences."""
    return answer([each.facts | {"differences": each.differences} for each in shipped_documents().values()])


@router.get("/parameters", summary="The numbers of the law", response_model=list[dict[str, Any]])
async def list_parameters() -> Response:
    """Every dated number with its citation."""
    return answer([asdict(parameter) for parameter in parameters().values()])


@router.get("/state-law", summary="The register of state law", response_model=list[dict[str, Any]])
async def state_law() -> Response:
    """Every rule of the register with its sources."""
    return answer([rule.model_dump(mode="json", by_alias=True) for rule in rules()])


@router.get("/cooperation-law", summary="State law on cooperation", response_model=list[dict[str, Any]])
async def cooperation_law() -> Response:
    """Every rule on notice, holds, data and access without an agreement, with its sources."""
    return answer([rule.model_dump(mode="json", by_alias=True) for rule in cooperation_rules()])
