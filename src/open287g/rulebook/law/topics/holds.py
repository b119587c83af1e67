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
    cites="JEM and WSO MOA, Appendix A",
    models=["JEM", "WSO"],
    acts=HOLDS,
    since="2019-05-06",
    clauses=SECTION,
)
def after_transfer(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Once custody has passed to ICE the jail keeps the person no more than 48 hours, unless a separate agreement
    pays it to detain for ICE; then ICE takes the person or the jail releases them.
    """
    return _handed_over_in_time(act) | agreement.paid_detention_agreement


@provision(
    "service.handed-over",
    cites="JEM and WSO MOA, Appendix A",
    models=["JEM", "WSO"],
    acts=WARRANT_SERVICE,
    since="2019-05-06",
    kind="duty",
    clauses=SECTION,
)
def handed_over(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """A person on whom a warrant was served is with ICE, or released, no more than 48 hours after custody passed to
    ICE, unless a separate agreement pays the jail to detain.
    """
    return _handed_over_in_time(act) | agreement.paid_detention_agreement


@provision("hold.past-release", cites="8 CFR 287.7(d)", acts=["hold_past_release"])
def past_release(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """A detainer holds no more than 48 hours past release, Saturdays, Sundays and federal holidays left out."""
    return by_day("hold.past_release_hours", act, lambda hours: lasted(act.hold_business_us, hours=hours))


@provision(
    "hold.past-release-by-form",
    cites="Form I-247A, Immigration Detainer",
    acts=["hold_past_release"],
    kind="reading",
    yields_to="hold.past-release",
)
def past_release_by_form(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Disputed reading: the form asks for 48 hours and leaves out no days. It yields to the regulation."""
    return by_day("hold.form_hours", act, lambda hours: lasted(act.hold_us, hours=hours))


@provision("hold.basis", cites="8 CFR 287.5(e)(3), 287.7(a), (d)", acts=["hold_past_release"], kind="premise")
def basis(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """A hold past release rests on a warrant that was served or on a detainer that was issued."""
    return happened(act.detainer_issued_at, act.warrant != "none")
