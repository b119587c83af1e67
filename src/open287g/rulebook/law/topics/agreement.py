"""The life of the agreement."""

from __future__ import annotations

from typing import Any

import ibis

from open287g.rulebook.language.logic import by, in_force
from open287g.rulebook.language.provision import provision
from open287g.rulebook.language.wide import Facts
from open287g.rulebook.law.numbers import by_day
from open287g.rulebook.law.topics.groups import TFM_2025
from open287g.vocabulary.facts import NEVER

LIFE = {"JEM": "VIII", "WSO": "VIII", **dict.fromkeys(TFM_2025, "XVIII"), "TFM-OAG": "XX"}
JEM_AND_TFM = ("JEM-2020", "JEM-2025", *TFM_2025)


@provision(
    "agreement.signed",
    cites="8 U.S.C. 1357(g)(1); JEM and WSO MOA, VIII; TFM MOA, XVIII",
    clauses=LIFE,
    by_statute=True,
)
def signed(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """The agreement takes effect when both parties have signed: on the later of the two days."""
    return by(act.day, agreement.agency_signed) & by(act.day, agreement.ice_signed)


@provision("agreement.edition-of-model", cites="8 U.S.C. 1357(g)(5)", kind="condition")
def edition_of_model(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """The edition on which the agreement was signed is a text of its model; an officer has only the powers of that
    model.
    """
    return agreement.edition_fits


@provision("agreement.not-suspended", cites="JEM and WSO MOA, VIII; TFM MOA, XVIII", clauses=LIFE, by_statute=True)
def not_suspended(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """The agreement was not suspended on that day; while it is, no officer has authority under it."""
    return ~in_force(act.day, agreement.suspended_from, agreement.suspended_to)


@provision(
    "agreement.not-terminated",
    cites="JEM and WSO MOA, IV.D and VIII; TFM MOA, IX and XVIII",
    clauses=LIFE,
    by_statute=True,
)
def not_terminated(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """The agreement had not ended; its end revokes the authority of every officer under it."""
    return act.day < agreement.terminated_on


def _ended_by_ice(act: Facts, officer: Facts, agreement: Facts) -> Any:
    return _ended(act, officer, agreement) & (agreement.terminated_by == "ice")


def _after(act: Facts, notice: Any, agreement: Facts) -> Any:
    return by_day(
        "agreement.notice_days", act, lambda days: agreement.terminated_on >= notice + ibis.interval(days=int(days))
    )


def _ended(act: Facts, officer: Facts, agreement: Facts) -> Any:
    return agreement.terminated_on < ibis.literal(NEVER)


@provision(
    "wso.termination-notice",
    cites="WSO MOA, VIII",
    models=["WSO"],
    since="2019-05-06",
    kind="duty",
    when=_ended,
    clauses={"WSO": "VIII"},
)
def wso_termination_notice(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Either party ends a WSO agreement by 90 days' written notice, unless public safety requires otherwise."""
    return _after(act, agreement.termination_notice_on, agreement) | agreement.exigent_termination


@provision(
    "agreement.ice-termination-notice",
    cites="JEM MOA, VIII; TFM MOA, XVIII",
    editions=JEM_AND_TFM,
    since="2020-01-01",
    kind="duty",
    when=_ended_by_ice,
    clauses={name: LIFE.get(name, "VIII") for name in JEM_AND_TFM},
)
def ice_termination_notice(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Before ICE ends a JEM or TFM agreement it gives the agency 90 days' notice."""
    return _after(act, agreement.termination_notice_on, agreement)


@provision(
    "agreement.ice-termination-published",
    cites="JEM MOA, VIII; TFM MOA, XVIII",
    editions=JEM_AND_TFM,
    since="2020-01-01",
    kind="duty",
    when=_ended_by_ice,
    clauses={name: LIFE.get(name, "VIII") for name in JEM_AND_TFM},
)
def ice_termination_published(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """ICE publishes its decision to end a JEM or TFM agreement on its website 90 days before the end."""
    return _after(act, agreement.termination_published_on, agreement)


@provision(
    "agreement.yearly-meeting",
    cites="JEM and WSO MOA, V.B",
    models=["JEM", "WSO"],
    since="2019-05-06",
    kind="duty",
    clauses={"JEM": "V.B", "WSO": "V.B"},
)
def yearly_meeting(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """ICE and the agency try to meet at least once a year; the first review comes about a year after the start."""

    def met(years: float) -> Any:
        span = ibis.interval(years=int(years))
        return (act.day <= agreement.last_meeting_on + span) | (act.day <= agreement.ice_signed_on + span)

    return by_day("agreement.meeting_years", act, met)
