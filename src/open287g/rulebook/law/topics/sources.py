"""Other sources of power: what is not under an agreement is not unlawful for that alone."""

from __future__ import annotations

from typing import Any

from open287g.rulebook.language.expressions import literal
from open287g.rulebook.language.provision import provision
from open287g.rulebook.language.wide import Facts
from open287g.rulebook.law.topics.groups import ARRESTS, HOLDS

SEIZURES = (*ARRESTS, *HOLDS, "transport")


@provision(
    "source.felons-who-had-left",
    law="8 USC 1252c(a)",
    words=(
        "State and local law enforcement officials are authorized to arrest and detain an individual who … is an alien "
        "illegally present in the United States; and … has previously been convicted of a felony in the United States"
    ),
    acts=(*ARRESTS, *HOLDS),
    kind="source",
)
def felons_who_had_left(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Any State or local officer may arrest and hold, as far as State law permits, a person here unlawfully who was
    convicted of a felony and left or was deported after it, once ICE has confirmed this, until ICE takes the person.
    """
    return act.felon_who_had_left & act.status_confirmed_by_ice & agreement.state_law_permits


@provision(
    "source.cooperation-on-request",
    law="8 USC 1357(g)(10)",
    words=(
        "to cooperate with the Attorney General in the identification, apprehension, detention, or removal of "
        "aliens not "
        "lawfully present in the United States"
    ),
    acts=SEIZURES,
    kind="source",
)
def cooperation_on_request(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Without an agreement an officer may help ICE when ICE asked for it and State law permits it; alone, on the
    officer's own judgment that a person is removable, not.
    """
    return act.ice_requested & agreement.state_law_permits


@provision(
    "source.information",
    law="8 USC 1373(a)",
    words=(
        "may not prohibit, or in any way restrict, any government entity or official from sending to, or receiving "
        "from, the Immigration and Naturalization Service information regarding the citizenship or immigration status"
    ),
    acts=["query_database"],
    kind="source",
)
def information(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Any agency may send ICE information on a person's immigration status, or receive it. It gives no access to
    federal systems.
    """
    return literal(True)
