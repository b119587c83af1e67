"""The statute's own limits, 8 U.S.C. 1357(g)."""

from __future__ import annotations

from typing import Any

from open287g.rulebook.language.expressions import ifelse, literal, unknown
from open287g.rulebook.language.logic import close, happened
from open287g.rulebook.language.provision import provision
from open287g.rulebook.language.wide import Facts
from open287g.rulebook.law.numbers import by_day
from open287g.vocabulary.facts import NEVER_AT


@provision(
    "statute.written-agreement",
    law="8 USC 1357(g)(1)",
    at={"JEM": "III", "WSO": "III", "TFM": "II"},
    words=(
        "the Attorney General may enter into a written agreement with a State, or any political subdivision of a State"
    ),
    by_statute=True,
)
def written_agreement(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """There is a written agreement between the federal government and the State or a subdivision of it."""
    return happened(agreement.agency_signed_on, agreement.written) & happened(
        agreement.ice_signed_on, agreement.written
    )


@provision(
    "statute.state-law",
    law="8 USC 1357(g)(1)",
    words=(
        "may carry out such function at the expense of the State or political subdivision and to the extent "
        "consistent with State and local law"
    ),
    kind="premise",
    by_statute=True,
)
def state_law(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """The function is carried out to the extent consistent with State and local law."""
    return agreement.state_law_permits


@provision(
    "statute.supervision",
    law="8 USC 1357(g)(3)",
    at={"JEM": "IV.F", "WSO": "IV.F", "TFM": "XI"},
    words=(
        "In performing a function under this subsection, an officer or employee of a State or political "
        "subdivision of a State shall be subject to the direction and supervision of the Attorney General."
    ),
)
def supervision(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """While doing immigration work the officer is under the direction and supervision of ICE: it is said so, or an ICE
    supervisor was contacted for the act. A contact more than a day away from it shows nothing.
    """
    contact = act.supervisor_contacted_at
    near = by_day("supervision.contact_hours", act, lambda hours: close(act.at, contact, hours=hours))
    # Without the hour of the act, a contact that took place, or of which nothing is told, may have been for it.
    perhaps = act.at.isnull() & (contact != NEVER_AT).coalesce(True)
    return ifelse(perhaps, near, near.coalesce(False)) | act.under_ice_supervision


@provision(
    "statute.powers-stated",
    law="8 USC 1357(g)(5)",
    at={"TFM": "III"},
    words=(
        "the duration of the authority of the individual, and the position of the agency of the Attorney "
        "General who is required to supervise and direct the individual, shall be set forth in a written "
        "agreement"
    ),
)
def powers_stated(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """The officer's specific powers, how long they last, and who supervises are set forth in writing."""
    return officer.authorization_states_powers


@provision(
    "statute.not-compelled",
    law="8 USC 1357(g)(9)",
    words=(
        "Nothing in this subsection shall be construed to require any State or political subdivision of a "
        "State to enter into an agreement with the Attorney General under this subsection."
    ),
    kind="reading",
    yields_to="statute.written-agreement",
)
def not_compelled(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """A rule for reading the statute: it makes no State or subdivision enter an agreement. It forbids no agreement, and
    how an agency came to sign does not undo one.
    """
    return ~agreement.compelled_by_federal_government


@provision(
    "statute.public-body",
    law="8 USC 1357(g)(1)",
    words=(
        "the Attorney General may enter into a written agreement with a State, or any political subdivision of a State"
    ),
    kind="premise",
    by_statute=True,
)
def public_body(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """The body that signed is a State or a political subdivision of one: no tribe, no private university, no
    company. The statute's word State takes in the District, Puerto Rico, Guam, the Virgin Islands and the Northern
    Marianas, and does not name American Samoa, of which it stays open.
    """
    named = ifelse(agreement.agency_id.startswith("AS-").coalesce(False), unknown(), True)
    return agreement.signed_body.isin(["state", "subdivision"]) & named


@provision(
    "statute.cooperation",
    law="8 USC 1357(g)(10)",
    words=(
        "Nothing in this subsection shall be construed to require an agreement … to communicate with the "
        "Attorney General regarding the immigration status of any individual"
    ),
    acts=["query_database"],
    kind="reading",
    yields_to="power.query-database",
)
def cooperation(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """No agreement is needed to ask ICE, or to tell it, about a person's immigration status. It gives no access to
    federal systems, for which the agreement is needed.
    """
    return literal(True)
