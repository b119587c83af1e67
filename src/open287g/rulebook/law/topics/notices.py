"""Notices to ICE and their clocks."""

from __future__ import annotations

from typing import Any

from open287g.rulebook.language.logic import happened, within
from open287g.rulebook.language.provision import provision
from open287g.rulebook.language.wide import Facts
from open287g.rulebook.law.numbers import by_day
from open287g.rulebook.law.topics.groups import WARRANT_SERVICE

GENERALLY = ("JEM-2020", "JEM-2025", "WSO-2020b", "WSO-2025")


def _claimed(act: Facts, officer: Facts, agreement: Facts) -> Any:
    return happened(act.citizenship_claimed_at, act.citizenship_claimed)


def _reported_in_time(act: Facts) -> Any:
    return by_day(
        "citizenship.report_hours",
        act,
        lambda hours: within(act.citizenship_claimed_at, act.citizenship_reported_at, hours=hours),
    )


@provision(
    "jem.detainer-notice",
    cites="JEM MOA, App. A",
    models=["JEM"],
    acts=["issue_detainer"],
    since="2020-01-01",
    kind="duty",
    clauses={"JEM": "App.A"},
)
def detainer_notice(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """ICE is told of a detainer as soon as possible, and no later than about 24 hours after it was issued."""
    issued = act.detainer_issued_at.coalesce(act.at)
    return by_day("jem.detainer_notice_hours", act, lambda hours: within(issued, act.ice_notified_at, hours=hours))


@provision(
    "wso.service-notice",
    cites="WSO MOA, App. A",
    models=["WSO"],
    acts=WARRANT_SERVICE,
    since="2019-05-06",
    kind="duty",
    clauses={"WSO": "App.A"},
)
def service_notice(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """ICE is told immediately after a warrant is served. The text sets no hours; the one hour of the same appendix
    is taken.
    """
    return by_day("wso.service_notice_hours", act, lambda hours: within(act.at, act.ice_notified_at, hours=hours))


@provision(
    "citizenship.reported",
    cites="JEM and WSO MOA, App. A",
    editions=GENERALLY,
    since="2020-01-01",
    kind="duty",
    when=_claimed,
    clauses=dict.fromkeys(GENERALLY, "App.A"),
)
def citizenship_reported(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """A claim of United States citizenship is reported to ICE immediately, generally within one hour."""
    return _reported_in_time(act)


@provision(
    "citizenship.reported-2019",
    cites="WSO MOA of 2019, App. A",
    editions=["WSO-2019"],
    since="2019-05-06",
    kind="duty",
    when=_claimed,
    clauses={"WSO-2019": "App.A"},
)
def citizenship_reported_2019(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """A claim of United States citizenship is reported to ICE immediately, and in no case later than one hour, unless
    unforeseen circumstances prevent it.
    """
    return _reported_in_time(act) | act.exigent_circumstances
