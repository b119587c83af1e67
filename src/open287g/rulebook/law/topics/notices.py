"""Notices to ICE and their clocks."""

from __future__ import annotations

from typing import Any

from open287g.rulebook.language.expressions import cases, ifelse, unknown
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
        lambda hours: within(
            act.citizenship_claimed_at, act.citizenship_reported_at, hours=hours, until=act.observed_until
        ),
    )


@provision(
    "jem.detainer-notice",
    at={"JEM": "App.A"},
    words={
        "JEM-2025": (
            "Participating LEA personnel must notify ICE of any immigration detainer issued under the authority "
            "conferred by the MOA as soon as possible, but no longer than approximately 24 hours."
        ),
    },
    models=["JEM"],
    acts=["issue_detainer"],
    kind="duty",
)
def detainer_notice(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """ICE is told of a detainer as soon as possible, and no later than about 24 hours after it was issued. What comes
    later, but within 26 hours, is neither plainly in time nor plainly late.
    """
    issued = act.detainer_issued_at.coalesce(act.at)
    until = act.observed_until
    plainly = by_day(
        "jem.detainer_notice_hours", act, lambda hours: within(issued, act.ice_notified_at, hours=hours, until=until)
    )
    about = by_day(
        "jem.detainer_notice_about_hours",
        act,
        lambda hours: within(issued, act.ice_notified_at, hours=hours, until=until),
    )
    return cases((plainly, True), (~about, False), else_=unknown())


@provision(
    "wso.service-notice",
    at={"WSO": "App.A"},
    words={
        "WSO-2025": (
            "The LEA shall provide notification to the ICE officer immediately after participating LEA personnel "
            "serve any warrant of arrest or warrant of removal"
        ),
    },
    models=["WSO"],
    acts=WARRANT_SERVICE,
    kind="duty",
)
def service_notice(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """ICE is told immediately after a warrant is served. The text sets no hours; the one hour of the same appendix
    is taken.
    """
    return by_day(
        "wso.service_notice_hours",
        act,
        lambda hours: within(act.at, act.ice_notified_at, hours=hours, until=act.observed_until),
    )


@provision(
    "citizenship.reported",
    at=dict.fromkeys(GENERALLY, "App.A"),
    words={
        "JEM-2025": (
            "Participating LEA personnel must report all encounters with asserted or suspected claims of U.S. "
            "citizenship to ICE immediately, but generally within one hour of the claim."
        ),
        "WSO-2025": (
            "Participating LEA personnel must report all encounters with asserted or suspected claims of U.S. "
            "citizenship to ICE immediately, but generally within one hour of the claim."
        ),
    },
    editions=GENERALLY,
    kind="duty",
    when=_claimed,
)
def citizenship_reported(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """A claim of United States citizenship is reported to ICE immediately, generally within one hour. Where unforeseen
    circumstances that prevent it are shown a later report is no plain breach, since generally lets exceptions.
    """
    in_time = _reported_in_time(act)
    return ifelse(~in_time & act.exigent_circumstances.coalesce(False), unknown(), in_time)


@provision(
    "citizenship.reported-2019",
    at={"WSO-2019": "App.A"},
    words={
        "WSO-2019": (
            "must report all encounters with asserted or suspected claims of U.S. citizenship … immediately, but,"
            " absent unforeseen exigent circumstances, in no case more than one hour of the claim"
        ),
    },
    editions=["WSO-2019"],
    kind="duty",
    when=_claimed,
)
def citizenship_reported_2019(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """A claim of United States citizenship is reported to ICE immediately, and in no case later than one hour, unless
    unforeseen circumstances that prevent it are shown.
    """
    return _reported_in_time(act) | act.exigent_circumstances.coalesce(False)
