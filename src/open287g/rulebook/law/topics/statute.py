"""The statute's own limits, 8 U.S.C. 1357(g)."""

from __future__ import annotations

from typing import Any

import ibis

from open287g.rulebook.language.logic import happened
from open287g.rulebook.language.provision import provision
from open287g.rulebook.language.wide import Facts


@provision(
    "statute.written-agreement",
    cites="8 U.S.C. 1357(g)(1)",
    clauses={"JEM": "III", "WSO": "III", "TFM": "II"},
    by_statute=True,
)
def written_agreement(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """There is a written agreement between the federal government and the State or a subdivision of it."""
    return happened(agreement.agency_signed_on, agreement.written) & happened(
        agreement.ice_signed_on, agreement.written
    )


@provision("statute.state-law", cites="8 U.S.C. 1357(g)(1)", kind="premise")
def state_law(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """The function is carried out to the extent consistent with State and local law."""
    return agreement.state_law_permits


@provision(
    "statute.supervision",
    cites="8 U.S.C. 1357(g)(3); JEM and WSO MOA, IV.F; TFM MOA, XI",
    kind="premise",
    clauses={"JEM": "IV.F", "WSO": "IV.F", "TFM": "XI"},
)
def supervision(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """While doing immigration work the officer is under the direction and supervision of ICE."""
    return happened(act.supervisor_contacted_at, act.under_ice_supervision)


@provision("statute.powers-stated", cites="8 U.S.C. 1357(g)(5)", kind="premise", clauses={"TFM": "III"})
def powers_stated(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """The officer's specific powers, how long they last, and who supervises are set forth in writing."""
    return officer.authorization_states_powers


@provision("statute.not-compelled", cites="8 U.S.C. 1357(g)(9)", kind="premise")
def not_compelled(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """No State or subdivision is made by federal law to enter an agreement."""
    return ~agreement.compelled_by_federal_government


@provision(
    "statute.cooperation",
    cites="8 U.S.C. 1357(g)(10)",
    acts=["query_database"],
    kind="reading",
    yields_to="power.query-database",
)
def cooperation(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """No agreement is needed to ask ICE, or to tell it, about a person's immigration status. It gives no access to
    federal systems, for which the agreement is needed.
    """
    return ibis.literal(True)
