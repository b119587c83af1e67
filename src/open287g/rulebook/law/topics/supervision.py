"""Supervision and contact in the field."""

from __future__ import annotations

from typing import Any

from open287g.rulebook.language.logic import close, within
from open287g.rulebook.language.provision import provision
from open287g.rulebook.language.wide import Facts
from open287g.rulebook.law.numbers import by_day
from open287g.rulebook.law.topics.groups import ARRESTS


@provision(
    "tfm.contact-supervisor",
    at={"TFM": "XI"},
    words={
        "TFM-2025-0307": (
            "When operating in the field, participating LEA personnel shall contact an ICE supervisor at the time"
            " of exercising the authority in this MOA, or as soon as is practicable thereafter, for guidance."
        ),
    },
    models=["TFM"],
    kind="duty",
    when=lambda act, officer, agreement: act.place == "field",
)
def contact_supervisor(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """In the field the officer contacts an ICE supervisor when using the authority, or as soon as practicable after.
    The text sets no hours; a contact more than a day away from the act is read as not made for it.
    """

    def near(hours: float) -> Any:
        after = within(act.at, act.supervisor_contacted_at, hours=hours, until=act.observed_until)
        return after | close(act.at, act.supervisor_contacted_at, hours=hours)

    return by_day("tfm.contact_hours", act, near)


@provision(
    "tfm.coordinate-before-arrest",
    at={"TFM": "VI"},
    words={
        "TFM-2025-0307": (
            "After notification to and coordination with the ICE supervisor, the alien whom participating LEA "
            "personnel have determined to be removable will be arrested on behalf of ICE"
        ),
    },
    models=["TFM"],
    acts=ARRESTS,
    kind="duty",
    when=lambda act, officer, agreement: act.removable_determined,
)
def coordinate_before_arrest(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """A person whom the officer has found removable is arrested for ICE after ICE's supervisor was told and agreed."""
    return act.supervisor_contacted_at <= act.at


@provision(
    "tfm.deconflict",
    at={"TFM": "XI"},
    words={
        "TFM-2025-0307": (
            "Whenever possible, the LEA will deconflict all addresses, telephone numbers, and known or suspected "
            "identities of violators of the INA with ICE’s Homeland Security Investigations or ICE’s Enforcement "
            "and Removal Operations prior to taking any enforcement action."
        ),
    },
    models=["TFM"],
    acts=ARRESTS,
    kind="duty",
)
def deconflict(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Whenever possible, names, addresses and telephone numbers are checked with ICE before the action."""
    return (act.deconflicted_at <= act.at) | (~act.deconfliction_possible).coalesce(False)
