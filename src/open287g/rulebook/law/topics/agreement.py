"""The life of the agreement."""

from __future__ import annotations

from typing import Any

from open287g.rulebook.language.expressions import ifelse, interval, literal, unknown
from open287g.rulebook.language.logic import by, by_ice, in_force
from open287g.rulebook.language.provision import provision
from open287g.rulebook.language.wide import Facts
from open287g.rulebook.law.numbers import by_day
from open287g.rulebook.law.topics.groups import TFM_2025
from open287g.vocabulary.facts import NEVER

LIFE = {"JEM": "VIII", "WSO": "VIII", **dict.fromkeys(TFM_2025, "XVIII"), "TFM-OAG": "XX"}
JEM_AND_TFM = ("JEM-2020", "JEM-2025", *TFM_2025)


@provision(
    "agreement.signed",
    law="8 USC 1357(g)(1)",
    at=LIFE,
    words={
        "JEM-2025": "This MOA becomes effective upon signature of both parties",
        "WSO-2025": "This MOA becomes effective upon signature of both parties",
        "TFM-2025-0307": "This MOA becomes effective upon signature of both parties",
        "TFM-OAG": "This MOA will be in effect from the date of signing until it is terminated by either party.",
    },
    by_statute=True,
)
def signed(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """The agreement takes effect when both parties have signed: on the later of the two days. Where ICE signed in
    Washington and the place is a day ahead, the day on which both calendars agree decides.
    """
    claimed = ifelse(agreement.listed_signed_on <= act.day, True, unknown())
    agency = ifelse(agreement.agency_signed_on.isnull(), claimed, by(act.day, agreement.agency_signed_on))
    return agency & ifelse(agreement.ice_signed_on.isnull(), claimed, by_ice(act, agreement.ice_signed_on))


def _claimed(act: Facts, officer: Facts, agreement: Facts) -> Any:
    unsigned = agreement.agency_signed_on.isnull() | agreement.ice_signed_on.isnull()
    return (agreement.listed_signed_on.notnull() & unsigned) | (
        agreement.terminated_on.isnull() & (act.day <= agreement.listed_until).coalesce(False)
    )


@provision(
    "agreement.claims-of-the-list",
    law="open287g, what ICE's list claims",
    unread="It is open287g's own limit, and no law's.",
    kind="premise",
    when=_claimed,
)
def claims_of_the_list(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """What ICE's list claims of signing and of days in force is so, where the agreement's own days are not known."""
    return unknown()


@provision(
    "agreement.edition-of-model",
    law="8 USC 1357(g)(5)",
    words=(
        "the specific powers and duties that may be, or are required to be, exercised or performed by the "
        "individual … shall be set forth in a written agreement"
    ),
    kind="condition",
)
def edition_of_model(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """The edition on which the agreement was signed is a text of its model, written by then; an officer has only the
    powers of that model.
    """
    return agreement.edition_fits


@provision(
    "agreement.not-suspended",
    at=LIFE,
    words={
        "JEM-2025": (
            "the ICE Director may, upon recommendation of the Executive Associate Director for Enforcement and "
            "Removal Operations, elect to immediately suspend the MOA pending investigation of the misconduct "
            "and/or violations"
        ),
        "TFM-2025-0307": (
            "the ICE Director may, upon recommendation of the Executive Associate Director for Enforcement and "
            "Removal Operations, elect to immediately suspend the MOA pending investigation of the misconduct "
            "and/or violations"
        ),
        "WSO-2025": (
            "termination or suspension shall take effect 90-days after receipt of such notice, unless exigent "
            "circumstances involving public safety dictate otherwise"
        ),
    },
    by_statute=True,
)
def not_suspended(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """The agreement was not suspended on that day; while it is, no officer has authority under it."""
    return ~in_force(act.day, agreement.suspended_from, agreement.suspended_to)


@provision(
    "agreement.not-terminated",
    at=LIFE,
    words={
        "JEM-2025": "will remain in effect until either party terminates or suspends the MOA",
        "WSO-2025": (
            "will remain in effect until either party, upon 90-day written notice to the other party, provides "
            "notice of termination or suspension of the MOA"
        ),
        "TFM-2025-0307": "will remain in effect until either party terminates or suspends the MOA",
        "TFM-OAG": "This MOA will be in effect from the date of signing until it is terminated by either party.",
    },
    by_statute=True,
)
def not_terminated(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """The agreement had not ended; its end revokes the authority of every officer under it. That a list no longer shows
    it does not prove its end.
    """
    shown = ifelse(act.day <= agreement.listed_until, True, unknown())
    return ifelse(agreement.terminated_on.isnull(), shown, act.day < agreement.terminated_on)


def _ended_by_ice(act: Facts, officer: Facts, agreement: Facts) -> Any:
    return _ended(act, officer, agreement) & (agreement.terminated_by == "ice")


def _after(act: Facts, notice: Any, agreement: Facts) -> Any:
    """The end is no earlier than the days of notice; a notice that never came is none."""

    def given(days: float) -> Any:
        return (notice < literal(NEVER)) & (agreement.terminated_on >= notice + interval(days=int(days)))

    return by_day("agreement.notice_days", act, given)


def _ended(act: Facts, officer: Facts, agreement: Facts) -> Any:
    return agreement.terminated_on < literal(NEVER)


@provision(
    "wso.termination-notice",
    at={"WSO": "VIII"},
    words={
        "WSO-2025": (
            "will remain in effect until either party, upon 90-day written notice to the other party, provides "
            "notice of termination or suspension of the MOA"
        ),
    },
    models=["WSO"],
    kind="duty",
    when=_ended,
)
def wso_termination_notice(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Either party ends a WSO agreement by 90 days' written notice, unless public safety requires otherwise."""
    return _after(act, agreement.termination_notice_on, agreement) | agreement.exigent_termination.coalesce(False)


@provision(
    "wso.suspension-notice",
    at={"WSO": "VIII"},
    words={
        "WSO-2025": (
            "termination or suspension shall take effect 90-days after receipt of such notice, unless exigent "
            "circumstances involving public safety dictate otherwise"
        ),
    },
    models=["WSO"],
    kind="duty",
    when=lambda act, officer, agreement: agreement.suspended_from < literal(NEVER),
)
def wso_suspension_notice(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """A WSO agreement is suspended by 90 days' notice, unless public safety requires otherwise."""

    def given(days: float) -> Any:
        notice = agreement.suspension_notice_on
        return (notice < literal(NEVER)) & (agreement.suspended_from >= notice + interval(days=int(days)))

    return by_day("agreement.notice_days", act, given) | agreement.exigent_termination.coalesce(False)


@provision(
    "agreement.ice-termination-notice",
    at={name: LIFE.get(name, "VIII") for name in JEM_AND_TFM},
    words={
        "JEM-2025": (
            "If ICE decides to move from suspension to termination, ICE will provide the LEA a 90-day notice in "
            "advance of the partnership being terminated."
        ),
        "TFM-2025-0307": (
            "If ICE decides to move from suspension to termination, ICE will provide the LEA a 90-day notice in "
            "advance of the partnership being terminated."
        ),
    },
    editions=JEM_AND_TFM,
    kind="duty",
    when=_ended_by_ice,
)
def ice_termination_notice(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Before ICE ends a JEM or TFM agreement it gives the agency 90 days' notice."""
    return _after(act, agreement.termination_notice_on, agreement)


@provision(
    "agreement.ice-termination-published",
    at={name: LIFE.get(name, "VIII") for name in JEM_AND_TFM},
    words={
        "JEM-2020": (
            "ICE's decision to terminate a MOA will be published on ICE's website 90 days in advance of the MOA's"
            " termination."
        ),
        "TFM-2025-0307": (
            "ICE’s decision to terminate a MOA will be published on ICE’s website 90 days in advance of the MOA’s"
            " termination."
        ),
    },
    editions=JEM_AND_TFM,
    kind="duty",
    when=_ended_by_ice,
)
def ice_termination_published(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """ICE publishes its decision to end a JEM or TFM agreement on its website 90 days before the end."""
    return _after(act, agreement.termination_published_on, agreement)


@provision(
    "agreement.yearly-meeting",
    at={"JEM": "V.B", "WSO": "V.B"},
    words={
        "JEM-2025": (
            "shall make every effort to meet at least annually to ensure compliance with the terms of this MOA"
        ),
        "WSO-2025": (
            "shall make every effort to meet at least annually to ensure compliance with the terms of this MOA"
        ),
    },
    models=["JEM", "WSO"],
    kind="duty",
)
def yearly_meeting(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """ICE and the agency try to meet at least once a year; the first review comes about a year after the start."""

    def met(years: float) -> Any:
        span = interval(years=int(years))
        met = (agreement.last_meeting_on < literal(NEVER)) & (act.day <= agreement.last_meeting_on + span)
        return met | (act.day <= agreement.ice_signed_on + span)

    return by_day("agreement.meeting_years", act, met)
