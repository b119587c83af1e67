"""Ids that lead to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

from open287g.record.tables.declare import table

if TYPE_CHECKING:
    from open287g.record.history.draft import Draft


class RedirectRow(NamedTuple):
    """An id that once named, or might be taken to name, an agency, and the id that names it now."""

    old_id: Annotated[str, "Retired or alternative id."]
    new_id: Annotated[str, "The id in use."]
    reason: Annotated[str, "Why."]


TABLE = table("redirects", "old_id", RedirectRow)


def rows(draft: Draft) -> list[RedirectRow]:
    """A row for each redirect, in the order of the old ids."""
    return [RedirectRow(redirect.old_id, redirect.new_id, redirect.reason) for redirect in draft.redirects]
