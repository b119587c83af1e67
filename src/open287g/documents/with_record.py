"""A document beside what the record lists of it: one more reading of its names and days, never the only one.

The record's name mends a spelling that was misread, and its SIGNED decides between readings of ICE's day. Where they
fit no reading they are kept beside it as another one, so that the field is disputed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from rapidfuzz import fuzz

from open287g.core.thresholds import threshold
from open287g.documents.agreement_document import AgreementDocument
from open287g.documents.findings.alternatives import Alternative
from open287g.documents.findings.field import Field
from open287g.documents.listed import Listed
from open287g.documents.same_agency import core

_WORD = threshold("documents", "mended_word")
_WHOLE = threshold("documents", "mended_name")
_RECORD = threshold("documents", "record_reading")


def with_record(document: AgreementDocument, agreements: Sequence[Listed]) -> AgreementDocument:
    """`document` with the record's readings in its fields; as it is where no agreement, or more than one, links it."""
    named = {agreement.agency for agreement in agreements if agreement.agency}
    fields = dict(document.fields)
    if len(named) == 1:
        fields["agency"] = _agency(fields["agency"], next(iter(named)))
    signed = {agreement.signed for agreement in agreements if agreement.signed}
    if len(signed) == 1:
        fields["ice_signed_on"] = _day(fields["ice_signed_on"], next(iter(signed)))
    return replace(document, fields=fields)


def _agency(field: Field, listed: str) -> Field:
    if not isinstance(field.value, str):
        return replace(field, alternatives=(*field.alternatives, Alternative(listed, "record", _RECORD)))
    mended = " ".join(_mended(word, listed) for word in field.value.split())
    if mended != field.value and fuzz.ratio(mended.lower(), field.value.lower()) >= _WHOLE:
        read = Alternative(field.value, field.method, field.confidence)
        return replace(field, value=mended, method="record", alternatives=(read, *field.alternatives))
    if set(core(listed)) & set(core(field.value)) or not core(listed):
        return field
    return replace(field, alternatives=(*field.alternatives, Alternative(listed, "record", _RECORD)))


def _mended(word: str, listed: str) -> str:
    """`word`, or the word of the record's name that it is a misreading of; with or without an S it is none."""
    letters = re.sub(r"[^a-z]", "", word.lower())
    words = re.findall(r"[A-Za-z]{4,}", listed)
    if len(letters) < 4 or {letters, letters.removesuffix("s")} & {other.lower() for other in words}:
        return word
    for other in words:
        alike = fuzz.ratio(letters, other.lower())
        if abs(len(other) - len(letters)) <= 1 and alike >= _WORD:
            cased = other.upper() if sum(map(str.isupper, word)) * 2 > len(letters) else other
            spelled = re.search(r"[A-Za-z0-9|!]+", word)
            return word.replace(spelled[0], cased, 1) if spelled else word
    return word


def _day(field: Field, signed: date) -> Field:
    day = signed.isoformat()
    if field.value == day:
        return replace(field, confidence=min(0.99, field.confidence + (1 - field.confidence) / 2))
    read = next((other for other in field.alternatives if other.value == day), None)
    if field.value is None and read is not None:
        rest = tuple(other for other in field.alternatives if other is not read)
        return Field(day, field.page, f"{read.method} and record", max(read.confidence, _RECORD), rest)
    if field.value is None or read is not None:
        return field
    return replace(field, alternatives=(*field.alternatives, Alternative(day, "record", _RECORD)))
