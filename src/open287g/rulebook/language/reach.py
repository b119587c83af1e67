"""What a provision looks at: the act itself, or the officer and the agreement on its day alone."""

from __future__ import annotations

from open287g.rulebook.language.provision import Provision
from open287g.vocabulary import facts

DAY_OF_THE_ACT = {"act.at", "act.time_zone"}


def looks_at_the_act(p: Provision) -> bool:
    """`p` reads a fact of the act beside its day."""
    return any(f"act.{name}" in p.needs for name in facts.ACT if f"act.{name}" not in DAY_OF_THE_ACT)


def is_standing(p: Provision) -> bool:
    """`p` is asked of every act, and looks at nothing of it but its day: it is the standing of the officer."""
    return p.acts == facts.ACTS and not looks_at_the_act(p)
