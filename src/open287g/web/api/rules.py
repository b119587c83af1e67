"""Endpoints for the rulebook, state law and memoranda."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from starlette.responses import Response

from open287g.documents.library.shipped import called, fits, shipped_documents
from open287g.places.cooperation import cooperation_rules
from open287g.places.law import rules
from open287g.record.asking.loaded import LoadedRecord
from open287g.rulebook.language.provision import Provision, provision_named, provisions
from open287g.rulebook.law.numbers import parameters
from open287g.vocabulary.editions import EDITIONS
from open287g.vocabulary.models import HELD_MODELS
from open287g.web.api.answers import answer
from open287g.web.api.models import PROBLEMS, Limit, Offset

router = APIRouter(responses=PROBLEMS)


def _of(known: Iterable[str]) -> Callable[[str], str]:
    def one_of(value: str) -> str:
        if value not in known:
            raise ValueError(f"choose {', '.join(known)}")
        return value

    return one_of


_Model = Annotated[str, AfterValidator(_of(HELD_MODELS)), Field(json_schema_extra={"enum": list(HELD_MODELS)})]
_Edition = Annotated[str, AfterValidator(_of(EDITIONS)), Field(json_schema_extra={"enum": list(EDITIONS)})]


class DocumentsQuery(BaseModel):
    """How memoranda are chosen: words of the agency's name, the file's name or a difference; model; edition."""

    model_config = ConfigDict(extra="forbid")

    q: Annotated[str, Field(max_length=100, description="Words that all stand in its names or differences.")] = ""
    model: _Model | None = None
    edition: _Edition | None = None
    limit: Limit = 1000
    offset: Offset = 0


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
async def list_documents(request: Request, query: Annotated[DocumentsQuery, Query()]) -> Response:
    """Fields, edition and differences of each memorandum, as facts without its sentences; X-Total-Count says of how
    many these are."""
    record: LoadedRecord = request.state.record
    chosen = {"model": query.model or "", "edition": query.edition or ""}
    found = [each for each in shipped_documents().values() if fits(each, called(record, each), query.q, chosen)]
    shown = found[query.offset : query.offset + query.limit]
    told = answer([each.facts | {"differences": each.differences} for each in shown])
    told.headers["X-Total-Count"] = str(len(found))
    return told


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
