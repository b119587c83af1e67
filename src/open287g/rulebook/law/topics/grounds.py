"""Grounds: what must be true of the person before a power may be used."""

from __future__ import annotations

from typing import Any

from open287g.rulebook.language.provision import provision
from open287g.rulebook.language.wide import Facts
from open287g.rulebook.law.topics.groups import WARRANT_SERVICE


@provision(
    "interrogate.believed-alien",
    cites="8 U.S.C. 1357(a)(1); 8 CFR 287.5(a)(1); JEM MOA, App. A; TFM MOA, V",
    models=["JEM", "TFM"],
    acts=["interrogate"],
    clauses={"JEM": "App.A", "TFM": "V"},
)
def believed_alien(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Only a person whom the officer believes to be an alien is questioned about the right to be here."""
    return act.believed_alien


@provision(
    "jem.interrogate-detained",
    cites="JEM MOA, App. A",
    models=["JEM"],
    acts=["interrogate"],
    since="2020-01-01",
    clauses={"JEM": "App.A"},
)
def interrogate_detained(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Under JEM only a person detained in the agency's own jail is questioned."""
    return act.in_agency_custody


@provision(
    "tfm.process-arrested",
    cites="TFM MOA, V",
    models=["TFM"],
    acts=["process"],
    since="2025-01-30",
    clauses={"TFM": "V"},
)
def process_arrested(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Under TFM only a person arrested for a state or federal offense is processed for immigration violations."""
    return act.arrested_for_offense


@provision(
    "jem.process-removable-or-arrested",
    cites="JEM MOA, App. A",
    models=["JEM"],
    acts=["process"],
    since="2020-01-01",
    clauses={"JEM": "App.A"},
)
def process_removable_or_arrested(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Under JEM a person is processed who is removable, or who was arrested for a federal, state or local offense."""
    return act.arrested_for_offense | act.removable_determined


@provision(
    "arrest.in-view-or-likely-to-escape",
    cites="8 U.S.C. 1357(a)(2); 8 CFR 287.5(c)(1); TFM MOA, V",
    models=["TFM"],
    acts=["arrest_without_warrant"],
    when=lambda act, officer, agreement: ~act.immigration_felony,
    clauses={"TFM": "V"},
)
def in_view_or_likely_to_escape(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Without a warrant, a person is arrested who enters unlawfully in the officer's view, or who is here in
    violation of law and likely to escape before a warrant can be had.
    """
    return act.entering_in_view | act.likely_to_escape


@provision(
    "arrest.felony-likely-to-escape",
    cites="8 U.S.C. 1357(a)(4); 8 CFR 287.5(c)(2); TFM MOA, V",
    models=["TFM"],
    acts=["arrest_without_warrant"],
    when=lambda act, officer, agreement: act.immigration_felony,
    clauses={"TFM": "V"},
)
def felony_likely_to_escape(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Without a warrant, an arrest for a felony under an immigration law also needs a person likely to escape before
    a warrant can be had.
    """
    return act.likely_to_escape


@provision(
    "arrest.in-violation",
    cites="8 U.S.C. 1357(a)(2), (a)(4); 8 CFR 287.8(c)(2)(i); TFM MOA, V",
    models=["TFM"],
    acts=["arrest_without_warrant"],
    kind="premise",
    clauses={"TFM": "V"},
)
def in_violation(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """An arrest without a warrant needs reason to believe that the person is, or is coming, here in violation of
    law.
    """
    return act.entering_in_view | act.reason_to_believe_in_violation


@provision(
    "warrant.fits-arrest",
    cites="8 CFR 287.5(e)(3)",
    acts=["serve_arrest_warrant"],
    clauses={"JEM": "App.A", "WSO": "App.A", "TFM": "V"},
)
def fits_arrest(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """What is served as a warrant of arrest is a warrant of arrest."""
    return act.warrant == "arrest"


@provision(
    "warrant.fits-removal",
    cites="8 CFR 241.2(b), 287.5(e)(3)",
    acts=["serve_removal_warrant"],
    clauses={"JEM": "App.A", "WSO": "App.A"},
)
def fits_removal(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """What is served as a warrant of removal is a warrant of removal."""
    return act.warrant == "removal"


@provision(
    "warrant.issued-by-immigration-officer",
    cites="8 U.S.C. 1226(a); 8 CFR 241.2(a), 287.5(e)(2)",
    acts=WARRANT_SERVICE,
)
def issued_by_immigration_officer(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """A warrant is served only if an immigration officer with the power to issue it issued it."""
    return act.warrant_issued_by_immigration_officer


@provision(
    "detainer.person-in-custody",
    cites="8 CFR 287.7(a), (d)",
    models=["JEM", "TFM"],
    acts=["issue_detainer"],
    kind="premise",
)
def person_in_custody(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """A detainer asks for a person whom a law-enforcement agency already has in custody."""
    return act.in_agency_custody
