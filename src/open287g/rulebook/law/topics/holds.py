"""How long a person may be held."""

from __future__ import annotations

from typing import Any

from open287g.rulebook.language.logic import happened, lasted
from open287g.rulebook.language.provision import provision
from open287g.rulebook.language.wide import Facts
from open287g.rulebook.law.numbers import by_day
from open287g.rulebook.law.topics.groups import HOLDS, WARRANT_SERVICE

SECTION = {"JEM": "App.A", "WSO": "App.A"}


def _handed_over_in_time(act: Facts) -> Any:
    return by_day("hold.after_transfer_hours", act, lambda hours: lasted(act.transfer_us, hours=hours))


@provision(
    "hold.after-transfer",
    at=SECTION,
    words={
        "WSO-2025": (
            "the alien will continue to be held in the LEA’s jail/correctional facilities for no more than 48 "
            "hours unless there exists an agreement pursuant to which the LEA will continue to detain, for a "
            "reimbursable fee, aliens for immigration purposes."
        ),
        "JEM-2020": (
            "In the absence of an agreement, if the alien is not transferred to an ICE field office or an "
            "immigration detention facility within 48 hours, the alien shall be released"
        ),
    },
    models=["JEM", "WSO"],
    acts=HOLDS,
)
def after_transfer(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Once custody has passed to ICE the jail keeps the person no more than 48 hours, unless a separate agreement
    pays it to detain for ICE; then ICE takes the person or the jail releases them.
    """
    return _handed_over_in_time(act) | agreement.paid_detention_agreement


@provision(
    "service.handed-over",
    at=SECTION,
    words={
        "WSO-2025": (
            "In the absence of an agreement, if the alien is not transferred to an ICE field office or an "
            "immigration detention facility within 48 hours, the alien shall be released from the LEA "
            "jail/correctional facility."
        ),
        "JEM-2025": (
            "In the absence of an agreement, if the alien is not transferred to an ICE field office or an "
            "immigration detention facility within 48 hours, the alien shall be released from the LEA's "
            "jail/correctional facility."
        ),
    },
    models=["JEM", "WSO"],
    acts=WARRANT_SERVICE,
    kind="duty",
)
def handed_over(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """A person on whom a warrant was served is with ICE, or released, no more than 48 hours after custody passed to
    ICE, unless a separate agreement pays the jail to detain.
    """
    return _handed_over_in_time(act) | agreement.paid_detention_agreement


@provision(
    "hold.past-release",
    law="8 CFR 287.7(d)",
    words=(
        "such agency shall maintain custody of the alien for a period not to exceed 48 hours, excluding "
        "Saturdays, Sundays, and holidays in order to permit assumption of custody by the Department"
    ),
    acts=["hold_past_release"],
)
def past_release(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """A detainer holds no more than 48 hours past release, Saturdays, Sundays and federal holidays left out."""
    return by_day("hold.past_release_hours", act, lambda hours: lasted(act.hold_business_us, hours=hours))


@provision(
    "hold.past-release-by-form",
    law=["ICE guidance for Form I-247A", "Form I-247A, Immigration Detainer"],
    words=(
        "maintain custody of the alien for a period not to exceed 48 hours beyond the time he or she would "
        "otherwise have been released to allow DHS to assume custody for removal purposes"
    ),
    acts=["hold_past_release"],
    kind="reading",
    yields_to="hold.past-release",
)
def past_release_by_form(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Disputed reading: the form asks for 48 hours and leaves out no days. It yields to the regulation."""
    return by_day("hold.form_hours", act, lambda hours: lasted(act.hold_us, hours=hours))


@provision(
    "hold.basis",
    law=["8 CFR 287.7(d)", "8 CFR 287.7(a)", "8 CFR 287.5(e)(3)"],
    words=(
        "Upon a determination by the Department to issue a detainer for an alien not otherwise detained by a "
        "criminal justice agency, such agency shall maintain custody of the alien"
    ),
    acts=["hold_past_release"],
)
def basis(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """A hold past release rests on a warrant that was served or on a detainer that was issued."""
    return happened(act.detainer_issued_at, act.warrant != "none")
