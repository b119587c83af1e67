"""Every day that something says an agreement was signed, with its source."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated, NamedTuple

from open287g.record.tables.declare import AGENCY_ID, AGREEMENT_ID, FILE, MODEL, ROW, SHA256, STATE, ordered, table
from open287g.record.values import Reading, Witness
from open287g.vocabulary.file_names import day_in_name

if TYPE_CHECKING:
    from open287g.record.believing.presence import Proof
    from open287g.record.history.agreements import Agreement
    from open287g.record.history.claims import Claim
    from open287g.record.history.draft import Draft


class SigningRow(NamedTuple):
    """One day that a list, a memorandum or its name says an agreement was signed, with its source."""

    agreement_id: Annotated[str, AGREEMENT_ID]
    agency_id: Annotated[str, AGENCY_ID]
    state: Annotated[str, STATE]
    model: Annotated[str, MODEL]
    witness: Annotated[str, "{}.", Witness]
    day: Annotated[date | None, "The day it tells; empty where it tells none."]
    read_as: Annotated[str | None, "Of SIGNED, what the claim was read as: {}.", Reading]
    known: Annotated[date, "Day of the publication that shows it, or links the memorandum."]
    source: Annotated[str, "What says so: the list's column, the memorandum's name, who read its page."]
    file: Annotated[str, FILE]
    sha256: Annotated[str, SHA256]
    row: Annotated[int | None, ROW]


TABLE = table("signings", "agreement_id known witness day source", SigningRow)

Told = tuple[Witness, date | None, Reading | None, date, str]


def rows(draft: Draft) -> list[SigningRow]:
    """A row for each day told of each agreement."""
    return ordered(row for agreement in draft.agreements for row in _of(agreement))


def _of(agreement: Agreement) -> Iterator[SigningRow]:
    instrument, agency = agreement.instrument, agreement.agency
    for claim, reading in zip(instrument.claims, instrument.readings, strict=True):
        proof = _proof(agreement, claim)
        for told in _told(agreement, claim, reading):
            yield SigningRow(agreement.agreement_id, agency.agency_id, agency.state, agreement.model, *told, *proof)


def _told(agreement: Agreement, claim: Claim, reading: Reading) -> Iterator[Told]:
    from open287g.record.history.signatures import signatures

    if claim.signed is not None:
        yield "list", claim.signed, reading, claim.day, "SIGNED"
    if not claim.file:
        return
    yield "memorandum_name", day_in_name(claim.file), None, claim.day, claim.file
    page = signatures(agreement.agency.state, agreement.model, claim.file)
    if page is not None:
        yield "agency_signature", page.agency_signed, None, claim.day, page.source
        yield "ice_signature", page.ice_signed, None, claim.day, page.source


def _proof(agreement: Agreement, claim: Claim) -> Proof:
    among = agreement.among
    line = next(line for line in claim.lines if among.bits[line, claim.first])
    return among.proof(claim.first, line)
