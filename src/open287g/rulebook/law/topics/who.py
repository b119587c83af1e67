"""Who may be an officer under an agreement."""

from __future__ import annotations

from typing import Any

from open287g.rulebook.language.expressions import ifelse, unknown
from open287g.rulebook.language.logic import by, by_ice
from open287g.rulebook.language.provision import provision
from open287g.rulebook.language.wide import Facts
from open287g.rulebook.law.numbers import on_day
from open287g.rulebook.law.topics.groups import TFM_2025

NOMINATION = {"JEM": "IV.B", "WSO": "IV.B", "TFM": "VII"}


@provision(
    "who.citizen",
    at=NOMINATION,
    words={
        "WSO-2025": "All candidates must be United States citizens",
        "JEM-2025": "All candidates must be United States citizens",
        "TFM-2025-0307": "All candidates must be United States citizens.",
    },
    whatever_edition=True,
)
def citizen(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """The officer is a citizen of the United States."""
    return officer.us_citizen


@provision(
    "who.nominated",
    at=NOMINATION,
    words={
        "JEM-2025": (
            "The LEA will use due diligence to screen and nominate candidates for ICE training and approval under"
            " this MOA."
        ),
        "WSO-2025": (
            "The LEA will use due diligence to screen and nominate candidates for ICE training and approval under"
            " this MOA."
        ),
        "TFM-2025-0307": (
            "The chief officer of the LEA will nominate candidates for initial training and certification under "
            "this MOA."
        ),
    },
)
def nominated(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """The agency nominated the officer before the act."""
    return by(act.day, officer.nominated_on)


@provision(
    "who.experience",
    at={"TFM": "VII"},
    words={
        "TFM-2025-0307": "All candidates must have at least two years of LEA work experience.",
    },
    models=["TFM"],
)
def experience(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Under TFM the officer had at least two years of law-enforcement work when nominated."""
    return officer.law_enforcement_years >= on_day("who.experience_years", act.day)


@provision(
    "who.background",
    at={"JEM": "IV.B", "TFM": "VII"},
    words={
        "JEM-2025": (
            "All LEA candidates must be approved by ICE and must be able to qualify for access to the appropriate"
            " DHS and ICE databases/systems and associated applications."
        ),
        "TFM-2025-0307": (
            "All candidates must be approved by ICE and must be able to qualify for appropriate federal security "
            "clearances and access to appropriate DHS and ICE databases/systems and associated applications."
        ),
    },
    models=["JEM", "TFM"],
)
def background(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """ICE checked the officer's background and approved the officer before the act. Under WSO the check is ICE's
    choice.
    """
    return by_ice(act, officer.background_cleared_on)


@provision(
    "who.employed",
    law="8 USC 1357(g)(1)",
    words=(
        "an officer or employee of the State or subdivision, who is determined by the Attorney General to be "
        "qualified to perform a function of an immigration officer"
    ),
    by_statute=True,
)
def employed(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """The officer is, on that day, an officer or employee of the agency."""
    return act.day < officer.left_agency_on


@provision(
    "who.officer-or-employee",
    law="8 USC 1357(g)(1)",
    words=(
        "an officer or employee of the State or subdivision, who is determined by the Attorney General to be "
        "qualified to perform a function of an immigration officer"
    ),
    by_statute=True,
)
def officer_or_employee(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """The person is an officer or employee of the body that signed, and no contractor. A roster that names the agency
    that employs the person says so, unless it says otherwise.
    """
    on_the_roster = ifelse(officer.agency_id.notnull(), True, unknown())
    return ifelse(officer.employment.isnull(), on_the_roster, officer.employment == "employee")


@provision(
    "who.own-agency",
    law="8 USC 1357(g)(1)",
    at={"JEM": "I", "WSO": "I", "TFM": "I"},
    words=(
        "a written agreement with a State, or any political subdivision of a State, pursuant to which an "
        "officer or employee of the State or subdivision … may carry out such function"
    ),
)
def own_agency(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """The officer acts for the agency that signed the agreement."""
    return (act.agency_id == officer.agency_id) & (officer.agency_id == agreement.agency_id)


@provision(
    "who.own-model",
    law="8 USC 1357(g)(5)",
    words=(
        "the specific powers and duties that may be, or are required to be, exercised or performed by the "
        "individual … shall be set forth in a written agreement"
    ),
)
def own_model(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """The officer is authorized under the same model as the agreement. Of an act that is told under another model than
    the officer's row nothing is known.
    """
    own = officer.model == agreement.signed_model
    return ifelse((act.model != officer.model).coalesce(False), own & unknown(), own)


@provision(
    "tfm.no-discipline-pending",
    at=dict.fromkeys(TFM_2025, "App.B"),
    words={
        "TFM-2025-0307": (
            "the LEA shall remove the designated LEA personnel from the program, until such time that the LEA has"
            " adjudicated the allegation"
        ),
    },
    models=["TFM"],
    editions=TFM_2025,
)
def no_discipline_pending(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Under TFM an officer who faces a complaint that may end in discipline, a criminal case or a lawsuit is taken
    out of the program until it is settled. The same appendix says *shall* and, under interim action, *may*: while a
    complaint is open, the authority is contested.
    """
    return ifelse(~officer.discipline_pending, True, unknown())
