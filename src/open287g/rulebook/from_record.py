"""What the public record says of an agency's agreement on a day, as facts for a decision."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from open287g.core.errors import InputError, NotFoundError

if TYPE_CHECKING:
    from open287g.record.asking.record import Record


def agreement_facts(record: Record, agency: str, on: date, model: str | None = None) -> dict[str, Any]:
    """Facts of the agreement of `agency` (an id or a name) in force on `on`; of `model` where it has several.

    ICE's list gives one day of signing, which is taken for both signatures, and shows an agreement while it lasts.
    It says nothing of edition and suspensions: they stay unknown. Raises NotFoundError when none was in force on
    that day.
    """
    page = record.agency(agency)
    found = [
        one
        for one in page["agreements"]
        if one["valid_from"] is not None
        and one["valid_from"] <= on
        and (one["valid_to"] is None or on < one["valid_to"])
        and model in (None, one["model"])
    ]
    if not found:
        listed = ", ".join(f"{one['agreement_id']} from {one['valid_from']}" for one in page["agreements"])
        raise NotFoundError(
            f"{page['name']} has no {model + ' ' if model else ''}agreement in force on {on}",
            remedy=f"The record has: {listed or 'none'}.",
        )
    if len({one["model"] for one in found}) > 1:
        models = ", ".join(sorted({str(one["model"]) for one in found}))
        raise InputError(f"{page['name']} has agreements of {models}", remedy="Choose one: --model.", exit_code=2)
    newest = found[-1]
    facts = {
        "agreement_id": newest["agreement_id"],
        "agency_id": page["agency_id"],
        "model": newest["model"],
        "written": True,
        "terminated_on": "" if newest["valid_to"] is None else newest["valid_to"],
    }
    signed = newest["signed"]
    return facts if signed is None else facts | {"agency_signed_on": signed, "ice_signed_on": signed}
