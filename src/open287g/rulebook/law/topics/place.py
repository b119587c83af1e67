"""Place and moment."""

from __future__ import annotations

from typing import Any

from open287g.rulebook.language.expressions import cases, unknown
from open287g.rulebook.language.provision import provision
from open287g.rulebook.language.wide import Facts
from open287g.rulebook.law.numbers import by_day
from open287g.rulebook.law.topics.groups import WARRANT_SERVICE
from open287g.vocabulary.facts import ACTS, DAY, HOUR

INSIDE = tuple(act for act in ACTS if act != "transport")


def _at_release(act: Facts) -> Any:
    """What is said of it; where nothing is, what the time for which release was due tells."""
    due = act.scheduled_release_at
    early = by_day("wso.service_before_release_hours", act, lambda hours: act.at >= due - int(hours * HOUR))
    late = by_day("wso.service_at_release_hours", act, lambda hours: act.at <= due + int(hours * HOUR))
    another_day = (due - act.at > DAY) | (act.at - due > DAY)
    told = cases((early & late, True), (another_day, False), else_=unknown())
    return act.at_scheduled_release.coalesce(told)


@provision(
    "wso.at-release",
    at={"WSO": "App.A"},
    words={
        "WSO-2025": (
            "on designated aliens in LEA jail/correctional facilities at the time of the alien’s scheduled "
            "release from criminal custody"
        ),
    },
    models=["WSO"],
    acts=WARRANT_SERVICE,
)
def wso_at_release(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """A warrant is served only on a person in the agency's jail, when due for release from criminal custody. Where
    nobody says whether it was so, the time of that release tells it: service no more than 24 hours before it and one
    hour after it is read as at its time.
    """
    return (act.place == "jail") & _at_release(act)


@provision(
    "jem.at-release",
    at={"JEM": "App.A"},
    words={
        "JEM-2025": (
            "on designated aliens in LEA jail/correctional facilities at the time of the alien’s scheduled "
            "release from criminal custody"
        ),
    },
    models=["JEM"],
    acts=WARRANT_SERVICE,
)
def jem_at_release(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """A warrant is served only on a person who is due for release from criminal custody. Where nobody says whether it
    was so, the time of that release tells it: service no more than 24 hours before it and one hour after it is read as
    at its time.
    """
    return _at_release(act)


@provision(
    "jem.in-jail",
    at={"JEM": "App.A"},
    words={
        "JEM-2025": (
            "will exercise their immigration-related authorities only during the course of their normal duties "
            "while assigned to the LEA's jail/correctional facilities."
        ),
    },
    models=["JEM"],
    acts=INSIDE,
)
def jem_in_jail(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Under JEM the powers are used only in the agency's jail."""
    return act.place == "jail"


@provision(
    "jem.detention-duty",
    at={"JEM": "App.A"},
    words={
        "JEM-2025": (
            "Participating LEA personnel performing immigration-related functions pursuant to this MOA will be "
            "LEA officers assigned to detention duties."
        ),
    },
    models=["JEM"],
)
def detention_duty(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Under JEM the officer is assigned to detention and acts in the course of normal duty there."""
    return act.normal_detention_duty


@provision(
    "wso.hold-in-jail",
    at={"WSO": "App.A"},
    words={
        "WSO-2025": (
            "Upon transfer of the alien’s custody to ICE, the alien will continue to be held in the LEA’s "
            "jail/correctional facilities"
        ),
    },
    models=["WSO"],
    acts=["hold_past_release"],
)
def wso_hold_in_jail(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Under WSO a person whose custody has passed to ICE is kept only in the agency's jail."""
    return act.place == "jail"


@provision(
    "tfm.in-jurisdiction",
    at={"TFM": "I"},
    words={
        "TFM-2025-0307": (
            "approved by ICE to perform certain functions of an immigration officer under the direction and "
            "supervision of ICE within the LEA’s jurisdiction"
        ),
    },
    models=["TFM"],
)
def in_jurisdiction(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Under TFM the powers are used within the agency's jurisdiction."""
    return act.in_jurisdiction
