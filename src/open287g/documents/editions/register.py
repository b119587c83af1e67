"""The editions whose text the reader knows: those of the vocabulary that have a wording."""

from __future__ import annotations

from typing import Any

from open287g.core.errors import NotFoundError
from open287g.core.suggest import suggestion
from open287g.vocabulary.editions import EDITIONS, HELD, Edition


def editions() -> tuple[Edition, ...]:
    """The editions known, in the order of their codes."""
    return tuple(EDITIONS[name] for name in HELD)


def edition_called(name: str) -> Edition:
    """The edition of this name, in capitals or not; a NotFoundError lists what there is."""
    known = {held.casefold(): held for held in HELD}
    if name.casefold() not in known:
        raise NotFoundError(f"no edition is called {name!r}", remedy=suggestion(name, HELD), exit_code=2)
    return EDITIONS[known[name.casefold()]]


def edition_rows() -> list[dict[str, Any]]:
    """The editions as rows to read."""
    shown = ("model", "profile", "revisions", "since", "marks", "evidence")
    return [{"id": edition.name} | {name: getattr(edition, name) for name in shown} for edition in editions()]
