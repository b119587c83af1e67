"""One function a control: what the record, the text of the agreement and the rulebook show of it for one agreement.

Where none of them tells, the answer is unknown: nothing is met for want of evidence against it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from open287g.oversight.controls.register import Finding
from open287g.vocabulary.editions import EDITIONS, Edition
from open287g.vocabulary.sections import sections_of


@dataclass(frozen=True)
class Subject:
    """One agreement on a day: its model, day of signing (None: unknown), how often the agency signed it, its text.

    `edition` is the text that ICE used for its model on that day, None where none is held.
    """

    agreement_id: str
    model: str
    signed: date | None
    signings: int
    edition: Edition | None


Check = Callable[[Subject], Finding]
CHECKS: dict[str, Check] = {}


def check(control: str) -> Callable[[Check], Check]:
    """Name the control that a function checks."""

    def named(function: Check) -> Check:
        CHECKS[control] = function
        return function

    return named


def edition_on(model: str, signed: date | None) -> Edition | None:
    """The newest text of a model that ICE had on a day; None where the day is unknown or no text is as old."""
    of_model = [edition for edition in EDITIONS.values() if edition.model == model and not edition.historical]
    before = [one for one in of_model if signed is not None and one.since <= signed and one.name != "TFM-OAG"]
    return max(before, key=lambda edition: edition.since, default=None)


def _no_text(subject: Subject) -> Finding:
    told = "its day of signing is unknown" if subject.signed is None else "no text of its model as old is held"
    return Finding("unknown", told)


def _text(edition: Edition) -> str:
    """The text as evidence names it: inferred, since the agreement's own pages are not read."""
    return f"{edition.name}, the text of the model on the day of signing"


def _headed(subject: Subject, words: str) -> tuple[str, str] | None:
    """The section of the text with these words in its heading, and the heading."""
    found = sections_of(subject.edition.name).items() if subject.edition else ()
    return next(((section, heading) for section, heading in found if words in heading.upper()), None)


def _partly_by_section(subject: Subject, words: str, lacks: str) -> Finding:
    """Partly met by a section of the text; what the control asks beyond it is not shown."""
    if subject.edition is None:
        return _no_text(subject)
    found = _headed(subject, words)
    if found is None:
        return Finding(
            "unknown", f"{_text(subject.edition)}, has no section headed so; its sentences are not judged here"
        )
    return Finding("partly", f"{_text(subject.edition)}, section {found[0]} ({found[1]}); {lacks}")


def _nothing(told: str) -> Finding:
    return Finding("unknown", told)


@check("objectives")
def objectives(subject: Subject) -> Finding:
    """The text states the program's purpose; objectives to be measured by it does not list under a heading."""
    return _partly_by_section(subject, "PURPOSE", "it states a purpose, and no objective that can be measured")


@check("when-used")
def when_used(subject: Subject) -> Finding:
    """The jail models say on whom and where the authority is used; the task force text lists acts and no occasion."""
    found = _partly_by_section(subject, "AUTHORIZED FUNCTIONS", "it lists acts, and not the occasions for them")
    if found.state == "partly" and subject.model in ("WSO", "JEM"):
        return Finding("met", f"{found.evidence.split(';')[0]}; it confines the acts to people in the agency's jail")
    return found


@check("supervision")
def supervision(subject: Subject) -> Finding:
    """The text has a section on ICE's supervision; how much there was no record shows."""
    return _partly_by_section(subject, "ICE SUPERVISION", "its extent in practice is in no record held")


@check("data-specified")
def data_specified(subject: Subject) -> Finding:
    """The text has a section on reporting; a list of data it leaves to ICE's request."""
    return _partly_by_section(subject, "REPORTING", "which data are collected in practice is in no record held")


@check("measures")
def measures(subject: Subject) -> Finding:
    """No section of any text held is headed so, and no measure is published."""
    return _nothing("no measure of an agreement's performance is in the record, and its text has no section on any")


@check("priorities")
def priorities(subject: Subject) -> Finding:
    """Releases of arrests carry no priority level, and no report by agency is published."""
    return _nothing("no report of this agency by priority level is held")


@check("civil-rights")
def civil_rights(subject: Subject) -> Finding:
    """ICE publishes agreements, and not what it looked at before."""
    return _nothing("what ICE reviewed before signing is in no record held")


@check("periodic-review")
def periodic_review(subject: Subject) -> Finding:
    """A second signing under the same model shows that the agreement was taken up anew."""
    if subject.signings > 1:
        return Finding(
            "partly", f"signed {subject.signings} times under this model; whether a review came first is unknown"
        )
    return _nothing("signed once; no review of it is in the record")


@check("steering")
def steering(subject: Subject) -> Finding:
    """The texts of 2020 for jails had a steering committee, those of 2025 have none; whether one met is unknown."""
    if subject.edition is None:
        return _no_text(subject)
    told = f"{subject.edition.says} {subject.edition.marks}".lower()
    if "no steering committee" in told:
        return Finding("not", f"{_text(subject.edition)}, has no steering committee")
    if "steering committee" in told:
        return Finding("partly", f"{_text(subject.edition)}, has one; whether it met is unknown")
    return _nothing(f"what {_text(subject.edition)}, says of a committee is not judged here")


@check("supervisors")
def supervisors(subject: Subject) -> Finding:
    """Neither supervisors nor officers of an agency are published."""
    return _nothing("the numbers of supervisors and officers are in no public record")


@check("complaints")
def complaints(subject: Subject) -> Finding:
    """The text has a procedure for complaints; whether it is posted no record shows."""
    return _partly_by_section(subject, "COMPLAINT", "whether it is posted and known is in no record held")


@check("funds")
def funds(subject: Subject) -> Finding:
    """ICE publishes no accounts and no compliance review by agreement."""
    return _nothing("no account and no compliance review of this agreement is held")


@check("training")
def training(subject: Subject) -> Finding:
    """Who completed training is not published."""
    return _nothing("staffing, equipment and completed training are in no public record")


@check("goals")
def goals(subject: Subject) -> Finding:
    """No goal or measure of the program is published by agency."""
    return _nothing("no goal and no share of agencies that meet requirements is published")


@check("resources")
def resources(subject: Subject) -> Finding:
    """What ICE assessed before recruiting is not published."""
    return _nothing("no assessment of resources before this agreement is held")


@check("wso-oversight")
def wso_oversight(subject: Subject) -> Finding:
    """The text of the model has a section on supervision; a mechanism of oversight beyond it no record shows."""
    if subject.model != "WSO":
        return _nothing("the control is of the Warrant Service Officer model, and this agreement is of another")
    return _partly_by_section(subject, "ICE SUPERVISION", "no inspection or other mechanism is in the record")
