"""Ids that lead to another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, NamedTuple

from open287g.core.bundled import read_table
from open287g.record.tables.declare import table

if TYPE_CHECKING:
    from open287g.record.history.draft import Draft


class RedirectRow(NamedTuple):
    """An id that once named, or might be taken to name, an agency or agreement, and the id that names it now."""

    old_id: Annotated[str, "Retired or alternative id."]
    new_id: Annotated[str, "The id in use."]
    reason: Annotated[str, "Why."]


TABLE = table("redirects", "old_id", RedirectRow)


def rows(draft: Draft) -> list[RedirectRow]:
    """A row for each redirect, in the order of the old ids."""
    agencies = [RedirectRow(redirect.old_id, redirect.new_id, redirect.reason) for redirect in draft.redirects]
    return sorted([*agencies, *_of_agreements(draft)])


def _of_agreements(draft: Draft) -> Iterator[RedirectRow]:
    """Ids of agreements that were published (`agreement_ids.csv`) and are in use no longer.

    Each leads to the one that was found to be the same agreement, or to that of its agency's present id.
    """
    present = {agreement.agreement_id for agreement in draft.agreements}
    told = {row["old_id"]: row for row in read_table("record/data/retired_ids.csv")}
    agencies = {redirect.old_id: redirect for redirect in draft.redirects}
    for row in read_table("record/data/agreement_ids.csv"):
        old = row["agreement_id"]
        agency_id, _, rest = old.partition(":")
        if old in present:
            continue
        if old in told and told[old]["new_id"] in present:
            yield RedirectRow(old, told[old]["new_id"], told[old]["reason"])
        elif agency_id in agencies and (new := f"{agencies[agency_id].new_id}:{rest}") in present:
            yield RedirectRow(old, new, agencies[agency_id].reason)
