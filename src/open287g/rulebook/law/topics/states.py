"""What a State's own law adds to an act, as far as it was read. Whether it permits agreements stands in the
register.
"""

from __future__ import annotations

from typing import Any

from open287g.rulebook.language.expressions import ifelse
from open287g.rulebook.language.provision import provision
from open287g.rulebook.language.wide import Facts
from open287g.vocabulary.facts import NEVER_AT


def _in_florida(agreement: Facts) -> Any:
    return agreement.agency_id.startswith("FL-")


def _on_a_detainer(act: Facts, officer: Facts, agreement: Facts) -> Any:
    return _in_florida(agreement) & (act.detainer_issued_at < NEVER_AT)


def _ended_by_the_agency(act: Facts, officer: Facts, agreement: Facts) -> Any:
    return _in_florida(agreement) & (agreement.terminated_by == "agency") & (agreement.terminated_on <= act.day)


@provision(
    "state.fl-detainer",
    law="Fla. Stat. 908.102(2)",
    words=(
        "detain a person based on probable cause to believe that the person to be detained is a removable alien under "
        "federal immigration law, including detainers issued pursuant to 8 U.S.C. ss. 1226 and 1357 along with "
        "a warrant"
    ),
    acts=["hold_past_release"],
    kind="standard",
    when=_on_a_detainer,
)
def fl_detainer(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """In Florida a detainer that is to be honored comes with an immigration warrant."""
    return act.warrant.isin(["arrest", "removal"])


@provision(
    "state.fl-end-approved",
    law="Fla. Stat. 908.11(1)",
    words="The State Board of Immigration Enforcement must approve the termination of any such agreement.",
    kind="duty",
    when=_ended_by_the_agency,
)
def fl_end_approved(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """In Florida a sheriff, or who else runs a county's jail, ends an agreement only with the approval of the State
    Board of Immigration Enforcement.
    """
    return ifelse(agreement.agency_id.contains("sheriff"), agreement.termination_approved_by_state, True)
