"""Readings of one thing, best first: like ones support each other, disagreement costs confidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from open287g.documents.findings.signatures import TITLE

SOURCE = {"layer": 1.0, "scan": 0.9, "ocr": 0.92, "block": 0.94}
"""How far a reading is believed: scan is the text layer that somebody's OCR put under a scanned page."""
_TITLE_WORDS = (
    "Sheriff Undersheriff Chief Director Commissioner Manager Chairman Jailer General Superintendent Administrator"
    " Secretary Colonel Captain Lieutenant President Constable Marshal Deputy Executive Assistant Associate Enforcement"
)


@dataclass(frozen=True)
class Alternative:
    """Another reading of a field."""

    value: str
    method: str
    confidence: float


def alike(one: str, other: str) -> bool:
    """Whether two readings say the same, spaces, marks and a lost letter apart; days must agree to the digit."""
    if any(c.isdigit() for c in one):
        return one == other
    return fuzz.ratio(*(re.sub(r"[^a-z]", "", text.lower()) for text in (one, other))) >= 90


def rank(readings: Iterable[tuple[str, str, float]]) -> list[Alternative]:
    """Values, best first: agreement of several methods adds confidence, disagreement takes some away."""
    best: dict[str, Alternative] = {}
    methods: dict[str, set[str]] = {}
    for value, method, confidence in readings:
        methods.setdefault(value, set()).add(method)
        if value not in best or confidence > best[value].confidence:
            best[value] = Alternative(value, method, confidence)
    raised = [
        Alternative(a.value, a.method, min(0.99, a.confidence + 0.04 * (len(methods[a.value]) - 1)))
        for a in best.values()
    ]
    ranked = sorted(raised, key=lambda a: (-a.confidence, a.value))
    if len(ranked) > 1:
        first = ranked[0]
        ranked[0] = Alternative(first.value, first.method, round(first.confidence - 0.25 * ranked[1].confidence, 2))
    return ranked


def best(
    texts: Sequence[tuple[str, str]], tidy: Callable[[str], str], plausible: Callable[[str], float]
) -> list[Alternative]:
    """Readings of one printed text, best first: like ones support each other."""
    tidied = [(tidy(value), source) for value, source in texts]
    kept = [(value, source) for value, source in tidied if len(re.sub(r"[^A-Za-z]", "", value)) > 3]
    out: dict[str, Alternative] = {}
    for value, source in kept:
        support = len({s for other, s in kept if fuzz.ratio(value.lower(), other.lower()) >= 92}) - 1
        base = 0.85 * SOURCE[source] * plausible(value)
        confidence = round(min(0.98, base + 0.07 * support * plausible(value)), 2)
        if value not in out or confidence > out[value].confidence:
            out[value] = Alternative(value, source, confidence)
    return sorted(out.values(), key=lambda a: (-a.confidence, a.value))


def plausible(value: str) -> float:
    """Less for text with marks and stray letters, which a signature across print leaves behind."""
    strange = len(re.findall(r"[^A-Za-z.,'’\- &()]", value)) + len(re.findall(r"\b[b-z]\b", value))
    broken = 0.2 if re.search(r"[a-z][A-Z]{2,}", value) else 0.0
    return max(0.3, 1.0 - 0.2 * strange - broken)


def name_likely(value: str) -> float:
    """A name has two words or more, with capitals, and no lower-case scraps between them."""
    words = value.split()
    scraps = sum(word[:1].islower() for word in words)
    return max(0.3, plausible(value) * (1.0 if len(words) > 1 else 0.6) - 0.2 * scraps)


def title_likely(value: str) -> float:
    return plausible(value) * (1.0 if TITLE.search(value) else 0.55)


def tidy_name(value: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"[^A-Za-z.,'’\- ]", " ", value)).strip(" ,.-—'")


def tidy_title(value: str) -> str:
    value = re.sub(r"(?<=[a-z])\.(?=\s+[A-Z])", ",", value)
    value = re.sub(r"^.*?\bTit\s?le?\s*[:.;]\s*|\bTitle\b\W*", "", value)
    value = re.sub(r"director\W*\w{0,2}\W*designee", "Director or designee", value, flags=re.IGNORECASE)
    value = re.sub(
        r"[A-Za-z]{6,}",
        lambda match: _title_word(match[0]),
        value.replace("'", "’") if "'" not in value[1:-1] else value,
    )
    return re.sub(r"\s+", " ", value).strip(" ,.-—_|\\:;'’·°7").removeprefix("| ")


@cache
def _title_word(word: str) -> str:
    """`word`, or the word of titles that it is one or two letters away from."""
    if TITLE.fullmatch(word):
        return word
    found = process.extractOne(word.capitalize(), _TITLE_WORDS.split(), scorer=fuzz.ratio, score_cutoff=82)
    return str(found[0]) if found else word


_AGENCY_WORDS = (
    "Sheriff Sheriffs Office Police Department Dept County City Town Village Public Safety Corrections Detention Center"
    " Bureau Investigation Attorney General Generals State College University Patrol Guard Constable Jail"
)


def agency_likely(name: str) -> float:
    """Less for a name with marks of noise, without any word of agencies, or with such a word misspelled."""
    words = re.findall(r"[A-Za-z]{4,}", name.replace("'", "").replace("’", ""))
    known = [w for w in words if w.capitalize() in _AGENCY_WORDS.split()]
    off = [
        w
        for w in words
        if w not in known and process.extractOne(w, _AGENCY_WORDS.split(), scorer=fuzz.ratio, score_cutoff=65)
    ]
    return plausible(name.replace("'", "")) * (1.0 if known else 0.6) * 0.85 ** len(off)
