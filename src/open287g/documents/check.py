"""Documents against the record: what ICE lists and what the file behind the link says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from open287g.core.thresholds import threshold, whole
from open287g.documents.agreement_document import AgreementDocument
from open287g.documents.listed import Listed
from open287g.vocabulary.file_names import day_in_name, file_key, model_in_name

_AGENCY = threshold("documents", "checked_agency_confidence")
_DAY = threshold("documents", "checked_day_confidence")
_SAME = threshold("documents", "same_agency_likeness")

LONG = whole("documents", "linked_within_days")
SLACK = whole("documents", "signing_slack_days")
_GENERIC = re.compile(
    r"\b(county|co|sheriffs?|sheriff s|office|police|department|dept|pd|so|city|town|village|of|the|and|by|through"
    r"|parish|borough|township|state|[a-z]{2})\b"
)


@dataclass(frozen=True)
class Disagreement:
    """One thing that does not fit; `record` and `document` say what each has.

    `kind`: other_agency, other_model, signed_differs, file_name_differs, replaced, no_moa, never_moa.
    """

    kind: str
    agreement_id: str
    file: str
    sha256: str
    record: str
    document: str
    says: str


def check(listed: Sequence[Listed], documents: Sequence[AgreementDocument], today: date) -> list[Disagreement]:
    """All findings, those about a document first."""
    by_file: dict[str, list[AgreementDocument]] = {}
    for document in documents:
        by_file.setdefault(file_key(document.file), []).append(document)
    disagreements: list[Disagreement] = []
    for agreement in listed:
        for document in by_file.get(file_key(agreement.moa_file), []) if agreement.moa_file else []:
            disagreements += _about(agreement, document)
    disagreements += [f for same in by_file.values() for f in _replaced(same)]
    disagreements += [f for document in documents for f in _own_name(document)]
    return disagreements + [f for agreement in listed for f in _without_moa(agreement, today)]


def _about(agreement: Listed, document: AgreementDocument) -> Iterator[Disagreement]:
    base = (agreement.agreement_id, document.file, document.sha256)
    agency = document.fields["agency"]
    if isinstance(agency.value, str) and agency.confidence >= _AGENCY and not _same_agency(agreement.agency, document):
        yield Disagreement("other_agency", *base, agreement.agency, agency.value, "The document names another agency.")
    model = document.identity.model
    if model and agreement.model and model != agreement.model:
        yield Disagreement("other_model", *base, agreement.model, model, "The document is of another model.")
    days = _signing_days(document)
    if (
        agreement.signed
        and _all_known(document)
        and not any(abs((agreement.signed - day).days) <= SLACK for day in days.values())
    ):
        said = ", ".join(f"{name} {day}" for name, day in days.items())
        yield Disagreement(
            "signed_differs", *base, str(agreement.signed), said, "SIGNED is none of the document's days."
        )


def _same_agency(listed: str, document: AgreementDocument) -> bool:
    names = [document.fields["agency"].value, *(a.value for a in document.fields["agency"].alternatives)]
    core = _core(listed)
    return not core or any(
        not _core(str(name)) or fuzz.token_set_ratio(core, _core(str(name))) >= _SAME for name in names if name
    )


def _core(name: str) -> str:
    """What sets an agency apart from others of its kind: its name without county, sheriff, office and the like."""
    plain = re.sub(r"[^a-z ]", " ", name.lower().replace("'", "").replace("’", ""))
    return " ".join(_GENERIC.sub(" ", plain).split())


def _signing_days(document: AgreementDocument) -> dict[str, date]:
    fields = document.fields
    out: dict[str, date] = {}
    if isinstance(fields["ice_signed_on"].value, str) and fields["ice_signed_on"].confidence >= _DAY:
        out["ICE"] = date.fromisoformat(fields["ice_signed_on"].value)
    agency = fields["agency_signed_on"]
    if isinstance(agency.value, tuple) and agency.confidence >= _DAY:
        for number, day in enumerate(agency.value, 1):
            if day:
                out["agency" if len(agency.value) == 1 else f"agency ({number})"] = date.fromisoformat(day)
    return out


def _all_known(document: AgreementDocument) -> bool:
    """Whether every signature's day was read, so that a day that is none of them is a finding and no guess."""
    days = document.fields["agency_signed_on"].value
    count = len(days) if isinstance(days, tuple) else 1
    return len(_signing_days(document)) == 1 + count


def _replaced(same: Sequence[AgreementDocument]) -> Iterator[Disagreement]:
    hashes = sorted({document.sha256 for document in same})
    if len(hashes) > 1:
        yield Disagreement(
            "replaced",
            "",
            same[0].file,
            hashes[0],
            "",
            ", ".join(h[:12] for h in hashes),
            "One name, several files: replaced.",
        )


def _own_name(document: AgreementDocument) -> Iterator[Disagreement]:
    """A file's name is evidence: a model or a day in it that its text denies is a finding."""
    named = model_in_name(document.file)
    model = document.identity.model
    if named and model and named != model:
        yield Disagreement(
            "file_name_differs",
            "",
            document.file,
            document.sha256,
            named,
            model,
            "The file's name has another model.",
        )
    written, days = day_in_name(document.file), _signing_days(document)
    if written and _all_known(document) and not any(abs((written - day).days) <= SLACK for day in days.values()):
        said = ", ".join(f"{name} {day}" for name, day in days.items())
        yield Disagreement(
            "file_name_differs",
            "",
            document.file,
            document.sha256,
            str(written),
            said,
            "The day in the file's name is none of the document's.",
        )


def _without_moa(agreement: Listed, today: date) -> Iterator[Disagreement]:
    if agreement.moa_first_linked or not agreement.first_listed:
        return
    last = agreement.last_listed or today
    if agreement.status == "ended":
        says = f"It ended after {(last - agreement.first_listed).days} days without ever showing an MOA."
        yield Disagreement("never_moa", agreement.agreement_id, "", "", str(agreement.first_listed), "", says)
    elif (last - agreement.first_listed).days >= LONG:
        says = f"It has been listed for {(last - agreement.first_listed).days} days without an MOA."
        yield Disagreement("no_moa", agreement.agreement_id, "", "", str(agreement.first_listed), "", says)
