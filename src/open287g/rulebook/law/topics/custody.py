"""From arrest to ICE: transport, facilities and local charges."""

from __future__ import annotations

from typing import Any

from open287g.rulebook.language.logic import same_day, within
from open287g.rulebook.language.provision import provision
from open287g.rulebook.language.wide import Facts
from open287g.rulebook.law.numbers import by_day
from open287g.rulebook.law.topics.groups import ARRESTS, TFM_2025


@provision(
    "jem.approved-facility",
    cites="8 CFR 287.5(c)(6); JEM MOA, App. A",
    models=["JEM"],
    acts=["detain", "transport"],
    since="2020-01-01",
    clauses={"JEM": "App.A"},
)
def jem_approved_facility(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Under JEM a person is detained in, and transported to, a facility that ICE has approved."""
    return act.facility_approved_by_ice


@provision(
    "tfm.approved-facility",
    cites="8 CFR 287.5(c)(6); TFM MOA, V",
    models=["TFM"],
    acts=["transport"],
    since="2025-01-30",
    clauses={"TFM": "V"},
)
def tfm_approved_facility(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Under TFM a person is transported to a facility that ICE has approved."""
    return act.facility_approved_by_ice


@provision(
    "custody.local-charges",
    cites="JEM and WSO MOA, IV; TFM MOA, VI",
    acts=["transport"],
    since="2019-05-06",
    kind="premise",
    clauses={"JEM": "IV", "WSO": "IV", "TFM": "VI"},
)
def local_charges(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """ICE takes custody only when the agency's own charges, and any sentence, are over."""
    return act.local_charges_resolved


@provision(
    "tfm.same-day",
    cites="TFM MOA, VI",
    models=["TFM"],
    editions=TFM_2025,
    acts=(*ARRESTS, "transport"),
    since="2025-02-12",
    kind="duty",
    clauses=dict.fromkeys(TFM_2025, "VI"),
)
def tfm_same_day(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Under TFM the arrested person is brought to the ICE office or facility on the same day."""
    return same_day(act.at_local, act.arrival_local)


@provision(
    "tfm-oag.same-day",
    cites="TFM MOA of the Texas Attorney General, VI",
    models=["TFM"],
    editions=["TFM-OAG"],
    acts=(*ARRESTS, "transport"),
    since="2025-01-30",
    kind="duty",
    clauses={"TFM-OAG": "VI"},
)
def oag_same_day(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Under the Texas text the arrested person is brought to ICE on the same day, or kept for ICE under a paid
    agreement.
    """
    return same_day(act.at_local, act.arrival_local) | agreement.paid_detention_agreement


@provision(
    "arrest.brought-before-officer",
    cites="8 U.S.C. 1357(a)(2); 8 CFR 287.3(a), (d); TFM MOA, V",
    models=["TFM"],
    acts=["arrest_without_warrant"],
    kind="duty",
    clauses={"TFM": "V"},
)
def brought_before_officer(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """A person arrested without a warrant is brought before an immigration officer without unnecessary delay. The
    text sets no hours; a delay beyond 48 hours, by when the regulation wants a decision on custody, is read as
    unnecessary.
    """
    return by_day(
        "arrest.before_officer_hours",
        act,
        lambda hours: within(act.at, act.brought_before_officer_at, hours=hours),
    )
