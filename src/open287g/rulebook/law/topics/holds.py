"""How long a person may be held."""

from __future__ import annotations

from typing import Any

from open287g.rulebook.language.expressions import cases, unknown
from open287g.rulebook.language.logic import lasted
from open287g.rulebook.language.provision import provision
from open287g.rulebook.language.wide import Facts
from open287g.rulebook.law.numbers import by_day
from open287g.rulebook.law.topics.groups import HOLDS, WARRANT_SERVICE
from open287g.vocabulary.facts import HOUR

SECTION = {"JEM": "App.A", "WSO": "App.A"}


def _handed_over_in_time(act: Facts) -> Any:
    return by_day(
        "hold.after_transfer_hours",
        act,
        lambda hours: lasted(
            act.transfer_us,
            hours=hours,
            least=act.transfer_least_us,
            open=act.transfer_open,
            until=act.observed_until,
        ),
    )


def _warranted(act: Facts) -> Any:
    return act.warrant.isin(["arrest", "removal"]) & act.warrant_issued_by_immigration_officer


def _transferred(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Custody passes to ICE by service of a warrant; a hold on a detainer has no transfer."""
    return (act.act == "detain") | act.warrant.isin(["arrest", "removal"])


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
    when=_transferred,
)
def after_transfer(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Once custody has passed to ICE the jail keeps the person no more than 48 hours, unless a separate agreement
    pays it to detain for ICE; then ICE takes the person or the jail releases them.
    """
    return _handed_over_in_time(act) | agreement.paid_detention_agreement


@provision(
    "hold.released-in-time",
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
    acts=HOLDS,
    kind="duty",
    when=_transferred,
)
def released_in_time(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """A person whom ICE has not taken within 48 hours of the transfer is released. An agreement that pays the jail to
    detain excuses when it is shown; while nobody shows one, the breach stands.
    """
    return _handed_over_in_time(act) | agreement.paid_detention_agreement.coalesce(False)


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
    ICE, unless a separate agreement that pays the jail to detain is shown.
    """
    return _handed_over_in_time(act) | agreement.paid_detention_agreement.coalesce(False)


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
    return by_day(
        "hold.past_release_hours",
        act,
        lambda hours: lasted(
            act.hold_business_us,
            hours=hours,
            least=act.hold_business_least_us,
            open=act.hold_open,
            until=act.observed_until,
        ),
    )


@provision(
    "hold.past-release-by-form",
    law=["ICE guidance for Form I-247A", "Form I-247A, Immigration Detainer"],
    words=(
        "maintain custody of the alien for a period not to exceed 48 hours beyond the time he or she would "
        "otherwise have been released to allow DHS to assume custody for removal purposes"
    ),
    acts=["hold_past_release"],
)
def past_release_by_form(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """The form asks for 48 hours and leaves out no days: a hold beyond what was asked has no request behind it. It is
    the narrower of two readings, and binds unless the other is chosen.
    """
    return by_day(
        "hold.form_hours",
        act,
        lambda hours: lasted(
            act.hold_us, hours=hours, least=act.hold_least_us, open=act.hold_open, until=act.observed_until
        ),
    )


def _served_by(act: Facts, hours: float) -> Any:
    """Custody had passed to ICE no later than so many hours after the hold began, by every time told for that."""
    late = act.transferred_to_ice_at - int(hours * HOUR)
    return cases((late <= act.hold_start_us, True), (late > act.hold_late_start_us, False), else_=unknown())


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
    """A hold past release rests on an immigration officer's warrant that was served at release, or on a detainer that
    was issued before the hold began. A paper that no immigration officer issued is none, and what is issued or served
    later is no ground for what came before. The text sets no hours; service one hour after release is read as at it.
    """
    warranted = (act.warrant != "none") & act.warrant_issued_by_immigration_officer
    served = by_day("wso.service_at_release_hours", act, lambda hours: _served_by(act, hours))
    return (warranted & served) | (act.detainer_issued_at <= act.hold_start_us)


@provision(
    "wso.hold-on-warrant",
    at={"WSO": "App.A"},
    words={
        "WSO-2025": (
            "Upon transfer of the alien’s custody to ICE, the alien will continue to be held in the LEA’s "
            "jail/correctional facilities"
        ),
    },
    models=["WSO"],
    acts=["hold_past_release"],
)
def hold_on_warrant(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Under WSO a hold arises only when an immigration officer's warrant was served, by which custody passes to ICE, at
    the time of release. One on a detainer alone, or on a warrant that was not served then, is not under the agreement,
    whatever else may allow it. The text sets no hours; service no more than 24 hours before release and one hour after
    it is read as at its time.
    """

    def not_before(hours: float) -> Any:
        early = act.transferred_to_ice_at + int(hours * HOUR)
        return cases((early >= act.hold_late_start_us, True), (early < act.hold_start_us, False), else_=unknown())

    in_time = by_day("wso.service_at_release_hours", act, lambda hours: _served_by(act, hours))
    return _warranted(act) & in_time & by_day("wso.service_before_release_hours", act, not_before)
