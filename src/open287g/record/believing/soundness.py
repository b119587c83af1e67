"""Whether a list says credibly what its neighbors say, row by row.

A bound is a share of the list and grows with the days between two lists: what nobody could undo in a day may well come
about in half a year. The shares stand in `thresholds.csv`, each with the largest true change seen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
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


class Count(NamedTuple):
    """How many differ, among how many."""

    differ: int
    of: int


@dataclass(frozen=True, eq=False)
class Codes:
    """What is compared, a code for each line: equal values have equal codes, -1 is unknown."""

    agreement: Numbers
    signing: Numbers
    signed: Numbers
    county: Numbers
    type: Numbers
    moa: Numbers
    strange: Numbers
    unread: npt.NDArray[np.bool_]

    def changes(self, lines: Numbers, before: Numbers, *, is_pending: bool) -> dict[Bound, Count]:
        """What `lines` says otherwise than the list before it. A pending list's rows come and go: none is lost."""
        counts = self._faults(lines, before)
        if is_pending:
            return counts
        counts[UNDATED] = self._undated(lines)
        mine, mine_at = np.unique(self.agreement[lines], return_index=True)
        theirs, theirs_at = np.unique(self.agreement[before], return_index=True)
        gone = ~np.isin(theirs, mine, assume_unique=True)
        counts[LOST] = Count(int(gone.sum()), len(theirs))
        kept, fewer = len(theirs) - int(gone.sum()), min(len(mine), len(theirs))
        counts[OTHER] = Count(fewer - kept, fewer)
        counts[CUT] = Count(_at_one_end(gone[np.argsort(theirs_at)]), len(theirs))
        _, at_mine, at_theirs = np.intersect1d(mine, theirs, assume_unique=True, return_indices=True)
        now, then = lines[mine_at[at_mine]], before[theirs_at[at_theirs]]
        for bound, fact in self._facts():
            differ = (fact[now] != fact[then]) & (fact[now] >= 0) & (fact[then] >= 0)
            counts[bound] = Count(int(differ.sum()), len(now))
        return counts

    def alone(self, lines: Numbers, before: Numbers, after: Numbers, *, is_pending: bool) -> dict[Bound, Count]:
        """What `lines` says otherwise than both its neighbors, where these say the same."""
        counts = self._faults(lines, np.concatenate([before, after]))
        if is_pending:
            return counts
        counts[UNDATED] = self._undated(lines)
        both = np.intersect1d(self.agreement[before], self.agreement[after])
        counts[LOST] = Count(len(np.setdiff1d(both, self.agreement[lines])), len(both))
        shared = np.intersect1d(both, self.agreement[lines])
        then, now, next_ = (self._first(of, shared) for of in (before, lines, after))
        for bound, fact in self._facts():
            differ = (fact[now] != fact[then]) & (fact[then] == fact[next_]) & (fact[now] >= 0) & (fact[then] >= 0)
            counts[bound] = Count(int(differ.sum()), len(shared))
        return counts

    def _faults(self, lines: Numbers, others: Numbers) -> dict[Bound, Count]:
        rows = len(lines)
        return {
            UNREAD: Count(int(self.unread[lines].sum()), rows),
            STRANGE: Count(len(_new(self.strange, lines, others)), rows),
        }

    def _undated(self, lines: Numbers) -> Count:
        return Count(int((self.signed[lines] < 0).sum()), len(lines))

    def _facts(self) -> tuple[tuple[Bound, Numbers], ...]:
        return (SIGNED, self.signed), (COUNTY, self.county), (TYPE, self.type), (MOA, self.moa)

    def _first(self, lines: Numbers, agreements: Numbers) -> Numbers:
        """The first of `lines` that shows each of `agreements`, which are sorted and all shown."""
        shown, at = np.unique(self.agreement[lines], return_index=True)
        first: Numbers = lines[at[np.searchsorted(shown, agreements)]]
        return first

    def share(self, lines: Numbers, other: Numbers) -> float:
        """The share of the agreements in `lines` that `other` has too, whatever SIGNED says."""
        mine = np.unique(self.agreement[lines])
        return float(np.isin(mine, self.agreement[other]).mean()) if len(mine) else 0.0


def broken(changes: dict[Bound, Count], days: int) -> dict[Bound, int]:
    """The bounds that are broken, each with what was counted."""
    return {bound: count.differ for bound, count in changes.items() if not bound.allows(*count, days)}


def _at_one_end(gone: npt.NDArray[np.bool_]) -> int:
    """How many are gone in one piece at the start or at the end; none where all are."""
    kept = np.flatnonzero(~gone)
    return max(int(kept[0]), len(gone) - 1 - int(kept[-1])) if len(kept) else 0


def codes_of(entries: list[Entry]) -> Codes:
    """The codes of what `entries` say."""
    names = [re.sub(r"\W", "", r.agency.lower()) for r in entries]
    places = [parse_county(r.state, r.county).fips if r.county and r.state else () for r in entries]
    return Codes(
        _numbers([(r.state, name, r.model) for r, name in zip(entries, names, strict=True)]),
        _numbers([(r.state, name, r.model, r.signed) for r, name in zip(entries, names, strict=True)]),
        _numbers([r.signed for r in entries]),
        _numbers([fips or None for fips in places]),
        _numbers([r.agency_type for r in entries]),
        _numbers([r.moa_file or None for r in entries]),
        _numbers(
            [
                (r.state, name, r.county) if r.county and r.state and not fips else None
                for r, name, fips in zip(entries, names, places, strict=True)
            ]
        ),
        np.array([not r.usable or _only_a_place(r.agency) for r in entries], bool),
    )


def _only_a_place(name: str) -> bool:
    return name.endswith((" County", " Parish", " Borough")) and agency_words(name).kind == "other"


def _numbers(values: list[object]) -> Numbers:
    known: dict[object, int] = {}
    return np.array([-1 if v is None else known.setdefault(v, len(known)) for v in values], np.int32)


def _new(fact: Numbers, lines: Numbers, before: Numbers) -> Numbers:
    told = fact[lines]
    new: Numbers = np.setdiff1d(told[told >= 0], fact[before])
    return new
