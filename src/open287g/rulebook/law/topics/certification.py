"""Certification and authorization: the papers an officer needs, and how long they hold."""

from __future__ import annotations

from typing import Any

import ibis

from open287g.rulebook.language.logic import by, in_force, within
from open287g.rulebook.language.provision import provision
from open287g.rulebook.language.wide import Facts
from open287g.rulebook.law.numbers import by_day
from open287g.vocabulary.facts import NEVER

CERTIFICATION = {"JEM": "IV.D", "WSO": "IV.D", "TFM": "IX"}
JAIL = {"JEM": "IV.D", "WSO": "IV.D"}


@provision(
    "certification.certified",
    cites="8 U.S.C. 1357(g)(2); JEM and WSO MOA, IV.D; TFM MOA, IX",
    clauses=CERTIFICATION,
    by_statute=True,
)
def certified(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """ICE certified in writing, before the act, that the officer completed the training and passed its tests."""
    return by(act.day, officer.certified_on)


@provision(
    "certification.letter", cites="JEM and WSO MOA, IV.D", models=["JEM", "WSO"], since="2019-05-06", clauses=JAIL
)
def letter(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """The officer holds a signed authorization letter of the ICE Field Office Director."""
    return by(act.day, officer.authorization_letter_on)


@provision(
    "certification.form-70-006", cites="JEM and WSO MOA, IV.D", models=["JEM", "WSO"], since="2019-05-06", clauses=JAIL
)
def form_70_006(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """ICE executed Form 70-006, Designated Immigration Officer, for the officer."""
    return officer.form_70_006


@provision("tfm.authorized", cites="TFM MOA, IX", models=["TFM"], since="2025-01-30", clauses={"TFM": "IX"})
def authorized(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Under TFM the officer holds a signed authorization of ICE."""
    return by(act.day, officer.authorized_on)


@provision("tfm.two-years", cites="TFM MOA, IX", models=["TFM"], since="2025-01-30", clauses={"TFM": "IX"})
def two_years(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Under TFM an authorization holds for two years from its date; from the second anniversary on a new one is
    needed.
    """
    return by_day(
        "tfm.authorization_years",
        act,
        lambda years: act.day < officer.authorized_on + ibis.interval(years=int(years)),
    )


@provision("authorization.not-expired", cites="8 U.S.C. 1357(g)(5)", kind="premise", by_statute=True)
def not_expired(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """An authorization on which an end is written no longer holds from that day on."""
    return act.day < officer.authorization_expires_on


@provision(
    "authorization.not-suspended",
    cites="8 U.S.C. 1357(g)(3); JEM and WSO MOA, IV.D; TFM MOA, IX",
    clauses=CERTIFICATION,
    by_statute=True,
)
def not_suspended(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """The officer's authority was not suspended on that day."""
    return ~in_force(act.day, officer.suspended_from, officer.suspended_to)


@provision(
    "authorization.not-revoked", cites="JEM and WSO MOA, IV.D; TFM MOA, IX", clauses=CERTIFICATION, by_statute=True
)
def not_revoked(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """The officer's authority had not been revoked or withdrawn."""
    return act.day < officer.revoked_on


@provision(
    "credentials.carried",
    cites="JEM and WSO MOA, IV.D",
    models=["JEM", "WSO"],
    since="2019-05-06",
    kind="duty",
    clauses=JAIL,
)
def credentials_carried(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """The officer carries the credentials that ICE issued while doing immigration work."""
    return act.credentials_carried


@provision(
    "tfm.revocation-notice",
    cites="TFM MOA, IX",
    models=["TFM"],
    since="2025-01-30",
    kind="duty",
    when=lambda act, officer, agreement: officer.revoked_on < ibis.literal(NEVER),
    clauses={"TFM": "IX"},
)
def revocation_notice(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Who revokes an officer's authority tells the other party within 48 hours."""
    return by_day(
        "tfm.revocation_notice_hours",
        act,
        lambda hours: within(officer.revocation_decided_at, officer.revocation_notified_at, hours=hours),
    )
