"""Whether a list says credibly what the list before it said, row by row.

The bounds stand just above the largest true change between any two lists of 2021 to 2026 so many days apart. What
breaks one is kept aside until the lists of two later days show the same change.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from open287g.places.counties import parse_county
from open287g.places.names import agency_words
from open287g.record.reading.lines import Entry

Numbers = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Bound:
    """How much may differ between two lists: `rows`, and so many more for each day between them."""

    says: str
    rows: int
    daily: float = 0.0

    def allows(self, count: int, days: int) -> bool:
        """Whether `count` differences are credible `days` after the list before."""
        return count <= self.rows + self.daily * max(days, 0)


# In brackets: the largest true change seen within a day, a month and 200 days.
LOST = Bound("agreements of {0} are missing", 16, 0.25)  # [13, 23, 51]
SIGNED = Bound("agreements of {0} have another SIGNED", 25, 0.35)  # [11, 26, 51]
COUNTY = Bound("agencies of {0} have another COUNTY", 6)  # [1, 1, 1]
TYPE = Bound("agencies of {0} have another TYPE", 35)  # [21, 31, 30]
MOA = Bound("agreements of {0} link another MOA file", 10, 0.03)  # [3, 5, 10]
STRANGE = Bound("rows that {0} does not have name a COUNTY their STATE does not have", 4, 0.02)  # [2, 5, 6]
UNDATED = Bound("rows have no SIGNED that can be read", 4)  # [1, 1, 1]
UNREAD = Bound("rows name no state, no agency but a place, or no model", 2)  # [0, 0, 0]


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

    def broken(self, lines: Numbers, before: Numbers, days: int) -> dict[Bound, int]:
        """The bounds that `lines` breaks against the list before, each with what was counted."""
        counts = {UNREAD: int(self.unread[lines].sum()), STRANGE: len(_new(self.strange, lines, before))}
        counts[UNDATED] = int((self.signed[lines] < 0).sum())
        mine, mine_at = np.unique(self.agreement[lines], return_index=True)
        theirs, theirs_at = np.unique(self.agreement[before], return_index=True)
        counts[LOST] = len(np.setdiff1d(theirs, mine, assume_unique=True))
        _, one, other = np.intersect1d(mine, theirs, assume_unique=True, return_indices=True)
        now, then = lines[mine_at[one]], before[theirs_at[other]]
        for bound, fact in ((SIGNED, self.signed), (COUNTY, self.county), (TYPE, self.type), (MOA, self.moa)):
            counts[bound] = int(((fact[now] != fact[then]) & (fact[now] >= 0) & (fact[then] >= 0)).sum())
        return {bound: count for bound, count in counts.items() if not bound.allows(count, days)}

    def strangers(self, lines: Numbers, before: Numbers, days: int) -> dict[Bound, int]:
        """Of the bounds, those that hold for a list whose rows come and go, as the pending list's do."""
        counts = {UNREAD: int(self.unread[lines].sum()), STRANGE: len(_new(self.strange, lines, before))}
        return {bound: count for bound, count in counts.items() if not bound.allows(count, days)}

    def share(self, lines: Numbers, other: Numbers) -> float:
        """The share of the agreements in `lines` that `other` has too, whatever SIGNED says."""
        mine = np.unique(self.agreement[lines])
        return float(np.isin(mine, self.agreement[other]).mean()) if len(mine) else 0.0


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
    new: Numbers = np.setdiff1d(fact[lines], fact[before])
    return new[new >= 0]
