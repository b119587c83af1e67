"""Every agreement as known today."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, NamedTuple

from open287g.record.tables.declare import AGENCY_ID, AGREEMENT_ID, MODEL, STATE, days_between, ordered, table
from open287g.record.values import STATUSES, Basis, Ended, Grade, Status, either, values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from open287g.record.history.agreements import Agreement
    from open287g.record.history.draft import Draft
    from open287g.record.reading.lines import Entry

_STATUSES = f"{', '.join(f'{status} ({means})' for status, means in STATUSES.items())}."


class AgreementRow(NamedTuple):
    """One instrument of one agency under one model, as known by the newest list."""

    agreement_id: Annotated[str, AGREEMENT_ID]
    agency_id: Annotated[str, AGENCY_ID]
    state: Annotated[str, STATE]
    model: Annotated[str, MODEL]
    n: Annotated[int, "Number of the signing, from 1."]
    signed: Annotated[date | None, "SIGNED, as last corrected; empty if never readable."]
    status: Annotated[str, _STATUSES, Status]
    agency_signed: Annotated[date | None, "Day of the agency's signature, where somebody read the memorandum's page."]
    ice_signed: Annotated[date | None, "Day of ICE's signature, where somebody read the memorandum's page."]
    executed: Annotated[date | None, "The later of both: the day from which it is in force by its own terms."]
    valid_from: Annotated[date, "First day in force, as far as known."]
    valid_from_basis: Annotated[str, "What that rests on: {}.", Basis]
    valid_to: Annotated[
        date | None,
        "First day no longer in force, at the latest; empty while listed. Where the row was moved it is valid_from: it "
        "was never in force.",
    ]
    gaps: Annotated[
        list[str],
        "Periods in between in which it was not in force, as from/to; the day `to` is in force. It is in force on a "
        "day from valid_from up to valid_to that lies in none of these, as the rows of beliefs without known_to say.",
    ]
    ending: Annotated[str | None, f"{either(values(Grade))}, where ended.", Grade]
    ended_as: Annotated[str | None, "{}, where ended.", Ended]
    first_listed: Annotated[date, "Day of the first publication that lists it."]
    last_listed: Annotated[date, "Last day on which a file shows a publication that lists it."]
    moa_url: Annotated[str | None, "Newest address of the MOA; empty if none was linked."]
    moa_file: Annotated[str | None, "File name in that address."]
    moa_first_linked: Annotated[date | None, "Day of the first publication that links an MOA."]
    addendum_url: Annotated[str | None, "Newest address of an addendum."]
    pended: Annotated[date | None, "Day of the first pending list that shows agency and model before the listing."]
    days_pending_to_listed: Annotated[int | None, "Days from there to the first listing."]
    days_signed_to_listed: Annotated[int | None, "Days from SIGNED to the first listing."]
    days_listed_to_moa: Annotated[int | None, "Days from the first listing to the first linked MOA."]


TABLE = table("agreements", "agreement_id", AgreementRow)


def rows(draft: Draft) -> list[AgreementRow]:
    """A row for each agreement."""
    pended = {
        application.agreement.agreement_id: application.pended
        for application in reversed(draft.applications)
        if application.agreement is not None
    }
    return ordered(_row(a, draft.entries, pended.get(a.agreement_id)) for a in draft.agreements)


def _row(agreement: Agreement, entries: Sequence[Entry], pended: date | None) -> AgreementRow:
    from open287g.record.history.force import gaps, over, signed_page, start

    signed, first, ending = agreement.last_signed, agreement.day(agreement.first), agreement.ending
    shown = [(p, agreement.line[p]) for p in agreement.turns]
    links = [(agreement.day(p), entries[line]) for p, line in shown if line >= 0]
    moa = next((entry for _, entry in reversed(links) if entry.moa_url), None)
    linked = next((day for day, entry in links if entry.moa_url), None)
    status: Status = "listed" if ending is None else "moved" if agreement.moved_away else "ended"
    since, page = start(agreement, agreement.last), signed_page(agreement, agreement.last)
    return AgreementRow(
        agreement_id=agreement.agreement_id,
        agency_id=agreement.agency.agency_id,
        state=agreement.agency.state,
        model=agreement.model,
        n=agreement.instrument.n,
        signed=signed,
        status=status,
        agency_signed=page.agency_signed if page else None,
        ice_signed=page.ice_signed if page else None,
        executed=page.executed if page else None,
        valid_from=since.day,
        valid_from_basis=since.basis,
        valid_to=over(agreement),
        gaps=[f"{gone}/{back}" for gone, back in gaps(agreement)],
        ending=agreement.ending_grade if status == "ended" else None,
        ended_as=agreement.ended_as if status == "ended" else None,
        first_listed=first,
        last_listed=agreement.last_seen,
        moa_url=moa.moa_url if moa else None,
        moa_file=moa.moa_file if moa else None,
        moa_first_linked=linked,
        addendum_url=next((entry.addendum_url for _, entry in reversed(links) if entry.addendum_url), None),
        pended=pended,
        days_pending_to_listed=days_between(pended, first),
        days_signed_to_listed=days_between(signed, first),
        days_listed_to_moa=days_between(first, linked),
    )
