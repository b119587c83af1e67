"""Standards of enforcement, 8 CFR 287.8. A breach is a finding; by 8 CFR 287.12 it does not by itself void the act."""

from __future__ import annotations

from typing import Any

from open287g.rulebook.language.provision import provision
from open287g.rulebook.language.wide import Facts
from open287g.rulebook.law.topics.groups import ARRESTS, PROCESSING


@provision(
    "standard.force",
    law="8 CFR 287.8(a)(1)",
    unread="The sentence on force short of deadly force was not found in a copy that could be read.",
    kind="standard",
    when=lambda act, officer, agreement: act.force_used,
)
def force(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Force is used only when there are reasonable grounds to believe that it is necessary."""
    return act.force_necessary


@provision(
    "standard.brief-detention",
    law="8 CFR 287.8(b)(2)",
    words=(
        "If the immigration officer has a reasonable suspicion, based on specific articulable facts, that the"
        " person being questioned is … an alien illegally in the United States, the immigration officer may "
        "briefly detain the person for questioning."
    ),
    models=["JEM", "TFM"],
    acts=["interrogate"],
    kind="standard",
    when=lambda act, officer, agreement: act.restrained_for_questions,
)
def brief_detention(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """A person is held for questions only on reasonable suspicion, from specific facts, of an offense or of being here
    unlawfully; otherwise the person is free to leave.
    """
    return act.reasonable_suspicion


@provision(
    "standard.identify",
    law="8 CFR 287.8(c)(2)(iii)",
    words=(
        "Identify himself or herself as an immigration officer who is authorized to execute an arrest; and … "
        "State that the person is under arrest and the reason for the arrest."
    ),
    acts=ARRESTS,
    kind="standard",
)
def identify(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """As soon as it is safe, the officer says who they are, that the person is under arrest, and why."""
    return act.identified_as_immigration_officer


@provision(
    "standard.no-coercion",
    law="8 CFR 287.8(c)(2)(vii)",
    words=(
        "The use of threats, coercion, or physical abuse by the designated immigration officer to induce a "
        "suspect to waive his or her rights or to make a statement is prohibited."
    ),
    acts=(*PROCESSING, *ARRESTS),
    kind="standard",
)
def no_coercion(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """No threat, coercion or physical abuse is used to get a statement or a waiver of rights."""
    return ~act.threat_or_coercion
