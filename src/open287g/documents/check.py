"""Documents against the record: what ICE lists and what the file behind the link says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from open287g.core.thresholds import whole
from open287g.documents.agreement_document import AgreementDocument
from open287g.documents.comparisons import SLACK, all_known, compared, signing_days
from open287g.documents.listed import Listed
from open287g.vocabulary.file_names import day_in_name, file_key, model_in_name

LONG = whole("documents", "linked_within_days")
KINDS = (
    *("other_agency", "other_state", "other_model", "signed_differs", "file_name_differs", "ice_signed_first"),
    *("replaced", "no_moa", "never_moa"),
)


@dataclass(frozen=True)
class Disagreement:
    """One thing that does not fit, of one of the `KINDS`; `record` and `document` say what each has."""

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
    disagreements += [f for document in documents for f in _own(document)]
    return disagreements + [f for agreement in listed for f in _without_moa(agreement, today)]


_KINDS = {
    "agency": ("other_agency", "The document names another agency."),
    "state": ("other_state", "The document is of another state."),
    "model": ("other_model", "The document is of another model."),
    "signed": ("signed_differs", "SIGNED is none of the document's days."),
}


def _about(agreement: Listed, document: AgreementDocument) -> Iterator[Disagreement]:
    for each in compared(agreement, document):
        if each.verdict == "differs":
            kind, says = _KINDS[each.what]
            yield Disagreement(
                kind, agreement.agreement_id, document.file, document.sha256, each.record, each.document, says
            )


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


def _own(document: AgreementDocument) -> Iterator[Disagreement]:
    """What a document and its file's name say against each other, and a day that precedes the one it follows."""
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
    written, days = day_in_name(document.file), signing_days(document)
    if written and all_known(document) and not any(abs((written - day).days) <= SLACK for day in days.values()):
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
    ice, agency = days.get("ICE"), [day for name, day in days.items() if name != "ICE"]
    if ice and any(ice < day for day in agency):
        said = ", ".join(f"{name} {day}" for name, day in days.items())
        says = "ICE signs last, and its day stands before the agency's: days or columns may be swapped."
        yield Disagreement("ice_signed_first", "", document.file, document.sha256, "", said, says)


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
