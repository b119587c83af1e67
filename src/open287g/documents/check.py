"""Documents against the record: what ICE lists and what the file behind the link says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import unquote

from rapidfuzz import fuzz

from open287g.documents.findings.days import days_in
from open287g.documents.read import Reading

LONG = 90
"""Days listed without an MOA that make a finding; the median agreement has its link after 23 days."""
SLACK = 1
"""Days by which two dates of one signing may differ: 48 of ICE's own corrections moved a date by one day."""
_GENERIC = re.compile(
    r"\b(county|co|sheriffs?|sheriff s|office|police|department|dept|pd|so|city|town|village|of|the|and|by|through"
    r"|parish|borough|township|state|[a-z]{2})\b"
)
_NAME_DATE = re.compile(
    r"(?<!\d)(?P<y>20\d{2})-(?P<m>\d{2})-(?P<d>\d{2})(?!\d)"
    r"|(?<!\d)(?P<month>\d{2})[.\-_]?(?P<day>\d{2})[.\-_]?(?P<year>(?:20)?\d{2})(?!\d)"
)
_NAME_MODEL = re.compile(r"(?<![A-Za-z])(JEM|WSO|TFM)(?![A-Za-z])")


@dataclass(frozen=True)
class Listed:
    """An agreement as the record has it; None where the record knows nothing."""

    agreement_id: str
    agency: str
    state: str
    model: str
    signed: date | None
    status: str
    first_listed: date | None
    last_listed: date | None
    moa_file: str
    moa_first_linked: date | None


@dataclass(frozen=True)
class Finding:
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


def listed_from(rows: Iterable[Mapping[str, object]], names: Mapping[str, str]) -> list[Listed]:
    """Agreements from rows of the record's table `agreements`; `names`: agency_id -> name."""

    def day(value: object) -> date | None:
        return value if isinstance(value, date) else date.fromisoformat(str(value)[:10]) if value else None

    return [
        Listed(
            str(row["agreement_id"]),
            names.get(str(row["agency_id"]), ""),
            str(row["state"] or ""),
            str(row["model"] or ""),
            day(row["signed"]),
            str(row["status"] or ""),
            day(row["first_listed"]),
            day(row["last_listed"]),
            str(row["moa_file"] or ""),
            day(row["moa_first_linked"]),
        )
        for row in rows
    ]


def check(listed: Sequence[Listed], readings: Sequence[Reading], today: date) -> list[Finding]:
    """All findings, those about a document first."""
    by_file: dict[str, list[Reading]] = {}
    for reading in readings:
        by_file.setdefault(_key(reading.file), []).append(reading)
    found: list[Finding] = []
    for agreement in listed:
        for reading in by_file.get(_key(agreement.moa_file), []) if agreement.moa_file else []:
            found += _about(agreement, reading)
    found += [f for same in by_file.values() for f in _replaced(same)]
    found += [f for reading in readings for f in _own_name(reading)]
    return found + [f for agreement in listed for f in _without_moa(agreement, today)]


def _key(file: str) -> str:
    return unquote(file).strip().lower()


def _about(agreement: Listed, reading: Reading) -> Iterator[Finding]:
    base = (agreement.agreement_id, reading.file, reading.sha256)
    agency = reading.fields["agency"]
    if isinstance(agency.value, str) and agency.confidence >= 0.6 and not _same_agency(agreement.agency, reading):
        yield Finding("other_agency", *base, agreement.agency, agency.value, "The document names another agency.")
    model = reading.identity.model
    if model and agreement.model and model != agreement.model:
        yield Finding("other_model", *base, agreement.model, model, "The document is of another model.")
    days = _signing_days(reading)
    if (
        agreement.signed
        and _all_known(reading)
        and not any(abs((agreement.signed - day).days) <= SLACK for day in days.values())
    ):
        said = ", ".join(f"{name} {day}" for name, day in days.items())
        yield Finding("signed_differs", *base, str(agreement.signed), said, "SIGNED is none of the document's days.")


def _same_agency(listed: str, reading: Reading) -> bool:
    names = [reading.fields["agency"].value, *(a.value for a in reading.fields["agency"].alternatives)]
    core = _core(listed)
    return not core or any(
        not _core(str(name)) or fuzz.token_set_ratio(core, _core(str(name))) >= 80 for name in names if name
    )


def _core(name: str) -> str:
    """What sets an agency apart from others of its kind: its name without county, sheriff, office and the like."""
    plain = re.sub(r"[^a-z ]", " ", name.lower().replace("'", "").replace("’", ""))
    return " ".join(_GENERIC.sub(" ", plain).split())


def _signing_days(reading: Reading) -> dict[str, date]:
    fields = reading.fields
    out: dict[str, date] = {}
    if isinstance(fields["ice_signed_on"].value, str) and fields["ice_signed_on"].confidence >= 0.7:
        out["ICE"] = date.fromisoformat(fields["ice_signed_on"].value)
    agency = fields["agency_signed_on"]
    if isinstance(agency.value, tuple) and agency.confidence >= 0.7:
        for number, day in enumerate(agency.value, 1):
            if day:
                out["agency" if len(agency.value) == 1 else f"agency ({number})"] = date.fromisoformat(day)
    return out


def _all_known(reading: Reading) -> bool:
    """Whether every signature's day was read, so that a day that is none of them is a finding and no guess."""
    days = reading.fields["agency_signed_on"].value
    count = len(days) if isinstance(days, tuple) else 1
    return len(_signing_days(reading)) == 1 + count


def _replaced(same: Sequence[Reading]) -> Iterator[Finding]:
    hashes = sorted({reading.sha256 for reading in same})
    if len(hashes) > 1:
        yield Finding(
            "replaced",
            "",
            same[0].file,
            hashes[0],
            "",
            ", ".join(h[:12] for h in hashes),
            "One name, several files: replaced.",
        )


def _own_name(reading: Reading) -> Iterator[Finding]:
    """A file's name is evidence: a model or a day in it that its text denies is a finding."""
    named = _NAME_MODEL.search(reading.file)
    model = reading.identity.model
    if named and model and named[1] != model:
        yield Finding(
            "file_name_differs", "", reading.file, reading.sha256, named[1], model, "The file's name has another model."
        )
    written, days = name_day(reading.file), _signing_days(reading)
    if written and _all_known(reading) and not any(abs((written - day).days) <= SLACK for day in days.values()):
        said = ", ".join(f"{name} {day}" for name, day in days.items())
        yield Finding(
            "file_name_differs",
            "",
            reading.file,
            reading.sha256,
            str(written),
            said,
            "The day in the file's name is none of the document's.",
        )


def name_day(file: str) -> date | None:
    """The day a file's name gives: MMDDYY, MMDDYYYY, MM.DD.YYYY or YYYY-MM-DD; None when there is none."""
    for match in _NAME_DATE.finditer(unquote(file)):
        parts = ("m", "d", "y") if match["y"] else ("month", "day", "year")
        for read in days_in("/".join(match[part] for part in parts)):
            return read.day
    return None


def _without_moa(agreement: Listed, today: date) -> Iterator[Finding]:
    if agreement.moa_first_linked or not agreement.first_listed:
        return
    last = agreement.last_listed or today
    if agreement.status == "ended":
        says = f"It ended after {(last - agreement.first_listed).days} days without ever showing an MOA."
        yield Finding("never_moa", agreement.agreement_id, "", "", str(agreement.first_listed), "", says)
    elif (last - agreement.first_listed).days >= LONG:
        says = f"It has been listed for {(last - agreement.first_listed).days} days without an MOA."
        yield Finding("no_moa", agreement.agreement_id, "", "", str(agreement.first_listed), "", says)
