"""The editions of the agreement that are known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from open287g.core.errors import NotFoundError
from open287g.documents.editions.profile_files import data_folder, rows_at


@dataclass(frozen=True)
class Edition:
    """An edition of a model; `revisions` are the dates its footer may print, `marks` what tells it apart."""

    id: str
    model: str
    profile: str
    revisions: tuple[str, ...]
    since: str
    marks: str


@cache
def editions() -> tuple[Edition, ...]:
    """The editions known, oldest first."""
    rows = rows_at(data_folder() / "editions.csv")
    return tuple(
        Edition(r["edition"], r["model"], r["profile"], tuple(r["revisions"].split()), r["since"], r["marks"])
        for r in rows
    )


def edition_named(name: str) -> Edition:
    """The edition of this name; a NotFoundError lists what there is."""
    known = {edition.id: edition for edition in editions()}
    if name not in known:
        raise NotFoundError(f"no edition is called {name!r}", remedy=f"They are: {', '.join(known)}.")
    return known[name]


def first_day(name: str) -> date | None:
    """The first day from which the edition is known, where only a month or year is said its first; None for others."""
    since = next((edition.since for edition in editions() if edition.id == name), "")
    return date(*(*map(int, since.split("-")), 1, 1)[:3]) if since else None
