"""Supervision and contact in the field."""

from __future__ import annotations

from typing import Any

from open287g.rulebook.language.logic import within
from open287g.rulebook.language.provision import provision
from open287g.rulebook.language.wide import Facts
from open287g.rulebook.law.numbers import by_day
from open287g.rulebook.law.topics.groups import ARRESTS


@provision(
    "tfm.contact-supervisor",
    cites="TFM MOA, XI",
    models=["TFM"],
    since="2025-01-30",
    kind="duty",
    when=lambda act, officer, agreement: act.place == "field",
    clauses={"TFM": "XI"},
)
def contact_supervisor(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """In the field the officer contacts an ICE supervisor when using the authority, or as soon as practicable after.
    The text sets no hours; a contact more than a day away from the act is read as not made for it.
    """

    def near(hours: float) -> Any:
        after = within(act.at, act.supervisor_contacted_at, hours=hours)
        return after | within(act.supervisor_contacted_at, act.at, hours=hours)

    return by_day("tfm.contact_hours", act, near)


@provision(
    "tfm.coordinate-before-arrest",
    cites="TFM MOA, VI",
    models=["TFM"],
    acts=ARRESTS,
    since="2025-01-30",
    kind="duty",
    when=lambda act, officer, agreement: act.removable_determined,
    clauses={"TFM": "VI"},
)
def coordinate_before_arrest(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """A person whom the officer has found removable is arrested for ICE after ICE's supervisor was told and agreed."""
    return act.supervisor_contacted_at <= act.at


@provision(
    "tfm.deconflict",
    cites="TFM MOA, XI",
    models=["TFM"],
    acts=ARRESTS,
    since="2025-01-30",
    kind="duty",
    clauses={"TFM": "XI"},
)
def deconflict(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Whenever possible, names, addresses and telephone numbers are checked with ICE before the action."""
    return (act.deconflicted_at <= act.at) | ~act.deconfliction_possible
