"""How an act is done: the standards of 8 CFR part 287 and the Constitution as the courts have read it.

A breach makes an act unlawfully done. By 8 CFR 287.12 the regulation's standards give no one a right; a breach touches
neither the authority nor, by itself, what follows from the act.
"""

from __future__ import annotations

from typing import Any

from open287g.rulebook.language.expressions import cases, ifelse, unknown
from open287g.rulebook.language.logic import happened, within
from open287g.rulebook.language.provision import provision
from open287g.rulebook.language.wide import Facts
from open287g.rulebook.law.numbers import by_day
from open287g.rulebook.law.topics.groups import ARRESTS, HOLDS, PROCESSING
from open287g.vocabulary.facts import NEVER_AT


@provision(
    "standard.force",
    law="8 CFR 287.8(a)(1)",
    unread="The sentence on force short of deadly force was not found in a copy that could be read.",
    kind="standard",
    when=lambda act, officer, agreement: act.force_used,
)
def force(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Force is used only when there are reasonable grounds to believe that it is necessary. Deadly force, of which the
    regulation asks more, is not told apart, and that more is not judged.
    """
    return act.force_necessary


@provision(
    "standard.brief-detention",
    law="8 CFR 287.8(b)(2)",
    words=(
        "If the immigration officer has a reasonable suspicion, based on specific articulable facts, that the"
        " person being questioned is … an alien illegally in the United States, the immigration officer may "
        "briefly detain the person for questioning."
    ),
    acts=["interrogate"],
    kind="standard",
    when=lambda act, officer, agreement: act.restrained_for_questions & (act.place != "jail"),
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
    kind="standard",
)
def no_coercion(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """No threat, coercion or physical abuse is used to get a statement or a waiver of rights."""
    return ~act.threat_or_coercion


@provision(
    "standard.probable-cause",
    law=["Constitution, Amendment IV", "8 USC 1357(a)(2)"],
    words={
        "Constitution, Amendment IV": (
            "The right of the people to be secure in their persons, houses, papers, and effects, against unreasonable "
            "searches and seizures, shall not be violated"
        ),
    },
    acts=["issue_detainer", *HOLDS],
    kind="standard",
)
def probable_cause(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """A detainer, a hold and detention are seizures: they need probable cause to believe the person removable, of the
    officer's own or in an immigration officer's warrant.
    """
    warranted = act.warrant.isin(["arrest", "removal"]) & act.warrant_issued_by_immigration_officer
    return act.reason_to_believe_in_violation | warranted


def _entered(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """A home and a farm are no jail, even where nobody says what the place was."""
    elsewhere = (act.place != "jail") & (act.entered == "nonpublic")
    return cases((act.place == "jail", False), (act.entered.isin(["home", "farm"]), True), else_=elsewhere)


@provision(
    "standard.entry",
    law=["8 CFR 287.8(f)(2)", "Constitution, Amendment IV"],
    words=(
        "An immigration officer may not enter into the non-public areas of a business, a residence including the "
        "curtilage of such residence, or a farm … unless the officer has either a warrant or the consent"
    ),
    acts=[*PROCESSING, *ARRESTS, *HOLDS, "transport"],
    kind="standard",
    when=_entered,
)
def entry(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """A home and its curtilage, the non-public part of a business and a farm are entered with consent or a judge's
    warrant. A warrant that no judge signed opens no home; whether it is the warrant of the regulation elsewhere is
    disputed. An exigency can open a home for an arrest, and not for questions.
    """
    exigent = ifelse(act.act == "interrogate", False, unknown())
    paper = ifelse(act.entered == "home", False, unknown())
    return cases(
        (act.entry_by.isin(["consent", "judicial_warrant"]), True),
        (act.entry_by == "exigency", exigent),
        (act.entry_by == "administrative_warrant", paper),
        (act.entry_by == "none", False),
        else_=unknown(),
    )


@provision(
    "standard.no-profiling",
    law="Constitution, Amendment XIV",
    words="nor deny to any person within its jurisdiction the equal protection of the laws",
    kind="standard",
)
def no_profiling(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Nobody is stopped, questioned, arrested, held, searched for or charged in reliance on race or ethnicity."""
    return ~act.race_or_ethnicity_relied_on


@provision(
    "standard.consular-notice",
    law="8 CFR 236.1(e)",
    words=(
        "Every detained alien shall be notified that he or she may communicate with the consular or diplomatic "
        "officers "
        "of the country of his or her nationality in the United States."
    ),
    acts=[*ARRESTS, *HOLDS],
    kind="standard",
    when=lambda act, officer, agreement: (act.act != "hold_past_release") | (act.transferred_to_ice_at < NEVER_AT),
)
def consular_notice(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """A person who is detained is told of the right to speak with the consular officers of their country; one who is
    held past release, where custody has passed to ICE.
    """
    return act.consular_rights_told


@provision(
    "standard.another-officer",
    law="8 CFR 287.3(a)",
    words=(
        "An alien arrested without a warrant of arrest under the authority contained in section 287(a)(2) of "
        "the Act will "
        "be examined by an officer other than the arresting officer."
    ),
    acts=["arrest_without_warrant"],
    kind="standard",
    when=lambda act, officer, agreement: ~act.immigration_felony | act.entering_in_view,
)
def another_officer(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """A person arrested without a warrant is examined by another officer, if one is readily available. It is asked of
    arrests under 8 U.S.C. 1357(a)(2), and not of those for a felony alone.
    """
    return act.examined_by_another_officer | act.no_other_officer_available


@provision(
    "standard.rights-told",
    law="8 CFR 287.3(c)",
    words=(
        "placed in formal proceedings under section 238 or 240 of the Act will be advised of the reasons for "
        "his or her "
        "arrest and the right to be represented at no expense to the Government"
    ),
    acts=["arrest_without_warrant"],
    kind="standard",
)
def rights_told(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """A person arrested without a warrant and charged is told why, and of the right to a lawyer, and given the list of
    free ones.
    """
    return act.rights_told


@provision(
    "standard.custody-decided",
    law="8 CFR 287.3(d)",
    unread="The paragraph was read in a summary of 66 FR 48334 alone, not in its own words.",
    acts=["arrest_without_warrant"],
    kind="standard",
)
def custody_decided(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Within 48 hours of an arrest without a warrant it is decided whether the person stays in custody and is
    charged. Where unforeseen circumstances that prevent it are shown the regulation lets a reasonable time more, and
    a later decision is neither plainly in time nor plainly late.
    """
    in_time = by_day(
        "arrest.custody_decision_hours",
        act,
        lambda hours: within(act.at, act.custody_decided_at, hours=hours, until=act.observed_until, closed=True),
    )
    return ifelse(~in_time & act.exigent_circumstances.coalesce(False), unknown(), in_time)


@provision(
    "standard.citizenship-checked",
    law=["Constitution, Amendment IV", "8 USC 1357(g)(1)"],
    words={
        "8 USC 1357(g)(1)": (
            "to perform a function of an immigration officer in relation to the investigation, apprehension, or "
            "detention of aliens in the United States"
        ),
    },
    acts=[*ARRESTS, "issue_detainer", *HOLDS, "transport"],
    kind="standard",
    when=lambda act, officer, agreement: happened(act.citizenship_claimed_at, act.citizenship_claimed),
)
def citizenship_checked(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """A claim of United States citizenship is checked before the person is held any longer: the power reaches no
    citizen, and a claim bears on probable cause.
    """
    return act.citizenship_checked
