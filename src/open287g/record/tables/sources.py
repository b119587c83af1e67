"""What became of ICE's lists themselves: the days on which its page gave one no more, or a list changed its columns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, NamedTuple

from open287g.archive.workbooks.columns import TITLES
from open287g.record.tables.declare import FILE, SHA256, table
from open287g.record.values import ListName, SourceFact

if TYPE_CHECKING:
    from open287g.record.believing.verdicts import Snapshot
    from open287g.record.history.draft import Draft


class SourceRow(NamedTuple):
    """Something that became of a list on a day: its page linked it no more, it was gone, or its columns changed."""

    day: Annotated[date, "Day on which ICE's page was asked, or on which the list was published."]
    list: Annotated[str, "{}.", ListName]
    fact: Annotated[str, "{}.", SourceFact]
    says: Annotated[str, "In words: the columns that came and went, or the address."]
    file: Annotated[str, FILE]
    sha256: Annotated[str, SHA256]


TABLE = table("sources", "day list fact says", SourceRow)

_FACTS: dict[str, SourceFact] = {"had": "linked again", "gone": "gone", "not linked": "not linked"}


def rows(draft: Draft) -> list[SourceRow]:
    """A row for each fact, by day."""
    return sorted([*_of_pages(draft), *(row for name in ("participating", "pending") for row in _layouts(draft, name))])


def _of_pages(draft: Draft) -> Iterator[SourceRow]:
    before: dict[tuple[str, str], str] = {}
    for told in draft.corpus.told:
        was = before.get((told.page, told.list), "had")
        before[told.page, told.list] = told.answer
        if told.answer != was:
            says = f"asked at {told.page}" + (f"; its address: {told.address}" if told.address else "")
            yield SourceRow(told.day, told.list, _FACTS[told.answer], says, told.file, told.sha256)


def _layouts(draft: Draft, name: str) -> Iterator[SourceRow]:
    for before, after in pairwise(draft.presence(name).snapshots):
        old, new = _titles(before), _titles(after)
        changes = [f"{word} {', '.join(titles)}" for word, titles in _changes(old, new) if titles]
        if changes:
            day = after.dating.published or date.min
            yield SourceRow(day, name, "columns", "; ".join(changes), after.seen.name, after.seen.sha256)


def _changes(old: list[str], new: list[str]) -> list[tuple[str, list[str]]]:
    return [("new:", [t for t in new if t not in old]), ("no longer:", [t for t in old if t not in new])]


def _titles(snapshot: Snapshot) -> list[str]:
    """The headers of a list: ICE's own, those it renamed, and those that nobody knows."""
    assert snapshot.listing is not None
    renamed = [
        odd.value.strip() for odd in snapshot.listing.oddities if odd.kind in ("column renamed", "unknown column")
    ]
    return [TITLES[name] for name in snapshot.listing.columns] + renamed
