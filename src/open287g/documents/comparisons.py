"""What was compared of a document and the agreements that link it, and what could not be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from open287g.core.thresholds import threshold, whole
from open287g.documents.agency_state import state_of
from open287g.documents.agreement_document import AgreementDocument
from open287g.documents.listed import Listed
from open287g.documents.same_agency import is_of
from open287g.vocabulary.file_names import file_key

_DAY = threshold("documents", "checked_day_confidence")
SLACK = whole("documents", "signing_slack_days")


@dataclass(frozen=True)
class Checked:
    """One comparison that was made, or could not be: `verdict` agrees, differs or not checked, and `why` it was not."""

    file: str
    agreement_id: str
    what: Literal["agreement", "agency", "state", "model", "signed"]
    verdict: Literal["agrees", "differs", "not checked"]
    record: str
    document: str
    why: str = ""


def comparisons(listed: Sequence[Listed], documents: Sequence[AgreementDocument]) -> list[Checked]:
    """What was compared of each document, in the order given: four things for each agreement that links its file."""
    links: dict[str, list[Listed]] = {}
    for agreement in listed:
        if agreement.moa_file:
            links.setdefault(file_key(agreement.moa_file), []).append(agreement)
    linked = {document.sha256: document.file for document in documents if file_key(document.file) in links}
    out: list[Checked] = []
    for document in documents:
        linking = links.get(file_key(document.file), [])
        if not linking:
            out.append(_unlinked(document, linked.get(document.sha256, "")))
        out += [each for agreement in linking for each in compared(agreement, document)]
    return out


def _unlinked(document: AgreementDocument, twin: str) -> Checked:
    """A document that no agreement links: what it is where it is no agreement, or of which linked file it is a copy."""
    kind = "" if document.identity.model else document.kind
    why = "byte for byte a file that an agreement links under another name" if twin else "no agreement links this file"
    return Checked(document.file, "", "agreement", "not checked", "", twin or kind, why)


def compared(agreement: Listed, document: AgreementDocument) -> Iterator[Checked]:
    """Agency, state, model and SIGNED of one agreement beside one document."""
    base = (document.file, agreement.agreement_id)
    if not document.identity.model:
        why = f"the file is no agreement that was read: {document.kind}"
        yield Checked(*base, "agreement", "not checked", "", document.kind, why)
        return
    agency = str(document.fields["agency"].value or "")
    same = is_of(document, agreement.agency)
    yield _verdict(base, "agency", same, agreement.agency, agency, "the document's agency was not read surely enough")
    state = state_of(document)
    fits = None if not state or not agreement.state else state == agreement.state
    yield _verdict(base, "state", fits, agreement.state, state, "the document does not say its state")
    model = document.identity.model
    fits = None if not agreement.model else model == agreement.model
    yield _verdict(base, "model", fits, agreement.model, model, "the record has no model")
    yield _verdict(base, "signed", *_signed(agreement, document))


def _verdict(
    base: tuple[str, str],
    what: Literal["agency", "state", "model", "signed"],
    fits: bool | None,
    record: str,
    said: str,
    why: str,
) -> Checked:
    verdict: Literal["agrees", "differs", "not checked"] = (
        "not checked" if fits is None else "agrees" if fits else "differs"
    )
    return Checked(*base, what, verdict, record, said, why if fits is None else "")


def _signed(agreement: Listed, document: AgreementDocument) -> tuple[bool | None, str, str, str]:
    """Whether SIGNED is a day of the document, and both; unknown while a day that may be it was not read."""
    days = signing_days(document)
    said = ", ".join(f"{name} {day}" for name, day in days.items())
    if agreement.signed is None:
        return None, "", said, "the record has no SIGNED"
    if any(abs((agreement.signed - day).days) <= SLACK for day in days.values()):
        return True, str(agreement.signed), said, ""
    return False if all_known(document) else None, str(agreement.signed), said, "not every day was read surely enough"


def signing_days(document: AgreementDocument) -> dict[str, date]:
    fields = document.fields
    out: dict[str, date] = {}
    if isinstance(fields["ice_signed_on"].value, str) and fields["ice_signed_on"].confidence >= _DAY:
        out["ICE"] = date.fromisoformat(fields["ice_signed_on"].value)
    agency = fields["agency_signed_on"]
    if isinstance(agency.value, tuple) and agency.confidence >= _DAY:
        for number, day in enumerate(agency.value, 1):
            if day:
                out["agency" if len(agency.value) == 1 else f"agency ({number})"] = date.fromisoformat(day)
    return out


def all_known(document: AgreementDocument) -> bool:
    """Whether every signature's day was read, so that a day that is none of them is a finding and no guess."""
    days = document.fields["agency_signed_on"].value
    count = len(days) if isinstance(days, tuple) else 1
    return len(signing_days(document)) == 1 + count
