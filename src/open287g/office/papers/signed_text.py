"""The signed text of an agreement beside what was requested: agency, state, model, edition and days of signature."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from open287g.core.errors import NotFoundError, Open287gError
from open287g.documents.agreement_document import AgreementDocument
from open287g.documents.comparisons import compared, signing_days
from open287g.documents.listed import Listed
from open287g.documents.pages.limits import DEFAULT, Limits
from open287g.documents.read_many import read_many
from open287g.documents.read_options import ReadOptions
from open287g.office.entering.words import persons_in
from open287g.office.model.state import State
from open287g.office.office import state_of
from open287g.vocabulary.editions import EDITIONS

AGREES, DIFFERS, UNSURE = "agrees", "differs", "not checked"


@dataclass(frozen=True)
class Beside:
    """One thing that was requested, what the text says of it, and whether they agree, or why that is not known."""

    what: str
    requested: str
    document: str
    verdict: str
    why: str = ""


@dataclass(frozen=True)
class TextRead:
    """A signed text by its sha256, all that was compared, and what comes of it as a whole."""

    agreement_id: str
    document: str
    reading: str
    rows: tuple[Beside, ...]


def read_text(path: Path, engine: str = "auto", limits: Limits = DEFAULT) -> AgreementDocument:
    """What a PDF says, read in a bounded process of its own. Raises InputError that says why it cannot be read."""
    (result,) = read_many([path], ReadOptions(engine=engine, limits=limits), jobs=1)
    if result.document is None:
        raise result.error or Open287gError("cannot be read", str(path))
    return result.document


def beside(connection: Connection, agreement_id: str, document: AgreementDocument) -> TextRead:
    """The text beside the request. One thing that differs makes the whole differ; without any, one that could not be
    compared leaves the whole not checked. Raises NotFoundError where the office has no such agreement.
    """
    agreement = state_of(connection, f"agreement:{agreement_id}")
    if not agreement.state:
        raise NotFoundError("the office has no such agreement", agreement_id, "Request it first.")
    agency = state_of(connection, f"agency:{agreement.agency_id}")
    rows = tuple(_rows(agreement, str(agency.facts.get("name", "")), document))
    found = {row.verdict for row in rows}
    reading = DIFFERS if DIFFERS in found else UNSURE if UNSURE in found else AGREES
    return TextRead(agreement_id, document.sha256, reading, rows)


def event_of(told: TextRead, on: str) -> dict[str, str]:
    """The event that records what was read on a day."""
    differing = "; ".join(_said(row) for row in told.rows if row.verdict == DIFFERS)
    event = {"kind": "agreement.text_read", "on": on, "agreement_id": told.agreement_id, "document": told.document,
             "reading": told.reading}  # fmt: skip
    return event | ({"differing": differing} if differing else {})


def _said(row: Beside) -> str:
    """What differs, with both sides where they are words of the programme: whoever accepts it has not seen the file."""
    if row.what == "agency":
        return row.what
    return f"{row.what}: {_plain(row.requested)} requested, {_plain(row.document)} in the text"


def _plain(value: str) -> str:
    """An edition by its model and first day, which no reader of free text takes for a number of a person."""
    known = EDITIONS.get(value)
    return f"{known.model} of {known.since}" if known else value


def _rows(agreement: State, agency: str, document: AgreementDocument) -> Iterator[Beside]:
    facts = agreement.facts
    model = str(facts.get("model", ""))
    listed = Listed(agreement.id, agency, agreement.agency_id[:2], model, None, "", None, None, "", None)
    for one in compared(listed, document):
        if one.what != "signed":
            yield Beside(one.what, one.record, _without_persons(one.document), one.verdict, one.why)
    if not document.identity.model:
        return
    wanted, edition = str(facts.get("edition", "")), document.identity.edition
    verdict = UNSURE if not edition else AGREES if edition == wanted else DIFFERS
    yield Beside("edition", wanted, edition, verdict, "" if edition else "the edition was not told apart")
    days = signing_days(document)
    signed = [day for name, day in days.items() if name.startswith("agency")]
    yield _day("agency_signed_on", facts.get("agency_signed_on"), max(signed, default=None))
    yield _day("ice_signed_on", facts.get("ice_signed_on"), days.get("ICE"))


def _without_persons(said: str) -> str:
    """What was read of a file, unless it may point to a person: then it is not repeated."""
    return "" if any(persons_in(said)) else said


def _day(what: str, told: str | None, read: date | None) -> Beside:
    """A day of signature; one that the office does not hold yet is told by the text alone."""
    said = read.isoformat() if read else ""
    if not told:
        return Beside(what, "", said, AGREES, "not signed here yet")
    if not said:
        return Beside(what, told, "", UNSURE, "the day was not read surely enough")
    return Beside(what, told, said, AGREES if said == told else DIFFERS)
