"""The agency as a field: the first paragraph's spelling, or another place's when that one is unreadable."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from open287g.core.thresholds import threshold
from open287g.documents.findings.alternatives import Alternative
from open287g.documents.findings.field import UNKNOWN, UNSURE, Field
from open287g.documents.findings.plausible_agency import (
    agency_likely,
    is_a_name,
    is_misread,
    tidy_agency,
    without_state,
)
from open287g.documents.pages.agency_names import find_names, one_line
from open287g.documents.pages.margins import Margins
from open287g.documents.pages.running_text import RunningText

_SUPPORTING = threshold("documents", "place_support_likeness")
_SUPPORT = threshold("documents", "place_support")
_ALONE = threshold("documents", "place_alone")

_NOT_GIVEN = UNSURE - 0.01
_SHERIFFS = re.compile(r"\bSheriffs\b", re.IGNORECASE)
_APOSTROPHE = re.compile(r"['’‘]")
_PLACES = {
    place: threshold("documents", f"place_{place}")
    for place in ("preamble", "footer", "employees", "represents", "signature")
}


def no_picture(_: int) -> str:
    """Nothing: where no picture may be read."""
    return ""


def agency_field(
    running: RunningText, signed_for: Sequence[str] = (), picture: Callable[[int], str] = no_picture
) -> Field:
    """The agency as the first paragraph writes it; another place's spelling when that one is unreadable.

    `signed_for`: what the signature block's line for the agency says, one for each reading of it. `picture`: the text
    that OCR reads on a page (from 0), looked at where the layer's spelling is not to be believed. What is believed less
    than a value needs is no value and stays among the other readings.
    """
    mentions = (*running.names.mentions, *(("signature", one_line(name)) for name in dict.fromkeys(signed_for)))
    page = next((n for n, p in enumerate(running.pages) if re.search(r"constitutes\s+an\s+agreement", p.text)), 0)
    ranked = _ranked(mentions)
    if not ranked or ranked[0].confidence < UNSURE:
        ranked = _ranked((*mentions, *find_names([picture(page)], Margins({}, ())).mentions))
    if not ranked:
        return UNKNOWN
    chosen = _as_first_written(_well_spelled(ranked), ranked)
    first = _with_apostrophe(chosen, ranked)
    if first.value == chosen.value and _SHERIFFS.search(first.value):
        first = _with_apostrophe(first, _ranked(find_names([picture(page)], Margins({}, ())).mentions))
    if first.confidence < UNSURE:
        return Field(None, page + 1, first.method, 0.0, tuple(ranked))
    rest = {a.value.lower(): a for a in reversed(ranked[1:]) if a.value.lower() != first.value.lower()}
    return Field(first.value, page + 1, first.method, first.confidence, tuple(rest.values()))


def _well_spelled(ranked: Sequence[Alternative]) -> Alternative:
    """The first of `ranked`, as another reading spells it where one of its words is misread; not believed where none
    does."""
    first = ranked[0]
    if not is_misread(first.value, [other.value for other in ranked[1:]]):
        return first
    same = (
        other.value
        for other in ranked[1:]
        if fuzz.ratio(_bare(first), _bare(other)) >= _SUPPORTING and not is_misread(other.value)
    )
    value = next(same, "")
    return replace(first, value=value) if value else replace(first, confidence=min(first.confidence, _NOT_GIVEN))


def _as_first_written(first: Alternative, ranked: Sequence[Alternative]) -> Alternative:
    """`first` as the first paragraph has it, where that says the same without the state that a footer adds."""
    if first.method == "preamble":
        return first
    plain = without_state(first.value)
    written = (o for o in ranked if o.method == "preamble" and o.confidence >= UNSURE and not is_misread(o.value))
    same = (o for o in written if o.value != first.value and _bare_text(o.value) == _bare_text(plain))
    found = next(same, None)
    return replace(first, value=found.value, method="preamble") if found else first


def _with_apostrophe(first: Alternative, others: Sequence[Alternative]) -> Alternative:
    """`first` as another reading spells it that has nothing besides but the apostrophe, which readers lose."""
    if not _SHERIFFS.search(first.value):
        return first
    same = (other.value for other in others if _APOSTROPHE.search(other.value) and _bare(other) == _bare(first))
    return replace(first, value=next(same, first.value))


def _bare(name: Alternative) -> str:
    return _bare_text(name.value)


def _bare_text(name: str) -> str:
    return _APOSTROPHE.sub("", name).lower()


def _ranked(mentions: Sequence[tuple[str, str]]) -> list[Alternative]:
    """The names, best first: of a place that is believed, spelled as names are, and borne out by other places."""
    scored: list[Alternative] = []
    mentions = [(place, name) for place, name in mentions if is_a_name(name)]
    for place, name in mentions:
        others = [n for _, n in mentions]
        support = sum(fuzz.token_set_ratio(name.lower(), other.lower()) >= _SUPPORTING for other in others) - 1
        base = _PLACES[place] * agency_likely(name)
        if not support and len(mentions) > 2:
            base *= _ALONE
        scored.append(Alternative(tidy_agency(name), place, round(min(0.99, base + _SUPPORT * support), 2)))
    return sorted(scored, key=lambda a: -a.confidence)
