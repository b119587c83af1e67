"""Powers: an officer has those that the agreement lists, and no others."""

from __future__ import annotations

from typing import Any

from open287g.rulebook.language.expressions import literal
from open287g.rulebook.language.logic import model_is
from open287g.rulebook.language.provision import provision
from open287g.rulebook.language.wide import Facts
from open287g.rulebook.law.powers import listed

LIST = {"JEM": "App.A", "WSO": "App.A", "TFM": "V"}
"""The section that lists the powers."""


def _listed(act: str, agreement: Facts) -> Any:
    return model_is(agreement, *listed(act))


@provision(
    "power.interrogate",
    law=["8 USC 1357(a)(1)", "8 CFR 287.5(a)(1)"],
    at=LIST,
    words={
        "JEM-2025": (
            "The power and authority to interrogate any person detained in the participating law enforcement "
            "agency's detention center who the officer believes to be an alien about his or her right to be or "
            "remain in the United States"
        ),
        "TFM-2025-0307": (
            "The power and authority to interrogate any alien or person believed to be an alien as to his right "
            "to be or remain in the United States"
        ),
        "WSO-2025": "Participating LEA personnel are only delegated the two authorities listed below",
    },
    acts=["interrogate"],
)
def interrogate(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Asking a person about the right to be or remain in the country is listed under JEM and TFM. A WSO may not
    interrogate.
    """
    return _listed("interrogate", agreement)


@provision(
    "power.process",
    law="8 USC 1357(a)(1)",
    at=LIST,
    words={
        "JEM-2025": (
            "to process for immigration violations any removable alien or those aliens who have been arrested for"
            " violating a Federal, State, or local offense"
        ),
        "TFM-2025-0307": (
            "to process for immigration violations those individuals who have been arrested for State or Federal "
            "criminal offenses"
        ),
    },
    acts=["process"],
)
def process(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Processing a person for immigration violations is listed under JEM and TFM, and not under WSO."""
    return _listed("process", agreement)


@provision(
    "power.arrest-without-warrant",
    law=["8 USC 1357(a)(2)", "8 USC 1357(a)(4)", "8 CFR 287.5(c)(1)", "8 CFR 287.5(c)(2)"],
    at=LIST,
    words={
        "TFM-2025-0307": (
            "The power and authority to arrest without a warrant any alien entering or attempting to unlawfully "
            "enter the United States in the officer’s presence or view"
        ),
    },
    acts=["arrest_without_warrant"],
)
def arrest_without_warrant(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Arrest without a warrant is listed under TFM only."""
    return _listed("arrest_without_warrant", agreement)


@provision(
    "power.serve-arrest-warrant",
    law=["8 USC 1357(a)", "8 CFR 287.5(e)(3)"],
    at=LIST,
    words={
        "WSO-2025": "The power and authority to serve and execute warrants of arrest for immigration violations",
        "JEM-2025": "The power and authority to serve and execute warrants of arrest for immigration violations",
        "TFM-2025-0307": "The power to serve and execute warrants of arrest for immigration violations",
    },
    acts=["serve_arrest_warrant"],
)
def serve_arrest_warrant(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Serving a warrant of arrest for immigration violations is listed under every model."""
    return _listed("serve_arrest_warrant", agreement)


@provision(
    "power.serve-removal-warrant",
    law=["8 USC 1357(g)(5)", "8 CFR 241.2(b)", "8 CFR 287.5(e)(3)"],
    at=LIST,
    words={
        "WSO-2025": "The power and authority to serve warrants of removal",
        "8 USC 1357(g)(5)": (
            "the specific powers and duties that may be, or are required to be, exercised or performed by the "
            "individual … shall be set forth in a written agreement"
        ),
    },
    acts=["serve_removal_warrant"],
)
def serve_removal_warrant(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Serving a warrant of removal is listed under JEM and WSO. The TFM list leaves it out, and a power not listed
    is not given.
    """
    return _listed("serve_removal_warrant", agreement)


@provision(
    "power.serve-removal-warrant-by-statute",
    law=["8 USC 1357(g)(1)", "8 CFR 241.2(b)"],
    words=(
        "to perform a function of an immigration officer in relation to the investigation, apprehension, or "
        "detention of aliens in the United States"
    ),
    models=["TFM"],
    acts=["serve_removal_warrant"],
    kind="reading",
    yields_to="power.serve-removal-warrant",
)
def serve_removal_warrant_by_statute(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Disputed reading: the statute lets an agreement give any function of apprehension and detention, and the TFM
    power over warrants would carry warrants of removal. It yields, because the statute wants each power set forth in
    the agreement.
    """
    return literal(True)


@provision(
    "power.take-evidence",
    law=["8 USC 1357(b)", "8 CFR 287.5(a)(2)"],
    at=LIST,
    words={
        "TFM-2025-0307": "The power and authority to administer oaths and to take and consider evidence",
        "JEM-2025": "The power and authority to administer oaths and to take and consider evidence",
        "8 USC 1357(b)": (
            "shall have power and authority to administer oaths and to take and consider evidence concerning the "
            "privilege of any person to enter, reenter, pass through, or reside in the United States"
        ),
    },
    acts=["take_evidence"],
)
def take_evidence(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Oaths, sworn statements, fingerprints and photographs are listed under JEM and TFM, and not under WSO."""
    return _listed("take_evidence", agreement)


@provision(
    "power.prepare-charging-document",
    law=[
        "8 USC 1225(b)(1)",
        "8 USC 1228",
        "8 USC 1229",
        "8 USC 1231(a)(5)",
        "8 CFR 235.3",
        "8 CFR 238.1",
        "8 CFR 239.1",
        "8 CFR 241.8",
    ],
    at=LIST,
    words={
        "JEM-2025": "The power and authority to prepare charging documents",
        "TFM-2025-0307": "The power and authority to prepare charging documents",
    },
    acts=["prepare_charging_document"],
)
def prepare_charging_document(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Preparing a Notice to Appear or other charging document is listed under JEM and TFM, and not under WSO."""
    return _listed("prepare_charging_document", agreement)


@provision(
    "power.issue-detainer",
    law=["8 USC 1226", "8 USC 1357", "8 CFR 287.7"],
    at=LIST,
    words={
        "JEM-2025": "The power and authority to issue immigration detainers",
        "TFM-2025-0307": "The power and authority to issue immigration detainers",
    },
    acts=["issue_detainer"],
)
def issue_detainer(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Issuing an immigration detainer is listed under JEM and TFM, and not under WSO."""
    return _listed("issue_detainer", agreement)


@provision(
    "power.detain",
    law=["8 USC 1357(g)(1)", "8 CFR 287.5(c)(6)"],
    at=LIST,
    words={
        "JEM-2025": "The power and authority to detain and transport",
        "TFM-2025-0307": (
            "The power and authority to take and maintain custody of aliens arrested by ICE, or another State or "
            "local law enforcement agency on behalf of ICE."
        ),
    },
    acts=["detain"],
)
def detain(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Taking and keeping a person in immigration custody is listed under JEM and TFM, and not under WSO."""
    return _listed("detain", agreement)


@provision(
    "power.transport",
    law=["8 USC 1357(g)(1)", "8 CFR 287.5(c)(6)"],
    at=LIST,
    words={
        "JEM-2025": "arrested aliens subject to removal to ICE-approved detention facilities",
        "TFM-2025-0307": (
            "The power and authority to take and maintain custody of aliens arrested pursuant to the immigration "
            "laws and transport … such aliens to ICE-approved detention facilities"
        ),
    },
    acts=["transport"],
)
def transport(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Transporting a person to an ICE-approved facility is listed under JEM and TFM, and not under WSO."""
    return _listed("transport", agreement)


@provision(
    "power.query-database",
    law="8 USC 1357(g)(4)",
    at={"JEM": "IV.E", "TFM": "X"},
    words={
        "JEM-2025": (
            "each of its sites using an ICE-provided network access or equipment will sign the ISA, which defines"
            " the DHS ICE 4300A Sensitive System Policy and Rules of Behavior for each user granted access to the"
            " DHS network and software applications"
        ),
        "TFM-2025-0307": (
            "each of its sites using an ICE-provided network access or equipment will sign the ISA, which defines"
            " the DHS ICE 4300A Sensitive System Policy and Rules of Behavior for each user granted access to the"
            " DHS network and software applications"
        ),
    },
    acts=["query_database"],
)
def query_database(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Use of federal systems rests on the agreement: JEM and TFM provide for it, WSO does not."""
    return _listed("query_database", agreement)


@provision(
    "power.hold-past-release",
    law=["8 CFR 287.5(c)(6)", "8 CFR 287.7(d)"],
    at=LIST,
    words={
        "WSO-2025": (
            "the alien will continue to be held in the LEA’s jail/correctional facilities for no more than 48 hours"
        ),
        "JEM-2025": (
            "the alien will continue to be held in the LEA’s jail/correctional facilities for no more than 48 hours"
        ),
        "TFM-2025-0307": (
            "The power and authority to take and maintain custody of aliens arrested by ICE, or another State or "
            "local law enforcement agency on behalf of ICE."
        ),
    },
    acts=["hold_past_release"],
)
def hold_past_release(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Holding a person past release for ICE has a place under every model, within its limits of time."""
    return _listed("hold_past_release", agreement)
