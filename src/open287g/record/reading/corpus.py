"""Everything the record is made from: raw files as they were seen, and what stands in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from open287g.archive.workbooks.sheet import Line, Oddity, Sheet

Numbers = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Seen:
    """One name under which one raw file was seen; `captured_at` is UTC without zone."""

    name: str
    sha256: str
    source: str = ""
    captured_at: datetime | None = None


class ListTold(NamedTuple):
    """What became of one of the lists on a day on which ICE's page was asked; `file` and `sha256` prove it."""

    day: date
    list: str
    answer: str
    address: str
    page: str
    file: str
    sha256: str


@dataclass(frozen=True, eq=False)
class Listing:
    """The list in one raw file: `rows` are row numbers in the sheet, `lines` the numbers of what stands there."""

    columns: tuple[str, ...]
    rows: Numbers
    lines: Numbers
    hidden_rows: int
    modified_at: datetime | None
    oddities: tuple[Oddity, ...]


@dataclass
class Corpus:
    """Sightings, each distinct row once, and for each distinct file its listing or the reason it cannot be read.

    `pages` are the files that are no list and no loss: pages of ICE that link its lists. `told` is what updates told of
    the lists, where one was missing.
    """

    seen: list[Seen] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    listings: dict[str, Listing] = field(default_factory=dict)
    unreadable: dict[str, str] = field(default_factory=dict)
    pages: set[str] = field(default_factory=set)
    told: list[ListTold] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._met: dict[int, int] = {}
        self._held: list[Line] = []

    @cached_property
    def _number(self) -> dict[Line, int]:
        return {line: i for i, line in enumerate(self.lines)}

    def __getstate__(self) -> dict[str, Any]:
        """What goes from one process to another: the fields, not what is looked up by them; lines by their cells."""
        told = {name: value for name, value in vars(self).items() if not name.startswith("_")}
        return told | {"lines": list(zip(*self.lines, strict=True))}

    def __setstate__(self, told: dict[str, Any]) -> None:
        """Take what came."""
        vars(self).update(told | {"lines": list(map(Line, *told["lines"])) if told["lines"] else []})
        self.__post_init__()

    @property
    def files(self) -> set[str]:
        """The hash of every file that was read."""
        return {*self.listings, *self.unreadable, *self.pages}

    def known(self, sha256: str) -> bool:
        """Whether this file was read before."""
        return sha256 in self.listings or sha256 in self.unreadable or sha256 in self.pages

    def put(self, sha256: str, sheet: Sheet) -> None:
        """Take in what the reader found in a file."""
        rows, lines = zip(*sheet.rows, strict=True) if sheet.rows else ((), ())
        self.listings[sha256] = Listing(
            sheet.columns,
            np.array(rows, np.int32),
            self._numbers_of_same(lines),
            sheet.hidden_rows,
            sheet.modified_at,
            sheet.oddities,
        )

    def saw(self, seen: list[Seen]) -> None:
        """Take in sightings; each stands once, in an order that does not depend on when it came."""
        self.seen = sorted({*self.seen, *seen}, key=lambda s: (s.name, s.sha256, str(s.captured_at), s.source))

    def add(self, other: Corpus) -> None:
        """Take in all of `other`."""
        renumbered = self._numbers(iter(other.lines))
        for sha, listing in other.listings.items():
            if sha not in self.listings:
                self.listings[sha] = Listing(
                    listing.columns,
                    listing.rows,
                    renumbered[listing.lines] if len(listing.lines) else listing.lines,
                    listing.hidden_rows,
                    listing.modified_at,
                    listing.oddities,
                )
        self.unreadable.update(other.unreadable)
        self.pages |= other.pages
        self.saw(other.seen)

    def sort(self) -> None:
        """Renumber lines by content, so that everything made from the corpus is the same whatever came first."""
        order = sorted(range(len(self.lines)), key=self.lines.__getitem__)
        renumbered = np.empty(len(order), np.int32)
        renumbered[order] = np.arange(len(order), dtype=np.int32)
        old, self.lines = self.listings, [self.lines[i] for i in order]
        vars(self).pop("_number", None)
        self.__post_init__()
        self.listings = {
            sha: Listing(x.columns, x.rows, renumbered[x.lines], x.hidden_rows, x.modified_at, x.oddities)
            for sha, x in sorted(old.items())
        }

    def _numbers_of_same(self, lines: Sequence[Line]) -> Numbers:
        """The numbers of lines most of which were met before as the very same objects, as the reader gives them.

        Objects are held with their numbers, so that no other can take their place; hashing twelve cells costs more.
        """
        numbers = list(map(self._met.get, map(id, lines)))
        new = [at for at, number in enumerate(numbers) if number is None] if None in numbers else []
        for at, number in zip(new, self._numbers(lines[at] for at in new).tolist(), strict=True):
            numbers[at] = self._met[id(lines[at])] = number
            self._held.append(lines[at])
        return np.array(numbers, np.int32)

    def _numbers(self, lines: Iterator[Line]) -> Numbers:
        known = self._number
        told = list(lines)
        numbers = list(map(known.get, told))
        for at in [at for at, number in enumerate(numbers) if number is None]:
            numbers[at] = known.setdefault(told[at], len(self.lines))
            if numbers[at] == len(self.lines):
                self.lines.append(told[at])
        return np.array(numbers, np.int32)
