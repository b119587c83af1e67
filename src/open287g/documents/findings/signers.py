"""Who signed for either side, with what title, on which day: several readings put together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from rapidfuzz import fuzz

from open287g.core.thresholds import threshold, whole
from open287g.documents.findings.alternatives import SOURCE, Alternative, agreed_on, best, rank
from open287g.documents.findings.field import UNKNOWN, UNSURE, Field
from open287g.documents.findings.known_signatories import known_signatories
from open287g.documents.findings.plausibility import (
    ice_title_likely,
    is_of_two,
    name_likely,
    tidy_name,
    tidy_title,
    title_likely,
    words_known,
)
from open287g.documents.findings.signature_block import SignatureBlock
from open287g.documents.findings.signature_lines import Signer
from open287g.documents.findings.signature_page import SignaturePage
from open287g.documents.findings.written_days import WrittenDay
from open287g.documents.pages.frame import Box

_MENDED = threshold("documents", "mended_day")
_DOUBTED = threshold("documents", "doubted_day")
_LIKELY = 0.9
"""Likelihood from which a name is read so that nothing stands beside it."""
_NEAR_DAYS = whole("documents", "near_days")
_BY_HAND = threshold("documents", "day_by_hand")
_DIGITAL = threshold("documents", "digital_signature")
_SURNAME = threshold("documents", "surname_likeness")
_SURNAME_BASE = threshold("documents", "surname_base")
_OWN_WORD = threshold("documents", "own_name_word")
_OWN_NAME = threshold("documents", "own_name_likeness")

_STYLE = {style: threshold("documents", f"written_{style}") for style in ("signed", "named", "numbers")}


def signed_fields(page: SignaturePage, blocks: Sequence[SignatureBlock], names: Sequence[str]) -> dict[str, Field]:
    """The fields of the signature block: of both sides who signed, as what, and when."""
    number = page.index + 1
    ice = [_without_agency(s, names) for b in blocks for s in b.ice]
    extra = [(day, "signature", _DIGITAL) for day in page.signed_days[:1]]

    places: dict[str, Box] = {}

    def days(signers: Sequence[Signer]) -> list[tuple[str, str, float]]:
        """Days with how far each is believed; one that a hand wrote is a guess, however well it was read."""
        out = []
        for read, source, box in (found for signer in signers for found in signer.days):
            day, sure = read.day.isoformat(), _day_confidence(read, source)
            if read.day < page.since:
                sure *= _DOUBTED
            if source != "layer" and read.style != "signed":
                places.setdefault(day, box)
                typed = read.spelled and read.as_typed and page.printed(box)
                sure = sure if typed else min(sure, _BY_HAND)
            out.append((day, source, sure))
        return out

    def placed(found: Sequence[tuple[str, str, float]]) -> list[Alternative]:
        return [replace(each, box=places.get(each.value)) for each in rank(found)]

    def of_agency(title: str) -> float:
        return title_likely(title) * words_known(title, names)

    name, title = _ice_name(ice), best(_texts(s.titles for s in ice), tidy_title, ice_title_likely)
    fields = {
        "ice_signatory": _field(name, number),
        "ice_title": _field(title, number),
        "ice_signed_on": _field(placed([*days(ice), *extra]), number),
    }
    sides = _by_signer([[_without_agency(s, names) for s in b.agency] for b in blocks])
    columns: dict[str, list[list[Alternative]]] = {
        "agency_signatories": [
            agreed_on(best(read, tidy_name, name_likely), [(tidy_name(name), source) for name, source in read])
            for read in (_texts(s.names for s in same) for same in sides)
        ],
        "agency_titles": [
            of_the_signer(best(_texts(s.titles for s in same), tidy_title, of_agency), same) for same in sides
        ],
        "agency_signed_on": [placed(_near(days(same), fields["ice_signed_on"])) for same in sides],
    }
    for key, ranked in columns.items():
        fields[key] = _list_field(ranked, number)
    return fields


def of_the_signer(titles: list[Alternative], same: Sequence[Signer]) -> list[Alternative]:
    """`titles`, none of them believed where another name was written beside the printed one: that one's office is not
    known."""
    names = [tidy_name(name) for name, _ in _texts(s.names for s in same)]
    if not any(map(is_of_two, names)) or any(name_likely(name) >= _LIKELY for name in names):
        return titles
    return [replace(each, confidence=min(each.confidence, UNSURE - 0.01)) for each in titles]


def _without_agency(signer: Signer, names: Sequence[str]) -> Signer:
    """`signer` without titles that are the agency's own name."""

    def is_own(text: str) -> bool:
        bodies = any(
            fuzz.ratio(w, b) >= _OWN_WORD for w in text.lower().split() for b in ("office", "department", "center")
        )
        return bodies and any(fuzz.ratio(text.lower(), name.lower()) >= _OWN_NAME for name in names)

    return replace(signer, titles=[t for t in signer.titles if not is_own(t[0])])


def _by_signer(readings: Sequence[Sequence[Signer]]) -> list[list[Signer]]:
    """The signers of several readings of one side put together: first with first, and further ones that have a title
    in one reading or a name in two."""
    most = max((len(r) for r in readings), default=0)
    together = [[r[i] for r in readings if len(r) > i] for i in range(most)]
    return together[:1] + [
        same for same in together[1:] if any(s.titles for s in same) and any(s.names or s.days for s in same)
    ]


def _texts(lists: Iterable[Sequence[tuple[str, str]]]) -> list[tuple[str, str]]:
    return [item for found in lists for item in found]


def _near(days: Sequence[tuple[str, str, float]], ice: Field) -> list[tuple[str, str, float]]:
    """`days` with less confidence in those more than a year from ICE's, of which a digit is likely misread, and in
    ICE's own day where another one stands too: a reader takes one column for the other."""
    if not isinstance(ice.value, str):
        return list(days)
    there = date.fromisoformat(ice.value)
    several = len({day for day, _, _ in days}) > 1

    def doubted(day: str) -> bool:
        return abs((date.fromisoformat(day) - there).days) > _NEAR_DAYS or (several and day == ice.value)

    return [(day, source, _DOUBTED * sure if doubted(day) else sure) for day, source, sure in days]


def _day_confidence(read: WrittenDay, source: str) -> float:
    return round(_STYLE[read.style] * SOURCE[source] * (_MENDED if read.mended else 1.0), 2)


def _ice_name(signers: Sequence[Signer]) -> list[Alternative]:
    """ICE's signatory: one of the officials known to have signed when a line bears the surname, else as printed."""
    printed = best(_texts(s.names for s in signers), tidy_name, name_likely)
    words = [w for s in signers for line in s.lines for w in re.findall(r"[A-Za-z]{4,}", line)]
    for name, surname in known_signatories():
        score = max(
            (fuzz.partial_ratio(surname.lower(), w.lower()) for w in words if len(w) < len(surname) + 4), default=0
        )
        if score >= _SURNAME:
            return [
                Alternative(name, "surname", round(_SURNAME_BASE * score / 100, 2)),
                *[p for p in printed if p.value != name],
            ]
    return printed


def _field(ranked: Sequence[Alternative], page: int) -> Field:
    if not ranked:
        return UNKNOWN
    first = ranked[0]
    if first.confidence < UNSURE:
        return Field(None, page, "", 0.0, tuple(ranked))
    return Field(first.value, page, first.method, first.confidence, tuple(ranked[1:]))


def _list_field(columns: Sequence[Sequence[Alternative]], page: int) -> Field:
    fields = [_field(ranked, page) for ranked in columns]
    if not any(field.value for field in fields):
        return Field(None, page if fields else 0, "", 0.0, tuple(a for f in fields for a in f.alternatives))
    known = [field for field in fields if field.value]
    return Field(
        tuple(field.value if isinstance(field.value, str) else None for field in fields),
        page,
        known[0].method,
        min(field.confidence for field in known),
        tuple(a for f in fields for a in f.alternatives),
    )
