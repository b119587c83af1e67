"""Powers: an officer has those that the agreement lists, and no others."""

from __future__ import annotations

from typing import Any

import ibis

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
    cites="8 U.S.C. 1357(a)(1); 8 CFR 287.5(a)(1); JEM MOA, App. A; TFM MOA, V",
    acts=["interrogate"],
    clauses=LIST,
)
def interrogate(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Asking a person about the right to be or remain in the country is listed under JEM and TFM. A WSO may not
    interrogate.
    """
    return _listed("interrogate", agreement)


@provision(
    "power.process",
    cites="8 U.S.C. 1357(a)(1); JEM MOA, App. A; TFM MOA, V",
    acts=["process"],
    clauses=LIST,
)
def process(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Processing a person for immigration violations is listed under JEM and TFM, and not under WSO."""
    return _listed("process", agreement)


@provision(
    "power.arrest-without-warrant",
    cites="8 U.S.C. 1357(a)(2), (a)(4); 8 CFR 287.5(c)(1)-(2); TFM MOA, V",
    acts=["arrest_without_warrant"],
    clauses=LIST,
)
def arrest_without_warrant(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Arrest without a warrant is listed under TFM only."""
    return _listed("arrest_without_warrant", agreement)


@provision(
    "power.serve-arrest-warrant",
    cites="8 U.S.C. 1357(a); 8 CFR 287.5(e)(3); JEM and WSO MOA, App. A; TFM MOA, V",
    acts=["serve_arrest_warrant"],
    clauses=LIST,
)
def serve_arrest_warrant(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Serving a warrant of arrest for immigration violations is listed under every model."""
    return _listed("serve_arrest_warrant", agreement)


@provision(
    "power.serve-removal-warrant",
    cites="8 U.S.C. 1357(g)(5); 8 CFR 241.2(b)(2), 287.5(e)(3); JEM and WSO MOA, App. A; TFM MOA, V",
    acts=["serve_removal_warrant"],
    clauses=LIST,
)
def serve_removal_warrant(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Serving a warrant of removal is listed under JEM and WSO. The TFM list leaves it out, and a power not listed
    is not given.
    """
    return _listed("serve_removal_warrant", agreement)


@provision(
    "power.serve-removal-warrant-by-statute",
    cites="8 U.S.C. 1357(g)(1); 8 CFR 241.2(b)(2)",
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
    return ibis.literal(True)


@provision(
    "power.take-evidence",
    cites="8 U.S.C. 1357(b); 8 CFR 287.5(a)(2); JEM MOA, App. A; TFM MOA, V",
    acts=["take_evidence"],
    clauses=LIST,
)
def take_evidence(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Oaths, sworn statements, fingerprints and photographs are listed under JEM and TFM, and not under WSO."""
    return _listed("take_evidence", agreement)


@provision(
    "power.prepare-charging-document",
    cites="8 U.S.C. 1225(b)(1), 1228, 1229, 1231(a)(5); 8 CFR 235.3, 238.1, 239.1, 241.8; JEM MOA, App. A; TFM MOA, V",
    acts=["prepare_charging_document"],
    clauses=LIST,
)
def prepare_charging_document(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Preparing a Notice to Appear or other charging document is listed under JEM and TFM, and not under WSO."""
    return _listed("prepare_charging_document", agreement)


@provision(
    "power.issue-detainer",
    cites="8 U.S.C. 1226, 1357; 8 CFR 287.7; JEM MOA, App. A; TFM MOA, V",
    acts=["issue_detainer"],
    clauses=LIST,
)
def issue_detainer(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Issuing an immigration detainer is listed under JEM and TFM, and not under WSO."""
    return _listed("issue_detainer", agreement)


@provision(
    "power.detain",
    cites="8 U.S.C. 1357(g)(1); 8 CFR 287.5(c)(6); JEM MOA, App. A; TFM MOA, V",
    acts=["detain"],
    clauses=LIST,
)
def detain(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Taking and keeping a person in immigration custody is listed under JEM and TFM, and not under WSO."""
    return _listed("detain", agreement)


@provision(
    "power.transport",
    cites="8 U.S.C. 1357(g)(1); 8 CFR 287.5(c)(6); JEM MOA, App. A; TFM MOA, V",
    acts=["transport"],
    clauses=LIST,
)
def transport(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Transporting a person to an ICE-approved facility is listed under JEM and TFM, and not under WSO."""
    return _listed("transport", agreement)


@provision(
    "power.query-database",
    cites="8 U.S.C. 1357(g)(4); JEM MOA, IV.B, IV.E and App. A; TFM MOA, VII, X and XI",
    acts=["query_database"],
    clauses={"JEM": "IV.E", "TFM": "X"},
)
def query_database(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Use of federal systems rests on the agreement: JEM and TFM provide for it, WSO does not."""
    return _listed("query_database", agreement)


@provision(
    "power.hold-past-release",
    cites="JEM and WSO MOA, App. A; TFM MOA, V; 8 CFR 287.5(c)(6), 287.7(d)",
    acts=["hold_past_release"],
    clauses=LIST,
)
def hold_past_release(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Holding a person past release for ICE has a place under every model, within its limits of time."""
    return _listed("hold_past_release", agreement)
