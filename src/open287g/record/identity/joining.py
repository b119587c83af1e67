"""Which spellings are one agency.

Rules join two spellings only where the evidence leaves one reading; each names its tier and what it rests on. Human
verdicts in `judgments.csv` stand above the rules. What looks alike and was not joined is listed as a candidate.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio, token_sort_ratio
from rapidfuzz.process import cdist

from open287g.core.bundled import read_table
from open287g.core.thresholds import threshold, whole
from open287g.places.names import fold, squeeze
from open287g.places.states import states
from open287g.record.believing.presence import Presence
from open287g.record.identity.contradictions import contradiction
from open287g.record.identity.spellings import Spelling
from open287g.record.reading.lines import Entry, tidy
from open287g.record.values import Judged, Tier
from open287g.vocabulary.file_names import file_key

# ORI tiers under which two spellings found the same roster row each on its own.
_OWN_ROW = {"exact", "relaxed", "fuzzy", "state", "spelling"}
_COME_AND_GO = {"city", "county", "parish", "office", "department", "the", "of", "s"}
_LOOK_ALIKE = threshold("record", "look_alike")
_SHARED_COUNTY = threshold("record", "shared_county_likeness")
_NO_COUNTY = threshold("record", "no_county_likeness")
_OTHER_ORI = threshold("record", "other_ori_likeness")
LONG_NAME = whole("record", "long_name")


@dataclass(frozen=True)
class Join:
    """Two spellings (by number) that are one agency, by which tier and on what evidence."""

    spelling: int
    other: int
    tier: Tier
    evidence: str


@dataclass(frozen=True)
class Candidate:
    """Two spellings that look alike and stay apart, and why."""

    spelling: int
    other: int
    likeness: float
    why_not: str


@dataclass(frozen=True)
class Identity:
    """`cluster[s]` is the number of the agency of spelling s; `joins` say why; `candidates` what stayed apart."""

    cluster: list[int]
    joins: dict[int, Join]
    candidates: list[Candidate]


def identify(spellings: list[Spelling], entries: list[Entry], listed: Presence, *, judgments: bool = True) -> Identity:
    """Join the spellings into agencies; without `judgments` by the rules alone, to measure them."""
    number = {(s.state, s.name): i for i, s in enumerate(spellings) if not s.county}
    apart = {frozenset(pair) for pair in _judged(number, "distinct")} if judgments else set()
    alike = list(_pairs(spellings))
    union = _Union(spellings, apart)
    tiers: tuple[tuple[Tier, Iterable[Pair]], ...] = (
        ("judgment", _judgments(number, "same") if judgments else ()),
        ("same", _same_words(spellings)),
        ("roster", _same_row(spellings)),
        ("words", _same_sense(spellings)),
        ("document", _same_document(spellings, entries)),
        ("dated", _handovers(spellings, entries, listed)),
        ("typo", _typos(spellings, alike)),
    )
    for tier, pairs in tiers:
        for spelling, other, evidence in pairs:
            union.join(Join(spelling, other, tier, evidence))
    clusters = [union.root(i) for i in range(len(spellings))]
    return Identity(clusters, union.why, list(_candidates(spellings, alike, clusters, apart)))


Pair = tuple[int, int, str]


class _Union:
    """Joined sets of spellings; a pair judged distinct, or with two roster rows, never ends in one set by a rule."""

    def __init__(self, spellings: list[Spelling], apart: set[frozenset[int]]) -> None:
        self._spellings = spellings
        self._parent = list(range(len(spellings)))
        self._members = {i: [i] for i in range(len(spellings))}
        self._apart = apart
        self.why: dict[int, Join] = {}

    def _own_rows(self, i: int) -> bool:
        return self._spellings[i].place.ori_tier in _OWN_ROW

    def _differ(self, one: int, other: int) -> bool:
        return self._own_rows(other) and self._spellings[one].place.ori != self._spellings[other].place.ori

    def root(self, i: int) -> int:
        while self._parent[i] != i:
            i = self._parent[i]
        return i

    def join(self, join: Join) -> None:
        one, other = sorted((self.root(join.spelling), self.root(join.other)))
        if one == other:
            return
        pairs = [(a, b) for a in self._members[one] for b in self._members[other]]
        if any(frozenset(pair) in self._apart for pair in pairs):
            return
        if join.tier != "judgment" and any(self._own_rows(a) and self._differ(a, b) for a, b in pairs):
            return
        self._parent[other] = one
        self._members[one] += self._members.pop(other)
        self.why[join.other] = join
        self.why.setdefault(join.spelling, join)


def _judgments(number: dict[tuple[str, str], int], verdict: Judged) -> Iterator[Pair]:
    for row in read_table("record/judgments.csv"):
        spelling = number.get((row["state"], tidy(row["name"])))
        other = number.get((row["other_state"] or row["state"], tidy(row["other_name"])))
        if row["verdict"] == verdict and spelling is not None and other is not None:
            yield spelling, other, row["evidence"]


def _judged(number: dict[tuple[str, str], int], verdict: Judged) -> Iterator[tuple[int, int]]:
    return ((one, other) for one, other, _ in _judgments(number, verdict))


def _chains(groups: dict[tuple[str, ...], list[int]], says: str) -> Iterator[Pair]:
    for key, members in sorted(groups.items()):
        for one, other in pairwise(members):
            yield one, other, says.format(key[-1])


def _same_words(spellings: list[Spelling]) -> Iterator[Pair]:
    """Equal once case, spaces, punctuation and abbreviations are set aside, with or without the state's name."""
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, s in enumerate(spellings):
        state = fold(states()[s.state].name)
        bare = f" {fold(s.name)} ".replace(f" {state} ", " ").replace(" the ", " ").strip()
        general = bare.split()[:1] in (["department"], ["office"], ["division"], ["attorney"])
        groups[s.state, s.county, bare.replace(" ", "") if general else _without_code(s)].append(i)
    return _chains(groups, "the same words")


def _without_code(spelling: Spelling) -> str:
    """Its words as one, without its state's code behind them: Unity Township Constable, PA."""
    name = re.sub(rf", *{spelling.state}$", "", spelling.name)
    return spelling.key if name == spelling.name else squeeze(name)


def _same_row(spellings: list[Spelling]) -> Iterator[Pair]:
    """Each on its own finds the same row of the FBI roster, and both name the same kind of agency."""
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, s in enumerate(spellings):
        if s.place.ori and s.place.ori_tier in _OWN_ROW:
            groups[s.state, s.words.kind, s.place.ori].append(i)
    return _chains(groups, "each finds the same row of the FBI roster, {}")


def _same_sense(spellings: list[Spelling]) -> Iterator[Pair]:
    """The same words but for those that come and go (city, county, office, department): same kind, same county.

    Under one model in one list they would be two rows of ICE's own, so that keeps them apart.
    """
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, s in enumerate(spellings):
        words = sorted(word for word in fold(s.name).split() if word not in _COME_AND_GO)
        if s.words.kind != "other" and words and s.place.counties:
            groups[s.state, s.words.kind, *sorted(s.place.counties), " ".join(words)].append(i)
    for one, other, evidence in _chains(groups, "the same words but for city, county, office or department: {}"):
        a, b = spellings[one], spellings[other]
        if not _side_by_side(a, b):
            yield one, other, evidence


def _same_document(spellings: list[Spelling], entries: list[Entry]) -> Iterator[Pair]:
    """Rows of the same model and SIGNED link the same MOA file and never stand in one list together."""
    groups: dict[tuple[str, str, str, str], list[int]] = defaultdict(list)
    names: dict[str, str] = {}
    for i, s in enumerate(spellings):
        for line in s.lines:
            r = entries[line]
            if r.moa_file and r.model and r.signed:
                groups[s.state, r.model, str(r.signed), file_key(r.moa_file)].append(i)
                names.setdefault(file_key(r.moa_file), r.moa_file)
    for (_, _, _, key), members in sorted(groups.items()):
        distinct = sorted(set(members))
        if len(distinct) != 2:
            continue
        one, other = spellings[distinct[0]], spellings[distinct[1]]
        if _agree(one, other) and not _together(one, other):
            yield distinct[0], distinct[1], f"the same MOA file, {names[key]}, never in one list together"


def _handovers(spellings: list[Spelling], entries: list[Entry], listed: Presence) -> Iterator[Pair]:
    """One spelling leaves the list in the publication in which another enters it, with the same model and SIGNED.

    It counts if no other spelling left or entered so, and if names or counties agree as well.
    """
    left: dict[tuple[object, ...], set[int]] = defaultdict(set)
    came: dict[tuple[object, ...], set[int]] = defaultdict(set)
    for i, s in enumerate(spellings):
        signings: dict[tuple[str, date], list[int]] = defaultdict(list)
        for line in s.lines:
            model, signed = entries[line].model, entries[line].signed
            if model and signed:
                signings[model, signed].append(line)
        for signing, lines in signings.items():
            for first, end in listed.stretches_of(lines):
                came[s.state, *signing, first].add(i)
                left[s.state, *signing, end].add(i)
    for key in sorted(left.keys() & came.keys(), key=str):
        yield from _matched(spellings, sorted(left[key]), sorted(came[key]), f"{key[1]} signed {key[2]}")


def _matched(spellings: list[Spelling], left: list[int], came: list[int], what: str) -> Iterator[Pair]:
    fits = [(a, b) for a in left for b in came if a != b and _agree(spellings[a], spellings[b])]
    for a, b in fits:
        if sum(a in pair for pair in fits) == 1 and sum(b in pair for pair in fits) == 1:
            yield a, b, f"one spelling left and the other entered in the same publication: {what}"


def _agree(one: Spelling, other: Spelling) -> bool:
    """Whether names and counties allow one agency: the same kind, and a name in part the same, and no contradiction.

    A sheriff's row that the county's jail or attorney takes over is a row moved between two agencies.
    """
    if contradiction(one, other):
        return False
    if one.words.kind != other.words.kind:
        shorter, longer = sorted((fold(one.name), fold(other.name)), key=len)
        return longer.startswith(f"{shorter} ") and len(shorter.split()) > 2
    if set(one.place.counties) & set(other.place.counties):
        return ratio(one.words.core, other.words.core) >= _SHARED_COUNTY
    return token_sort_ratio(fold(one.name), fold(other.name)) >= _NO_COUNTY


def _typos(spellings: list[Spelling], alike: list[tuple[int, int]]) -> Iterator[Pair]:
    """One or two letters apart, the same kind of agency in the same county, and not both names of real places.

    Both in one list under one model would be two rows of ICE's own, so that keeps them apart.
    """
    for one, other in alike:
        a, b = spellings[one], spellings[other]
        if a.words.kind != b.words.kind or not set(a.place.counties) & set(b.place.counties):
            continue
        close = OSA.distance(a.key, b.key) <= (2 if len(a.key) > LONG_NAME else 1)
        if close and not contradiction(a, b) and not _side_by_side(a, b):
            yield one, other, "one or two letters apart, same kind, same county, not both names of real places"


def _together(one: Spelling, other: Spelling) -> bool:
    return bool((one.listed & other.listed).any())


def _side_by_side(one: Spelling, other: Spelling) -> bool:
    """Whether one list shows both under the same model: two rows that ICE itself tells apart."""
    return any(bool((bits & other.by_model[m]).any()) for m, bits in one.by_model.items() if m in other.by_model)


def _pairs(spellings: list[Spelling]) -> Iterator[tuple[int, int]]:
    by_state: dict[str, list[int]] = defaultdict(list)
    for i, s in enumerate(spellings):
        by_state[s.state].append(i)
    for members in by_state.values():
        keys = [spellings[i].key for i in members]
        likeness = np.triu(cdist(keys, keys, scorer=ratio, score_cutoff=_LOOK_ALIKE), 1)
        for one, other in zip(*np.nonzero(likeness), strict=True):
            yield members[one], members[other]


def _candidates(
    spellings: list[Spelling], alike: list[tuple[int, int]], cluster: list[int], apart: set[frozenset[int]]
) -> Iterator[Candidate]:
    """Pairs of agencies that look alike, that find one row of the roster, or that are two sheriffs of one county."""
    for one, other in alike:
        a, b = spellings[one], spellings[other]
        likeness = round(ratio(a.key, b.key), 1)
        rows_differ = bool(a.place.ori and b.place.ori and a.place.ori != b.place.ori)
        if cluster[one] != cluster[other] and not (rows_differ and likeness < _OTHER_ORI):
            yield Candidate(one, other, likeness, _why_not(a, b, frozenset((one, other)) in apart))
    for why, pairs in (("one row of the FBI roster for both", _one_row), ("two sheriffs of one county", _two_sheriffs)):
        for one, other in pairs(spellings):
            if cluster[one] != cluster[other]:
                likeness = round(ratio(spellings[one].key, spellings[other].key), 1)
                yield Candidate(one, other, likeness, why)


def _one_row(spellings: list[Spelling]) -> Iterator[tuple[int, int]]:
    same: dict[str, list[int]] = defaultdict(list)
    for i, s in enumerate(spellings):
        if s.place.ori:
            same[s.place.ori].append(i)
    return (pair for members in same.values() for pair in combinations(members, 2))


def _two_sheriffs(spellings: list[Spelling]) -> Iterator[tuple[int, int]]:
    same: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, s in enumerate(spellings):
        if s.words.kind == "sheriff" and len(s.place.counties) == 1:
            same[s.place.counties].append(i)
    return (pair for members in same.values() for pair in combinations(members, 2))


def _why_not(a: Spelling, b: Spelling, judged: bool) -> str:
    if judged:
        return "judged distinct"
    if a.place.ori and b.place.ori and a.place.ori != b.place.ori:
        return f"each has its own row in the FBI roster: {a.place.ori} and {b.place.ori}"
    if _together(a, b):
        return "both stand in one list"
    if against := contradiction(a, b):
        return against
    if a.words.kind != b.words.kind:
        return f"different kinds of agency: {a.words.kind} and {b.words.kind}"
    return "nothing ties them together"
