"""What the rulebook holds: outside of it, it answers nothing."""

from __future__ import annotations

from typing import Any

from open287g.rulebook.language.expressions import ifelse, unknown
from open287g.rulebook.language.provision import provision
from open287g.rulebook.language.wide import Facts


@provision(
    "rulebook.covered",
    law="open287g, editions.csv and parameters.yaml",
    unread="It is open287g's own limit, and no law's.",
)
def covered(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """The rulebook holds the edition the agreement was signed on, and the law of that day. Otherwise it gives no
    verdict.
    """
    return ifelse(agreement.covered, True, unknown())
