"""From when an agreement is in force, as a publication lets one know it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from open287g.record.history.agreements import Agreement
from open287g.record.history.claims import Claim
from open287g.record.history.signatures import Signatures, signatures
from open287g.record.values import Basis
from open287g.vocabulary.file_names import day_in_name


class Start(NamedTuple):
    """The first day in force, what it rests on, and SIGNED as then listed."""

    day: date
    basis: Basis
    signed: date | None


def start(agreement: Agreement, publication: int) -> Start:
    """The first day in force as known by `publication`, which lists the agreement or follows one that does.

    The later signature, where the memorandum was linked by then and its page has been read. Else SIGNED, which is a
    claim, or the day it was first printed, if that is earlier; else the day in the memorandum's name; else the first
    listing.
    """
    signed = _signed(agreement, publication)
    page = signed_page(agreement, publication)
    if page is not None and page.executed is not None:
        return Start(page.executed, "executed", signed)
    since = agreement.instrument.since
    if since is not None and (signed is None or signed < since):
        return Start(since, "memorandum", signed)
    if signed is None:
        named = [claim for claim in agreement.instrument.claims if claim.first <= publication]
        if (day := _named_day(named)) is not None:
            return Start(day, "memorandum", None)
        return Start(agreement.day(agreement.first), "listed", None)
    printed = min(claim.day for claim in agreement.instrument.claims if claim.signed == signed)
    return Start(signed, "signed", signed) if signed <= printed else Start(printed, "listed", signed)


def over(agreement: Agreement) -> date | None:
    """The first day on which it is no longer in force, as known today; None while the list shows it and nothing newer.

    One whose row ICE moved was never in force: it is over as it begins.
    """
    begin = start(agreement, agreement.last).day
    if agreement.moved_away:
        return begin
    after, ending = agreement.superseded_by, agreement.ending
    again = after is not None and agreement.listed(-1) and not after.listed(-1)
    days = [] if after is None or again else [start(after, after.last).day]
    days += [] if ending is None else [agreement.day(ending.start)]
    return max(begin, min(days)) if days else None


def gaps(agreement: Agreement) -> list[tuple[date, date]]:
    """The periods [from, to) after its start for which it had ended before the list showed it again."""
    back = [(a.start, a.end) for a in agreement.absences if a.end is not None and a.ended]
    days = [(agreement.day(gone), agreement.day(end)) for gone, end in back]
    return [(gone, end) for gone, end in days if gone > start(agreement, agreement.last).day]


def signed_page(agreement: Agreement, publication: int) -> Signatures | None:
    """What the signature page of the newest memorandum linked by `publication` says, if somebody has read it."""
    for claim in reversed(agreement.instrument.claims):
        if claim.file and claim.first <= publication:
            page = signatures(agreement.agency.state, agreement.model, claim.file)
            if page is not None:
                return page
    return None


def _named_day(claims: Sequence[Claim]) -> date | None:
    """The day in the name of the newest memorandum, if it lies before the list that first links it."""
    days = [(day_in_name(claim.file), claim.day) for claim in claims if claim.file]
    return next((day for day, listed in reversed(days) if day is not None and day <= listed), None)


def _signed(agreement: Agreement, publication: int) -> date | None:
    so_far = range(min(publication, agreement.last), -1, -1)
    return next((agreement.signed[p] for p in so_far if agreement.signed[p] is not None), None)
