"""From arrest to ICE: transport, facilities and local charges."""

from __future__ import annotations

from typing import Any

from open287g.rulebook.language.expressions import ifelse, unknown
from open287g.rulebook.language.logic import not_yet, reached, same_day, within
from open287g.rulebook.language.provision import provision
from open287g.rulebook.language.wide import Facts
from open287g.rulebook.law.numbers import by_day
from open287g.rulebook.law.topics.groups import ARRESTS, TFM_2025


def _arrived_that_day(act: Facts) -> Any:
    told = reached(act.arrived_at_facility_at, act.brought_before_officer_at, act.picked_up_by_ice_at)
    arrived = same_day(act.at_local, act.arrival_local)
    return not_yet(told, arrived, since=act.at, until=act.observed_until)


@provision(
    "jem.approved-facility",
    law="8 CFR 287.5(c)(6)",
    at={"JEM": "App.A"},
    words={
        "JEM-2025": "arrested aliens subject to removal to ICE-approved detention facilities",
    },
    models=["JEM"],
    acts=["detain", "transport"],
)
def jem_approved_facility(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Under JEM a person is detained in, and transported to, a facility that ICE has approved."""
    return act.facility_approved_by_ice


@provision(
    "tfm.approved-facility",
    law="8 CFR 287.5(c)(6)",
    at={"TFM": "V"},
    words={
        "TFM-2025-0307": "such aliens to ICE-approved detention facilities",
    },
    models=["TFM"],
    acts=["transport"],
)
def tfm_approved_facility(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Under TFM a person is transported to a facility that ICE has approved."""
    return act.facility_approved_by_ice


@provision(
    "custody.local-charges",
    at={"JEM": "IV", "WSO": "IV"},
    words={
        "JEM-2025": (
            "ICE will assume custody of an alien only after said individual has been released from LEA custody"
        ),
        "WSO-2025": (
            "ICE will assume custody of an alien only after said individual has been released from LEA custody"
        ),
    },
    models=["JEM", "WSO"],
    acts=["transport"],
    kind="duty",
)
def local_charges(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """ICE takes custody of a person only after the agency has released them. Charges that are still open, on bail for
    example, do not stand in the way.
    """
    over = ifelse(act.local_charges_resolved, True, unknown())
    return act.released_from_agency_custody.coalesce(over)


@provision(
    "custody.after-sentence",
    at={"TFM": "VI"},
    words={
        "TFM-2025-0307": (
            "ICE may assume custody of aliens who have been convicted of a state or local offense only after such"
            " aliens have concluded service of any sentence of incarceration."
        ),
    },
    models=["TFM"],
    acts=["transport"],
    kind="duty",
    when=lambda act, officer, agreement: act.convicted_of_local_offense,
)
def after_sentence(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Under TFM ICE takes custody of a person convicted of a state or local offense only after any sentence was served.
    Of those who are not convicted ICE's field office decides case by case.
    """
    return act.local_charges_resolved


@provision(
    "tfm.arrested-under-immigration-law",
    at={"TFM": "V"},
    words={
        "TFM-2025-0307": (
            "The power and authority to take and maintain custody of aliens arrested pursuant to the immigration laws "
            "and transport … such aliens to ICE-approved detention facilities"
        ),
    },
    models=["TFM"],
    acts=["detain", "transport"],
)
def arrested_under_immigration_law(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Under TFM custody is kept of, and transport given to, a person whom ICE arrested, or who was arrested for ICE or
    under the immigration laws: on its warrant, or on custody that passed to it.
    """
    passed = act.transferred_to_ice_at <= act.at
    warranted = act.warrant.isin(["arrest", "removal"]) & act.warrant_issued_by_immigration_officer
    return act.arrested_under_immigration_law | passed | warranted


@provision(
    "jem.subject-to-removal",
    at={"JEM": "App.A"},
    words={
        "JEM-2025": "arrested aliens subject to removal to ICE-approved detention facilities",
    },
    models=["JEM"],
    acts=["detain", "transport"],
)
def subject_to_removal(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Under JEM a person is detained for ICE and transported who was arrested and is subject to removal: found so,
    on an immigration officer's warrant, or with reason to believe it.
    """
    warranted = act.warrant.isin(["arrest", "removal"]) & act.warrant_issued_by_immigration_officer
    return act.removable_determined | act.reason_to_believe_in_violation | warranted


@provision(
    "tfm.same-day",
    at=dict.fromkeys(TFM_2025, "VI"),
    words={
        "TFM-2025-0307": (
            "will be arrested on behalf of ICE by participating LEA personnel and be transported by the LEA on "
            "the same day to the relevant ICE detention office or facility"
        ),
    },
    models=["TFM"],
    editions=TFM_2025,
    acts=(*ARRESTS, "transport"),
    kind="duty",
)
def tfm_same_day(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Under TFM the arrested person is brought to the ICE office or facility on the same day."""
    return _arrived_that_day(act)


@provision(
    "tfm-oag.same-day",
    at={"TFM-OAG": "VI"},
    words={
        "TFM-OAG": (
            "be transported by the LEA on the same day to the relevant ICE detention office or facility … In the "
            "alternative, if ICE determines that continued incarceration at the LEA’s detention facility is "
            "preferable"
        ),
    },
    models=["TFM"],
    editions=["TFM-OAG"],
    acts=(*ARRESTS, "transport"),
    kind="duty",
)
def oag_same_day(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Under the Texas text the arrested person is brought to ICE on the same day, or kept for ICE under a paid
    agreement.
    """
    return _arrived_that_day(act) | agreement.paid_detention_agreement.coalesce(False)


@provision(
    "arrest.brought-before-officer",
    law=["8 USC 1357(a)(2)", "8 USC 1357(a)(4)", "8 CFR 287.3(a)", "8 CFR 287.3(d)"],
    at={"TFM": "V"},
    words={
        "8 USC 1357(a)(2)": (
            "the alien arrested shall be taken without unnecessary delay for examination before an officer of the"
            " Service having authority to examine aliens as to their right to enter or remain in the United "
            "States"
        ),
        "8 USC 1357(a)(4)": (
            "the person arrested shall be taken without unnecessary delay before the nearest available officer "
            "empowered to commit persons charged with offenses against the laws of the United States"
        ),
    },
    acts=["arrest_without_warrant"],
    kind="standard",
)
def brought_before_officer(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """A person arrested without a warrant is brought before an immigration officer, or for a felony before a
    magistrate, without unnecessary delay. The text sets no hours; a delay beyond 48 hours, by when the regulation wants
    a decision on custody, is read as unnecessary.
    """
    return by_day(
        "arrest.before_officer_hours",
        act,
        lambda hours: within(act.at, act.brought_before_officer_at, hours=hours, until=act.observed_until, closed=True),
    )
