"""Place and moment."""

from __future__ import annotations

from typing import Any

from open287g.rulebook.language.provision import provision
from open287g.rulebook.language.wide import Facts
from open287g.rulebook.law.topics.groups import WARRANT_SERVICE
from open287g.vocabulary.facts import ACTS

INSIDE = tuple(act for act in ACTS if act != "transport")


@provision(
    "wso.at-release",
    cites="WSO MOA, Appendix A",
    models=["WSO"],
    acts=WARRANT_SERVICE,
    since="2019-05-06",
    clauses={"WSO": "App.A"},
)
def wso_at_release(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """A warrant is served only on a person in the agency's jail, when due for release from criminal custody."""
    return (act.place == "jail") & act.at_scheduled_release


@provision(
    "jem.at-release",
    cites="JEM MOA, Appendix A",
    models=["JEM"],
    acts=WARRANT_SERVICE,
    since="2020-01-01",
    clauses={"JEM": "App.A"},
)
def jem_at_release(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """A warrant is served only on a person who is due for release from criminal custody."""
    return act.at_scheduled_release


@provision(
    "jem.in-jail",
    cites="JEM MOA, Appendix A",
    models=["JEM"],
    acts=INSIDE,
    since="2020-01-01",
    clauses={"JEM": "App.A"},
)
def jem_in_jail(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Under JEM the powers are used only in the agency's jail."""
    return act.place == "jail"


@provision(
    "jem.detention-duty",
    cites="JEM MOA, Appendix A",
    models=["JEM"],
    since="2020-01-01",
    kind="premise",
    clauses={"JEM": "App.A"},
)
def detention_duty(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Under JEM the officer is assigned to detention and acts in the course of normal duty there."""
    return act.normal_detention_duty


@provision(
    "wso.hold-in-jail",
    cites="WSO MOA, Appendix A",
    models=["WSO"],
    acts=["hold_past_release"],
    since="2019-05-06",
    clauses={"WSO": "App.A"},
)
def wso_hold_in_jail(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Under WSO a person whose custody has passed to ICE is kept only in the agency's jail."""
    return act.place == "jail"


@provision(
    "tfm.in-jurisdiction",
    cites="TFM MOA, I",
    models=["TFM"],
    since="2025-01-30",
    kind="premise",
    clauses={"TFM": "I"},
)
def in_jurisdiction(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Under TFM the powers are used within the agency's jurisdiction."""
    return act.in_jurisdiction
