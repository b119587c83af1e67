"""Who may be an officer under an agreement."""

from __future__ import annotations

from typing import Any

from open287g.rulebook.language.logic import by
from open287g.rulebook.language.provision import provision
from open287g.rulebook.language.wide import Facts
from open287g.rulebook.law.numbers import on_day
from open287g.rulebook.law.topics.groups import TFM_2025

NOMINATION = {"JEM": "IV.B", "WSO": "IV.B", "TFM": "VII"}


@provision("who.citizen", cites="JEM and WSO MOA, IV.B; TFM MOA, VII", since="2019-05-06", clauses=NOMINATION)
def citizen(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """The officer is a citizen of the United States."""
    return officer.us_citizen


@provision(
    "who.nominated", cites="JEM and WSO MOA, I and IV.B; TFM MOA, IV and VII", since="2019-05-06", clauses=NOMINATION
)
def nominated(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """The agency nominated the officer before the act."""
    return by(act.day, officer.nominated_on)


@provision("who.experience", cites="TFM MOA, VII", models=["TFM"], since="2025-01-30", clauses={"TFM": "VII"})
def experience(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Under TFM the officer had at least two years of law-enforcement work when nominated."""
    return officer.law_enforcement_years >= on_day("who.experience_years", act.day)


@provision(
    "who.background",
    cites="JEM MOA, IV.B; TFM MOA, VII",
    models=["JEM", "TFM"],
    since="2020-01-01",
    clauses={"JEM": "IV.B", "TFM": "VII"},
)
def background(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """ICE checked the officer's background and approved the officer before the act. Under WSO the check is ICE's
    choice.
    """
    return by(act.day, officer.background_cleared_on)


@provision("who.employed", cites="8 U.S.C. 1357(g)(1)", by_statute=True)
def employed(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """The officer is, on that day, an officer or employee of the agency."""
    return act.day < officer.left_agency_on


@provision("who.own-agency", cites="8 U.S.C. 1357(g)(1); JEM and WSO MOA, I; TFM MOA, I", kind="premise")
def own_agency(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """The officer acts for the agency that signed the agreement."""
    return (act.agency_id == officer.agency_id) & (officer.agency_id == agreement.agency_id)


@provision("who.own-model", cites="8 U.S.C. 1357(g)(5)", kind="premise")
def own_model(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """The officer is authorized under the same model as the agreement."""
    return officer.model == agreement.model


@provision(
    "tfm.no-discipline-pending",
    cites="TFM MOA, App. B",
    models=["TFM"],
    editions=TFM_2025,
    since="2025-02-12",
    clauses=dict.fromkeys(TFM_2025, "App.B"),
)
def no_discipline_pending(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Under TFM an officer who faces a complaint that may end in discipline, a criminal case or a lawsuit is taken
    out of the program until it is settled.
    """
    return ~officer.discipline_pending
