"""The fields of an agreement: agency, signatories, titles, days; each with its page, method and confidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from rapidfuzz import fuzz

from open287g.core.bundled import read_table
from open287g.documents.findings.days import FIRST, DayRead
from open287g.documents.findings.ranking import (
    SOURCE,
    Alternative,
    agency_likely,
    alike,
    best,
    name_likely,
    rank,
    tidy_name,
    tidy_title,
    title_likely,
)
from open287g.documents.findings.signatures import Block, Signer, Word, signature_block
from open287g.documents.pages.ocr import OcrPage
from open287g.documents.words.align import Alignment
from open287g.documents.words.body import Body

UNSURE = 0.45
"""A reading below this is not given as the value; it stays among the alternatives."""
_STYLE = {"signed": 0.97, "named": 0.95, "numbers": 0.85}
FIELDS = (
    "agency",
    "ice_signatory",
    "ice_title",
    "ice_signed_on",
    "agency_signatories",
    "agency_titles",
    "agency_signed_on",
    "effective_on",
)


@dataclass(frozen=True)
class Field:
    """`value` None is unknown. Lists hold one entry a signatory, None where that one is unknown.

    `page` from 1, 0 when nothing was read; `method`: preamble, footer, layer, scan (the layer under a scan), ocr,
    block (a second OCR of the signature block), surname (of an ICE official known to sign), signature (the PDF's own
    digital signature), or how the value follows from others.
    """

    value: str | tuple[str | None, ...] | None
    page: int
    method: str
    confidence: float
    alternatives: tuple[Alternative, ...] = ()

    @property
    def disputed(self) -> bool:
        """Whether another reading gives another value with some confidence."""
        said = [v or "" for v in self.value] if isinstance(self.value, tuple) else [self.value or ""]
        return any(
            other.confidence >= UNSURE and not any(alike(other.value, value) for value in said)
            for other in self.alternatives
        )


_PLACES = {"preamble": 0.92, "footer": 0.78, "employees": 0.7, "represents": 0.3}
UNKNOWN = Field(None, 0, "", 0.0)


@dataclass(frozen=True)
class SignaturePage:
    """The page with the signature block: `layer` words, `ocr` if the page was read, `block` to look a second time."""

    index: int
    layer: tuple[Word, ...]
    ocr: OcrPage | None
    block: Callable[[], OcrPage | None]
    signed_days: tuple[str, ...] = ()
    since: date = FIRST
    """A day before which nobody can have signed this edition."""
    scanned: bool = False
    """Whether the page is a picture, so that its layer is somebody's OCR."""


def read_fields(body: Body, page: SignaturePage | None) -> dict[str, Field]:
    """All fields of FIELDS; those of the signature block are unknown without a signature page."""
    fields = dict.fromkeys(FIELDS, UNKNOWN)
    fields["agency"] = _agency(body)
    if page is None:
        return fields
    fields.update(_signed(page, _readings(page), body.names.known_as()))
    fields["effective_on"] = _effective(fields["ice_signed_on"], fields["agency_signed_on"])
    return fields


def signature_index(body: Body, alignment: Alignment | None) -> int | None:
    """The page (from 0) with the signature block: where the edition has it, else the last that speaks of signing."""
    for index in range(len(body.pages)):
        text = body.pages[index].text
        if re.search(r"extent\W+a\W?l\W?l\W?owed", text) and not re.search(r"addendum", text, re.IGNORECASE):
            return index
    if alignment is not None:
        section = alignment.profile.section("Signatures")
        return body.page_of(max(0, alignment.doc_position(section.start - 1)))
    return None


def _readings(page: SignaturePage) -> list[Block]:
    """The block as the layer has it, as OCR has it, and, when these leave something open, as a second look has it."""
    source = "scan" if page.scanned else "layer"
    blocks = [signature_block([Word(w.text, w.box, source) for w in page.layer])] if page.layer else []
    if page.ocr:
        blocks.append(signature_block([Word(p.text, p.box, "ocr") for p in page.ocr.pieces]))
    if page.scanned or not _complete(blocks):
        second = page.block()
        if second:
            blocks.append(signature_block([Word(p.text, p.box, "block") for p in second.pieces]))
    return blocks


def _complete(blocks: Sequence[Block]) -> bool:
    sides = [[s for b in blocks for s in getattr(b, side)] for side in ("ice", "agency")]
    return all(
        any(s.days for s in side) and any(s.titles for s in side) and any(s.names for s in side) for side in sides
    )


def _signed(page: SignaturePage, blocks: Sequence[Block], names: Sequence[str]) -> dict[str, Field]:
    number = page.index + 1
    ice = [s for b in blocks for s in b.ice]
    extra = [(day, "signature", 0.9) for day in page.signed_days[:1]]

    def days(signers: Sequence[Signer]) -> list[tuple[str, str, float]]:
        return [
            (d, source, sure if date.fromisoformat(d) >= page.since else 0.4 * sure)
            for d, source, sure in _days(signers)
        ]

    name, title = _ice_name(ice), best(_texts(s.titles for s in ice), tidy_title, title_likely)
    fields = {
        "ice_signatory": _field(name, number),
        "ice_title": _field(title, number),
        "ice_signed_on": _field(rank([*days(ice), *extra]), number),
    }
    sides = _by_signer([[_without_agency(s, names) for s in b.agency] for b in blocks])
    columns: dict[str, list[list[Alternative]]] = {
        "agency_signatories": [best(_texts(s.names for s in same), tidy_name, name_likely) for same in sides],
        "agency_titles": [best(_texts(s.titles for s in same), tidy_title, title_likely) for same in sides],
        "agency_signed_on": [rank(_near(days(same), fields["ice_signed_on"])) for same in sides],
    }
    for key, ranked in columns.items():
        fields[key] = _list_field(ranked, number)
    return fields


def _without_agency(signer: Signer, names: Sequence[str]) -> Signer:
    """`signer` without titles that are the agency's own name."""

    def is_own(text: str) -> bool:
        bodies = any(fuzz.ratio(w, b) >= 75 for w in text.lower().split() for b in ("office", "department", "center"))
        return bodies and any(fuzz.ratio(text.lower(), name.lower()) >= 80 for name in names)

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


def _days(signers: Iterable[Signer]) -> list[tuple[str, str, float]]:
    return [
        (read.day.isoformat(), source, _day_confidence(read, source))
        for signer in signers
        for read, source in signer.days
    ]


def _near(days: Sequence[tuple[str, str, float]], ice: Field) -> list[tuple[str, str, float]]:
    """`days` with less confidence in those more than a year from ICE's: a digit of them is likely misread."""
    if not isinstance(ice.value, str):
        return list(days)
    there = date.fromisoformat(ice.value)
    return [
        (day, source, sure if abs((date.fromisoformat(day) - there).days) <= 366 else 0.4 * sure)
        for day, source, sure in days
    ]


def _day_confidence(read: DayRead, source: str) -> float:
    return round(_STYLE[read.style] * SOURCE[source] * (0.8 if read.mended else 1.0), 2)


def _ice_name(signers: Sequence[Signer]) -> list[Alternative]:
    """ICE's signatory: one of the officials known to have signed when a line bears the surname, else as printed."""
    printed = best(_texts(s.names for s in signers), tidy_name, name_likely)
    words = [w for s in signers for line in s.lines for w in re.findall(r"[A-Za-z]{4,}", line)]
    for name, surname in _known_signatories():
        score = max(
            (fuzz.partial_ratio(surname.lower(), w.lower()) for w in words if len(w) < len(surname) + 4), default=0
        )
        if score >= 80:
            return [
                Alternative(name, "surname", round(0.97 * score / 100, 2)),
                *[p for p in printed if p.value != name],
            ]
    return printed


@cache
def _known_signatories() -> tuple[tuple[str, str], ...]:
    return tuple((row["name"], row["surname"]) for row in read_table("documents/data/ice_signatories.csv"))


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


def _effective(ice: Field, agency: Field) -> Field:
    """The later signature; unknown while one of them is."""
    days = [d for d in (agency.value if isinstance(agency.value, tuple) else ()) if d]
    if not isinstance(ice.value, str) or not days or len(days) < len(agency.value or ()):
        return UNKNOWN
    later = max([ice.value, *days], key=date.fromisoformat)
    return Field(later, ice.page, "later signature", min(ice.confidence, agency.confidence))


def _agency(body: Body) -> Field:
    """The agency as the first paragraph writes it; another place's spelling when that one is unreadable."""
    readings = body.names.readings
    scored: list[Alternative] = []
    for place, name in readings:
        others = [n for _, n in readings]
        support = sum(fuzz.token_set_ratio(name.lower(), other.lower()) >= 88 for other in others) - 1
        base = _PLACES[place] * agency_likely(name)
        if not support and len(readings) > 2:
            base *= 0.8
        scored.append(Alternative(name, place, round(min(0.99, base + 0.06 * support), 2)))
    ranked = sorted(scored, key=lambda a: -a.confidence)
    if not ranked:
        return UNKNOWN
    page = next((n + 1 for n, p in enumerate(body.pages) if re.search(r"constitutes\s+an\s+agreement", p.text)), 1)
    first = ranked[0]
    rest = {a.value.lower(): a for a in reversed(ranked[1:]) if a.value.lower() != first.value.lower()}
    return Field(first.value, page, first.method, first.confidence, tuple(rest.values()))
