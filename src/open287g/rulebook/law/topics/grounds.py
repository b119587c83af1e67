"""Grounds: what must be true of the person before a power may be used."""

from __future__ import annotations

from typing import Any

from open287g.rulebook.language.provision import provision
from open287g.rulebook.language.wide import Facts
from open287g.rulebook.law.topics.groups import WARRANT_SERVICE


@provision(
    "interrogate.believed-alien",
    law=["8 USC 1357(a)(1)", "8 CFR 287.5(a)(1)"],
    at={"JEM": "App.A", "TFM": "V"},
    words=(
        "to interrogate any alien or person believed to be an alien as to his right to be or to remain in the"
        " United States"
    ),
    models=["JEM", "TFM"],
    acts=["interrogate"],
)
def believed_alien(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Only a person whom the officer believes to be an alien is questioned about the right to be here."""
    return act.believed_alien


@provision(
    "grounds.alien",
    law=["8 USC 1357(g)(1)", "8 CFR 287.7(a)"],
    at={"JEM": "App.A", "WSO": "App.A", "TFM": "V"},
    words=(
        "to perform a function of an immigration officer in relation to the investigation, apprehension, or "
        "detention of aliens in the United States"
    ),
    acts=[
        "arrest_without_warrant",
        "process",
        "issue_detainer",
        "prepare_charging_document",
        "detain",
        "transport",
        "hold_past_release",
    ],
)
def alien(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """The power reaches aliens: a person whom the officer does not believe to be one is not arrested, held, transported
    or charged under it.
    """
    return act.believed_alien


@provision(
    "grounds.immigration-matter",
    law=["8 USC 1357(b)", "8 CFR 287.5(a)(2)"],
    at={"JEM": "App.A", "TFM": "V"},
    words=(
        "shall have power and authority to administer oaths and to take and consider evidence concerning the "
        "privilege of any person to enter, reenter, pass through, or reside in the United States"
    ),
    models=["JEM", "TFM"],
    acts=["take_evidence", "query_database"],
)
def immigration_matter(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Evidence is taken, and federal systems are asked, about a person's right to enter, to be or to remain here."""
    return act.for_immigration_matter


@provision(
    "jem.interrogate-detained",
    at={"JEM": "App.A"},
    words={
        "JEM-2025": (
            "to interrogate any person detained in the participating law enforcement agency's detention center "
            "who the officer believes to be an alien"
        ),
    },
    models=["JEM"],
    acts=["interrogate"],
)
def interrogate_detained(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Under JEM only a person detained in the agency's own jail is questioned."""
    return act.in_agency_custody


@provision(
    "tfm.process-arrested",
    at={"TFM": "V"},
    words={
        "TFM-2025-0307": (
            "to process for immigration violations those individuals who have been arrested for State or Federal "
            "criminal offenses"
        ),
    },
    models=["TFM"],
    acts=["process"],
)
def process_arrested(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Under TFM only a person arrested for a state or federal offense is processed for immigration violations."""
    return act.arrested_for_offense


@provision(
    "jem.process-removable-or-arrested",
    at={"JEM": "App.A"},
    words={
        "JEM-2025": (
            "to process for immigration violations any removable alien or those aliens who have been arrested for"
            " violating a Federal, State, or local offense"
        ),
    },
    models=["JEM"],
    acts=["process"],
)
def process_removable_or_arrested(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Under JEM a person is processed who is removable, or who was arrested for a federal, state or local offense."""
    return act.arrested_for_offense | act.removable_determined


@provision(
    "arrest.in-view-or-likely-to-escape",
    law=["8 USC 1357(a)(2)", "8 CFR 287.5(c)(1)"],
    at={"TFM": "V"},
    words=(
        "if he has reason to believe that the alien so arrested is in the United States in violation of any "
        "such law or regulation and is likely to escape before a warrant can be obtained for his arrest"
    ),
    models=["TFM"],
    acts=["arrest_without_warrant"],
    # Of an arrest of which nobody says whether it was for a felony both powers ask the same.
    when=lambda act, officer, agreement: (~act.immigration_felony).coalesce(True),
)
def in_view_or_likely_to_escape(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Without a warrant, a person is arrested who enters unlawfully in the officer's view, or who is here in
    violation of law and likely to escape before a warrant can be had.
    """
    return act.entering_in_view | act.likely_to_escape


@provision(
    "arrest.felony-likely-to-escape",
    law=["8 USC 1357(a)(4)", "8 USC 1357(a)(2)", "8 CFR 287.5(c)(2)"],
    at={"TFM": "V"},
    words=(
        "if he has reason to believe that the person so arrested is guilty of such felony and if there is "
        "likelihood of the person escaping before a warrant can be obtained for his arrest"
    ),
    models=["TFM"],
    acts=["arrest_without_warrant"],
    when=lambda act, officer, agreement: act.immigration_felony,
)
def felony_likely_to_escape(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Without a warrant, an arrest for a felony under an immigration law also needs a person likely to escape before
    a warrant can be had; one who enters unlawfully in the officer's view is arrested for that, felon or not.
    """
    return act.entering_in_view | act.likely_to_escape


@provision(
    "arrest.in-violation",
    law=["8 CFR 287.8(c)(2)(i)", "8 USC 1357(a)(2)", "8 USC 1357(a)(4)"],
    at={"TFM": "V"},
    words=(
        "An arrest shall be made only when the designated immigration officer has reason to believe that the "
        "person to be arrested has committed an offense against the United States or is an alien illegally in"
        " the United States."
    ),
    models=["TFM"],
    acts=["arrest_without_warrant"],
)
def in_violation(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """An arrest without a warrant needs reason to believe that the person is, or is coming, here in violation of
    law.
    """
    return act.entering_in_view | act.reason_to_believe_in_violation


@provision(
    "warrant.fits-arrest",
    law="8 CFR 287.5(e)(3)",
    at={"JEM": "App.A", "WSO": "App.A", "TFM": "V"},
    words={
        "WSO-2025": "The power and authority to serve and execute warrants of arrest for immigration violations",
    },
    acts=["serve_arrest_warrant"],
)
def fits_arrest(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """What is served as a warrant of arrest is a warrant of arrest."""
    return act.warrant == "arrest"


@provision(
    "warrant.fits-removal",
    law=["8 CFR 241.2(b)", "8 CFR 287.5(e)(3)"],
    at={"JEM": "App.A", "WSO": "App.A"},
    words=(
        "Any officer authorized by 8 CFR 287.5(e)(3) to execute administrative warrants of arrest may execute"
        " a warrant of removal."
    ),
    acts=["serve_removal_warrant"],
)
def fits_removal(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """What is served as a warrant of removal is a warrant of removal."""
    return act.warrant == "removal"


@provision(
    "warrant.issued-by-immigration-officer",
    law=["8 CFR 236.1(b)(1)", "8 USC 1226(a)", "8 CFR 241.2(a)", "8 CFR 287.5(e)(2)"],
    words=(
        "A warrant of arrest may be issued only by those immigration officers listed in § 287.5(e)(2) of this"
        " chapter and may be served only by those immigration officers listed in § 287.5(e)(3) of this "
        "chapter."
    ),
    acts=WARRANT_SERVICE,
)
def issued_by_immigration_officer(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """A warrant is served only if an immigration officer with the power to issue it issued it."""
    return act.warrant_issued_by_immigration_officer


@provision(
    "detainer.person-in-custody",
    law=["8 CFR 287.7(a)", "8 CFR 287.7(d)"],
    words=(
        "seeks custody of an alien presently in the custody of that agency, for the purpose of arresting and "
        "removing the alien"
    ),
    models=["JEM", "TFM"],
    acts=["issue_detainer"],
)
def person_in_custody(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """A detainer asks for a person whom a law-enforcement agency already has in custody."""
    return act.in_agency_custody
