"""What the public record says of an agency's agreement on a day, as facts for a decision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from open287g.core.errors import InputError, NotFoundError, UnknownError
from open287g.record.asking.periods import periods_of
from open287g.rulebook.engine.given import Given, local_day

if TYPE_CHECKING:
    from open287g.record.asking.record import Record


def with_agreement(record: Record, given: Given, agency: str, on: date | None, model: str | None) -> dict[str, Any]:
    """The facts of `given` with those of the agreement in force on the day `on`, or on the day of the act.

    `on` becomes the day of the act where it gives none; its hour stays unknown. What is told goes before the record.
    """
    act = dict(given.get("act", {}))
    day = on or local_day(act)
    if day is None:
        raise InputError(
            "the day of the act is not known", remedy="Say --on YYYY-MM-DD, or give act.began_on.", exit_code=2
        )
    known = agreement_facts(record, agency, day, model)
    if on is not None:
        act.setdefault("began_on", on)
    act.setdefault("agency_id", known["agency_id"])
    return {**given, "act": act, "agreement": {**known, **given.get("agreement", {})}}


def agreement_facts(record: Record, agency: str, on: date, model: str | None = None) -> dict[str, Any]:
    """Facts of the agreement of `agency` (an id or a name) in force on `on`; of `model` where it has several.

    Raises NotFoundError when none was in force on that day, UnknownError when none is known to have been and no list
    that is held tells of the day, InputError when several models were.
    """
    page = record.agency(record.find(agency))
    standing = [
        row
        for row in page["agreements"]
        if model in (None, row["model"]) and any(period.holds(on) for period in periods_of(row))
    ]
    if not standing:
        listed = ", ".join(f"{row['agreement_id']} from {row['valid_from']}" for row in page["agreements"])
        remedy = f"The record has: {listed or 'none'}.{_earlier(page['early']['agreements'])}"
        what = f"{page['name']} has no {model + ' ' if model else ''}agreement in force on {on}"
        if not record.ages().tells_of(on):
            raise UnknownError(f"unknown: no list that is held tells of {on}; by what is known {what}", remedy=remedy)
        raise NotFoundError(what, remedy=remedy)
    if len({row["model"] for row in standing}) > 1:
        models = ", ".join(sorted({str(row["model"]) for row in standing}))
        raise InputError(f"{page['name']} has agreements of {models}", remedy="Choose one: --model.", exit_code=2)
    return listed_facts({**standing[-1], "agency_id": page["agency_id"]}, record.publication()["published"])


def _earlier(agreements: Iterable[Mapping[str, Any]]) -> str:
    """Agreements that only sources before the record's lists show: they bound their days and do not say them."""
    told = [
        f"{row['agreement_id']} (over by {row['ended_by'] or 'an unknown day'})"
        for row in agreements
        if not row["in_later_lists"]
    ]
    return (
        f" Sources before its first list have {', '.join(told)}: give such an agreement's facts with -F."
        if told
        else ""
    )


def listed_facts(row: Mapping[str, Any], published: date) -> dict[str, Any]:
    """The facts that one agreement of the record gives, where ICE's newest list is of the day `published`.

    The list states one day of signing and not whose, and shows an agreement while it lasts: by it neither signature is
    known, and of days after the newest list nothing. It is silent on edition and suspension, which stay unknown.
    """
    return {
        "agreement_id": row["agreement_id"],
        "agency_id": row["agency_id"],
        "model": row["model"],
        "written": True,
        "listed_signed_on": row["signed"],
        "listed_until": published if row["valid_to"] is None else None,
        "delisted_on": row["valid_to"],
    }
