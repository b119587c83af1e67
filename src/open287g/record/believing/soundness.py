"""Whether a list says credibly what its neighbors say, row by row.

A bound is a share of the list and grows with the days between two lists: what nobody could undo in a day may well come
about in half a year. The shares stand in `thresholds.csv`, each with the largest true change seen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from open287g.core.thresholds import threshold, thresholds, whole
from open287g.places.counties import parse_county
from open287g.places.names import agency_words
from open287g.record.reading.lines import Entry

Numbers = npt.NDArray[np.int32]

_LEAST = whole("record", "least_rows")
_FAR = whole("record", "far_days")


@dataclass(frozen=True)
class Bound:
    """How much may differ between two lists: a share of the list, so much more for each day between, up to `most`.

    One that `fades` says nothing of lists that lie years apart.
    """

    says: str
    share: float
    daily: float = 0.0
    most: float = 1.0
    fades: bool = False

    def allows(self, count: int, of: int, days: int) -> bool:
        """Whether `count` differences among `of` are credible over `days`; a few rows always are."""
        if self.fades and days > _FAR:
            return True
        return count <= max(_LEAST, min(self.share + self.daily * max(days, 0), self.most) * of)


def _bound(name: str, says: str, *, fades: bool = False) -> Bound:
    def found(kind: str, otherwise: float) -> float:
        known = f"{name}_{kind}" in thresholds("record")
        return threshold("record", f"{name}_{kind}") if known else otherwise

    share = threshold("record", f"{name}_share")
    return Bound(says, share, found("daily_share", 0.0), found("most_share", 1.0), fades)


LOST = _bound("lost", "agreements of {0} are missing", fades=True)
CUT = _bound("cut", "agreements at one end of {0} are missing in one piece, as where a file was cut", fades=True)
OTHER = _bound("other", "agreements are not those of {0}: it is no state of the same list")
SIGNED = _bound("signed", "agreements of {0} have another SIGNED")
COUNTY = _bound("county", "agencies of {0} have another COUNTY")
TYPE = _bound("type", "agencies of {0} have another TYPE")
MOA = _bound("moa", "agreements of {0} link another MOA file")
STRANGE = _bound("strange", "rows that {0} does not have name a COUNTY their STATE does not have")
UNDATED = _bound("undated", "rows have no SIGNED that can be read")
UNREAD = _bound("unread", "rows name no state, no agency but a place, or no model")
_FACTS = (SIGNED, COUNTY, TYPE, MOA)


class Count(NamedTuple):
    """How many differ, among how many."""

    differ: int
    of: int


class Shown(NamedTuple):
    """What one list shows: `first[code]` is its first line of each agreement, -1 where it has none of it.

    `order` holds the agreements in the order of its rows, `strange` the codes of its strange counties.
    """

    first: Numbers
    order: Numbers
    strange: frozenset[int]
    rows: int
    unread: int
    undated: int


_HELD = 2**22
"""Lists kept at hand times lines, some 16 MiB: a list is compared with those near it, and then looked at again."""


@dataclass(frozen=True, eq=False)
class Codes:
    """What is compared, a code for each line: equal values have equal codes, -1 is unknown.

    `facts` has a row for each of SIGNED, COUNTY, TYPE and MOA.
    """

    agreement: Numbers
    signing: Numbers
    facts: Numbers
    strange: Numbers
    unread: npt.NDArray[np.bool_]
    held: dict[int, tuple[Numbers, Shown]] = field(default_factory=dict)

    def changes(self, lines: Numbers, before: Numbers, *, is_pending: bool) -> dict[Bound, Count]:
        """What `lines` says otherwise than the list before it. A pending list's rows come and go: none is lost."""
        mine, theirs = self._shown(lines), self._shown(before)
        counts = _faults(mine, theirs.strange)
        if is_pending:
            return counts
        here, there = mine.first >= 0, theirs.first >= 0
        gone = there & ~here
        lost = int(np.count_nonzero(gone))
        fewer = min(len(mine.order), len(theirs.order))
        counts[UNDATED] = Count(mine.undated, mine.rows)
        counts[LOST] = Count(lost, len(theirs.order))
        counts[OTHER] = Count(fewer - (len(theirs.order) - lost), fewer)
        counts[CUT] = Count(_at_one_end(gone[theirs.order]), len(theirs.order))
        # Where the same line stands in both, nothing differs.
        other = np.flatnonzero(here & there & (mine.first != theirs.first))
        now, then = self.facts[:, mine.first[other]], self.facts[:, theirs.first[other]]
        return counts | _differing((now != then) & (now >= 0) & (then >= 0), len(theirs.order) - lost)

    def alone(self, lines: Numbers, before: Numbers, after: Numbers, *, is_pending: bool) -> dict[Bound, Count]:
        """What `lines` says otherwise than both its neighbors, where these say the same."""
        mine, one, other = self._shown(lines), self._shown(before), self._shown(after)
        counts = _faults(mine, one.strange | other.strange)
        if is_pending:
            return counts
        both = (one.first >= 0) & (other.first >= 0)
        here = mine.first >= 0
        counts[UNDATED] = Count(mine.undated, mine.rows)
        counts[LOST] = Count(int(np.count_nonzero(both & ~here)), int(np.count_nonzero(both)))
        shared = np.flatnonzero(both & here)
        then, now, next_ = (self.facts[:, of.first[shared]] for of in (one, mine, other))
        return counts | _differing((now != then) & (then == next_) & (now >= 0) & (then >= 0), len(shared))

    def share(self, lines: Numbers, other: Numbers) -> float:
        """The share of the agreements in `lines` that `other` has too, whatever SIGNED says."""
        mine = np.unique(self.agreement[lines])
        return float(np.isin(mine, self.agreement[other]).mean()) if len(mine) else 0.0

    def unread_in(self, lines: Numbers) -> int:
        """How many of `lines` name no state, agency or model."""
        return int(np.count_nonzero(self.unread[lines]))

    @cached_property
    def _agreements(self) -> int:
        return int(self.agreement.max(initial=-1)) + 1

    def _shown(self, lines: Numbers) -> Shown:
        """What a list shows; it is asked several times. The array itself is held, so that its id stays its own."""
        known = self.held.get(id(lines))
        if known is None:
            if len(self.held) * len(self.agreement) >= _HELD:
                del self.held[next(iter(self.held))]
            known = self.held[id(lines)] = lines, self._look(lines)
        return known[1]

    def _look(self, lines: Numbers) -> Shown:
        agreements, strange = self.agreement[lines], self.strange[lines]
        first = np.full(self._agreements, -1, np.int32)
        # The last that is written stands, so rows are gone through from the end.
        first[agreements[::-1]] = np.arange(len(lines) - 1, -1, -1, dtype=np.int32)
        order = agreements[first[agreements] == np.arange(len(lines))]
        first[order] = lines[first[order]]
        undated = int(np.count_nonzero(self.facts[0, lines] < 0))
        counties = frozenset(strange[strange >= 0].tolist())
        return Shown(first, order, counties, len(lines), self.unread_in(lines), undated)


def _faults(mine: Shown, strange: frozenset[int]) -> dict[Bound, Count]:
    """What is wrong in rows; `strange` are those that its neighbors have too."""
    return {UNREAD: Count(mine.unread, mine.rows), STRANGE: Count(len(mine.strange - strange), mine.rows)}


def _differing(differ: npt.NDArray[np.bool_], of: int) -> dict[Bound, Count]:
    """How many differ in each fact among `of` agreements; `differ` has a row a fact, a column an agreement."""
    counts = np.count_nonzero(differ, axis=1).tolist()
    return {bound: Count(n, of) for bound, n in zip(_FACTS, counts, strict=True)}


def broken(changes: dict[Bound, Count], days: int) -> dict[Bound, int]:
    """The bounds that are broken, each with what was counted."""
    return {bound: count.differ for bound, count in changes.items() if not bound.allows(*count, days)}


def _at_one_end(gone: npt.NDArray[np.bool_]) -> int:
    """How many are gone in one piece at the start or at the end; none where all are."""
    kept = np.flatnonzero(~gone)
    return max(int(kept[0]), len(gone) - 1 - int(kept[-1])) if len(kept) else 0


def codes_of(entries: list[Entry]) -> Codes:
    """The codes of what `entries` say; an MOA's address that ends in a number, and in no file's name, says nothing."""
    letters = {name: re.sub(r"\W", "", name.lower()) for name in {r.agency for r in entries}}
    names = [letters[r.agency] for r in entries]
    places = [parse_county(r.state, r.county).fips if r.county and r.state else () for r in entries]
    return Codes(
        _numbers([(r.state, name, r.model) for r, name in zip(entries, names, strict=True)]),
        _numbers([(r.state, name, r.model, r.signed) for r, name in zip(entries, names, strict=True)]),
        np.stack(
            [
                _numbers([r.signed for r in entries]),
                _numbers([fips or None for fips in places]),
                _numbers([r.agency_type for r in entries]),
                _numbers([r.moa_file if "." in r.moa_file else None for r in entries]),
            ]
        ),
        _numbers(
            [
                (r.state, name, r.county) if r.county and r.state and not fips else None
                for r, name, fips in zip(entries, names, places, strict=True)
            ]
        ),
        np.array([_says_nothing(r) or _only_a_place(r.agency) for r in entries], bool),
    )


def _says_nothing(entry: Entry) -> bool:
    """Whether a row lacks a state, an agency or a model; one that names a model nobody knows yet says what it is."""
    unknown = next((note.value for note in entry.notes if note.kind == "model unreadable"), "")
    return not (entry.usable or (entry.state and entry.agency and _MODEL.search(unknown)))


_MODEL = re.compile(r"[A-Za-z]{3,}.*\b(model|officer|program)s?\b", re.IGNORECASE)


def _only_a_place(name: str) -> bool:
    return name.endswith((" County", " Parish", " Borough")) and agency_words(name).kind == "other"


def _numbers(values: list[object]) -> Numbers:
    known: dict[object, int] = {}
    return np.array([-1 if v is None else known.setdefault(v, len(known)) for v in values], np.int32)
