"""Readings of one thing, best first: like ones support each other, disagreement costs confidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from open287g.core.thresholds import threshold
from open287g.documents.pages.frame import Box
from open287g.documents.pages.margins import letters

_SAME = threshold("documents", "same_reading")
_SUPPORTING = threshold("documents", "supporting_likeness")
_PRINTED = threshold("documents", "printed_base")
_PRINTED_SUPPORT = threshold("documents", "printed_support")
_SCAN_ALONE = threshold("documents", "scan_alone")
_DAY_SUPPORT = threshold("documents", "day_support")
_DISPUTE = threshold("documents", "dispute_cost")
_UNSETTLED = threshold("documents", "unsettled_name")

SOURCES = ("layer", "scan", "ocr", "block", "unsure", "closer")
SOURCE = {source: threshold("documents", f"source_{source}") for source in SOURCES}
"""How far a reading is believed: scan is the text layer that somebody's OCR put under a scanned page, unsure a name in
a line of which the engine that looked at the block is not sure, closer a reading of the block from a finer picture."""


@dataclass(frozen=True)
class Alternative:
    """Another reading of a field."""

    value: str
    method: str
    confidence: float
    box: Box | None = None
    """Where it stands on the field's page, of days read from a picture."""


def alike(one: str, other: str) -> bool:
    """Whether two readings say the same, spaces, marks and a lost letter apart; days must agree to the digit."""
    if any(c.isdigit() for c in one):
        return one == other
    return fuzz.ratio(*(re.sub(r"[^a-z]", "", text.lower()) for text in (one, other))) >= _SAME


def rank(readings: Iterable[tuple[str, str, float]]) -> list[Alternative]:
    """Values, best first: agreement of several methods adds confidence, disagreement takes some away."""
    best: dict[str, Alternative] = {}
    methods: dict[str, set[str]] = {}
    for value, method, confidence in readings:
        methods.setdefault(value, set()).add(method)
        if value not in best or confidence > best[value].confidence:
            best[value] = Alternative(value, method, confidence)
    raised = [
        Alternative(a.value, a.method, min(0.99, a.confidence + _DAY_SUPPORT * (len(methods[a.value]) - 1)))
        for a in best.values()
    ]
    ranked = sorted(raised, key=lambda a: (-a.confidence, a.value))
    if len(ranked) > 1:
        first = ranked[0]
        ranked[0] = Alternative(first.value, first.method, round(first.confidence - _DISPUTE * ranked[1].confidence, 2))
    return ranked


def best(
    texts: Sequence[tuple[str, str]], tidy: Callable[[str], str], plausible: Callable[[str], float]
) -> list[Alternative]:
    """Readings of one printed text, best first: like ones support each other.

    What somebody's OCR left under a scan is believed less where our own look at the block says something else.
    """
    tidied = [(tidy(value), source) for value, source in texts]
    kept = [(value, source) for value, source in tidied if len(re.sub(r"[^A-Za-z]", "", value)) > 3]
    looked_again = any(source == "block" for _, source in kept)
    out: dict[str, Alternative] = {}
    for value, source in kept:
        support = len({s for other, s in kept if fuzz.ratio(value.lower(), other.lower()) >= _SUPPORTING}) - 1
        base = _PRINTED * SOURCE[source] * plausible(value)
        if source == "scan" and not support and looked_again:
            base *= _SCAN_ALONE
        confidence = round(min(0.98, base + _PRINTED_SUPPORT * support * plausible(value)), 2)
        if value not in out or confidence > out[value].confidence:
            out[value] = Alternative(value, source, confidence)
    return sorted(out.values(), key=lambda a: (-a.confidence, a.value))


def agreed_on(ranked: Sequence[Alternative], texts: Sequence[tuple[str, str]]) -> list[Alternative]:
    """`ranked` names with the one first that most of several readings have, letter for letter.

    `texts`: (name, source) of every reading; what is unsure is the block's reading, since one engine made both. Where
    readings differ, no two of them agree and none is a layer's own, a letter is misread in one of them and nobody knows
    in which: then none is believed enough to be given.
    """
    sources: dict[str, set[str]] = {}
    whole = [(value, source) for value, source in texts if not _is_a_part(value, texts)]
    for value, source in whole:
        sources.setdefault(letters(value), set()).add("block" if source == "unsure" else source)
    most_votes = max(map(len, sources.values()), default=0)
    if len(sources) < 2 or any("layer" in methods for methods in sources.values()):
        return no_letter_lost(ranked)
    if most_votes < 2:
        return [replace(each, confidence=min(each.confidence, _UNSETTLED)) for each in ranked]
    most = [each for each in ranked if len(sources.get(letters(each.value), ())) == most_votes]
    first = replace(no_letter_lost(most)[0], confidence=ranked[0].confidence)
    return [first, *(each for each in ranked if each.value != first.value)]


def _is_a_part(value: str, texts: Sequence[tuple[str, str]]) -> bool:
    """Whether a reading is one word of another: the rest of the name was not read, and nothing is denied."""
    return " " not in value and any(value in other.split() for other, _ in texts if other != value)


def no_letter_lost(ranked: Sequence[Alternative]) -> list[Alternative]:
    """`ranked`, the first reading's words as another has them that is the same but for a letter or two more.

    Readers lose letters under a signature or at an edge, and add none that make the same name.
    """
    if not ranked:
        return []
    first, rest = ranked[0], ranked[1:]
    fuller = [other for other in rest if _has_more(other.value, first.value)]
    if not fuller:
        return list(ranked)
    longer = max(fuller, key=lambda other: (other.confidence, other.value))
    others = [other for other in ranked if other is not longer]
    return [Alternative(longer.value, longer.method, first.confidence), *others]


def _has_more(longer: str, shorter: str) -> bool:
    """Whether `longer` has every letter of `shorter` in order and one or two besides, in the same words."""
    one, other = (re.findall(r"\w+", text.lower()) for text in (longer, shorter))
    more = sum(map(len, one)) - sum(map(len, other))
    return len(one) == len(other) and 0 < more <= 2 and all(map(_runs_through, one, other))


def _runs_through(longer: str, shorter: str) -> bool:
    letters = iter(longer)
    return all(letter in letters for letter in shorter)
